import type { Case } from './case.ts';

const change = (
  title: string,
  from: string | RegExp,
  to: string,
  problems: Case['problems'],
  says?: RegExp,
): Case => ({
  title,
  in: 'newsletter',
  from,
  to,
  problems,
  ...(says && { says }),
});
const zone = (title: string, to: string, problems: Case['problems'], says?: RegExp): Case =>
  change(title, 'timeZone: Europe/Amsterdam', `timeZone: Europe/Amsterdam\n${to}`, problems, says);

const variable = (name: string) => `\${${name}}`;

/** newsletter.yaml gets the same treatment as an article. */
export const configCases: readonly Case[] = [
  change('broken syntax', 'name: Tiny', 'name: ▸Tiny: news', ['error yaml-syntax']),
  change('a tab', '  address:', '▸\taddress:', ['error yaml-tab']),
  change('a field given twice', 'name: Tiny', 'name: Tiny\n▸name: Tiny', ['error yaml-duplicate-key']),
  change('a misspelt field', 'timeZone:', '▸timezone:', ['error unknown-key'], /"timeZone"/),
  change('a misspelt field of the sender', '  replyTo:', '  ▸reply-to:', ['error unknown-key'], /"replyTo"/),
  zone('a misspelt colour', 'theme: { light: { ▸accents: "#b3261e" } }', ['error unknown-key'], /"accent"/),
  zone('a field that there is not', '▸smtp: mail.example.org', ['error unknown-key'], /Known here/),
  change('no name', 'name: Tiny\ndescription', '▸description', ['error missing-field']),
  change('no sender', /sender:[\s\S]*?(?=languages)/, '', ['error missing-field newsletter.yaml:1:1']),
  change(
    'no postal address',
    /sender:[\s\S]*postal.*/,
    '▸sender:\n  address: news@example.org',
    ['error missing-field'],
    /"postal" of "sender"/,
  ),
  change('an empty name', 'name: Tiny', '▸name:', ['error empty-text']),
  change('an empty name in one language', '{ en: Tiny, nl: Klein }', '{ en: ▸"", nl: Klein }', [
    'error empty-text',
  ]),
  change('a number for a name', 'name: Tiny', 'name: ▸24', ['error wrong-type'], /Put it in quotes: "24"/),
  change('a list for a name', 'name: Tiny', 'name: ▸[Tiny]', ['error wrong-type']),
  change('a number for a name in one language', '{ en: Tiny, nl: Klein }', '{ en: ▸1, nl: Klein }', [
    'error wrong-type',
  ]),
  change(
    'a text for the sender',
    /sender:[\s\S]*postal.*/,
    'sender: ▸news@example.org',
    ['error wrong-type'],
    /a map of fields/,
  ),
  change('a text for the editions', 'editions: [en, nl]', 'editions: ▸en', ['error wrong-type'], /a list/),
  change('no editions', 'editions: [en, nl]', 'editions: ▸[]', ['error empty-text']),
  change(
    'a policy that there is not',
    'missingTranslation: refuse',
    'missingTranslation: ▸skip',
    ['error invalid-value'],
    /refuse, hold, source/,
  ),
  change(
    'a language missing in a field',
    '{ en: Tiny, nl: Klein }',
    '{ en: Tiny }',
    ['error missing-field newsletter.yaml:6:3'],
    /"nl" of "sender.name"/,
  ),
  change('a language too many in a field', '{ en: Tiny, nl: Klein }', '{ en: Tiny, nl: Klein, ▸fr: Petit }', [
    'error unknown-key',
  ]),
  change(
    'a name of every object for a language',
    '{ en: Tiny, nl: Klein }',
    '{ en: Tiny, nl: Klein, ▸__proto__: a, ▸constructor: b }',
    ['error unknown-key', 'error unknown-key'],
  ),
  change('a language that is none', 'editions: [en, nl]', 'editions: [en, nl, ▸dutch_nl]', [
    'error invalid-value',
    'error missing-field newsletter.yaml:2:1',
    'error missing-field newsletter.yaml:6:3',
  ]),
  change(
    'a language in other capitals',
    'editions: [en, nl]\n',
    'editions: [en, nl, ▸EN]\n',
    [
      'error invalid-value',
      'error missing-field newsletter.yaml:2:1',
      'error missing-field newsletter.yaml:6:3',
    ],
    /"en"/,
  ),
  change(
    'a language given twice',
    'editions: [en, nl]',
    'editions: [en, nl, ▸nl]',
    ['error invalid-value'],
    /twice/,
  ),
  change(
    'a source that is no edition',
    'source: en\n  editions: [en, nl]',
    'source: de\n  editions: ▸[en, nl]',
    ['error invalid-value'],
    /"de"/,
  ),
  change('a source that is empty', 'source: en', '▸source:', ['error empty-text']),
  change(
    'quotes of a language without an edition',
    'timeZone',
    '  typography: { ▸fr: { dash: " - " } }\ntimeZone',
    ['error invalid-value'],
    /"fr"/,
  ),
  change(
    'one quotation mark in place of two',
    'timeZone',
    '  typography: { en: { quotes: ▸[a] } }\ntimeZone',
    ['error invalid-value'],
    /too few/,
  ),
  change(
    'a public address that is none',
    'url: https://tiny.example.org',
    'url: ▸tiny.example.org',
    ['error invalid-link'],
    /https:/,
  ),
  change(
    'a mailbox for the public address',
    'url: https://tiny.example.org',
    'url: ▸mailto:a@example.org',
    ['error invalid-link'],
    /website/,
  ),
  change(
    'a public address with a query',
    'url: https://tiny.example.org',
    'url: ▸https://tiny.example.org/?a=b',
    ['error invalid-value'],
  ),
  change('an address that is none', 'address: news@example.org', 'address: ▸news', ['error invalid-value']),
  change(
    'an address with its name',
    'address: news@example.org',
    'address: ▸Tiny <news@example.org>',
    ['error invalid-value'],
    /without a name/,
  ),
  change(
    'a reply-to that is none',
    'replyTo: editors@example.org',
    'replyTo: { en: a@example.org, nl: ▸b }',
    ['error invalid-value'],
  ),
  change('help that is no address', 'replyTo: editors@example.org', 'help: ▸help@example.org', [
    'error invalid-link',
  ]),
  change(
    'a time zone that there is not',
    'timeZone: Europe/Amsterdam',
    'timeZone: ▸Europe/Veermonde',
    ['error invalid-value'],
    /IANA/,
  ),
  zone('a colour by its name', 'theme: { light: { accent: ▸red } }', ['error invalid-value'], /#rrggbb/),
  zone('a colour that is a comment', 'theme:\n  light:\n    ▸accent: #b3261e', ['error empty-text']),
  zone(
    'a colour that is hard to read',
    'theme: { light: { muted: ▸"#aaaaaa" } }',
    ['warning theme-contrast', 'warning theme-contrast newsletter.yaml:14:26'],
    /4.5 to 1/,
  ),
  zone(
    'a background that is hard to read on',
    'theme: { dark: { accent: ▸"#333333" } }',
    ['warning theme-contrast', 'warning theme-contrast newsletter.yaml:14:26'],
    /dark/,
  ),
  zone('a secret', `delivery: ▸${variable('SMTP_URL')}`, ['error secret-in-file'], /environment/),
  zone('a secret in a list', `theme: { logo: "▸${variable('COURANT_SECRET')}" }`, ['error secret-in-file']),
  zone('a secret in a comment', `# ${variable('SMTP_URL')} stands in the environment`, []),
];
