import type { Edition } from '../../pipeline/editions/edition.ts';
import type { MergePart, MergeText } from '../../pipeline/editions/merge-text.ts';

const paragraph =
  'Rutte heeft gedreigd de VVD uit het kabinet terug te trekken als de maatregel er niet komt; ' +
  'dat zou “het einde van het kabinet” betekenen, meldde de NOS. De partijen praten morgen verder.';
const style =
  'margin: 0 0 16px; font-family: Georgia, serif; font-size: 17px; line-height: 27px; color: #1b1b1b;';

/** Creates an edition with messages of 40 kB each, the size of a longer article. */
export function createBenchEdition(issue: string): Edition {
  return {
    issue,
    locale: 'nl',
    direction: 'ltr',
    subject: 'Het kabinet staat op vallen: crisisoverleg over het asielbeleid',
    preheader: 'Crisisoverleg op het Binnenhof',
    headline: 'Het kabinet staat op vallen',
    html: [
      '<!doctype html>\n<html lang="nl" dir="ltr">\n<body>\n<p>',
      greeting,
      ',</p>\n',
      `<p style="${style}">${paragraph}</p>\n`.repeat(96),
      '<p><a href="',
      { field: 'webVersionUrl' },
      '">Webversie</a> <a href="',
      { field: 'preferencesUrl' },
      '">Voorkeuren</a> <a href="',
      { field: 'unsubscribeUrl' },
      '">Uitschrijven</a></p>\n</body>\n</html>\n',
    ],
    text: [
      greeting,
      ',\n\n',
      `${wrap(paragraph)}\n\n`.repeat(24),
      'Webversie: ',
      { field: 'webVersionUrl' },
      '\nVoorkeuren: ',
      { field: 'preferencesUrl' },
      '\nUitschrijven: ',
      { field: 'unsubscribeUrl' },
      '\n',
    ],
    from: { name: 'Courant – de krant', address: 'nieuws@courant.example.org' },
    replyTo: 'redactie@courant.example.org',
    list: { name: 'Courant – de krant', id: 'nl.courant.example.org' },
    webUrl: `https://courant.example.org/nl/${issue}/`,
    archiveUrl: 'https://courant.example.org/nl/',
    helpUrl: 'https://courant.example.org/nl/hulp',
    hash: issue,
  };
}

/** Converts the text to a Handlebars template. */
export function toHandlebars(text: MergeText): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('field' in part) return `{{${part.field}}}`;
      return `{{#if ${part.when}}}${toHandlebars(part.present)}{{else}}${toHandlebars(part.absent)}{{/if}}`;
    })
    .join('');
}

const greeting: MergePart = {
  when: 'name',
  present: ['Dag ', { field: 'name' }],
  absent: ['Beste lezer'],
};

const wrap = (text: string) => text.replace(/(.{1,72})(?: |$)/g, '$1\n').trimEnd();
