import { hash } from 'node:crypto';
import pMap from 'p-map';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { createLanguages } from '../archive/archive-language.ts';
import { type PlannedIndex, planIndexes } from '../archive/plan-indexes.ts';
import type { Picture, PictureFile } from '../editions/pictures.ts';
import { finishedLocales, type Publication } from '../publication/publication.ts';
import type { SiteBuild } from './start-build.ts';
import { isWhole, type SiteStore, type StoredRecord } from './stored-files.ts';

interface SiteIndexes {
  /** The records of all indexes, by name. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** The names of the indexes that this build made. */
  readonly made: readonly string[];
}

/** Makes the indexes whose issues have changed. Takes the others from the cache. */
export async function makeIndexes(
  { state, sources }: SiteBuild,
  publication: Publication,
  store: SiteStore,
  issues: readonly StoredRecord[],
  logo: Picture | undefined,
): Promise<SiteIndexes> {
  const languageOf = createLanguages(publication, logo);
  const keys = new Map(issues.map(({ key, entry }) => [entry?.slug, key]));
  const plans = planIndexes({
    languages: finishedLocales(publication).map(languageOf),
    issues: issues.flatMap(({ entry }) => entry ?? []),
    textsOf: async ({ issue, locale }) => store.texts(keys.get(issue) ?? '', locale),
  });
  const logos = [logo, logo?.small].filter((file) => file !== undefined);
  if (logo) {
    const key = logos.map(({ path }) => path).join(' ');
    plans.push({ name: 'logo', key, make: async () => logos.map(logoFile) });
  }
  const made: string[] = [];
  const makeIndex = async ({ name, key: of, make }: PlannedIndex): Promise<[string, StoredRecord]> => {
    const key = hash('sha256', `index ${sources.engine} ${of}`);
    const last = state.indexes[name];
    const kept = last?.key === key ? last : store.read(key);
    if (kept && isWhole(store, kept)) return [name, kept];
    made.push(name);
    return [name, await store.write(key, { files: await make() })];
  };
  // While other threads draw and store the files of some, this thread makes the next ones.
  const records = new Map(await pMap(plans, makeIndex, { concurrency: 3 }));
  return { records, made };
}

function logoFile({ path, bytes, madeFrom }: PictureFile): ArchiveFile {
  return { path, content: bytes, madeFrom };
}
