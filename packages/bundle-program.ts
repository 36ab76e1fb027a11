import { readFileSync } from 'node:fs';
import { basename, join, posix, relative, sep } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { packageFolderOf, packageFoldersOf } from './package-folders.ts';

const root = join(import.meta.dirname, '..');
const pipeline = join(root, 'pipeline');

/** The modules that a process, a thread or an import begins with. Each keeps its place in the folder. */
const entries = [
  'cli',
  'index',
  'testing',
  'commands/render-process',
  'editions/draw-process',
  'messages/signing-worker',
  'site/link-worker',
  'site/store-worker',
  'site/worker',
];

/**
 * Bundled, although they are dependencies of the published package: the types of the library refer to theirs.
 */
const neededForTypes = ['domhandler', 'kysely', 'yaml', 'zod'];

/**
 * Bundles the program for the published package into `folder`, together with the packages that it imports. The
 * dependencies and peers in package.json are not bundled: they have files that are not part of the program, such
 * as native code or a font. Node needs about half a millisecond and
 * 100 kB for every module that it loads, and many commands would load 500 to 800. What the program imports
 * later, with `import()`, also loads later from the bundle. Returns the folders of the packages in it.
 */
export async function bundleProgram(folder: string): Promise<string[]> {
  const separate = readSeparate();
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((name) => [name, join(pipeline, `${name}.ts`)])),
    platform: 'node',
    external: (id) => separate.includes(packageOf(id) ?? ''),
    plugins: [keepAddresses, smallCheerio],
    // A warning may mean that a module is missing.
    onLog: (_, log) => {
      throw new Error(log.message);
    },
  });
  const { output } = await bundle.write({
    dir: folder,
    chunkFileNames: 'chunks/[name]-[hash].js',
    comments: { jsdoc: false },
    codeSplitting: { groups: [{ name: chunkOf, debugName: 'packages' }] },
  });
  const modules = output.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []));
  return packageFoldersOf(modules);
}

function readSeparate(): readonly string[] {
  const { name, dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies', Record<string, string>> & { readonly name: string };
  const installed = Object.keys({ ...dependencies, ...peerDependencies });
  return [name, ...installed].filter((each) => !neededForTypes.includes(each));
}

/**
 * A module that finds files by its own address, `import.meta.url`, gets the address that it would have as a file
 * of its own in the folder. The folders of the program are the same there.
 */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      if (!id.startsWith(pipeline)) return undefined;
      const path = relative(pipeline, id).split(sep).join('/').replace(/\.ts$/, '.js');
      return code.replaceAll('import.meta.url', `__addressOf(${JSON.stringify(path)})`);
    },
  },
  renderChunk(code, { fileName }) {
    if (!code.includes('__addressOf(')) return undefined;
    return code.replaceAll(/__addressOf\("([^"]+)"\)/g, (_, path: string) => {
      const way = posix.relative(posix.dirname(fileName), path);
      return `new URL(${JSON.stringify(way)}, import.meta.url).href`;
    });
  },
};

/** MJML gets the small part of cheerio, as in `pipeline/editions/mjml/load-mjml.ts`. */
const smallCheerio: Plugin = {
  name: 'small-cheerio',
  resolveId: (id, importer) =>
    id === 'cheerio' && importer?.includes('mjml-browser')
      ? join(pipeline, 'editions/mjml/mjml-cheerio.ts')
      : undefined,
};

/** The package of an import: `@scope/name/part` is part of `@scope/name`. Undefined for a path. */
function packageOf(specifier: string): string | undefined {
  return /^(?:@[^/]+\/)?[^./][^/]*/.exec(specifier)?.[0];
}

/** All modules of a package are in one file. The other files follow from what is imported together. */
function chunkOf(id: string): string | null {
  const folder = packageFolderOf(id);
  return folder === undefined ? null : basename(folder);
}
