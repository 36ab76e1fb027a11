import { didYouMean } from '../suggest.ts';
import { error, warning } from './entry.ts';

/** Articles, translations and what lies beside them. Most of these serve `newsletter.yaml` too. */
export const contentCodes = {
  'unknown-key': error((data: { key: string; where: string; known: readonly string[] }) => ({
    message: `"${data.key}" is not a field of ${data.where}.`,
    hint: didYouMean(data.key, data.known),
  })),
  'missing-field': error((data: { field: string; where: string; hint?: string | undefined }) => ({
    message: `The field "${data.field}" of ${data.where} is missing.`,
    hint: data.hint ?? `Add "${data.field}: …".`,
  })),
  'wrong-type': error(
    (data: { field: string; expected: string; actual: string; hint?: string | undefined }) => ({
      message: `${data.field} must be ${data.expected}, and this is ${data.actual}.`,
      ...(data.hint === undefined ? {} : { hint: data.hint }),
    }),
  ),
  'invalid-value': error((data: { message: string; hint?: string | undefined }) => ({
    message: data.message,
    ...(data.hint === undefined ? {} : { hint: data.hint }),
  })),
  'empty-text': error((data: { field: string; hint?: string | undefined }) => ({
    message: `${data.field} is empty.`,
    hint: data.hint ?? 'Fill it in, or take the field out if it may be left out.',
  })),
  'invalid-date': error((data: { value: string; reason?: string | undefined }) => ({
    message: `"${data.value}" is not a date${data.reason === undefined ? '' : `: ${data.reason}`}.`,
    hint: 'Write it as year-month-day, such as 2026-03-09; for a moment add the time and the zone: 2026-03-09T08:00:00+01:00.',
  })),
  'invalid-link': error((data: { address: string; reason: string }) => ({
    message: `"${data.address}" cannot be linked to: ${data.reason}.`,
    hint: 'A link begins with https://, http:// or mailto:.',
  })),
  'missing-alt': error((data: { where: string }) => ({
    message: `${data.where} has no "alt", the text for readers who do not see the picture.`,
    hint: 'Add "alt: …" and say in a sentence what the picture shows.',
  })),
  'block-kind-missing': error((data: { keys: readonly string[]; kinds: readonly string[] }) => ({
    message: 'It is not clear what kind of block this is.',
    hint:
      data.keys.length === 0
        ? `Begin it with its kind and a colon: ${data.kinds.join(', ')}.`
        : `A block has one of these keys: ${data.kinds.join(', ')}.`,
  })),
  'block-kind-unknown': error((data: { key: string; kinds: readonly string[] }) => ({
    message: `There is no block "${data.key}".`,
    hint: didYouMean(data.key, data.kinds),
  })),
  'block-kind-ambiguous': error((data: { kinds: readonly string[] }) => ({
    message: `This block is a ${data.kinds.join(' and a ')} at once.`,
    hint: 'Begin each block with a "- " of its own.',
  })),
  'text-blank-line': error((data: { field: string }) => ({
    message: `${data.field} holds a blank line, and with it two paragraphs.`,
    hint: 'Make two paragraphs of it, each in a block of its own ("- paragraph: …").',
  })),
  'text-html': warning((data: { tag: string }) => ({
    message: `${data.tag} is HTML, and readers will see it as it stands here.`,
    hint: 'Use **strong**, *emphasis*, [a link](https://…) or `code`. To show the tag itself, put it between backquotes.',
  })),
  'text-markdown': warning((data: { what: string; hint: string }) => ({
    message: `${data.what} has no meaning here, and readers will see it as it stands.`,
    hint: data.hint,
  })),
  'text-control': warning((data: { character: string }) => ({
    message: `This text holds the invisible character ${data.character}, which is replaced by \ufffd.`,
    hint: 'It often comes along with copied text. Delete it.',
  })),
  'asset-missing': error((data: { asset: string; nearest?: string | undefined }) => ({
    message: `The picture "${data.asset}" does not exist.`,
    hint:
      data.nearest === undefined
        ? "Put the file into the issue's folder, beside this one."
        : `Did you mean "${data.nearest}"? (Capitals count.)`,
  })),
  'asset-outside': error((data: { asset: string }) => ({
    message: `The picture "${data.asset}" lies outside the issue's folder.`,
    hint: "Copy it into the issue's folder and give its name alone: everything of an issue lies together.",
  })),
  'asset-unreadable': error((data: { asset: string; reason: string }) => ({
    message: `The picture "${data.asset}" cannot be used: ${data.reason}.`,
    hint: 'Pictures are PNG, JPEG, WebP, GIF, AVIF or SVG. Open it in an image editor and save it anew.',
  })),
  'asset-unused': warning((data: { asset: string }) => ({
    message: `The file "${data.asset}" lies beside the article, and no language uses it.`,
    hint: 'Name it in an image block, or delete it.',
  })),
  'translation-missing': error((data: { locale: string; file: string; policy: string }) => ({
    message: `There is no edition in "${data.locale}" for this issue.`,
    hint: `Write "${data.file}"${data.policy}.`,
  })),
  'translation-differs': error(
    (data: { place: string; source: string; translation: string; sourceLine: number | undefined }) => ({
      message: `At ${data.place} the translation parts from its source: ${data.translation} stands here, and ${data.source} in the source${data.sourceLine === undefined ? '' : ` (line ${data.sourceLine})`}.`,
      hint: 'A translation has the same blocks in the same order. Use "- omit: true" for a block left out on purpose, and "only: true" in a block that this language alone has.',
    }),
  ),
  'translation-list': warning((data: { source: number; translation: number }) => ({
    message: `This list has ${data.translation} ${data.translation === 1 ? 'item' : 'items'}, and ${data.source} in the source.`,
    hint: 'Is one of them not translated?',
  })),
  'edition-draft': warning((data: { locale: string }) => ({
    message: `The edition in "${data.locale}" is still a draft, and the source is ready.`,
    hint: 'It is not sent before its status is "ready".',
  })),
  'issue-unknown': error((data: { slug: string; known: readonly string[] }) => ({
    message: `There is no issue "${data.slug}".`,
    hint:
      data.known.length === 0
        ? 'There are no issues yet: "courant new" makes one.'
        : didYouMean(data.slug, data.known),
  })),
  'issue-slug': error((data: { slug: string }) => ({
    message: `"${data.slug}" cannot be an issue's name, since it becomes part of addresses.`,
    hint: 'Use small letters, digits and hyphens, such as 2026-03-09-spring.',
  })),
  'issue-none': error(() => ({
    message: 'There are no issues under "content/".',
    hint: 'Make the first one: courant new',
  })),
  'issue-source-missing': error((data: { file: string }) => ({
    message: `The source "${data.file}" of this issue is missing.`,
    hint: 'An issue is written in the source language first; the other languages translate it.',
  })),
  'locale-unconfigured': warning((data: { locale: string; configured: readonly string[] }) => ({
    message: `This publication has no edition in "${data.locale}", so this file is not used.`,
    hint: `Add "${data.locale}" to "languages" in newsletter.yaml, or rename the file. The editions are: ${data.configured.join(', ')}.`,
  })),
  'file-name': warning((data: { file: string; expected: string }) => ({
    message: `The file "${data.file}" is not read.`,
    hint: `Articles end in ".yaml": rename it to "${data.expected}".`,
  })),
  'address-taken': error((data: { slug: string; other: string }) => ({
    message: `"${data.slug}" is the name of the issue "${data.other}" already.`,
    hint: 'Two issues cannot have one address. Take another alias.',
  })),
};
