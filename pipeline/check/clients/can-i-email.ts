import table from './can-i-email.json' with { type: 'json' };

/** What mail programs support, by Can I Email: a copy with its date, which `npm run can-i-email` renews. */
export interface ClientData {
  readonly source: string;
  readonly licence: string;
  readonly commit: string;
  /** As 2026-06-29. */
  readonly date: string;
  /** What families of programs are called: `gmail` is Gmail. */
  readonly family: Readonly<Record<string, string>>;
  /** What platforms are called: `desktop-webmail` is Desktop Webmail. */
  readonly platform: Readonly<Record<string, string>>;
  /** By the names of its pages: `css-border-radius`. */
  readonly features: Readonly<Record<string, FeatureSupport>>;
}

/** The newest version of each program that does not support a feature, or only partly. */
export interface FeatureSupport {
  readonly title: string;
  /** Programs as a family and a platform: `outlook.windows`. */
  readonly no: readonly string[];
  readonly partly: readonly string[];
}

export const canIEmail: ClientData = table;
