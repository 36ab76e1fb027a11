import { join } from 'node:path';
import { readTextIfThere } from '../../foundation/files/read-if-there.ts';
import type { PageFiles } from './page-files.ts';

/** `page.json` of a bundle: the names of the files that the page begins with. */
export interface PageManifest {
  readonly script: string;
  readonly style: string;
}

/** Opens the bundle that `packages/bundle-page.ts` wrote into a folder; undefined if there is none. */
export function openPageBundle(folder: string): PageFiles | undefined {
  const manifest = readTextIfThere(join(folder, 'page.json'));
  if (manifest === undefined) return undefined;
  const { script, style } = JSON.parse(manifest) as PageManifest;
  return {
    head: () => `<link rel="stylesheet" href="/page/${style}">
<script type="module" src="/page/${script}"></script>`,
    paths: ['/page/*'],
    async serve(path) {
      const [, name, ending] = /^\/page\/([\w-]+\.(js|css))$/.exec(path) ?? [];
      const body = name === undefined ? undefined : readTextIfThere(join(folder, name));
      const type = ending === 'css' ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
      return body === undefined ? undefined : { type, body, isImmutable: true };
    },
  };
}
