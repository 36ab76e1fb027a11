import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { listFiles } from '../../pipeline/site/list-files.ts';
import { openSiteStore } from '../../pipeline/site/stored-files.ts';
import { startStoring } from '../../pipeline/site/storing-thread.ts';
import { updateSite } from '../../pipeline/site/update-site.ts';
import { oddPublication } from '../archive/odd-publication.ts';
import { createSiteFolder, manyIssues, optionsFor } from './site-folder.ts';

const made = {
  files: [
    { path: 'en/spring/index.html', content: '<p>Één brug</p>' },
    // Part of a larger buffer.
    { path: 'en/spring/card.png', content: Buffer.from('a card here').subarray(2, 6), madeFrom: 'abc' },
  ],
};

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-storing-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function startIn(folder: string) {
  const storing = startStoring(folder);
  onTestFinished(async () => {
    await storing.end();
  });
  return storing;
}

test('a thread stores the same files and the same record as this one', async () => {
  const [here, there] = [temporaryFolder(), temporaryFolder()];
  await openSiteStore(here).write('key', made);
  const { store } = startIn(there);
  const records = await Promise.all([store.write('key', made), store.write('other', { files: [] })]);
  expect(records.map(({ key }) => key)).toEqual(['key', 'other']);
  expect(records[0]).toEqual(store.read('key'));
  expect(records[0]?.files.map(({ modified: _, ...file }) => file)).toEqual(
    openSiteStore(here)
      .read('key')
      ?.files.map(({ modified: _, ...file }) => file),
  );
  const bytes = (folder: string, path: string) => readFileSync(join(folder, path));
  for (const path of listFiles(here).filter((each) => !each.endsWith('record.json')))
    expect(bytes(there, path)).toEqual(bytes(here, path));
});

test('what it cannot store is an error, and so is everything after that', async () => {
  const folder = join(temporaryFolder(), 'file');
  writeFileSync(folder, '');
  const { store } = startIn(folder);
  const results = await Promise.allSettled([store.write('key', made), store.write('other', made)]);
  for (const result of results) expect(result).toMatchObject({ reason: { code: 'ENOTDIR' } });
  expect(() => store.write('third', made)).toThrow('ENOTDIR');
});

test('after its end, nothing waits for it', async () => {
  const storing = startIn(temporaryFolder());
  const results = Promise.allSettled([storing.store.write('key', made)]);
  await storing.end();
  expect((await results)[0]?.status).toMatch(/fulfilled|rejected/);
  expect(() => storing.store.write('other', made)).toThrow('The thread that stores pages ended');
});

test('a build with a thread that stores gives the same site as one without', {
  timeout: 60_000,
}, async () => {
  const withIssues = (count: number) => ({ ...oddPublication, ...manyIssues(count) });
  // In the second folder, each build has too few issues for a thread.
  const [once, twice] = [createSiteFolder(withIssues(25)), createSiteFolder(withIssues(12))];
  await once.build();
  await twice.build();
  for (const [path, text] of Object.entries(manyIssues(25))) twice.write(path, text);
  expect((await twice.build()).rendered).toHaveLength(13);
  expect([...once.published()]).toEqual([...twice.published()]);
});

test('a build that cannot begin leaves no thread', async () => {
  const { root, write } = createSiteFolder({ ...oddPublication, ...manyIssues(25) });
  write('file', '');
  const started: Worker[] = [];
  const note = (worker: Worker) => started.push(worker);
  process.on('worker', note);
  onTestFinished(() => void process.off('worker', note));
  await expect(updateSite(optionsFor(root, join(root, 'file/dist')))).rejects.toThrow('mkdir');
  await setImmediate(); // Node reports a new thread a moment later.
  const ended = -1;
  expect(started.filter(({ threadId }) => threadId !== ended)).toEqual([]);
});
