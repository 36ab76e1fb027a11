import type { Files } from '../foundation/files/files.ts';

/** A file of a new publication. */
export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  /** The file of the package that this is a copy of. `courant upgrade` merges later changes of it. */
  readonly from?: string;
}

export interface PlanOptions {
  /** Courant's own files, which include `templates/starter/`. */
  readonly package: Files;
  /** The version of Courant on which the publication will depend. */
  readonly version: string;
  /** The date of the first issue, as year-month-day. */
  readonly date: string;
  /** The existing package.json, as text. */
  readonly manifest: string | undefined;
  /** Whether the folder has the main module that package.json names. */
  readonly hasMain: boolean;
  /** Whether the folder already is a publication, so that the plan adds no content and no settings. */
  readonly isPublication: boolean;
}
