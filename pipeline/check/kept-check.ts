import type { FormStore } from '../editions/mjml/form-store.ts';
import type { TemplateStore } from '../publication/templates/template-store.ts';
import type { IssueFindings, SharedFindings } from './run-check.ts';

/** Hashes everything that a check depends on. `logo` is the path that newsletter.yaml names. */
export type ScanForCheck = (logo: string | undefined) => Promise<CheckSources>;

export interface CheckSources {
  /** The key of the findings in the parts that all issues share. */
  readonly shared: string;
  /** The keys of all issues, by slug and in their order. */
  readonly issues: ReadonlyMap<string, string>;
  /**
   * Whether the files that all issues share are still the same. Ask this after they were loaded. `logo` is the path that
   * newsletter.yaml names.
   */
  isSharedUnchanged(logo: string | undefined): Promise<boolean>;
  /** The key to keep for an issue that was read, which is another one if its files have changed in the meantime. */
  keyAfterReading(slug: string, key: string): Promise<string>;
}

/** What earlier processes compiled with the same program. */
export interface CompiledStores {
  readonly forms: FormStore;
  readonly templates: TemplateStore;
}

/** The findings of a check of a whole publication, as plain data for the next check. */
export interface KeptCheck {
  /** The path of the logo, if newsletter.yaml names one. */
  readonly logo?: string;
  readonly shared: SharedFindings & { readonly key: string };
  /** By slug. An issue that no longer exists is not kept. */
  readonly issues: Readonly<Record<string, KeptIssue>>;
}

/** The findings in one issue. */
interface KeptIssue extends IssueFindings {
  readonly key: string;
}

/** The findings of an issue with this key, from the first of the checks that has them. */
export function keptIssue(checks: readonly KeptCheck[], slug: string, key: string): KeptIssue | undefined {
  return checks.map(({ issues }) => issues[slug]).find((issue) => issue?.key === key);
}

/** The shared parts during a check of the whole publication. */
export interface WholeShared extends SharedFindings {
  readonly key: string;
  readonly logo: string | undefined;
  /** Whether the findings may be kept, which requires that everything could be rendered. */
  readonly isWhole: boolean;
}

/** One issue during a check of the whole publication. */
export interface WholeIssue extends KeptIssue {
  readonly slug: string;
}
