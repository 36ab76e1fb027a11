import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { PageManifest } from '../pipeline/studio/server/page-bundle.ts';
import { styles } from '../pipeline/studio/server/page-files.ts';
import { packageFoldersOf } from './package-folders.ts';

const browser = join(import.meta.dirname, '../pipeline/studio/browser');

/**
 * Bundles the page of the studio into `folder`, with the packages that it imports: one script and one style sheet, and a
 * script for the writing desk, which loads when a person opens it. A browser would otherwise request more than a hundred
 * modules. Each name has a hash of the content, so a browser may keep the file forever. `page.json` has the names.
 * Returns the folders of the packages in it.
 */
export async function bundlePage(folder: string): Promise<string[]> {
  const bundle = await rolldown({
    input: join(browser, 'main.ts'),
    platform: 'browser',
    // A warning may mean that a module is missing.
    onLog: (_, log) => {
      throw new Error(log.message);
    },
  });
  const name = '[name]-[hash].js';
  const { output } = await bundle.write({
    dir: folder,
    entryFileNames: name,
    chunkFileNames: name,
    minify: true,
  });
  const css = styles.map((each) => readFileSync(join(browser, 'styles', `${each}.css`), 'utf8')).join('\n');
  const style = `style-${createHash('sha256').update(css).digest('hex').slice(0, 8)}.css`;
  writeFileSync(join(folder, style), css);
  const chunks = output.filter((each) => each.type === 'chunk');
  const [main] = chunks;
  if (!main?.isEntry || main.imports.length > 0) throw new Error('The page does not begin with one script.');
  const manifest: PageManifest = { script: main.fileName, style };
  writeFileSync(join(folder, 'page.json'), JSON.stringify(manifest));
  return packageFoldersOf(chunks.flatMap(({ moduleIds }) => moduleIds));
}
