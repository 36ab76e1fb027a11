import type { ArchiveFile } from './archive-file.ts';
import type { IssueEntry } from './issue-entry.ts';

/** A file as the manifest lists it. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
  readonly madeFrom?: string | undefined;
}

export interface ManifestInput {
  readonly url: string;
  readonly files: readonly ListedFile[];
  readonly issues: readonly IssueEntry[];
  /** The moment that the site is for, in milliseconds since 1970. */
  readonly asOf: number;
  /** The slugs of issues that are public only because they were public before. */
  readonly kept: readonly string[];
  /** By path: the hashes of the input of all pages. */
  readonly shared: ReadonlyMap<string, string>;
  /** By slug, then by path: the hashes of an issue's own files. */
  readonly sources: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const manifestPath = 'manifest.json';
export const picturesPath = 'pictures.json';

/**
 * The files of the site and its sources, each with its SHA-256. `manifest.json` lists a picture by the hash
 * of its original and recipe, so that the manifest is the same on every machine. `pictures.json` has the
 * hashes of the pictures' bytes, which depend on the machine.
 */
export function buildManifest(input: ManifestInput): ArchiveFile[] {
  const files = [...input.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const editions = input.issues.flatMap(({ slug, editions: some }) =>
    some.map(({ locale, hash }): [string, object] => [
      `${locale}/${slug}/`,
      { edition: hash, sources: Object.fromEntries(input.sources.get(slug) ?? []) },
    ]),
  );
  const manifest = {
    format: 2,
    url: input.url,
    asOf: new Date(input.asOf).toISOString(),
    ...(input.kept.length > 0 && { kept: input.kept }),
    shared: Object.fromEntries(sorted(input.shared)),
    editions: Object.fromEntries(sorted(editions)),
    files: Object.fromEntries(
      files.map(({ path, sha256, madeFrom }) => [
        path,
        madeFrom === undefined ? sha256 : `made from ${madeFrom}`,
      ]),
    ),
  };
  const pictures = files.filter(({ madeFrom }) => madeFrom !== undefined);
  return [
    { path: manifestPath, content: `${JSON.stringify(manifest, null, 1)}\n` },
    {
      path: picturesPath,
      content: `${JSON.stringify(Object.fromEntries(pictures.map(({ path, sha256 }) => [path, sha256])), null, 1)}\n`,
    },
  ];
}

function sorted<T>(entries: Iterable<readonly [string, T]>): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
