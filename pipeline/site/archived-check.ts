import type { KeptCheck } from '../check/kept-check.ts';
import type { SiteState } from './site-state.ts';

/** The findings of the last archive build, for a check of the same publication; undefined if it kept none. */
export function archivedCheck({ shared, logo, issues }: SiteState): KeptCheck | undefined {
  if (shared === undefined) return undefined;
  const kept = Object.entries(issues).flatMap(([slug, { key, findings }]) =>
    findings ? [[slug, { key, ...findings }] as const] : [],
  );
  return { ...(logo !== undefined && { logo }), shared, issues: Object.fromEntries(kept) };
}
