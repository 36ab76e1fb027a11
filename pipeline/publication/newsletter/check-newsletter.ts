import { isIP } from 'node:net';
import { refuseLink } from '../../foundation/sources/link-address.ts';
import { isObject, type Reading, valueAt } from '../../foundation/sources/reading.ts';
import { fieldName } from '../../foundation/sources/report-refusals.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { isTimeZone } from '../../foundation/time/is-time-zone.ts';
import { isDate } from '../../foundation/time/parse-moment.ts';
import { canonicalTag } from '../locales/language-tag.ts';
import { checkLists, checkServer, listTexts } from './check-lists.ts';
import { checkSchedule } from './check-schedule.ts';
import { checkWeights } from './check-weights.ts';
import { parseReturnPath } from './return-path-pattern.ts';

/**
 * Checks what the schema of newsletter.yaml cannot express: that languages exist and have all their texts,
 * and that addresses are valid. Reads the file as written, so that one wrong type does not hide other
 * problems.
 */
export function checkNewsletter(reading: Reading): void {
  checkLanguages(reading);
  for (const path of [...localisedFields, ...listTexts(reading)]) checkLocalised(reading, path);
  checkLists(reading);
  checkServer(reading);
  checkSchedule(reading);
  checkWeights(reading);
  checkAddresses(reading);
  checkSendingAddresses(reading);
  checkReturnPath(reading);
  for (const [path, day] of textsAt(reading, ['delivery', 'dkim', 'replaceBy'])) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || isDate(day)) continue;
    invalid(reading, path, `The calendar has no day "${day}".`, 'Write year-month-day, such as 2027-06-30.');
  }
  for (const [path, zone] of textsAt(reading, ['timeZone'])) {
    if (isTimeZone(zone)) continue;
    invalid(
      reading,
      path,
      `There is no time zone "${zone}".`,
      'Choose one from the IANA list, such as Europe/Amsterdam.',
    );
  }
}

/** The fields that may have one text per language, except those of lists, which are in `listTexts`. */
export const localisedFields: readonly Path[] = [
  ['place'],
  ['signOff'],
  ['name'],
  ['description'],
  ['sender', 'name'],
  ['sender', 'replyTo'],
  ['sender', 'postal'],
  ['sender', 'help'],
  ['archive', 'subscribe'],
];

function invalid({ tree, report }: Reading, path: Path, message: string, hint: string): void {
  report.add('invalid-value', { message, hint }, tree.place(path));
}

/**
 * The texts at a path: one for all languages, or one per language. Leaves out empty texts, which have been
 * reported.
 */
function textsAt({ tree }: Reading, path: Path): [Path, string][] {
  const value = valueAt(tree.value, path);
  const isLocalised = localisedFields.some((each) => each.join() === path.join());
  const entries: [Path, unknown][] =
    isLocalised && isObject(value)
      ? Object.entries(value).map(([key, text]) => [[...path, key], text])
      : [[path, value]];
  return entries.filter((entry): entry is [Path, string] => typeof entry[1] === 'string' && entry[1] !== '');
}

function editionsOf({ tree }: Reading): string[] | undefined {
  const editions = valueAt(tree.value, ['languages', 'editions']);
  if (!Array.isArray(editions) || editions.length === 0) return undefined;
  return editions.every((tag) => typeof tag === 'string') ? editions : undefined;
}

function checkLanguages(reading: Reading): void {
  const { tree } = reading;
  const source = valueAt(tree.value, ['languages', 'source']);
  const typography = valueAt(tree.value, ['languages', 'typography']);
  const editions = editionsOf(reading);
  if (typeof source === 'string' && source !== '') checkTag(reading, ['languages', 'source'], source);
  for (const [index, tag] of editions?.entries() ?? []) {
    const path = ['languages', 'editions', index];
    checkTag(reading, path, tag);
    if (editions?.indexOf(tag) !== index)
      invalid(reading, path, `The edition "${tag}" is in the list twice.`, 'Delete one of the two.');
  }
  if (typeof source === 'string' && editions && !editions.includes(source)) {
    const message = `The source language "${source}" is not one of the editions.`;
    invalid(reading, ['languages', 'editions'], message, 'Add it to the list.');
  }
  for (const tag of isObject(typography) && editions ? Object.keys(typography) : []) {
    if (editions?.includes(tag)) continue;
    const hint = 'Add it to the editions, or delete this.';
    const place = tree.placeOfKey(['languages', 'typography', tag]);
    reading.report.add('invalid-value', { message: `There is no edition in "${tag}".`, hint }, place);
  }
}

function checkTag(reading: Reading, path: Path, tag: string): void {
  const canonical = canonicalTag(tag);
  if (canonical === undefined)
    invalid(reading, path, `"${tag}" is not a language tag.`, 'Use a BCP 47 tag such as en, nl or pt-BR.');
  else if (canonical !== tag)
    invalid(
      reading,
      path,
      `The canonical form of the language tag "${tag}" is "${canonical}".`,
      'Use that form: files are named after it.',
    );
}

/** A field with one text per language must have one for each edition and for no other language. */
function checkLocalised(reading: Reading, path: Path): void {
  const { tree, report, hidden } = reading;
  const value = valueAt(tree.value, path);
  const editions = editionsOf(reading);
  if (!isObject(value) || !editions) return;
  const field = fieldName(path);
  for (const locale of editions) {
    if (Object.hasOwn(value, locale) || hidden.includes(`${locale}:`)) continue;
    const hint = `Every edition needs it: add "${locale}: \u2026", or one text for all languages.`;
    report.add('missing-field', { field: locale, where: field, hint }, tree.placeOfKey(path));
  }
  for (const key of Object.keys(value).filter((each) => !editions.includes(each))) {
    const place = tree.placeOfKey([...path, key]);
    report.add('unknown-key', { key, where: field, known: editions }, place);
  }
}

const mailboxes: readonly Path[] = [
  ['sender', 'address'],
  ['sender', 'replyTo'],
  ['delivery', 'bounceAddress'],
  ['delivery', 'unsubscribeMailbox'],
  ['schedule', 'notice', 'to'],
  ['alerts', 'to'],
  ['feedback', 'replies'],
];

const securityLinks: readonly Path[] = [
  ['archive', 'security', 'contact'],
  ['archive', 'security', 'policy'],
];

function checkAddresses(reading: Reading): void {
  const { tree, report } = reading;
  for (const [path, url] of textsAt(reading, ['url'])) {
    const reason = refuseLink(url) ?? (/^https?:/i.test(url) ? undefined : 'it is not a website');
    if (reason) report.add('invalid-link', { address: url, reason }, tree.place(path));
    else if (/[?#]/.test(url))
      invalid(
        reading,
        path,
        `${fieldName(path)} must end before "?" and "#".`,
        'Write an address such as https://news.example.org.',
      );
  }
  const links = [
    ['sender', 'help'],
    ['archive', 'subscribe'],
    ['schedule', 'notice', 'preview'],
    ...securityLinks,
  ];
  for (const [path, address] of links.flatMap((each) => textsAt(reading, each))) {
    const reason = refuseLink(address);
    if (reason) report.add('invalid-link', { address, reason }, tree.place(path));
  }
  for (const [path, address] of mailboxes.flatMap((each) => textsAt(reading, each))) {
    if (isMailbox(address)) continue;
    const hint = 'Write an address such as news@example.org, without a name.';
    invalid(reading, path, `${fieldName(path)} is not an email address.`, hint);
  }
}

function checkReturnPath(reading: Reading): void {
  for (const [path, text] of textsAt(reading, ['feedback', 'returnPath'])) {
    const pattern = parseReturnPath(text);
    if ('reason' in pattern)
      invalid(
        reading,
        path,
        `${fieldName(path)} is not a return path: ${pattern.reason}.`,
        'Write an address such as bounces@example.org.',
      );
  }
}

function checkSendingAddresses(reading: Reading): void {
  const path = ['delivery', 'addresses'];
  const addresses = valueAt(reading.tree.value, path);
  for (const [index, address] of Array.isArray(addresses) ? addresses.entries() : []) {
    if (typeof address !== 'string' || isIP(address) !== 0) continue;
    const message = `"${address}" is not an IP address.`;
    invalid(reading, [...path, index], message, 'Write an address such as 192.0.2.25 or 2001:db8::25.');
  }
}

function isMailbox(text: string): boolean {
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/u.test(text);
}
