import type { Report } from '../problems/report.ts';
import { refuseLink } from '../sources/link-address.ts';
import type { Path, Tree } from '../sources/yaml-tree.ts';
import { contrast } from './contrast.ts';
import type { Localised, Newsletter } from './newsletter-schema.ts';

/** What the schema cannot say of newsletter.yaml: that languages exist and are all served, that addresses hold. */
export function checkNewsletter(newsletter: Newsletter, tree: Tree, report: Report): void {
  const invalid = (path: Path, message: string, hint?: string) =>
    report.add('invalid-value', { message, hint }, tree.place(path));
  checkSecrets(tree, report);
  checkLanguages(newsletter, tree, invalid);
  for (const [path, value] of localisedFields(newsletter))
    checkLocalised(newsletter, path, value, tree, report);

  const reason =
    refuseLink(newsletter.url) ?? (/^https?:/i.test(newsletter.url) ? undefined : 'it is no website');
  if (reason) report.add('invalid-link', { address: newsletter.url, reason }, tree.place(['url']));
  else if (/[?#]/.test(newsletter.url)) invalid(['url'], `"url" must end before "?" and "#".`);
  if (!isMailbox(newsletter.sender.address)) {
    invalid(
      ['sender', 'address'],
      '"sender.address" is not an email address.',
      'Such as news@example.org, without a name.',
    );
  }
  for (const [path, value] of textsOf(['sender', 'replyTo'], newsletter.sender.replyTo)) {
    if (!isMailbox(value))
      invalid(path, '"sender.replyTo" is not an email address.', 'Such as editors@example.org.');
  }
  for (const [path, value] of textsOf(['sender', 'help'], newsletter.sender.help)) {
    const refused = refuseLink(value);
    if (refused) report.add('invalid-link', { address: value, reason: refused }, tree.place(path));
  }
  if (!isTimeZone(newsletter.timeZone)) {
    invalid(
      ['timeZone'],
      `There is no time zone "${newsletter.timeZone}".`,
      'Such as Europe/Amsterdam, from the IANA list.',
    );
  }
  checkContrast(newsletter, tree, report);
}

type Invalid = (path: Path, message: string, hint?: string) => void;

function checkLanguages({ languages }: Newsletter, tree: Tree, invalid: Invalid): void {
  const tags: [Path, string][] = [
    [['languages', 'source'], languages.source],
    ...languages.editions.map((tag, index): [Path, string] => [['languages', 'editions', index], tag]),
    ...Object.keys(languages.typography).map((tag): [Path, string] => [
      ['languages', 'typography', tag],
      tag,
    ]),
  ];
  for (const [path, tag] of tags) {
    const canonical = canonicalTag(tag);
    if (canonical === undefined)
      invalid(path, `"${tag}" is not a language tag.`, 'Use a BCP 47 tag such as en, nl or pt-BR.');
    else if (canonical !== tag)
      invalid(path, `The language tag "${tag}" is written "${canonical}".`, 'It is the name of files, too.');
  }
  if (!languages.editions.includes(languages.source)) {
    invalid(
      ['languages', 'editions'],
      `The source language "${languages.source}" is not among the editions.`,
      'Add it to the list.',
    );
  }
  if (new Set(languages.editions).size < languages.editions.length) {
    invalid(['languages', 'editions'], 'A language stands twice among the editions.', 'Take one out.');
  }
  for (const tag of Object.keys(languages.typography)) {
    if (languages.editions.includes(tag)) continue;
    const place = tree.placeOfKey(['languages', 'typography', tag]);
    if (place)
      invalid(
        ['languages', 'typography', tag],
        `There is no edition in "${tag}".`,
        'Add it to the editions, or take this out.',
      );
  }
}

function localisedFields({ name, description, sender }: Newsletter): [Path, Localised | undefined][] {
  return [
    [['name'], name],
    [['description'], description],
    [['sender', 'name'], sender.name],
    [['sender', 'replyTo'], sender.replyTo],
    [['sender', 'postal'], sender.postal],
    [['sender', 'help'], sender.help],
  ];
}

function checkLocalised(
  { languages }: Newsletter,
  path: Path,
  value: Localised | undefined,
  tree: Tree,
  report: Report,
): void {
  if (value === undefined || typeof value === 'string') return;
  const field = path.join('.');
  for (const locale of languages.editions) {
    if (Object.hasOwn(value, locale)) continue;
    const hint = `Every edition needs it: add "${locale}: \u2026", or one text for all languages.`;
    report.add('missing-field', { field: locale, where: `"${field}"`, hint }, tree.placeOfKey(path));
  }
  for (const key of Object.keys(value)) {
    if (languages.editions.includes(key)) continue;
    report.add(
      'unknown-key',
      { key, where: `"${field}"`, known: languages.editions },
      tree.placeOfKey([...path, key]),
    );
  }
}

function textsOf(path: Path, value: Localised | undefined): [Path, string][] {
  if (value === undefined) return [];
  return typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value).map(([key, text]) => [[...path, key], text]);
}

const secrets = ['SMTP_URL', 'DATABASE_URL', 'COURANT_SECRET', 'DKIM_PRIVATE_KEY'];

function checkSecrets(tree: Tree, report: Report): void {
  for (const name of secrets) {
    const reference = `\${${name}}`;
    const start = tree.source.text.indexOf(reference);
    if (start >= 0)
      report.add('secret-in-file', { name }, { source: tree.source, start, end: start + reference.length });
  }
}

/** WCAG 2.1, 1.4.3: 4.5 to 1 for text. */
function checkContrast({ theme }: Newsletter, tree: Tree, report: Report): void {
  const pairs = [
    ['text', 'surface'],
    ['muted', 'surface'],
    ['muted', 'background'],
    ['accent', 'surface'],
    ['onAccent', 'accent'],
  ] as const;
  for (const mode of ['light', 'dark'] as const) {
    for (const [front, back] of pairs) {
      const ratio = contrast(theme[mode][front], theme[mode][back]);
      const pair = `theme.${mode}: ${front} on ${back}`;
      if (ratio < 4.5)
        report.add('theme-contrast', { pair, ratio, least: 4.5 }, tree.place(['theme', mode, front]));
    }
  }
}

/** A BCP 47 tag in its canonical form; undefined when it is none. */
export function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isMailbox(text: string): boolean {
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/u.test(text);
}
