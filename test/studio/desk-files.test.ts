import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { DeskFiles } from '../../pipeline/studio/desk-files.ts';
import { Journal, type NumberedStep } from '../../pipeline/studio/journal/journal.ts';
import type { Step } from '../../pipeline/studio/journal/step.ts';
import { writeTogether } from '../../pipeline/studio/journal/write-together.ts';

const history = 'content/2026-06-01-short';
const path = `${history}/en.yaml`;
const before = 'headline: Short\nbody:\n  - paragraph: One.\n';
const after = before.replace('One.', 'One more.');
const changed = expect.objectContaining({ problems: [expect.objectContaining({ code: 'studio-changed' })] });

/** What another program does between the check of a file and its change. */
let meanwhile = async () => {};

class SlowJournal extends Journal {
  override async write(name: string, step: NumberedStep, content: Step): Promise<void> {
    await super.write(name, step, content);
    await meanwhile();
  }
}

/** What another program does right after the file was read. */
let afterRead = async (_path: string) => {};

async function open() {
  meanwhile = async () => {};
  afterRead = async () => {};
  const root = await mkdtemp(join(tmpdir(), 'courant-desk-files-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, history), { recursive: true });
  const journal = new SlowJournal(join(root, '.courant/steps'));
  const disk = diskFiles(root);
  const files = new DeskFiles({
    root,
    files: {
      async read(read) {
        const bytes = await disk.read(read);
        await afterRead(read);
        return bytes;
      },
    },
    journal,
    clock: () => new Date(0),
    refuse: () => meanwhile(),
    onWritten: async () => {},
  });
  const save = (text: string) => writeFile(join(root, path), text);
  await save(before);
  return { root, files, journal, save, text: () => readFile(join(root, path), 'utf8') };
}

test('a file that another program empties while a change is written is not written into', async () => {
  const { files, save, text } = await open();
  let times = 0;
  meanwhile = async () => {
    if (++times === 2) await save('');
  };
  await expect(files.commit(history, [{ path, before, after }])).rejects.toEqual(changed);
  expect(await text()).toBe('');
  expect(files.canUndo(history)).toBe(false);
  meanwhile = async () => {};
  await save(before);
  await files.commit(history, [{ path, before, after }]);
  expect(await text()).toBe(after);
});

test('a step whose file another program saves while it is undone can be undone later', async () => {
  const { files, save, text } = await open();
  await files.commit(history, [{ path, before, after }]);
  const other = `# A comment\n${after}`;
  meanwhile = () => save(other);
  await expect(files.undo(history)).rejects.toEqual(changed);
  expect(await text()).toBe(other);
  meanwhile = async () => {};
  await save(after);
  expect(await files.undo(history)).toBe(true);
  expect(await text()).toBe(before);
  meanwhile = () => save(other);
  await expect(files.redo(history)).rejects.toEqual(changed);
  meanwhile = async () => {};
  await save(before);
  expect(await files.redo(history)).toBe(true);
  expect(await text()).toBe(after);
});

test('a change begins again when another program saves its file, and gives up at last', async () => {
  const { files, save, text } = await open();
  let times = 0;
  meanwhile = async () => {
    if (++times === 2) await save(`# Theirs.\n${before}`);
  };
  const write = () =>
    files.changeInTurn(async () => {
      const now = (await files.read(path)) ?? '';
      await files.commit(history, [{ path, before: now, after: now.replace('One.', 'One more.') }]);
    });
  await write();
  expect(await text()).toBe(`# Theirs.\n${after}`);
  await save(before);
  meanwhile = () => save(`# ${++times}\n${before}`);
  await expect(write()).rejects.toEqual(changed);
  expect(await text()).toBe(`# ${times}\n${before}`);
});

test.each([
  ['before the files are read', 0],
  ['between the two reads of its file', 1],
  ['while the other file is read', 2],
])('another program saves %s of a step that is finished at the start: no file is written', async (_, at) => {
  const { root, files, journal, save, text } = await open();
  const translation = join(root, history, 'nl.yaml');
  await writeFile(translation, before);
  const changes = [path, `${history}/nl.yaml`].map((each) => ({ path: each, before, after }));
  await files.commit(history, changes);
  const [step] = journal.steps(history);
  // As if the studio had ended before it wrote the files.
  journal.turn(history, step as NumberedStep, 'doing');
  await save(before);
  await writeFile(translation, before);
  const theirs = `# Theirs.\n${before}`;
  if (at === 0) await save(theirs);
  let reads = 0;
  afterRead = async () => {
    if (++reads === at) await save(theirs);
  };
  await files.recover();
  expect([await text(), await readFile(translation, 'utf8')]).toEqual([theirs, before]);
  expect(journal.steps(history)).toEqual([]);
});

test('a studio that ends after it joined two saves, and before it removed the second, has one step', async () => {
  const { files, journal, text } = await open();
  const further = after.replace('more.', 'more day.');
  const name = { part: 'body.0' };
  const keep = journal.remove.bind(journal);
  let second: Step | undefined;
  journal.remove = (from, step) => {
    second ??= journal.read(from, step);
    keep(from, step);
  };
  await files.commit(history, [{ path, before, after }], name);
  await files.commit(history, [{ path, before: after, after: further }], name);
  expect(journal.steps(history)).toHaveLength(1);
  await journal.write(history, { number: 2, state: 'done' }, second as Step);
  await files.recover();
  expect(journal.steps(history)).toEqual([{ number: 1, state: 'done' }]);
  expect(await files.undo(history)).toBe(true);
  expect(await text()).toBe(before);
});

test('files that are not confirmed after their drafts are on the disk stay as they are', async () => {
  const { root, text } = await open();
  const confirm = () => Promise.reject(new Error('No.'));
  await expect(writeTogether(root, [{ path, text: after }], confirm)).rejects.toThrow('No.');
  expect(await text()).toBe(before);
});
