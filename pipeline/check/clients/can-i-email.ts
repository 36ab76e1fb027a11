import table from './can-i-email.json' with { type: 'json' };

/**
 * The support of features in mail programs, from Can I Email: a copy with its date, which `npm run
 * can-i-email` renews.
 */
export interface ClientData {
  readonly source: string;
  readonly licence: string;
  readonly commit: string;
  /** The date of the copy, as 2026-06-29. */
  readonly date: string;
  /** The names of families of programs: `gmail` is Gmail. */
  readonly family: Readonly<Record<string, string>>;
  /** The names of platforms: `desktop-webmail` is Desktop Webmail. */
  readonly platform: Readonly<Record<string, string>>;
  /** By the names of its pages: `css-border-radius`. */
  readonly features: Readonly<Record<string, FeatureSupport>>;
}

/** The newest version of each program, if it does not support a feature or only partly. */
export interface FeatureSupport {
  readonly title: string;
  /** Programs as a family and a platform: `outlook.windows`. */
  readonly no: readonly string[];
  readonly partly: readonly string[];
}

export const canIEmail: ClientData = table;
