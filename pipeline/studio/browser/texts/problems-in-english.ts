import type { ProblemTexts } from './problem-texts.ts';

const inEditor = 'Somebody has to correct it in the file.';
const compare = 'Compare it with the source.';

/** Problems in the words of the interface: fields have their labels, and hints name what is on the page. */
export const problemsInEnglish = {
  'missing-field': ({ field, hint }, { field: label }) => ({
    message: `${label(field)} is missing.`,
    hint: hint?.startsWith('Translate') ? 'Translate it.' : 'Fill it in.',
  }),
  'missing-alt': () => ({
    message: 'The picture has no alternative text.',
    hint: 'Describe in one sentence what it shows, for readers who do not see it.',
  }),
  'empty-text': ({ field }, { field: label }) => ({
    message: `${label(field)} is empty.`,
    hint: 'Fill it in.',
  }),
  'unknown-key': ({ key }) => ({
    message: `The file has “${key}” here, which is not a field.`,
    hint: inEditor,
  }),
  'wrong-type': ({ field }, { field: label }) => ({
    message: `${label(field)} does not have the right form in the file.`,
    hint: inEditor,
  }),
  'invalid-value': ({ message, hint, about }, { labels }) => {
    if (about === 'period')
      return {
        message: 'This is neither a moment nor a span of time.',
        hint: 'Enter a time after the send time (48h, 2d), or a moment (2026-03-11T08:00).',
      };
    if (about === 'expired')
      return { message, hint: 'Choose a later moment for “Expires”, or an earlier send time.' };
    return { message: labels(message), hint: hint && labels(hint) };
  },
  'invalid-date': ({ value }) => ({
    message: `“${value}” is not a date.`,
    hint: 'Enter the year, the month and the day: 2026-03-09.',
  }),
  'invalid-link': ({ address, reason }) => ({
    message: `“${address}” is not a valid link: ${reason}.`,
    hint: 'A link begins with https://, http:// or mailto:.',
  }),
  'text-blank-line': ({ field }, { field: label }) => ({
    message: `${label(field)} contains an empty line, so it is two paragraphs.`,
    hint: 'Put the cursor at the empty line and press Enter: that makes two blocks.',
  }),
  'text-placeholder': ({ field, text }, { field: label }) => ({
    message: `${label(field)} still contains the placeholder “${text}”.`,
    hint: 'Write the text. An edition with a placeholder cannot be ready.',
  }),
  'text-html': ({ tag }) => ({
    message: `${tag} is HTML, and readers will see it exactly like this.`,
    hint: 'Remove it, and mark the words with the buttons above the text.',
  }),
  'text-markdown': ({ what }) => ({
    message: `${what} has no meaning here, and readers will see it exactly like this.`,
    hint: 'Delete these characters. For a heading, a list, a quote or a picture, add a block.',
  }),
  'text-control': ({ character }) => ({
    message: `The text contains the invisible character ${character}, in place of which readers see \ufffd.`,
    hint: 'Delete it. Such characters often come with copied text.',
  }),
  'footnote-missing': ({ label }) => ({
    message: `The text has the mark of a footnote “${label}” that does not exist.`,
    hint: 'Delete the mark, or write the footnote below the article.',
  }),
  'footnote-place': ({ field }, { field: label }) => ({
    message: `${label(field)} cannot have footnotes, but it contains the mark of one.`,
    hint: 'Put the mark into a paragraph, or write the text of the footnote here.',
  }),
  'footnote-unused': ({ label }) => ({
    message: `No mark in the text leads to the footnote “${label}”, so nobody sees it.`,
    hint: 'Delete the footnote, or put its mark where it belongs.',
  }),
  'asset-missing': ({ asset, folder }) =>
    folder === 'publication'
      ? { message: `The logo “${asset}” does not exist.`, hint: inEditor }
      : {
          message: `The picture “${asset}” is not in the folder of this issue.`,
          hint: 'Choose another picture in this block.',
        },
  'asset-outside': ({ asset }) => ({
    message: `The picture “${asset}” is outside of the folder of this issue.`,
    hint: 'Choose it again in this block: that copies it into the folder.',
  }),
  'asset-unreadable': ({ asset, reason }) => ({
    message: `The picture “${asset}” cannot be used: ${reason}.`,
    hint: 'Save it again as JPEG or PNG, and replace it in this block.',
  }),
  'asset-unused': ({ asset }) => ({
    message: `No language of this issue uses the picture “${asset}”.`,
    hint: 'The Settings tab moves it to the trash.',
  }),
  'translation-missing': ({ locale }, { language }) => ({
    message: `This issue has no edition in ${language(locale)}.`,
    hint: 'Start it on the Translate tab.',
  }),
  'translation-differs': ({ translation, source }) => ({
    message:
      translation === undefined
        ? 'The translation lacks a block of the source here.'
        : source === undefined
          ? 'The translation has a block here that the source does not have.'
          : 'The translation has another block here than the source.',
    hint: 'Translate the block, or leave it out, on the Translate tab.',
  }),
  'translation-list': ({ noun, translation, source }) => ({
    message: `The translation has ${translation} (${noun}), and the source has ${source}.`,
    hint: compare,
  }),
  'translation-stale': ({ part }) => ({
    message: `The source of ${part} has changed since it was translated.`,
    hint: 'Correct the translation, or choose “It is still correct”.',
  }),
  'translation-machine': ({ part }) => ({
    message: `A machine translated ${part}, and nobody has accepted it yet.`,
    hint: 'Read and correct it, then accept it.',
  }),
  'translation-numbers': ({ lost, added }) => ({
    message: [
      ...(lost.length > 0 ? [`Numbers of the source are missing here: ${lost.join(', ')}.`] : []),
      ...(added.length > 0 ? [`The source does not have these numbers: ${added.join(', ')}.`] : []),
    ].join(' '),
    hint: compare,
  }),
  'translation-links': ({ source, translation }) => ({
    message: `The source has ${source} links here, and the translation has ${translation}.`,
    hint: 'Add the missing link, or remove the extra one.',
  }),
  'translation-address': ({ source, translation }) => ({
    message: `A link leads to “${translation}”, and in the source to “${source}”.`,
    hint: 'Correct the address that is wrong.',
  }),
  'translation-markup': ({ what }) => ({
    message: `The source and the translation do not have the same ${what}.`,
    hint: 'Mark the same words as in the source.',
  }),
  'translation-copied': ({ field }, { field: label }) => ({
    message: `${label(field)} is word for word what the source says.`,
    hint: 'Translate it.',
  }),
  'edition-draft': ({ locale }, { language }) => ({
    message: `The source is ready, but the edition in ${language(locale)} is still a draft.`,
    hint: 'Set it to ready on the Translate tab when it may be sent.',
  }),
  'edition-clipped': (_, { number }) => ({
    message: `This edition is too large: Gmail shows its first ${number(102)} kB and hides the rest, with the link to unsubscribe.`,
    hint: 'Shorten the article, or publish the rest elsewhere and link to it.',
  }),
  'edition-large': (_, { number }) => ({
    message: `This edition is close to the ${number(102)} kB that Gmail shows.`,
    hint: 'Shorten the article before you add to it.',
  }),
  'picture-narrow': ({ asset, width, shown }) => ({
    message: `“${asset}” is ${width} pixels wide. The mail shows it ${shown} pixels wide, and sharp screens need twice as many.`,
    hint: 'Use a larger original if there is one.',
  }),
  'crop-narrow': ({ asset, width, shown }) => ({
    message: `The crop of “${asset}” leaves ${width} pixels of its width. The mail shows it ${shown} pixels wide.`,
    hint: 'Cut off less on the left and right, or use a larger picture.',
  }),
  'focus-outside': ({ asset }) => ({
    message: `The focus of “${asset}” is in a part that its crop cuts off.`,
    hint: 'Choose “Crop” and move the focus.',
  }),
  'schedule-day': ({ day, oddity }) => ({
    message:
      oddity === 'skipped'
        ? `The schedule skips ${day}, and this issue is sent on that day.`
        : `The schedule expects no issue on ${day}.`,
    hint: 'Choose a free day in the calendar of the send time.',
  }),
  'schedule-clash': ({ day, other }) => ({
    message: `This issue is sent at the same moment as “${other}”, on ${day}.`,
    hint: 'Give one of them another date or send time.',
  }),
  'story-early': ({ slug, from }, { day }) => ({
    message: from
      ? `This story leads to “${slug}”, which is not public before ${day(Date.parse(from))}.`
      : `This story leads to “${slug}”, which is held back and has no page.`,
    hint: 'Send this issue later, or remove the story.',
  }),
  'pasted-markdown': ({ what }) => ({
    message: `${what} has no meaning here, and readers will see it exactly like this.`,
    hint: 'Delete these characters. For a list, a table or a divider, add a block.',
  }),
  'pasted-bullet': () => ({
    message: 'The text contains a bullet from Word. Readers see an empty box.',
    hint: 'Delete it, and add a list block.',
  }),
  'pasted-address': ({ address }) => ({
    message: `Readers cannot click on “${address}”.`,
    hint: 'Select it and make it a link (Ctrl K).',
  }),
  'text-repeated': () => ({
    message: 'This text is in the issue twice.',
    hint: 'Delete one of the two, or write the text that belongs here.',
  }),
  'subject-long': ({ field, length, limit }, { field: label }) => ({
    message: `${label(field)} has ${length} characters. No phone shows more than ${limit}.`,
    hint: 'Shorten it, or put the important words first.',
  }),
  'spelling-unknown': ({ words }) => ({
    message: `Not in the dictionary: ${words.map(({ word, meant }) => (meant ? `“${word}” (perhaps “${meant}”)` : `“${word}”`)).join(', ')}.`,
    hint: 'Correct misspelt words. Correct words can be added to the list of words of this issue or of the publication.',
  }),
  'text-marks': ({ what, signs }) => ({
    message: `The text mixes ${what}: ${signs.join(' and ')}.`,
    hint: 'Use one form throughout.',
  }),
  'yaml-syntax': ({ message }) => ({
    message: `The file cannot be read: ${message}`,
    hint: 'Open it in a text editor and correct this line. The words that you typed here are kept.',
  }),
  'edit-syntax': () => ({
    message: 'The file has a syntax error, so the studio cannot change it.',
    hint: 'Somebody has to correct that error in a text editor first.',
  }),
  'edit-refused': () => ({
    message: 'The studio cannot write this change without changing other lines of the file.',
    hint: 'Nothing was written. Make the change in a text editor.',
  }),
  'file-too-large': () => ({
    message: 'The article would become too large to be read again, so nothing was saved.',
    hint: 'Shorten it, or split it into two issues.',
  }),
  'studio-block': () => ({
    message: 'This block cannot be edited here, because the file does not say clearly what kind it is.',
    hint: 'Correct it in a text editor. You can move and remove it here.',
  }),
  'studio-changed': ({ file }) => ({
    message: `Somebody has changed ${file} in the meantime, so the studio changed nothing.`,
    hint: 'Look at the text as it is now, and repeat the change if it is still needed.',
  }),
  'studio-unwritten': ({ reason }) => ({
    message: `The studio cannot write its files: ${reason}. Nothing was changed.`,
    hint: 'Free space on the disk, or allow the studio to write. This page keeps your words until then.',
  }),
  'picture-used': ({ file }) => ({
    message: `“${file}” may be in use, so it stays.`,
    hint: 'Remove its blocks in every language first.',
  }),
  'issue-exists': ({ slug }) => ({
    message: `The issue “${slug}” already exists.`,
    hint: 'Choose another name, or edit that issue.',
  }),
  'draft-dispatched': ({ locale, date }, { language, day }) => ({
    message: `${locale === undefined ? 'This issue' : `The edition in ${language(locale)}`} was dispatched on ${day(Date.parse(date))}, so it cannot become a draft.`,
    hint: 'Add a correction, or withdraw the issue, on the Settings tab. To stop a dispatch in progress, hold its mail on the Dispatch tab.',
  }),
  'issue-dispatched': ({ date }, { day }) => ({
    message: `This issue was dispatched on ${day(Date.parse(date))}, so it cannot be deleted.`,
    hint: 'Withdraw it instead. Its page then says so, and nobody gets it any more.',
  }),
} satisfies ProblemTexts;
