import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfThere } from '../../foundation/files/read-if-there.ts';
import type { PageFiles } from './page-files.ts';

/** `page.json` of a bundle: the names of the files that the page begins with. */
export interface PageManifest {
  readonly script: string;
  readonly style: string;
}

/**
 * Opens the bundle that `packages/bundle-page.ts` wrote into a folder; undefined if there is none. It reads all files,
 * because an update of the package removes them while the studio runs.
 */
export function openPageBundle(folder: string): PageFiles | undefined {
  const manifest = readTextIfThere(join(folder, 'page.json'));
  if (manifest === undefined) return undefined;
  const { script, style } = JSON.parse(manifest) as PageManifest;
  const names = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name));
  const files = new Map(names.map((name) => [`/page/${name}`, readFileSync(join(folder, name), 'utf8')]));
  return {
    head: () => `<link rel="stylesheet" href="/page/${style}">
<script type="module" src="/page/${script}"></script>`,
    paths: ['/page/*'],
    async serve(path) {
      const body = files.get(path);
      const type = `text/${path.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`;
      return body === undefined ? undefined : { type, body, isImmutable: true };
    },
  };
}
