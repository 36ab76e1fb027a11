import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { type FormSource, openFormStore } from './form-store.ts';

/** The groups of a theme in the form that templates get, each with its colours or fonts. */
type ThemeView = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const { seam, theme } = invisibleMarks;
const [open, close] = theme;
const themeMark = new RegExp(`${open}([\\w.]+)${close}`, 'g');

/** The folder of the published package with the forms of Courant's own themes. The repository has none. */
const shippedFolder = fileURLToPath(new URL('./shipped-forms/', import.meta.url));

/**
 * The forms that the package contains, with the colours and fonts of a theme filled in. A publication that changes
 * the styles or the head has none.
 */
export function openShippedForms(theme: ThemeView, folder = shippedFolder): FormSource {
  const store = openFormStore({
    async read(key) {
      try {
        return inflateRawSync(readFileSync(join(folder, key)));
      } catch {
        return undefined; // There are none, or the file is damaged: MJML compiles them.
      }
    },
    write: async () => {},
  });
  const values = themeValues(theme);
  // MJML and juice copy a value, unless there are spaces around it or nothing in it.
  const areCopied = [...values.values()].every((value) => value !== '' && value === value.trim());
  const fill = (text: string) => text.replace(themeMark, (_, name: string) => values.get(name) ?? '');
  return {
    async read(start) {
      if (!areCopied) return undefined;
      const [startOfForms = '', forms] = (await store.read(shapeOf(start)))?.split(seam) ?? [];
      return forms !== undefined && fill(startOfForms) === start ? fill(forms) : undefined;
    },
  };
}

/** Joins the start of mails and their forms, as they are in a file of the package. Colours and fonts are marks. */
export function joinShipped(start: string, forms: string): string {
  return `${start}${seam}${forms}`;
}

/** The mark of a colour or a font, by its name in templates without "theme.". */
export function themeMarkOf(name: string): string {
  return `${open}${name}${close}`;
}

/** The colours and fonts of a theme by their names in templates, without "theme.". */
export function themeValues(theme: ThemeView): Map<string, string> {
  const groups = Object.entries(theme).map(([group, values]) =>
    Object.entries(values).map(([name, value]) => [`${group}.${name}`, String(value)] as const),
  );
  return new Map(groups.flat());
}

/** The start of a mail without its colours and fonts. */
export function shapeOf(start: string): string {
  return start.replace(/#[0-9a-f]{6}\b/gi, '#').replace(/(font-family[=:])[^;>]*/g, '$1');
}
