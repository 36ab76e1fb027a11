import { createHash } from 'node:crypto';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import { isObject } from '../foundation/sources/reading.ts';
import type { KnownFile } from '../site/hash-files.ts';
import { issueKey, type Sources, scanSources } from '../site/scan-sources.ts';
import { diskSource, type SiteHashes } from '../site/site-source.ts';
import type { SummaryStore } from '../studio/issue-summaries.ts';
import type { IssueSummary } from '../studio/issue-summary.ts';

/** The file of the store. */
interface Kept {
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
  /** By slug. */
  readonly issues: Readonly<Record<string, { readonly key: string; readonly summary: IssueSummary }>>;
}

interface Scan {
  readonly hashes: SiteHashes;
  readonly sources: Sources;
  /** The key of each issue, by slug. */
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * Keeps summaries of issues in a file, so that the next start of the studio reads only issues that have changed.
 * Anybody may delete the file at any time.
 */
export function openSummaryStore(path: string, root: string, packageRoot: string): SummaryStore {
  const source = diskSource(root, packageRoot);
  let first: Scan | undefined;

  async function scan(known: Pick<Kept, 'known' | 'knownOfPackage'>): Promise<Scan> {
    const hashes = source.hashes(known);
    const sources = await scanSources(hashes.packageFiles, hashes.files, undefined);
    const base = baseOf(sources);
    const keys = [...sources.issues].map(([slug, own]) => [slug, issueKey(base, slug, own)] as const);
    return { hashes, sources, keys: new Map(keys) };
  }

  return {
    async read(openedAt) {
      const kept = readSummaries(path);
      const found = await scan(kept ?? { known: {}, knownOfPackage: {} });
      if (!isOlder(found, openedAt)) return new Map();
      first = found;
      const same = Object.entries(kept?.issues ?? {}).filter(
        ([slug, { key }]) => found.keys.get(slug) === key,
      );
      return new Map(same.map(([slug, { summary }]) => [slug, summary]));
    },
    async write(summaries) {
      if (first === undefined) return;
      const { keys } = first;
      const now = await scan(knownIn(first.hashes));
      const same = [...summaries].flatMap(([slug, summary]) => {
        const key = keys.get(slug);
        return key !== undefined && now.keys.get(slug) === key ? [[slug, { key, summary }]] : [];
      });
      writeKept(path, { ...knownIn(now.hashes), issues: Object.fromEntries(same) } satisfies Kept);
    },
  };
}

/** Undefined if there is no file, or if it has another form, as a file of another version of Courant may have. */
function readSummaries(path: string): Kept | undefined {
  const kept = readKept<Kept>(path);
  if (!isObject(kept)) return undefined;
  const { known, knownOfPackage, issues } = kept;
  const hasForm = [known, knownOfPackage].every(
    (each) => isObject(each) && Object.values(each).every(Array.isArray),
  );
  return hasForm && isObject(issues) && Object.values(issues).every(isObject) ? kept : undefined;
}

/**
 * A hash of everything on which all summaries depend: the program, the configuration, the themes, the interface texts
 * and the extensions. Nothing of a template is in a summary, but an extension may read any file.
 */
function baseOf({ program, otherCode, engine, shared }: Sources): string {
  const paths = [...shared.keys()];
  const hasExtensions = paths.some((path) => path.startsWith('extensions/'));
  const settings = [...shared].filter(([path]) => !path.startsWith('templates/'));
  const parts = hasExtensions ? [otherCode, engine] : [otherCode, program, settings];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Whether the files that all issues share last changed before a moment. */
function isOlder({ hashes, sources }: Scan, moment: number): boolean {
  const { known, knownOfPackage } = knownIn(hashes);
  return [...sources.shared.keys()].every((path) => {
    const found = [known[path], knownOfPackage[path]].filter((each) => each !== undefined);
    return found.length > 0 && found.every(([, , changed]) => changed < moment);
  });
}

function knownIn({ files, packageFiles }: SiteHashes): Pick<Kept, 'known' | 'knownOfPackage'> {
  return { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
}
