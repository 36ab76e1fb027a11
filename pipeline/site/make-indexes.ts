import { hash } from 'node:crypto';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { createLanguages } from '../archive/archive-language.ts';
import { planIndexes } from '../archive/plan-indexes.ts';
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
  const records = new Map<string, StoredRecord>();
  const made: string[] = [];
  for (const { name, key: of, make } of plans) {
    const key = hash('sha256', `index ${sources.engine} ${of}`);
    const last = state.indexes[name];
    const kept = last?.key === key ? last : store.read(key);
    if (kept && isWhole(store, kept)) records.set(name, kept);
    else {
      records.set(name, store.write(key, { files: await make() }));
      made.push(name);
    }
  }
  return { records, made };
}

function logoFile({ path, bytes, madeFrom }: PictureFile): ArchiveFile {
  return { path, content: bytes, madeFrom };
}
