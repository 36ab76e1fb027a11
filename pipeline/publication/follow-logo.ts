import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { namedLogo } from './find-logo.ts';
import { readNewsletter } from './newsletter/read-newsletter.ts';
import type { WatchedFiles } from './watch-files.ts';

/**
 * Makes a watcher follow the logo that newsletter.yaml names now. If newsletter.yaml cannot be used, the watcher
 * keeps the former one. Returns the path that is followed.
 */
export async function followLogo(
  watcher: Pick<WatchedFiles, 'follow'>,
  files: Files,
  former?: string,
): Promise<string | undefined> {
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined) return former;
  const logo = namedLogo(newsletter);
  watcher.follow(logo);
  return logo;
}
