import type { Case } from '../../problems/cases/case.ts';

const words = {
  en: { subject: 'Spring is here', preheader: 'Eleven boats and a new crane' },
  nl: { subject: 'Het is lente', preheader: 'Elf boten en een nieuwe kraan' },
};
type Locale = keyof typeof words;

/** The tiny publication with a subject and a preheader, of which one edition has others. */
function head(
  locale: Locale,
  title: string,
  own: Partial<(typeof words)['en']>,
  problems: Case['problems'],
): Case {
  const file = (each: Locale) => {
    const { subject, preheader } = each === locale ? { ...words[each], ...own } : words[each];
    return `subject: ${subject}\npreheader: ${preheader}\n`;
  };
  return {
    title: `${title} (${locale})`,
    files: { en: `${articles.en}${file('en')}`, nl: `${articles.nl}${file('nl')}` },
    problems,
  };
}

const articles = {
  en: 'kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Spring at the harbour of Veermonde\nbody:\n  - paragraph: The first boats have come in today.\n',
  nl: 'status: ready\nheadline: Lente in de haven van Veermonde\nbody:\n  - paragraph: De eerste boten zijn vandaag binnen.\n',
};

/** The picture that these articles do not show. */
const unused: Case['problems'][number] = 'warning asset-unused content/spring/boat.png';

/** What an inbox shows. The sign ▸ is before the place of the problem. */
export const subjectFaults: readonly Case[] = [
  head('en', 'nothing wrong', {}, ['warning asset-unused content/spring/boat.png']),
  ...[
    head('en', 'a long subject', { subject: `▸${'Spring comes to the harbour '.repeat(3)}` }, [
      'warning subject-long',
    ]),
    head('nl', 'a long preheader', { preheader: `▸${'Elf boten en een kraan die nieuw is, '.repeat(5)}` }, [
      'warning subject-long',
    ]),
    head('en', 'an emoji alone', { subject: '▸"\u{1f6a2}\u{1f31e}"' }, ['warning subject-wordless']),
    head('nl', 'an emoji and words', { subject: '"\u{1f6a2} De boten zijn er"' }, []),
    head('en', 'capitals', { subject: '▸SPRING HAS COME TO US' }, ['warning subject-shouting']),
    head('nl', 'exclamation marks', { subject: '▸Het is lente!!!' }, ['warning subject-shouting']),
    head('nl', 'abbreviations', { subject: 'NAVO en OPEC in Veermonde' }, []),
    head('en', 'an advertisement', { subject: '▸Boats for spring, act now' }, ['warning subject-spam']),
    head('nl', 'an advertisement', { subject: '▸Klik hier voor de lente' }, ['warning subject-spam']),
    head('nl', 'a phrase of another language', { subject: 'Act Now is in de stad' }, []),
    head('en', 'the same words twice', { subject: '▸Spring is here is here' }, ['warning subject-doubled']),
    head('nl', 'the same word twice', { subject: '▸Lente in haven haven' }, ['warning subject-doubled']),
    head('en', 'the subject again', { preheader: '▸Spring is here' }, ['warning preheader-repeats']),
    head('nl', 'the headline again', { preheader: '▸Lente in de haven van Veermonde, met elf boten' }, [
      'warning preheader-repeats',
    ]),
    head('en', 'the first words again', { preheader: '▸The first boats have come in today.' }, [
      'warning preheader-repeats',
    ]),
    head('en', 'two words in common', { preheader: 'Spring is late in the hills' }, []),
  ].map((each) => ({
    ...each,
    problems: [...each.problems, unused],
  })),
];
