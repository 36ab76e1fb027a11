import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { openStore } from '../../../pipeline/store/open-store.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { type Major, majors } from './postgres-server.ts';

/** The kinds of stores, which all have to pass the same tests: `describe.each(kinds)('on %s', …)`. */
export const kinds: readonly Store['kind'][] = ['sqlite', 'postgres'];

export interface TestDatabase {
  /** The `.courant` folder of this database. */
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  /** Opens the database once more, as another process would. It is closed after the test. */
  open(): Promise<Store>;
}

/** Creates an empty database that is deleted after the test. */
export async function createDatabase(kind: Store['kind'] = 'sqlite', major?: Major): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const databaseUrl = kind === 'postgres' ? await createSchema(major) : undefined;
  return {
    folder,
    databaseUrl,
    async open() {
      const store = await openStore({ folder, databaseUrl });
      onTestFinished(() => store.close());
      return store;
    },
  };
}

/** Creates an empty schema and returns its address. That takes a tenth of the time of creating a database. */
async function createSchema(major: Major = majors[0]): Promise<string> {
  const response = await fetch(`${inject('postgresStarter')}/${major}`);
  const url = await response.text();
  if (!response.ok) throw new Error(url);
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  return `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
}
