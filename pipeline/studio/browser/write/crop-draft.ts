import type { FieldInput } from '../../protocol/write.ts';
import type { CropBox, Point } from './crop-box.ts';

/** The fields of a picture that the form sets. */
export interface FramedFields {
  /** The names of the fields; undefined if the block does not have one. */
  readonly crop: string | undefined;
  readonly focus: string | undefined;
  readonly values: Readonly<Record<string, FieldInput>>;
  readonly change: (values: Readonly<Record<string, FieldInput | undefined>>) => void;
}

/** What the form shows: it is saved when the person applies it. */
export interface CropDraft {
  readonly box: CropBox;
  readonly focus: Point | undefined;
  readonly shape: Shape;
  /** The size of the picture in pixels; undefined until the browser has loaded it. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

export const shapes = ['free', 'original', '3:2', '1:1', '16:9'] as const;
export type Shape = (typeof shapes)[number];
