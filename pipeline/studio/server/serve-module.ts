import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';

const pipeline = resolve(import.meta.dirname, '../..');

/** The packages that pages import, each with the folder to serve. */
const packages: Readonly<Record<string, string>> = {
  'lit-html': dirname(createRequire(import.meta.url).resolve('lit-html')).replace(/[\\/]node$/, ''),
  signals: dirname(createRequire(import.meta.url).resolve('@preact/signals-core')),
};

/** The import map of the page. */
export const importMap = {
  imports: {
    'lit-html': '/modules/lit-html/lit-html.js',
    'lit-html/': '/modules/lit-html/',
    '@preact/signals-core': '/modules/signals/signals-core.mjs',
  },
};

/** The modules that a browser may load: those of the pages, and the few that they share with the server. */
const shared = ['studio/browser/', 'studio/emulate.ts'];

/** Returns a module as JavaScript; undefined when pages may not load it. */
export async function serveModule(path: string): Promise<{ type: string; body: string } | undefined> {
  const [, name = '', inner = ''] = /^\/modules\/([\w-]+)\/([\w./-]+\.m?js)$/.exec(path) ?? [];
  const folder = packages[name];
  if (folder !== undefined) return read(folder, inner);
  const [, own = ''] = /^\/source\/([\w./-]+\.(?:ts|js|css))$/.exec(path) ?? [];
  return shared.some((each) => own.startsWith(each)) ? read(pipeline, own) : undefined;
}

async function read(folder: string, path: string): Promise<{ type: string; body: string } | undefined> {
  const file = resolve(folder, path);
  if (relative(folder, file).split(sep).includes('..')) return undefined;
  try {
    const text = await readFile(file, 'utf8');
    if (file.endsWith('.css')) return { type: 'text/css; charset=utf-8', body: text };
    return { type: 'text/javascript; charset=utf-8', body: file.endsWith('.ts') ? strip(text) : text };
  } catch (error) {
    if (!['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // In the published package, modules are already JavaScript.
    return path.endsWith('.ts') ? read(folder, path.replace(/\.ts$/, '.js')) : undefined;
  }
}

/**
 * Strips the types. Node would warn once that its function is experimental, which does not concern the person
 * who opens the studio.
 */
function strip(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
