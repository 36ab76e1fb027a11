import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../foundation/files/names-in.ts';
import { readTextIfThere } from '../foundation/files/read-if-there.ts';
import { appendJournal, readJournal, readJournalEnd, replaceJournal } from './journal-file.ts';
import type { Mark, Owner, Place } from './place.ts';
import { pushFolder } from './push-folder.ts';

interface FolderPlaceOptions {
  /** A shell command to run in the folder when a dispatch begins, before anything is sent. */
  readonly pushCommand?: string | undefined;
}

/**
 * A place in a folder: `owner.json`, the file `withdrawals`, and one small file per process under `marks/`.
 * The first write creates them.
 */
export function folderPlace(folder: string, { pushCommand }: FolderPlaceOptions = {}): Place {
  const ownerFile = join(folder, 'owner.json');
  const journal = join(folder, 'withdrawals');
  const marks = join(folder, 'marks');
  return {
    name: folder,
    async readOwner() {
      const text = readTextIfThere(ownerFile);
      return text === undefined ? undefined : (JSON.parse(text) as Owner);
    },
    async writeOwner(owner) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(`${ownerFile}.new`, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600, flush: true });
      renameSync(`${ownerFile}.new`, ownerFile);
    },
    async readMarks() {
      return namesIn(marks).flatMap((name) => parseMark(name, readTextIfThere(join(marks, name))) ?? []);
    },
    async openMark(mark) {
      mkdirSync(marks, { recursive: true, mode: 0o700 });
      const file = openSync(join(marks, String(mark.epoch)), 'w', 0o600);
      writeSync(file, formatMark(mark), 0);
      fsyncSync(file);
      return {
        // Not synced: if a power cut loses this write, the database still has the number.
        record: (sequence) => void writeSync(file, padded(sequence), 0),
        async close() {
          closeSync(file);
        },
      };
    },
    async deleteMarks(epochs) {
      for (const epoch of epochs) rmSync(join(marks, String(epoch)), { force: true });
    },
    readEnd: async () => readJournalEnd(journal),
    readLines: (after) => readJournal(journal, after),
    appendLines: async (lines) => appendJournal(journal, lines),
    replaceLines: async (lines) => replaceJournal(journal, lines),
    async probe() {
      readJournalEnd(journal);
      const file = join(folder, 'probe');
      // Not empty, because a full disk can still create an empty file.
      writeFileSync(file, 'A probe of courant serve.\n', { mode: 0o600, flush: true });
      rmSync(file, { force: true });
    },
    push: async () => {
      if (pushCommand) await pushFolder(folder, pushCommand);
    },
    close: async () => {},
  };
}

/** The number has a fixed width because it is overwritten in place. */
const padded = (sequence: number) => String(sequence).padStart(16, '0');

const formatMark = ({ sequence, beganAt, revision, issue }: Mark) =>
  `${padded(sequence)} ${beganAt} ${revision} ${issue}\n`;

function parseMark(name: string, text: string | undefined): Mark | undefined {
  const [, sequence, beganAt, revision, issue] = /^(\d{16}) (\d+) (\d+) (.+)\n$/.exec(text ?? '') ?? [];
  if (!/^\d+$/.test(name) || issue === undefined) return undefined;
  const numbers = { sequence: Number(sequence), beganAt: Number(beganAt), revision: Number(revision) };
  return { epoch: Number(name), issue, ...numbers };
}
