import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PageFiles, styles } from './page-files.ts';

/** Keeps modules without their types from one start to the next. The key is a hash of the source. */
export interface ModuleStore {
  read(key: string): Promise<Uint8Array | undefined>;
  write(key: string, bytes: Uint8Array): Promise<void>;
}

const pipeline = fileURLToPath(new URL('../..', import.meta.url));

const resolveHere = createRequire(import.meta.url).resolve;

/** The folder of a package's modules. `of` is the package that depends on it. */
function folderOf(name: string, of?: string): string {
  const find = of === undefined ? resolveHere : createRequire(resolveHere(of)).resolve;
  return dirname(find(name)).replace(/[\\/]node$/, '');
}

/** The parts of ProseMirror, with which the writing desk edits. A page loads them when that desk opens. */
const editorParts = ['model', 'state', 'view', 'keymap', 'commands', 'history', 'inputrules'].map(
  (part) => `prosemirror-${part}`,
);

/** What these parts import, each with the part that depends on it. */
const editorImports: Readonly<Record<string, string>> = {
  'prosemirror-transform': 'prosemirror-state',
  orderedmap: 'prosemirror-model',
  'w3c-keyname': 'prosemirror-keymap',
  'rope-sequence': 'prosemirror-history',
};

/** The packages that pages import, each with the folder to serve. */
const packages: Readonly<Record<string, string>> = {
  'lit-html': folderOf('lit-html'),
  signals: folderOf('@preact/signals-core'),
  ...Object.fromEntries(editorParts.map((name) => [name, folderOf(name)])),
  ...Object.fromEntries(Object.entries(editorImports).map(([name, of]) => [name, folderOf(name, of)])),
};

/** The import map of the page. */
const importMap = {
  imports: {
    'lit-html': '/modules/lit-html/lit-html.js',
    'lit-html/': '/modules/lit-html/',
    '@preact/signals-core': '/modules/signals/signals-core.mjs',
    ...Object.fromEntries(
      [...editorParts, ...Object.keys(editorImports)].map((name) => [name, `/modules/${name}/index.js`]),
    ),
  },
};

/** The modules that a browser may load: those of the pages, and the one that they share with the server. */
const shared = ['studio/browser/', 'studio/emulate.ts'];

const main = '/source/studio/browser/main.ts';

/** Serves each module of the page as a file of its own, without its types. */
export function openPageModules(store: ModuleStore | undefined): PageFiles {
  // A module that a developer adds while the studio is open is loaded when it is imported.
  let preloads: string | undefined;
  const sheets = styles.map(
    (name) => `<link rel="stylesheet" href="/source/studio/browser/styles/${name}.css">`,
  );
  return {
    head(nonce) {
      preloads ??= [...modulesFrom(main)]
        .map((each) => `<link rel="modulepreload" href="${each}">`)
        .join('\n');
      return `${sheets.join('\n')}
<script type="importmap" nonce="${nonce}">${JSON.stringify(importMap)}</script>
${preloads}
<script type="module" src="${main}"></script>`;
    },
    paths: ['/modules/*', '/source/*'],
    serve: (path) => serveModule(path, store),
  };
}

/** Returns a module as JavaScript; undefined when pages may not load it. */
export async function serveModule(
  address: string,
  store?: ModuleStore,
): Promise<{ type: string; body: string } | undefined> {
  const found = readModule(address);
  if (found === undefined) return undefined;
  const { file, text } = found;
  if (file.endsWith('.css')) return { type: 'text/css; charset=utf-8', body: text };
  const body = file.endsWith('.ts') ? await stripOnce(text, store) : text;
  return { type: 'text/javascript; charset=utf-8', body };
}

/** Imports that a browser follows when it loads a module: not those of types, and not `import()`. */
const imports = /(?:^|;)(?:import|export)\b(?!\s+type\b)(?:[^'"();]*?\bfrom\s*)?\s*['"]([^'"]+)['"]/gm;

/**
 * The addresses of a module and of all modules that it imports. If a page names them, the browser requests all
 * of them at once, and does not find them one after the other.
 */
export function modulesFrom(address: string): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (each: string): void => {
    const text = found.has(each) ? undefined : readModule(each)?.text;
    if (text === undefined) return;
    found.add(each);
    for (const [, specifier = ''] of text.matchAll(imports)) follow(addressOf(specifier, each));
  };
  follow(address);
  return found;
}

/** The address of an import in the module at `from`, as the import map of the page gives it. */
function addressOf(specifier: string, from: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const known: Readonly<Record<string, string>> = importMap.imports;
  const [folder = ''] = Object.keys(known).filter((name) => name.endsWith('/') && specifier.startsWith(name));
  return known[specifier] ?? `${known[folder] ?? ''}${specifier.slice(folder.length)}`;
}

/**
 * Reads the file of a module; undefined when pages may not load it. The files are small, and a page requests a
 * hundred of them at once, so reading them asynchronously would take longer.
 */
function readModule(address: string): { readonly file: string; readonly text: string } | undefined {
  const [, name = '', inner = ''] = /^\/modules\/([\w-]+)\/([\w./-]+\.m?js)$/.exec(address) ?? [];
  const folder = packages[name];
  if (folder !== undefined) return readIn(folder, inner);
  const [, own = ''] = /^\/source\/([\w./-]+\.(?:ts|css))$/.exec(address) ?? [];
  return shared.some((each) => own.startsWith(each)) ? readIn(pipeline, own) : undefined;
}

function readIn(folder: string, path: string): ReturnType<typeof readModule> {
  const file = resolve(folder, path);
  if (relative(folder, file).split(sep).includes('..')) return undefined;
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch (error) {
    if (!['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return undefined;
  }
}

/** Strips the types unless the store has the result. The code in Node that strips them takes 50 MB of memory. */
async function stripOnce(text: string, store: ModuleStore | undefined): Promise<string> {
  if (store === undefined) return strip(text);
  const key = createHash('sha256').update(`${process.version} ${text}`).digest('hex');
  const kept = await store.read(key);
  if (kept) return Buffer.from(kept).toString('utf8');
  const stripped = strip(text);
  await store.write(key, Buffer.from(stripped));
  return stripped;
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
