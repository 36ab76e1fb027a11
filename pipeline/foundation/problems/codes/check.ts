import { plural } from '../plural.ts';
import { note, warning } from './entry.ts';

/** The findings of the rules in `check`. A publication may change the severity of each. */
export const checkCodes = {
  'schedule-day': warning((data: { day: string; oddity: 'skipped' | 'weekday' }) => ({
    message:
      data.oddity === 'skipped'
        ? `The schedule skips ${data.day}, and this issue is sent on that day.`
        : `${data.day} is not a day on which the schedule expects an issue.`,
    hint: 'Change the date, or schedule.days or schedule.skip in newsletter.yaml. "courant schedule" lists the free days.',
  })),
  'schedule-clash': warning((data: { day: string; other: string }) => ({
    message: `This issue is sent at the same moment as "${data.other}", on ${data.day}.`,
    hint: 'Change the date of one of them, or give it a "sendAt". "courant schedule" lists the free days.',
  })),
  'pasted-markdown': warning((data: { what: string; hint: string }) => ({
    message: `${data.what} has no meaning here, and readers will see it exactly as it is written.`,
    hint: data.hint,
  })),
  'pasted-bullet': warning((data: { character: string }) => ({
    message: `This text contains ${data.character}, a bullet of Word's symbol font. Readers see an empty box.`,
    hint: 'Delete it, and write the items as a block: "- list: [\u2026]".',
  })),
  'pasted-invisible': warning((data: { character: string; name: string }) => ({
    message: `This text contains an invisible character, ${data.character} (${data.name}).`,
    hint: 'Delete it. Such characters often come with copied text; they break searches and words.',
  })),
  'pasted-space': warning((data: { what: string }) => ({
    message: `This text has ${data.what}.`,
    hint: 'Write one ordinary space.',
  })),
  'pasted-address': warning((data: { address: string }) => ({
    message: `"${data.address}" is an address that readers cannot click.`,
    hint: `Make it a link: [${data.address}](https://${data.address}).`,
  })),
  'text-repeated': warning((data: { what: string; line: number }) => ({
    message: `${data.what} on line ${data.line}.`,
    hint: 'Delete one of the two, or write the intended text here.',
  })),
  'label-repeated': warning((data: { words: string; added: string | undefined }) => ({
    message: data.added
      ? `Courant already writes "${data.added}:" in front of this text.`
      : `This text says "${data.words}" twice at its beginning.`,
    hint: `Delete "${data.words}:" here.`,
  })),
  'subject-long': warning((data: { field: 'subject' | 'preheader'; length: number; limit: number }) => ({
    message: `This ${data.field} has ${data.length} characters; no phone shows more than ${data.limit}.`,
    hint: 'Shorten it, or put the important words first.',
  })),
  'subject-wordless': warning((data: { text: string }) => ({
    message: `The subject "${data.text}" has no words.`,
    hint: 'Say in words what the issue is about. Screen readers spell out emoji.',
  })),
  'subject-shouting': warning((data: { text: string }) => ({
    message: `The subject shouts: "${data.text}".`,
    hint: 'Use ordinary capitals, and at most one exclamation or question mark at the end: spam filters penalise more.',
  })),
  'subject-spam': warning((data: { phrase: string }) => ({
    message: `The subject contains "${data.phrase}", a phrase that spam filters penalise.`,
    hint: 'Describe the issue in other words.',
  })),
  'subject-doubled': warning((data: { words: string }) => ({
    message: `The subject says "${data.words}" twice in a row.`,
    hint: 'Delete one of the two.',
  })),
  'preheader-repeats': warning((data: { what: string }) => ({
    message: `The preheader begins with the words of ${data.what}. An inbox shows both, one after the other.`,
    hint: 'Say something new in the preheader, or delete it.',
  })),
  'link-insecure': warning((data: { address: string }) => ({
    message: `"${data.address}" opens without encryption: others on the network can see and change the page.`,
    hint: 'Write https:// if the site has it; nearly all do.',
  })),
  'link-gone': warning((data: { address: string; reason: string }) => ({
    message: `"${data.address}" does not exist: its server answers ${data.reason}.`,
    hint: 'Correct the address, link to a copy in a web archive, or delete the link.',
  })),
  'link-unreachable': warning((data: { address: string; reason: string }) => ({
    message: `"${data.address}" could not be reached (${data.reason}).`,
    hint: 'Open it in a browser. If it works there, try again later: some servers are slow or refuse programs.',
  })),
  'link-moved': note((data: { address: string; to: string }) => ({
    message: `"${data.address}" has moved permanently.`,
    hint: `Write "${data.to}".`,
  })),
  'link-shortened': warning((data: { host: string }) => ({
    message: `${data.host} shortens links: readers do not see where this one leads, and filters distrust it.`,
    hint: 'Link to the page itself.',
  })),
  'link-misleading': warning((data: { shown: string; host: string }) => ({
    message: `The text of this link is an address at ${data.shown}, but the link leads to ${data.host}.`,
    hint: 'Correct the address, or link from ordinary words. Mail programs warn of such links as phishing.',
  })),
  'link-doubled': warning((data: { address: string; label: string; other: string }) => ({
    message: `"${data.label}" leads to the same address as "${data.other}".`,
    hint: 'Correct one of the two addresses, or keep one of the links.',
  })),
  'translation-numbers': warning(
    (data: { part: string; lost: readonly string[]; added: readonly string[] }) => ({
      message: [
        ...(data.lost.length > 0
          ? [
              `${data.part.replace(/^./, (first) => first.toUpperCase())} lacks ${data.lost.join(', ')}, which its source has.`,
            ]
          : []),
        ...(data.added.length > 0
          ? [`The source of ${data.part} does not have ${data.added.join(', ')}.`]
          : []),
      ].join(' '),
      hint: 'Compare the numbers. They may be in digits or in words, in the usual format of the language.',
    }),
  ),
  'translation-dates': warning(
    (data: {
      part: string;
      kind: 'dates' | 'weekdays';
      source: readonly number[];
      translation: readonly number[];
    }) => ({
      message: `The source says ${days(data.source, data.kind)}, and ${data.part} says ${days(data.translation, data.kind)}.`,
      hint: 'Compare the days, the months and the weekdays.',
    }),
  ),
  'translation-links': warning((data: { part: string; source: number; translation: number }) => ({
    message: `In the source, ${data.part} has ${count(data.source, 'link')}, but here it has ${count(data.translation, 'link')}.`,
    hint: 'Add the missing link, or delete the extra one.',
  })),
  'translation-address': warning((data: { part: string; source: string; translation: string }) => ({
    message: `The link "${data.translation}" of ${data.part} differs from "${data.source}" in the source.`,
    hint: 'Compare the two addresses, and correct the one that is wrong.',
  })),
  'translation-markup': warning(
    (data: { part: string; what: string; source: number; translation: number }) => ({
      message:
        data.translation === 0
          ? `In the source, ${data.part} has ${data.what}, but here it has none.`
          : data.source === 0
            ? `Here, ${data.part} has ${data.what}, but its source has none.`
            : `In the source, ${data.part} has ${data.what} in ${plural(data.source, 'place')}, but here in ${data.translation}.`,
      hint: 'Mark the same words as the source: **strong**, *emphasis*, `code`, "[^label]".',
    }),
  ),
  'translation-copied': warning((data: { part: string; field: string }) => ({
    message: `The "${data.field}" of ${data.part} says exactly what the source says.`,
    hint: 'Translate it. If it is the same in both languages, turn off the check and give that as the reason.',
  })),
  'text-language': warning((data: { language: string; expected: string }) => ({
    message: `This text is in ${languageName(data.language)}, but its file is in ${languageName(data.expected)}.`,
    hint: `Translate it. To keep a quotation or a title as it is, put it in quotation marks or *emphasis*.`,
  })),
  'date-weekday': warning((data: { date: number; written: number }) => ({
    message: `${english('day', data.date)} is a ${english('weekdays', data.date)}, not a ${english('weekdays', data.written)}.`,
    hint: 'Look up the date, and correct the weekday or the date.',
  })),
  'spelling-unknown': note((data: UnknownWords) => ({
    message: `${plural(data.all, 'word')} ${data.all === 1 ? 'is' : 'are'} not in the dictionary: ${unknownWords(data)}.`,
    hint: `Correct misspelt words. Add correct ones to "words.${data.locale}.txt", one word per line.`,
  })),
  'spelling-dictionary': note((data: { locale: string; name: string }) => ({
    message: `The publication has no dictionary of ${languageName(data.locale)}, so its spelling is not checked.`,
    hint: `Install one: npm install --save-dev ${data.name}`,
  })),
  'text-marks': warning((data: { what: string; signs: readonly string[] }) => ({
    message: `This text mixes ${data.what}: ${data.signs.join(' and ')}.`,
    hint: 'Use one form throughout. Straight marks (" and \') and " -- " become those of the language.',
  })),
};

const styles = {
  day: { dateStyle: 'long' },
  dates: { day: 'numeric', month: 'long' },
  weekdays: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Creates a format only when it is used: every command loads this file, but few report a date. */
function english(style: keyof typeof styles, moment: number): string {
  return new Intl.DateTimeFormat('en-GB', { ...styles[style], timeZone: 'UTC' }).format(moment);
}

/** Days (in milliseconds since 1970) as dates, or as weekdays. */
function days(moments: readonly number[], kind: 'dates' | 'weekdays'): string {
  return moments.map((each) => english(kind, each)).join(', ');
}

export interface UnknownWords {
  readonly words: readonly {
    readonly word: string;
    readonly line: number;
    readonly meant: string | undefined;
  }[];
  /** The number of all unknown words; `words` may have fewer. */
  readonly all: number;
  readonly locale: string;
}

function unknownWords({ words, all }: UnknownWords): string {
  const shown = words.map(({ word, line, meant }) => {
    return `"${word}" (line ${line}${meant === undefined ? '' : `; perhaps "${meant}"`})`;
  });
  return [...shown, ...(all > shown.length ? [`and ${all - shown.length} more`] : [])].join(', ');
}

function languageName(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
}

function count(number: number, what: string): string {
  return number === 0 ? `no ${what}s` : plural(number, what);
}
