/**
 * An error stops an edition, and a warning does not. A note is for information: not even `--strict` counts
 * it.
 */
export type Severity = 'error' | 'warning' | 'note';

export interface CatalogueEntry<Data> {
  readonly severity: Severity;
  /** The message says what is wrong, the hint how to fix it; both are whole sentences. */
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
