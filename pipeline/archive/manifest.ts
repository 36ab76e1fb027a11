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
