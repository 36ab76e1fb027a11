import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveFile } from '../../pipeline/archive/archive-file.ts';
import type { Files } from '../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { listFiles } from '../../pipeline/site/list-files.ts';
import { filesSource } from '../../pipeline/site/site-source.ts';
import { updateSite } from '../../pipeline/site/update-site.ts';
import { isFiles, repository } from '../editions/publish.ts';

/** A site that was built, by path. */
export interface Site {
  readonly files: ReadonlyMap<string, ArchiveFile>;
  /** A file's text; fails where there is none. */
  text(path: string): string;
  /** The paths of all pages but the mails and those that only lead elsewhere. */
  readonly pages: readonly string[];
}

const scratch = mkdtempSync(join(tmpdir(), 'courant-site-of-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
let count = 0;

/** Builds the site of a publication, as `courant archive` does; fails where anything is wrong with it. */
export async function siteOf(
  publicationFiles: Files | Readonly<Record<string, string | Uint8Array>> = repository,
): Promise<Site> {
  const publication = isFiles(publicationFiles) ? publicationFiles : memoryFiles(publicationFiles);
  const folder = join(scratch, String(++count));
  const { problems, isPublished } = await updateSite({
    source: filesSource({ package: repository, publication }),
    folder,
    cache: join(scratch, 'cache'),
    asOf: Date.parse('2030-01-01T00:00:00Z'),
    signal: new AbortController().signal,
  });
  if (!isPublished) {
    throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const files = new Map(
    listFiles(folder)
      .sort()
      .map((path): [string, ArchiveFile] => {
        const [, madeFrom] = /^made from (.+)$/.exec(manifest.files[path] ?? '') ?? [];
        const bytes = readFileSync(join(folder, path));
        const isText = /\.(html|xml|json|txt|js|svg|eml|webmanifest)$/.test(path);
        return [path, { path, content: isText ? bytes.toString() : bytes, ...(madeFrom && { madeFrom }) }];
      }),
  );
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
