import table from './can-i-email.json' with { type: 'json' };

/**
 * Which mail programs support which features: a dated copy of Can I Email's data, which `npm run can-i-email`
 * renews.
 */
export interface ClientData {
  readonly source: string;
  readonly licence: string;
  readonly commit: string;
  /** The date of the copy, such as 2026-06-29. */
  readonly date: string;
  /** The names of families of mail programs: `gmail` is Gmail. */
  readonly family: Readonly<Record<string, string>>;
  /** The names of platforms: `desktop-webmail` is Desktop Webmail. */
  readonly platform: Readonly<Record<string, string>>;
  /** The features by the names of their pages: `css-border-radius`. */
  readonly features: Readonly<Record<string, FeatureSupport>>;
}

/** The mail programs whose newest version does not support a feature, or supports it only partly. */
export interface FeatureSupport {
  readonly title: string;
  /** Mail programs by family and platform: `outlook.windows`. */
  readonly no: readonly string[];
  readonly partly: readonly string[];
}

export const canIEmail: ClientData = table;
