import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { findLogo } from './find-logo.ts';
import { readNewsletter } from './newsletter/read-newsletter.ts';

/** The path of the logo that newsletter.yaml names. The check reports the problems of both files. */
export async function readLogoPath(files: Files): Promise<string | undefined> {
  const newsletter = await readNewsletter(files, new Report());
  const [logo] = newsletter ? (await findLogo(files, newsletter, new Report())).keys() : [];
  return logo;
}
