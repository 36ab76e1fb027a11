import { plural } from '../plural.ts';
import { didYouMean } from '../suggest.ts';
import { error, note, warning } from './entry.ts';

/** Templates, and the editions rendered from them. */
export const editionCodes = {
  'template-syntax': error((data: { message: string }) => ({
    message: `This template is not valid Handlebars: ${data.message}.`,
    hint: 'Close every {{#block}} with {{/block}}, and every {{ with }}.',
  })),
  'template-construct': error((data: { construct: string }) => ({
    message: `These templates do not support ${data.construct}.`,
    hint: 'Put shared markup into a partial: its own file, included with {{> path/name}}.',
  })),
  'template-name': error((data: { name: string; known: readonly string[] }) => ({
    message: `"${data.name}" is not a value that the template has at this place.`,
    hint: didYouMean(data.name, data.known),
  })),
  'template-helper': error((data: { name: string; known: readonly string[] }) => ({
    message: `There is no helper "${data.name}".`,
    hint: didYouMean(data.name, data.known),
  })),
  'template-arguments': error((data: { name: string; given: number; counts: readonly number[] }) => ({
    message: `The helper "${data.name}" takes ${data.counts.join(' or ')} ${data.counts.at(-1) === 1 ? 'argument' : 'arguments'}, but this call has ${data.given}.`,
    hint: 'See docs/contributor/templates.md for the arguments of each helper.',
  })),
  'template-list': error((data: { name: string }) => ({
    message: `{{#each}} needs a list, and "${data.name}" is not a list.`,
    hint: 'Use {{#if}} to test whether it exists, or {{#with}} to enter it.',
  })),
  'template-optional': error((data: { name: string; absent: string }) => ({
    message: `"${data.name}" is not safe to use here: some editions have no "${data.absent}".`,
    hint: `Put {{#if ${data.absent}}} and {{/if}} around it.`,
  })),
  'template-personal': error((data: { name: string }) => ({
    message: `"${data.name}" is used here for every subscriber, and some gave no name.`,
    hint: 'Put {{#personal}} and {{/personal}} around it.',
  })),
  'template-partial': error((data: { name: string; known: readonly string[] }) => ({
    message: `There is no partial "${data.name}".`,
    hint: didYouMean(data.name, data.known),
  })),
  'template-unused': warning((data: { name: string }) => ({
    message: `No template uses "${data.name}".`,
    hint: 'Include it with {{> path/name}}, or delete it. The partial of a block has the name of its kind, such as blocks/quote.',
  })),
  'template-raw': error((data: { name: string }) => ({
    message: `{{{${data.name}}}} puts text into the edition without escaping it.`,
    hint: `Write {{${data.name}}}. Values that are already HTML, such as inline text, need no triple braces.`,
  })),
  'template-unclosed': error((data: { tag: string; closes?: boolean }) =>
    data.closes
      ? {
          message: `The tag </${data.tag}> closes nothing here.`,
          hint: `Delete it, or add <${data.tag}> before it. Close nested tags in reverse order.`,
        }
      : {
          message: `The tag <${data.tag}> is not closed where it should be.`,
          hint: `Add </${data.tag}>. Close nested tags in reverse order.`,
        },
  ),
  'mjml-invalid': error((data: { message: string; hint?: string }) => ({
    message: `MJML rejects this: ${data.message}.`,
    hint: data.hint ?? 'See the MJML documentation for each tag, its attributes and its allowed parents.',
  })),
  'drawing-ended': error((data: { asset: string; signal: string }) => ({
    message: `The process that was drawing the picture "${data.asset}" was ended by ${data.signal}.`,
    hint: 'Try again. If this happens again, check whether the machine has enough free memory.',
  })),
  'drawing-unstarted': error((data: { code: string }) => ({
    message: `The process that draws pictures cannot be started (${data.code}).`,
    hint: 'Try again. If this happens again, end other programs, or raise the limits of this user for open files and processes.',
  })),
  'sharp-unusable': error((data: { reason: string }) => ({
    message: `Pictures cannot be converted, because the package "sharp" cannot be loaded: ${data.reason}.`,
    hint: 'Run "npm ci --include=optional" on this machine. A folder node_modules from another system does not work here.',
  })),
  'picture-heavy': warning((data: { asset: string; bytes: number; type: string }) => ({
    message: `"${data.asset}" is ${(data.bytes / 1_000_000).toFixed(1)} MB in the mail, so it loads slowly on a phone.`,
    hint:
      data.type === 'gif'
        ? 'Make the animation shorter or smaller, or show a still that links to a video.'
        : 'Save it as a JPEG, or with less detail.',
  })),
  'picture-narrow': note((data: { asset: string; width: number; shown: number }) => ({
    message: `"${data.asset}" is ${plural(data.width, 'pixel')} wide; the mail shows it ${data.shown} pixels wide, and high-density screens need twice as many.`,
    hint: 'Use the original if it is larger.',
  })),
  'crop-narrow': warning((data: { asset: string; width: number; shown: number }) => ({
    message: `The crop of "${data.asset}" leaves ${plural(data.width, 'pixel')} of its width; the mail shows it ${data.shown} pixels wide.`,
    hint: 'Cut off less on the left and right, or use a larger picture.',
  })),
  'focus-outside': warning((data: { asset: string }) => ({
    message: `The focus of "${data.asset}" is in a part that its crop cuts off.`,
    hint: 'Move the focus or the crop: both are in percent of the full picture.',
  })),
  'edition-clipped': warning((data: EditionSize) => ({
    message: `The HTML of this edition is ${kilobytes(data.bytes)}. Gmail shows the first ${kilobytes(data.limit)} and hides the rest, including the unsubscribe link.`,
    hint: `Shorten the article, or publish the rest in the archive and link to it.${largest(data)}`,
  })),
  'edition-large': warning((data: EditionSize) => ({
    message: `The HTML of this edition is ${kilobytes(data.bytes)}, close to the ${kilobytes(data.limit)} that Gmail shows.`,
    hint: `Shorten the article before you add to it.${largest(data)}`,
  })),
};

/** Sizes in bytes. */
export interface EditionSize {
  readonly bytes: number;
  readonly limit: number;
  readonly heaviest: readonly { readonly words: string; readonly bytes: number }[];
}

const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`;

function largest({ heaviest }: EditionSize): string {
  const parts = heaviest.map(({ words, bytes }) => `\u201c${words}\u201d (${kilobytes(bytes)})`);
  return parts.length === 0 ? '' : ` The largest parts are ${parts.join(', ')}.`;
}
