import { didYouMean } from '../suggest.ts';
import { error, warning } from './entry.ts';

/** Templates, and what comes out of them. */
export const editionCodes = {
  'template-syntax': error((data: { message: string }) => ({
    message: `This template is not valid Handlebars: ${data.message}.`,
    hint: 'Every {{#block}} needs its {{/block}}, and every {{ its }}.',
  })),
  'template-construct': error((data: { construct: string }) => ({
    message: `${data.construct} is not used in these templates.`,
    hint: 'What several templates share is a partial: a file of its own, which {{> its/name}} puts in.',
  })),
  'template-name': error((data: { name: string; known: readonly string[] }) => ({
    message: `The template asks for "${data.name}", which is not there to be shown at this place.`,
    hint: didYouMean(data.name, data.known),
  })),
  'template-helper': error((data: { name: string; known: readonly string[] }) => ({
    message: `There is no helper "${data.name}".`,
    hint: didYouMean(data.name, data.known),
  })),
  'template-arguments': error((data: { name: string; given: number; counts: readonly number[] }) => ({
    message: `The helper "${data.name}" takes ${data.counts.join(' or ')} ${data.counts.at(-1) === 1 ? 'value' : 'values'}, and is given ${data.given}.`,
    hint: 'docs/contributor/templates.md tells what each helper takes.',
  })),
  'template-list': error((data: { name: string }) => ({
    message: `{{#each}} goes through a list, and "${data.name}" is none.`,
    hint: 'Use {{#if}} to ask whether it is there, or {{#with}} to go into it.',
  })),
  'template-optional': error((data: { name: string; absent: string }) => ({
    message: `"${data.name}" cannot be named here: "${data.absent}" is not there in every edition.`,
    hint: `Put {{#if ${data.absent}}} and {{/if}} around it.`,
  })),
  'template-personal': error((data: { name: string }) => ({
    message: `"${data.name}" stands here for subscribers too who gave no name.`,
    hint: 'Put {{#personal}} and {{/personal}} around it.',
  })),
  'template-partial': error((data: { name: string; known: readonly string[] }) => ({
    message: `There is no partial "${data.name}".`,
    hint: didYouMean(data.name, data.known),
  })),
  'template-unused': warning((data: { name: string }) => ({
    message: `No template uses "${data.name}".`,
    hint: 'Use it by {{> its/name}}, or delete it. The partial of a block has the name of its kind: blocks/quote.',
  })),
  'template-raw': error((data: { name: string }) => ({
    message: `{{{${data.name}}}} would put text into the edition without escaping it.`,
    hint: `Write {{${data.name}}}. What is HTML already, such as inline text, needs no triple braces.`,
  })),
  'template-unclosed': error((data: { tag: string; closes?: boolean }) =>
    data.closes
      ? {
          message: `The tag </${data.tag}> closes nothing here.`,
          hint: `Take it out, or add <${data.tag}> before it, and mind the order of nested tags.`,
        }
      : {
          message: `The tag <${data.tag}> is not closed where it should be.`,
          hint: `Add </${data.tag}>, and mind the order of nested tags.`,
        },
  ),
  'mjml-invalid': error((data: { message: string }) => ({
    message: `MJML refuses this: ${data.message}.`,
    hint: "MJML's own reference lists each tag with its attributes and where it may stand.",
  })),
  'edition-clipped': warning((data: { bytes: number; limit: number }) => ({
    message: `The HTML of this edition has ${Math.ceil(data.bytes / 1000)} kB; Gmail shows the first ${Math.floor(data.limit / 1000)} kB and hides the rest, the unsubscribe link with it.`,
    hint: 'Shorten the article, or publish the rest in the archive and link to it.',
  })),
};
