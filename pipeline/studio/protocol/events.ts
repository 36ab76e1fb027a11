import type { PresentPage } from './presence.ts';

// The JSON with which the studio's server reports changes to its pages.

/** A change that the server reports to the pages. */
export type StudioEvent =
  | { readonly kind: 'changed'; readonly slugs: readonly string[]; readonly at: number }
  | { readonly kind: 'read'; readonly slugs: readonly string[] }
  /** A dispatch of these issues has begun, changed or ended, in any process. */
  | { readonly kind: 'dispatch'; readonly slugs: readonly string[] }
  /** Somebody has opened or left the issue, or is at another part. These pages are open on it now. */
  | { readonly kind: 'presence'; readonly slug: string; readonly pages: readonly PresentPage[] }
  | { readonly kind: 'mail' };
