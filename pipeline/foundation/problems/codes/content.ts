import { plural } from '../plural.ts';
import { didYouMean, suggest } from '../suggest.ts';
import { error, warning } from './entry.ts';

/** Articles, translations and the files beside them. `newsletter.yaml` uses most of these codes too. */
export const contentCodes = {
  'unknown-key': error(
    (data: { key: string; where: string; known: readonly string[]; hint?: string | undefined }) => ({
      message: `"${data.key}" is not a field of ${data.where}.`,
      hint: data.hint ?? didYouMean(data.key, data.known),
    }),
  ),
  'missing-field': error((data: { field: string; where: string; hint?: string | undefined }) => ({
    message: `The field "${data.field}" is missing from ${data.where}.`,
    hint: data.hint ?? `Add "${data.field}: …".`,
  })),
  'wrong-type': error(
    (data: { field: string; expected: string; actual: string; hint?: string | undefined }) => ({
      message: `${data.field} must be ${data.expected}, but this is ${data.actual}.`,
      ...(data.hint === undefined ? {} : { hint: data.hint }),
    }),
  ),
  'invalid-value': error((data: InvalidValue) => ({
    message: data.message,
    ...(data.hint === undefined ? {} : { hint: data.hint }),
  })),
  'empty-text': error((data: { field: string; hint?: string | undefined }) => ({
    message: `${data.field} is empty.`,
    hint: data.hint ?? 'Fill it in, or delete the field if it is optional.',
  })),
  'invalid-date': error((data: { value: string; reason?: string | undefined }) => ({
    message: `"${data.value}" is not a date${data.reason === undefined ? '' : `: ${data.reason}`}.`,
    hint: 'Write year-month-day, such as 2026-03-09. For a moment, add the time and the offset: 2026-03-09T08:00:00+01:00.',
  })),
  'invalid-link': error((data: { address: string; reason: string }) => ({
    message: `"${data.address}" is not a valid link: ${data.reason}.`,
    hint: 'Begin the link with https://, http:// or mailto:.',
  })),
  'missing-alt': error((data: { where: string }) => ({
    message: `${data.where} has no "alt", the text for readers who do not see the picture.`,
    hint: 'Add "alt: …" and describe the picture in one sentence.',
  })),
  'block-kind-missing': error((data: { keys: readonly string[]; kinds: readonly string[] }) => ({
    message: 'This block does not say what kind it is.',
    hint:
      data.keys.length === 0
        ? `Begin it with its kind and a colon: ${data.kinds.join(', ')}.`
        : `Add one of these keys: ${data.kinds.join(', ')}.`,
  })),
  'block-kind-unknown': error(
    (data: { key: string; kinds: readonly string[]; hint?: string | undefined }) => ({
      message: `There is no block "${data.key}".`,
      hint: data.hint ?? didYouMean(data.key, data.kinds),
    }),
  ),
  'block-kind-ambiguous': error((data: { kinds: readonly string[] }) => ({
    message: `This block is a ${data.kinds.join(' and a ')} at the same time.`,
    hint: 'Begin each block with its own "- ".',
  })),
  'text-blank-line': error((data: { field: string }) => ({
    message: `${data.field} contains an empty line, so it is two paragraphs.`,
    hint: 'Split it into two blocks, each with its own "- paragraph: …".',
  })),
  'footnote-missing': error((data: { label: string; known: readonly string[] }) => {
    const nearest = suggest(data.label, data.known);
    return {
      message: `There is no footnote "${data.label}".`,
      hint: nearest
        ? `Did you mean "[^${nearest}]"?`
        : `Write it below "footnotes:", as "${data.label}: …", or delete the mark.`,
    };
  }),
  'footnote-place': error((data: { label: string; field: string }) => ({
    message: `"${data.field}" cannot have footnotes, but this text contains the mark of one.`,
    hint: 'Put the mark into the body or a story, or write the text of the note here.',
  })),
  'footnote-unused': warning((data: { label: string }) => ({
    message: `Nothing refers to the footnote "${data.label}", so no reader sees it.`,
    hint: `Write "[^${data.label}]" where it belongs, or delete the footnote. A label has letters, digits and hyphens.`,
  })),
  'text-placeholder': error((data: { field: string; text: string }) => ({
    message: `"${data.field}" still contains the placeholder "${data.text}", but this edition is ready.`,
    hint: 'Write the text, or set "status: draft" until you do.',
  })),
  'text-html': warning((data: { tag: string }) => ({
    message: `${data.tag} is HTML, and readers will see it exactly as it is written here.`,
    hint: 'Use **strong**, *emphasis*, [a link](https://…) or `code`. To show the tag, put it between backticks.',
  })),
  'text-markdown': warning((data: { what: string; hint: string }) => ({
    message: `${data.what} has no meaning here, and readers will see it exactly as it is written.`,
    hint: data.hint,
  })),
  'text-control': warning((data: { character: string }) => ({
    message: `This text contains the invisible character ${data.character}, which Courant replaces with \ufffd.`,
    hint: 'Delete it. Such characters often come with copied text.',
  })),
  'asset-missing': error(
    (data: { asset: string; nearest?: string | undefined; folder?: 'issue' | 'publication' }) => ({
      message: `The picture "${data.asset}" does not exist.`,
      hint:
        data.nearest !== undefined
          ? `Did you mean "${data.nearest}"? (Upper and lower case count.)`
          : data.folder === 'publication'
            ? 'Its path is relative to the folder of newsletter.yaml: put the file there, or correct the path.'
            : "Put the file into the issue's folder, next to this one.",
    }),
  ),
  'asset-outside': error((data: { asset: string }) => ({
    message: `The picture "${data.asset}" is outside the issue's folder.`,
    hint: "Copy it into the issue's folder and write only its file name here.",
  })),
  'asset-unreadable': error((data: { asset: string; reason: string }) => ({
    message: `The picture "${data.asset}" cannot be used: ${data.reason}.`,
    hint: 'Open it in an image editor and save it again as PNG, JPEG, WebP, GIF, AVIF or SVG.',
  })),
  'asset-unused': warning((data: { asset: string }) => ({
    message: `No language of this issue uses the file "${data.asset}".`,
    hint: 'Use it in an image block, or delete it.',
  })),
  'translation-missing': error((data: { locale: string; file: string; policy: string }) => ({
    message: `This issue has no edition in "${data.locale}".`,
    hint: `Write "${data.file}"${data.policy}.`,
  })),
  'translation-differs': error((data: DifferenceData) => ({
    message: differenceAt(data),
    hint: 'Use the same blocks in the same order. Write "- omit: true" for a block that this language leaves out, and "only: true" in a block that only this language has.',
  })),
  'translation-list': warning((data: GapData) => ({
    message: `The translation has ${plural(data.translation, data.noun)}, and the source has ${data.source}: ${gapAt(data)}.`,
    hint:
      data.position === 'at'
        ? `Delete it, or add the ${data.noun} to the source.`
        : `Translate the ${data.noun}, or check that it is left out on purpose.`,
  })),
  'edition-draft': warning((data: { locale: string }) => ({
    message: `The source is ready, but the edition in "${data.locale}" is still a draft.`,
    hint: 'Set "status: ready" when it may be sent.',
  })),
  'issue-unknown': error((data: { slug: string; known: readonly string[] }) => ({
    message: `There is no issue "${data.slug}".`,
    hint:
      data.known.length === 0
        ? 'Create the first issue with "courant new".'
        : didYouMean(data.slug, data.known),
  })),
  'issue-slug': error((data: { slug: string }) => ({
    message: `"${data.slug}" is not a valid issue name: the name becomes part of web addresses.`,
    hint: 'Use lower-case letters, digits and hyphens, such as 2026-03-09-spring.',
  })),
  'issue-none': error(() => ({
    message: 'There are no issues in "content/".',
    hint: 'Create the first issue with "courant new".',
  })),
  'issue-source-missing': error((data: { file: string }) => ({
    message: `The source "${data.file}" of this issue is missing.`,
    hint: 'Write the issue in the source language first, then translate it. If the issue appears only in another language, write "editions" in its file.',
  })),
  'locale-unconfigured': warning((data: { locale: string; configured: readonly string[] }) => ({
    message: `Courant ignores this file: the publication has no edition in "${data.locale}".`,
    hint: `Add "${data.locale}" to "languages" in newsletter.yaml, or rename the file. Editions: ${data.configured.join(', ')}.`,
  })),
  'edition-unlisted': warning((data: { locale: string }) => ({
    message: `Courant ignores this file: the issue does not appear in "${data.locale}".`,
    hint: `Add "${data.locale}" to "editions" in the source of the issue, or delete the file.`,
  })),
  'file-name': warning((data: { file: string; expected: string }) => ({
    message: `Courant ignores the file "${data.file}": the names of articles end in ".yaml".`,
    hint: `Rename it to "${data.expected}".`,
  })),
  'address-taken': error((data: { slug: string; other: string }) => ({
    message: `The issue "${data.other}" already uses the name "${data.slug}".`,
    hint: 'Choose another alias: two issues cannot share an address.',
  })),
  'story-early': error((data: { slug: string; from: string | undefined }) => ({
    message:
      data.from === undefined
        ? `This story leads to "${data.slug}", which is held back and has no page.`
        : `This story leads to "${data.slug}", which is not public before ${data.from}.`,
    hint: 'Send this issue later, or leave the link out.',
  })),
  'alias-own': error((data: { slug: string }) => ({
    message: `"${data.slug}" is the current name of this issue.`,
    hint: 'An alias is a former name. Delete it.',
  })),
};

/** A value that a field cannot have. */
export interface InvalidValue {
  readonly message: string;
  readonly hint?: string | undefined;
  /** The name of the field, as messages have it. */
  readonly field?: string;
  /** For the interface of the studio: a moment that cannot be read, or that is too early. */
  readonly about?: 'period' | 'expired';
}

/** An item that exists in only one of two lists: the source's or the translation's. */
export interface GapData {
  readonly noun: 'item' | 'row' | 'cell' | 'topic';
  /** The number of items in each of the two lists. */
  readonly source: number;
  readonly translation: number;
  /**
   * `before` or `after`: where the missing item belongs, relative to a neighbour in the translation. `at`:
   * the item itself, which the source does not have.
   */
  readonly position: 'before' | 'after' | 'at';
  readonly text: string;
  readonly line?: number;
  /** The number of further unmatched items at this place. */
  readonly more: number;
}

function gapAt({ noun, position, text, line, more }: GapData): string {
  const named = `${text === '' ? `a ${noun}` : `"${text}"`}${more === 0 ? '' : ` and ${more} more`}`;
  if (position === 'at') return `the source seems to have nothing for ${named}`;
  return `${position} this ${noun}, it seems to lack ${named} (line ${line})`;
}

export interface DifferenceData {
  readonly place: string;
  /** The block of the source at this place; undefined if the translation has an extra block. */
  readonly source: string | undefined;
  /** The block of the translation at this place; undefined if a block is missing. */
  readonly translation: string | undefined;
  readonly sourceLine: number | undefined;
  /** The number of further blocks that differ at this place. */
  readonly more: number;
  /** Whether the source has the block at another place. */
  readonly isMoved: boolean;
}

function differenceAt({ place, source, translation, sourceLine, more, isMoved }: DifferenceData): string {
  const line = sourceLine === undefined ? '' : ` (line ${sourceLine})`;
  const others = more === 0 ? '' : ` and ${plural(more, 'more block')}`;
  if (translation === undefined)
    return `At ${place} the translation lacks ${source} of the source${line}${others}.`;
  if (source === undefined)
    return `At ${place} the translation has ${translation}${others} that the source does not have.`;
  if (isMoved)
    return `At ${place} the translation has ${translation}, which is at another place in the source${line}.`;
  return `At ${place} the translation has ${translation}, and the source has ${source}${line}${more === 0 ? '' : `; ${more} more ${more === 1 ? 'block differs' : 'blocks differ'}`}.`;
}
