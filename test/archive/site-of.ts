import type { ArchiveFile } from '../../pipeline/archive/archive-file.ts';
import { buildArchive } from '../../pipeline/archive/build-archive.ts';
import type { Files } from '../../pipeline/foundation/files/files.ts';
import { publish, repository } from '../editions/publish.ts';

/** A site held in memory, by path. */
export interface Site {
  readonly files: ReadonlyMap<string, ArchiveFile>;
  /** A file's text; fails where there is none. */
  text(path: string): string;
  /** The paths of all pages but the mails and those that only lead elsewhere. */
  readonly pages: readonly string[];
}

/** Builds the site of a publication; fails where anything is wrong with it. */
export async function siteOf(
  publicationFiles: Files | Readonly<Record<string, string | Uint8Array>> = repository,
): Promise<Site> {
  const { publication, issues, problems } = await publish(publicationFiles);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (publication === undefined || errors.length > 0) {
    throw new Error(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  }
  const all = await buildArchive(publication, issues);
  const files = new Map(all.map((file) => [file.path, file]));
  const text = (path: string) => {
    const content = files.get(path)?.content;
    if (content === undefined) throw new Error(`The site has no "${path}".`);
    return typeof content === 'string' ? content : Buffer.from(content).toString();
  };
  const pages = [...files.keys()].filter(
    (path) =>
      path.endsWith('.html') && !path.endsWith('/email.html') && !text(path).includes('http-equiv="refresh"'),
  );
  return { files, text, pages };
}
