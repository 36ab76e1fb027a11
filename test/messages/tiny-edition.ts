import type { Edition } from '../../pipeline/editions/edition.ts';
import type { MergePart, MergeText } from '../../pipeline/editions/merge-text.ts';
import type { MessageStamp } from '../../pipeline/messages/composer.ts';
import { createMessageId } from '../../pipeline/messages/message-id.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';

/** Signed links as a test's messages carry them. */
export const links = createLinks({
  secrets: ['a secret of forty characters, for tests.'],
  publicUrl: 'https://courant.example.org',
  clock: () => Date.parse('2026-11-19T06:00:00Z'),
});

export const subscriber = '000102030405060708090a0b0c0d0e0f';

export const stamp: MessageStamp = {
  messageId: createMessageId({
    issue: '2026-11-19-november',
    revision: 1,
    subscriber,
    domain: 'courant.example.org',
  }),
  date: new Date('2026-11-19T06:00:00Z'),
};

interface Words {
  readonly sender: string;
  readonly subject: string;
  readonly hello: string;
  readonly stranger: string;
  readonly body: string;
  readonly leave: string;
}

const words: Readonly<Record<string, Words>> = {
  en: {
    sender: 'Courant, the newspaper',
    subject: 'Government "on the verge" of collapse',
    hello: 'Hello ',
    stranger: 'Hello',
    body: 'The coalition of Prime Minister Rutte is on the verge of collapse, according to local media.',
    leave: 'Unsubscribe',
  },
  nl: {
    sender: 'Courant – de krant',
    subject: 'Het kabinet wankelt: crisisoverleg over asielbeleid duurt tot diep in de nacht',
    hello: 'Dag ',
    stranger: 'Beste lezer',
    body: 'De coalitie van premier Rutte staat op instorten, melden verschillende media. Zoë Étienne schrijft…',
    leave: 'Uitschrijven',
  },
  ar: {
    sender: 'كورانت',
    subject: 'الائتلاف الهولندي على وشك الانهيار بسبب الخلاف حول الهجرة',
    hello: 'مرحبا ',
    stranger: 'مرحبا',
    body: 'يوشك ائتلاف رئيس الوزراء الهولندي على الانهيار، وفقا لوسائل إعلام محلية.',
    leave: 'إلغاء الاشتراك',
  },
};

/** An edition of a few lines, with every merge field in the text and in the HTML. */
export function createTinyEdition(
  locale: 'en' | 'nl' | 'ar' = 'en',
  changes: Partial<Edition> = {},
): Edition {
  const said = words[locale];
  if (!said) throw new RangeError(`There are no words in ${locale}.`);
  const direction = locale === 'ar' ? 'rtl' : 'ltr';
  return {
    issue: '2026-11-19-november',
    locale,
    direction,
    subject: said.subject,
    preheader: said.body,
    headline: said.subject,
    html: tinyHtml(said, locale, direction),
    text: tinyText(said),
    from: { name: said.sender, address: 'news@courant.example.org' },
    replyTo: 'editors@courant.example.org',
    list: { name: said.sender, id: `${locale}.courant.example.org` },
    webUrl: `https://courant.example.org/${locale}/2026-11-19-november/`,
    archiveUrl: `https://courant.example.org/${locale}/`,
    helpUrl: `https://courant.example.org/${locale}/help`,
    hash: `${locale}-${said.subject}`,
    ...changes,
  };
}

const whenNamed = (named: MergeText, stranger: string): MergePart => ({
  when: 'name',
  present: named,
  absent: [stranger],
});

const tinyText = (said: Words): MergeText => [
  whenNamed([said.hello, { field: 'name' }], said.stranger),
  `,\n\n${said.body}\n.a line that begins with a dot, and one with blanks at its end:  \nFrom the editors\n\n`,
  { field: 'webVersionUrl' },
  '\n',
  { field: 'preferencesUrl' },
  `\n${said.leave}: `,
  { field: 'unsubscribeUrl' },
  '\n',
];

const tinyHtml = (said: Words, locale: string, direction: string): MergeText => [
  `<!doctype html>\n<html lang="${locale}" dir="${direction}">\n<body>\n<p title="`,
  whenNamed([{ field: 'name' }], said.stranger),
  '">',
  whenNamed([said.hello, '<b>', { field: 'name' }, '</b>'], said.stranger),
  `,</p>\n<p style="color: #1a1a1a; font-size: 16px">${said.body}</p>\n<p><a href="`,
  { field: 'webVersionUrl' },
  `">↗</a> <a href="`,
  { field: 'preferencesUrl' },
  `">⚙</a> <a href='`,
  { field: 'unsubscribeUrl' },
  `'>${said.leave}</a></p>\n</body>\n</html>\n`,
];
