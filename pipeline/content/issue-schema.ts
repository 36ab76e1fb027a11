import { z } from 'zod';
import { commonFields } from './blocks/block.ts';
import {
  address,
  date,
  flag,
  inline,
  moment,
  name,
  note,
  period,
  type Shape,
  several,
  slug,
  text,
  translated,
} from './blocks/fields.ts';
import { imageFields } from './blocks/image.ts';
import { blockDefinition, blockKinds } from './blocks/registry.ts';

const status = z.enum(['draft', 'ready']).describe('Only a ready edition is sent.');
const only = z.boolean().describe('Whether this block exists only in this language.');

/** A correction published after the issue was sent. */
export const correctionShape = {
  date: date('The date of the correction: year-month-day.'),
  text: inline('What was wrong and what is correct.'),
};

/** A withdrawal with its reason. */
export const withdrawalShape = {
  date: date('The date of the withdrawal: year-month-day.').optional(),
  text: inline('The reason, for readers.'),
};

/** One story of a digest. */
export const storyShape = {
  kicker: text('One or two words above the headline, such as the topic.').optional(),
  headline: text('The headline of the story.'),
  lead: flag(
    'Makes this the lead story, which is shown first and largest. The default is the first story.',
  ).optional(),
  summary: inline('What the story is about, in a few sentences.'),
  image: imageFields.image.optional(),
  alt: imageFields.alt.optional(),
  caption: imageFields.caption,
  credit: imageFields.credit,
  crop: imageFields.crop,
  focus: imageFields.focus,
  link: address('The address of the full story: https://, http:// or mailto:.').optional(),
  issue: slug('The slug of an earlier issue with the full story, in place of a link.').optional(),
  label: text('The text of a second link below the summary. The headline is always a link.').optional(),
  ...commonFields,
};

const withdrawal = z.union([z.boolean(), withdrawalShape.text, z.strictObject(withdrawalShape)]);

/** A map whose keys the author chooses. */
const named = <Schema extends z.ZodType>(item: Schema, description: string) =>
  z.record(z.string(), item).describe(description);

/** The fields that a translation may have too: either in its own words, or to override the source. */
const sharedShape = {
  subject: text('The subject of the email. The default is the headline.').optional(),
  preheader: text('The text that mail programs show after the subject.').optional(),
  kicker: text('One or two words above the headline. The default is the first topic.').optional(),
  headline: text('The headline.'),
  deck: inline('One or two sentences below the headline.').optional(),
  byline: name('The author.').optional(),
  footnotes: named(
    inline('The text of the note.'),
    'The footnotes by their labels, which are letters, digits and hyphens. "[^label]" in a text refers to one.',
  ).optional(),
  signOff: text('The end of this issue, in place of "signOff" in newsletter.yaml.').optional(),
  topics: z.array(name('A topic.')).min(1).describe('The topics of the issue, for the archive.').optional(),
  notes: z
    .union([note('A note to the translators.'), z.array(note('A note to the translators.')).min(1)])
    .describe('Notes to the translators. Readers do not see them.')
    .optional(),
};

const kind = z
  .enum(['article', 'digest'])
  .describe('An article has a body; a digest has stories, and may have a body.');
const issueDate = date('The date on the issue: year-month-day.');
const withdrawn = withdrawal.describe('Withdraws the issue: true, or the reason for readers.').optional();

/** The fields of an issue in its source language, without its blocks and stories. */
export const issueShape = {
  kind,
  date: issueDate,
  status,
  number: z
    .int()
    .min(1)
    .describe('The number of the issue, if the newsletter numbers its issues.')
    .optional(),
  ...sharedShape,
  aliases: z
    .array(slug('A former slug.'))
    .min(1)
    .describe('Former slugs. Their addresses lead to this issue.')
    .optional(),
  sendAt: moment(
    'When to send the issue: 2026-03-09T08:00. Without an offset, it is in the time zone of newsletter.yaml.',
  ).optional(),
  expires: period(
    'When to stop sending the issue: a moment, or a time after sendAt such as 48h or 2d.',
  ).optional(),
  hold: flag('Holds back the page and the mail of a ready issue until you delete this.').optional(),
  lists: z
    .array(slug('The id of a list in newsletter.yaml.'))
    .min(1)
    .describe('The lists to send the issue to. Each person gets it once. The default is everybody.')
    .optional(),
  editions: several(
    z.string().min(2).describe('A language in newsletter.yaml.'),
    'The languages that the issue appears in. The default is all languages in newsletter.yaml.',
  ).optional(),
  withdrawn,
};

/**
 * The fields of a translation, without its blocks and stories. All values except words are inherited from the
 * source.
 */
export const translationShape = {
  kind: kind.optional(),
  date: issueDate.optional(),
  status: status
    .describe('Only a ready edition is sent. The default is the status of the source.')
    .optional(),
  ...translated(sharedShape),
  withdrawn,
};

/** Accepts lists of anything for blocks, stories and corrections: each item is checked separately. */
export const listShape = {
  body: z.array(z.unknown()).min(1).optional(),
  stories: z.array(z.unknown()).min(1).optional(),
  corrections: z.array(z.unknown()).min(1).optional(),
};

/** The fields that only the source may have. */
export const sourceOnly = ['number', 'aliases', 'sendAt', 'expires', 'hold', 'lists', 'editions'];

type Role = 'source' | 'translation';

/** The fields that a block or story may have besides its own. */
export function extraFields(role: Role): Shape {
  return {
    ...commonFields,
    only: only.optional(),
    ...(role === 'translation' ? { omit: z.boolean().optional() } : {}),
  };
}

/** The complete schema, for JSON Schema. Each kind of block has its own variant. */
export function documentSchema(role: Role) {
  const omitted = z
    .strictObject({
      omit: z.literal(true).describe('Leaves out the block of the source at this place.'),
      ...commonFields,
    })
    .describe('Leaves out a block of the source.');
  const block = (name: (typeof blockKinds)[number]) => {
    const { shape, description } = blockDefinition(name);
    return z.strictObject({ ...shape, ...commonFields, only: only.optional() }).describe(description);
  };
  const wording = (name: (typeof blockKinds)[number]) => {
    const { shape, description } = blockDefinition(name);
    return z
      .strictObject({ ...translated(shape), ...commonFields, only: only.optional() })
      .describe(description);
  };
  const sourceBlock = z.union(blockKinds.map(block));
  const translationBlock = z.union([omitted, ...blockKinds.map(wording)]);
  const sourceStory = z.strictObject({ ...storyShape, only: only.optional() });
  const translationStory = z.union([
    omitted,
    z.strictObject({ ...translated(storyShape), only: only.optional() }),
  ]);
  const list = (item: z.ZodType, description: string) => z.array(item).min(1).describe(description);
  const isSource = role === 'source';
  return z.strictObject({
    ...(isSource ? issueShape : translationShape),
    body: list(isSource ? sourceBlock : translationBlock, 'The blocks of the article, in order.').optional(),
    stories: list(isSource ? sourceStory : translationStory, 'The stories of a digest, in order.').optional(),
    corrections: list(
      z.strictObject(isSource ? correctionShape : translated(correctionShape)),
      'Corrections made after the issue was sent, each with its date.',
    ).optional(),
  });
}
