import type { Recipient } from '../../pipeline/messages/message.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';

const firstNames = ['Zoë', 'Jan', 'Seán', 'Maximiliaan', 'Li', 'Anouk', 'Søren', 'Pieter'];
const lastNames = ["van 't Hof", 'de Vries', "O'Brien", 'Straßheim', 'Wei', 'Duinkerk', 'Ångström', 'Bakker'];

/** Creates the reader with this number. All readers have a name and different addresses. */
export function createReader(number: number): Recipient {
  const first = firstNames[number % 8] ?? '';
  const last = lastNames[(number >> 3) % 8] ?? '';
  return {
    address: `reader${number}@example.org`,
    name: `${first} ${last}`,
    subscriber: number.toString(16).padStart(32, '0'),
  };
}

export const links = createLinks({
  secrets: ['a secret for the benchmark, and for nothing else.'],
  publicUrl: 'https://courant.example.org',
  clock: Date.now,
});
