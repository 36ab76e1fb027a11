import type { ArchiveFile } from './archive-file.ts';
import type { IssueEntry } from './issue-entry.ts';

interface ListedFile {
  readonly path: string;
  readonly sha256: string;
  readonly madeFrom?: string | undefined;
}

interface ManifestInput {
  readonly url: string;
  readonly files: readonly ListedFile[];
  readonly issues: readonly IssueEntry[];
  /** The moment for which the site was built, in milliseconds since 1970. */
  readonly asOf: number;
  /** The slugs of issues that are public only because an earlier build published them. */
  readonly kept: readonly string[];
  /** The hashes of the shared sources, by path. */
  readonly shared: ReadonlyMap<string, string>;
  /** The hashes of each issue's files, by slug and then by path. */
  readonly sources: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const manifestPath = 'manifest.json';
export const picturesPath = 'pictures.json';

/**
 * Writes the manifest: all files of the site and all its sources with their SHA-256. In `manifest.json`, the
 * hash of a picture is that of its original and recipe, so that the manifest is the same on every machine.
 * `pictures.json` has the hashes of the pictures' bytes, which differ between machines.
 */
export function buildManifest(input: ManifestInput): ArchiveFile[] {
  const files = new Map(input.files.map((file) => [file.path, file]));
  const paths = [...files.keys()].sort();
  const pictures: string[] = [];
  const hashes = paths.map((path) => {
    const { sha256 = '', madeFrom } = files.get(path) ?? {};
    if (madeFrom !== undefined) pictures.push(member(path, quoteHash(sha256)));
    return member(path, quoteHash(madeFrom === undefined ? sha256 : `made from ${madeFrom}`));
  });
  const manifest = [
    member('format', '2'),
    member('url', quote(input.url)),
    member('asOf', quote(new Date(input.asOf).toISOString())),
    ...(input.kept.length > 0 ? [member('kept', list(input.kept.map(quote), 1))] : []),
    member('shared', object(hashesOf(sorted(input.shared)), 1)),
    member('editions', object(editionsOf(input), 1)),
    member('files', object(hashes, 1)),
  ];
  return [
    { path: manifestPath, content: `${object(manifest, 0)}\n` },
    { path: picturesPath, content: `${object(pictures, 0)}\n` },
  ];
}

function editionsOf({ issues, sources }: ManifestInput): string[] {
  const editions = issues.flatMap(({ slug, editions: some }) => {
    const own = member('sources', object(hashesOf(sources.get(slug) ?? []), 3));
    return some.map(({ locale, hash }): [string, string] => [
      `${locale}/${slug}/`,
      object([member('edition', quote(hash)), own], 2),
    ]);
  });
  return sorted(editions).map(([name, edition]) => member(name, edition));
}

const hashesOf = (entries: Iterable<readonly [string, string]>) =>
  Array.from(entries, ([path, hash]) => member(path, quoteHash(hash)));

// Prints the same as `JSON.stringify(manifest, null, 1)`, which takes five times as long for a large site.
const quote = (text: string) => JSON.stringify(text);
/** A hash has no characters to escape. */
const quoteHash = (hash: string) => `"${hash}"`;
const member = (name: string, value: string) => `${quote(name)}: ${value}`;
const object = (members: readonly string[], depth: number) => wrap('{', members, '}', depth);
const list = (items: readonly string[], depth: number) => wrap('[', items, ']', depth);

function wrap(open: string, parts: readonly string[], close: string, depth: number): string {
  if (parts.length === 0) return open + close;
  const line = `\n${' '.repeat(depth)}`;
  return `${open}${line} ${parts.join(`,${line} `)}${line}${close}`;
}

function sorted<T>(entries: Iterable<readonly [string, T]>): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
