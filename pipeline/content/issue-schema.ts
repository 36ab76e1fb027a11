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

const status = z.enum(['draft', 'ready']).describe('Only a ready edition is ever sent.');
const only = z.boolean().describe('Whether this block exists in this language alone.');

/** A correction after the issue was sent. */
export const correctionShape = {
  date: date('When it was corrected: year-month-day.'),
  text: inline('What was wrong, and what is right.'),
};

/** A withdrawal with its reason. */
export const withdrawalShape = {
  date: date('When it was withdrawn: year-month-day.').optional(),
  text: inline('Why, for the reader.'),
};

/** One story of a digest. */
export const storyShape = {
  kicker: text('A word or two over the headline: its topic, or its kind.').optional(),
  headline: text('The headline of the story.'),
  lead: flag(
    'Makes it the lead story, which is shown first and largest; the first story without it.',
  ).optional(),
  summary: inline('What it is about, in a few sentences.'),
  image: imageFields.image.optional(),
  alt: imageFields.alt.optional(),
  caption: imageFields.caption,
  credit: imageFields.credit,
  link: address('Where to read on: https://, http:// or mailto:.').optional(),
  issue: slug('In place of a link: the slug of an earlier issue to read on in.').optional(),
  label: text('The words of a second link below the summary; the headline is a link in any case.').optional(),
  ...commonFields,
};

const withdrawal = z.union([z.boolean(), withdrawalShape.text, z.strictObject(withdrawalShape)]);

/** A map of values by names that the author chooses. */
const named = <Schema extends z.ZodType>(item: Schema, description: string) =>
  z.record(z.string(), item).describe(description);

/** The fields that a translation may give too: in its own words, or to override its source. */
const sharedShape = {
  subject: text('The subject of the email; the headline when it is left out.').optional(),
  preheader: text('The line that mail programs show after the subject.').optional(),
  kicker: text('A word or two over the headline; the first topic when it is left out.').optional(),
  headline: text('The headline.'),
  deck: inline('A sentence or two under the headline.').optional(),
  byline: name('Who wrote it.').optional(),
  footnotes: named(
    inline('What the note says.'),
    'The footnotes by their labels, which are letters, digits and hyphens. "[^label]" in a text refers to one.',
  ).optional(),
  signOff: text('How this issue ends, in place of the one in newsletter.yaml.').optional(),
  topics: z.array(name('A topic.')).min(1).describe('What it is about, for the archive.').optional(),
  notes: z
    .union([note('A note to the translators.'), z.array(note('A note to the translators.')).min(1)])
    .describe('Notes to the translators. Readers do not see them.')
    .optional(),
};

const kind = z
  .enum(['article', 'digest'])
  .describe('An article has a body; a digest has stories, and may have a body.');
const issueDate = date('The date that the issue bears: year-month-day.');
const withdrawn = withdrawal.describe('Takes the issue back: true, or the reason for readers.').optional();

/** The fields of an issue in its source language, without its blocks and stories. */
export const issueShape = {
  kind,
  date: issueDate,
  status,
  number: z.int().min(1).describe('The number of the issue, where the newsletter counts them.').optional(),
  ...sharedShape,
  aliases: z
    .array(slug('A former slug.'))
    .min(1)
    .describe('Former slugs: their addresses lead here.')
    .optional(),
  sendAt: moment(
    'When it is sent: 2026-03-09T08:00, in the time zone of newsletter.yaml unless it names one.',
  ).optional(),
  expires: period(
    'After this it is sent to nobody: a moment, or a time from sendAt such as 48h or 2d.',
  ).optional(),
  hold: flag('Stops the page and the mail of an issue that is ready, until it is taken out.').optional(),
  lists: z
    .array(slug('A list of newsletter.yaml, by its id.'))
    .min(1)
    .describe('The lists that it is sent to, each person once. Everybody gets it when they are left out.')
    .optional(),
  editions: several(
    z.string().min(2).describe('A language of newsletter.yaml.'),
    'The languages that the issue appears in. All of newsletter.yaml when they are left out.',
  ).optional(),
  withdrawn,
};

/** The fields of a translation, without its blocks and stories. All but the words come from the source. */
export const translationShape = {
  kind: kind.optional(),
  date: issueDate.optional(),
  status: status
    .describe('Only a ready edition is ever sent. As in the source when it is left out.')
    .optional(),
  ...translated(sharedShape),
  withdrawn,
};

/** Blocks, stories and corrections are lists of anything here: each item is checked separately. */
export const listShape = {
  body: z.array(z.unknown()).min(1).optional(),
  stories: z.array(z.unknown()).min(1).optional(),
  corrections: z.array(z.unknown()).min(1).optional(),
};

/** The fields that only the source may give. */
export const sourceOnly = ['number', 'aliases', 'sendAt', 'expires', 'hold', 'lists', 'editions'];

type Role = 'source' | 'translation';

/** The fields that a block or story may have in addition to its own. */
export function extraFields(role: Role): Shape {
  return {
    ...commonFields,
    only: only.optional(),
    ...(role === 'translation' ? { omit: z.boolean().optional() } : {}),
  };
}

/** The whole schema, for JSON Schema: each kind of block by its own name. */
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
    body: list(
      isSource ? sourceBlock : translationBlock,
      'The blocks of the article, in their order.',
    ).optional(),
    stories: list(
      isSource ? sourceStory : translationStory,
      'The stories of a digest, in their order.',
    ).optional(),
    corrections: list(
      z.strictObject(isSource ? correctionShape : translated(correctionShape)),
      'What was corrected after it went out; each with its date.',
    ).optional(),
  });
}
