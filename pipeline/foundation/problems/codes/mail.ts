import { error, warning } from './entry.ts';

export interface SpamPoints {
  readonly points: number;
  readonly required: number;
  readonly rules: readonly { readonly name: string; readonly points: number; readonly description: string }[];
}

type Mode = { readonly mode: 'light' | 'dark' };

/** Problems of an edition in mail programs. */
export const mailCodes = {
  'mail-language': warning((data: { attribute: 'lang' | 'dir'; element: string; expected: string }) => ({
    message: `<${data.element}> of the mail has no ${data.attribute}="${data.expected}".`,
    hint: `Add lang="{{locale}}" dir="{{direction}}" to <mjml>. Screen readers choose their voice by them.`,
  })),
  'mail-title': warning(() => ({
    message: 'The mail has no <title>.',
    hint: 'Add <mj-title> to <mj-head>: screen readers say it first, and browsers show it in the tab.',
  })),
  'mail-headings': warning((data: { found: string }) => ({
    message: `The headings of this mail are not in order: ${data.found}.`,
    hint: 'Use one <h1>, and go down one level at a time: people who use a screen reader jump from heading to heading.',
  })),
  'mail-table-role': warning((data: { words: string }) => ({
    message: `A table for layout has no role="presentation"${data.words === '' ? '' : `, around \u201c${data.words}\u201d`}.`,
    hint: 'Add role="presentation", or use <th> if it is a table of data: screen readers announce the rows of all other tables.',
  })),
  'mail-alt-missing': warning((data: { src: string }) => ({
    message: `The picture "${data.src}" has no alt text.`,
    hint: 'Add alt="{{alt}}", or alt="" to a decorative picture.',
  })),
  'mail-contrast': warning(
    (data: Mode & { words: string; ratio: number; least: number; front: string; back: string }) => ({
      message: `In ${data.mode} mode, \u201c${data.words}\u201d has a contrast of ${data.ratio.toFixed(1)}:1 (${data.front} on ${data.back}); it needs at least ${data.least}:1.`,
      hint: `Choose a ${data.mode === 'dark' ? 'lighter or darker colour in theme.dark or parts/dark' : 'darker text or a lighter background'}.`,
    }),
  ),
  'mail-text-small': warning((data: { words: string; size: number }) => ({
    message: `\u201c${data.words}\u201d is set in ${Math.round(data.size * 10) / 10} px; less than 14 px is hard to read on a phone.`,
    hint: 'Set font-size to 14px or more.',
  })),
  'mail-justified': warning((data: { words: string }) => ({
    message: `\u201c${data.words}\u201d is justified: the gaps between its words make it hard to read.`,
    hint: 'Use text-align: left, or right where the text runs from right to left.',
  })),
  'spam-points': warning((data: SpamPoints) => ({
    message: `SpamAssassin gives this edition ${data.points} of the ${data.required} points that make it spam.`,
    hint: data.rules.map(({ name, points, description }) => `${points} ${name}: ${description}`).join('; '),
  })),
  'spamassassin-missing': error((data: { program: string }) => ({
    message: `There is no "${data.program}" on this machine.`,
    hint: 'Install SpamAssassin (on Debian and Ubuntu: apt install spamassassin), or check without --spam.',
  })),
  'spamassassin-failed': error((data: { program: string; reason: string }) => ({
    message: `"${data.program}" gave no answer: ${data.reason || 'it printed nothing'}.`,
    hint: 'Run "spamassassin --lint" to see what is wrong with it, or check without --spam.',
  })),
  'merge-field-foreign': warning((data: { field: string }) => ({
    message: `${data.field} is a merge field of another program: readers would see it as it is written.`,
    hint: 'Delete it. Courant fills in names and addresses in the templates; to show it to readers, put it between `backticks`.',
  })),
  'text-part-incomplete': warning((data: { words: string }) => ({
    message: `The plain-text part does not say \u201c${data.words}\u201d.`,
    hint: 'Show this part in templates/text/edition.txt.hbs, or give its kind of block a text form.',
  })),
  'client-unsupported': warning((data: { feature: string; title: string; clients: readonly string[] }) => ({
    message: `The mail uses ${data.title}, which does not work in ${data.clients.join(', ')}.`,
    hint: `See https://www.caniemail.com/features/${data.feature}/. Leave it out. If the mail is as good without it, add it to templates/email/accepted.yaml with the reason.`,
  })),
  'client-accepted-unused': warning(
    (data: { feature: string; clients: readonly string[]; reason: 'supported' | 'unused' }) => ({
      message:
        data.reason === 'unused'
          ? `No edition uses ${data.feature}: there is nothing to accept.`
          : `${data.feature} now works in ${data.clients.join(', ')}: there is nothing to accept.`,
      hint: data.reason === 'unused' ? 'Delete the entry.' : 'Delete the entry, or these programs from it.',
    }),
  ),
  'link-text-empty': warning((data: { href: string }) => ({
    message: `A link to ${data.href} has no text.`,
    hint: 'Write what it leads to, or give its picture an alt text.',
  })),
  'link-text-vague': warning((data: { text: string }) => ({
    message: `The link \u201c${data.text}\u201d does not say what it leads to.`,
    hint: 'Link the words that name the page: many readers hear the links as a list, without the text around them.',
  })),
  'alt-file-name': warning((data: { alt: string }) => ({
    message: `The alt text "${data.alt}" is the name of a file.`,
    hint: 'Say what the picture shows, for readers who do not see it.',
  })),
  'alt-repeats-caption': warning(() => ({
    message: 'The alt text repeats the caption: a screen reader reads both.',
    hint: 'Say in the alt text what the picture shows, and in the caption what it means.',
  })),
};
