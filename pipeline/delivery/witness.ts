import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../foundation/problems/problem.ts';
import type { Store } from '../store/store.ts';

/**
 * What remembers, outside of the database, how far the ledger had come: a small file for each process that
 * delivers, with the number of its last commit. A database that was put back from an old backup knows less than
 * that, and would send again what was sent since. The file is written before any dot that its commit allows; it
 * need not outlive the machine, for a restore is done by people.
 */
export interface Witness {
  /** Remembers that this commit of the process was made. */
  record(sequence: number): void;
  close(): void;
}

/** Fails with `ledger-restored` when the ledger is behind what was witnessed, or is another one in its place. */
export async function checkWitness(store: Store): Promise<void> {
  // In this order: a process that is at work writes the ledger first.
  const witnesses = listWitnesses(store);
  const { ledger, sequences } = await readLedger(store);
  for (const { kind, ledger: name, epoch, sequence } of witnesses) {
    if (kind !== store.kind) continue;
    // An address may be changed to another server on purpose; a file does not become another one by itself.
    const replaced = name !== ledger && kind === 'sqlite';
    const behind = name === ledger && (sequences.get(epoch) ?? -1) < sequence;
    if (replaced || behind)
      fail('ledger-restored', { place: kind === 'sqlite' ? 'courant.sqlite' : 'DATABASE_URL' });
  }
}

/** The witness of this process. Those of processes that came to their end have nothing to add to it. */
export async function openWitness(store: Store, epoch: number): Promise<Witness> {
  const { ledger, ended } = await readLedger(store);
  mkdirSync(folderOf(store), { recursive: true });
  const file = openSync(join(folderOf(store), `${store.kind}-${ledger}-${epoch}`), 'w');
  const record = (sequence: number) => {
    writeSync(file, String(sequence).padStart(16, '0'), 0);
  };
  record(0);
  for (const { name, kind, ledger: other, epoch: old } of listWitnesses(store))
    if (kind === store.kind && other === ledger && ended.has(old))
      rmSync(join(folderOf(store), name), { force: true });
  return { record, close: () => closeSync(file) };
}

/** A person's word that the ledger, as it is, is the one to go on with. */
export function acceptLedger(store: Store): void {
  for (const { name, kind } of listWitnesses(store))
    if (kind === store.kind) rmSync(join(folderOf(store), name), { force: true });
}

const folderOf = ({ folder }: Store) => join(folder, 'witness');

function listWitnesses(store: Store) {
  return readNames(folderOf(store)).flatMap((name) => {
    const [, kind, ledger, epoch] = /^(sqlite|postgres)-([0-9a-f]+)-(\d+)$/.exec(name) ?? [];
    if (kind === undefined || ledger === undefined) return [];
    const sequence = Number(readFileSync(join(folderOf(store), name), 'utf8'));
    return [{ name, kind, ledger, epoch: Number(epoch), sequence }];
  });
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readLedger(store: Store) {
  return store.read(async (db) => {
    const row = await db
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'ledger')
      .executeTakeFirstOrThrow();
    const epochs = await db.selectFrom('epochs').select(['id', 'sequence', 'ended_at']).execute();
    return {
      ledger: row.value,
      sequences: new Map(epochs.map(({ id, sequence }) => [id, sequence])),
      ended: new Set(epochs.filter(({ ended_at }) => ended_at !== null).map(({ id }) => id)),
    };
  });
}
