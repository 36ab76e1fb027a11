import { randomUUID } from 'node:crypto';
import { readSharedKey } from './source-keys.ts';
import type { SiteBuild } from './start-build.ts';

/**
 * Whether the files that all issues share are still the same as when they were hashed. Ask this after they were
 * loaded, because a file that changed in between was loaded in another form. `logo` is the path that newsletter.yaml
 * names.
 */
export async function isSharedUnchanged(
  { options: { source }, known, sources, sharedKey }: SiteBuild,
  logo: string | undefined,
): Promise<boolean> {
  return (await readSharedKey(source, source.hashes(known), logo, sources)) === sharedKey;
}

/**
 * The hash of everything that all issues depend on, for a thread that has loaded it. If a file has changed since it was
 * hashed, no sources have the result, so nothing that the thread makes is used again.
 */
export async function engineAfterLoading(build: SiteBuild): Promise<string> {
  const { engine } = build.sources;
  return (await isSharedUnchanged(build, build.logo)) ? engine : `${engine}-${randomUUID()}`;
}
