import { error, warning } from './entry.ts';

/** The data outside of the database: the high-water mark and the journal of withdrawals. */
export const stateCodes = {
  'ledger-restored': error((data: { place: string; why: string }) => ({
    message: `This ledger does not have all mail that was sent: ${data.why} (the high-water mark in ${data.place}).`,
    hint: 'It is an older backup or a new ledger, and continuing could send mail twice. Read docs/operator/state.md, then decide with "courant send --accept-ledger".',
  })),
  'mark-unnamed': error(() => ({
    message: 'DATABASE_URL is set, but the high-water mark has no place yet.',
    hint: 'Several machines may send from this database, so they need one place. Set COURANT_MARK, or state.mark in newsletter.yaml; docs/operator/state.md compares the possible places.',
  })),
  'mark-place': error((data: { place: string; reason: string }) => ({
    message: `The high-water mark cannot be kept in ${data.place}: ${data.reason}.`,
    hint: 'Name a folder outside of .courant, or a second PostgreSQL database. See docs/operator/state.md.',
  })),
  'mark-elsewhere': error((data: { place: string }) => ({
    message: `The high-water mark of this ledger is not at ${data.place}, or that place was emptied.`,
    hint: 'Name the same place on every machine that sends. If the former place is lost, "courant send --accept-ledger" makes this one its place.',
  })),
  'mark-failed': error((data: { place: string; reason: string }) => ({
    message: `The high-water mark in ${data.place} cannot be read or written: ${data.reason}.`,
    hint: 'Check that the place exists and that this user may write to it. Nothing is sent without it; unsent mail stays planned.',
  })),
  'mark-not-pushed': error((data: { reason: string }) => ({
    message: `The high-water mark did not leave this machine: the command in COURANT_MARK_PUSH failed (${data.reason}).`,
    hint: 'Nothing was sent. Run the command in the folder of the mark to see its output.',
  })),
  'journal-unwritten': warning((data: { place: string; waiting: number; reason: string }) => ({
    message: `The journal of withdrawals in ${data.place} cannot be written: ${data.reason}. ${
      data.waiting === 1 ? 'One entry waits' : `${data.waiting} entries wait`
    } in the database.`,
    hint: 'The withdrawals are in effect. Make the place writable, and the next command writes the entries; until then, a restored backup would not have them.',
  })),
  'journal-shortened': warning((data: { place: string; found: number; expected: number }) => ({
    message: `The journal of withdrawals in ${data.place} ends with entry ${data.found}, but entry ${data.expected} was written.`,
    hint: 'It was restored from a backup or replaced. All withdrawals that the database knows were written to it again.',
  })),
};
