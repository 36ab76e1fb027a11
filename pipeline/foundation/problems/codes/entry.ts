/**
 * An error stops an edition; a warning does not. A note is only for information: even `--strict` ignores it.
 */
export type Severity = 'error' | 'warning' | 'note';

export interface CatalogueEntry<Data> {
  readonly severity: Severity;
  /** The message says what is wrong, and the hint says how to fix it. Both are whole sentences. */
  readonly describe: (data: Data) => { message: string; hint?: string };
}

export function error<Data>(describe: CatalogueEntry<Data>['describe']): CatalogueEntry<Data> {
  return { severity: 'error', describe };
}

export function warning<Data>(describe: CatalogueEntry<Data>['describe']): CatalogueEntry<Data> {
  return { severity: 'warning', describe };
}

export function note<Data>(describe: CatalogueEntry<Data>['describe']): CatalogueEntry<Data> {
  return { severity: 'note', describe };
}
