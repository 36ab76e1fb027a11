import { z } from 'zod';
import { themeSchema } from '../themes/theme-schema.ts';
import { archiveSchema } from './archive-schema.ts';
import { checkSchema } from './check-schema.ts';
import { deliverySchema } from './delivery-schema.ts';
import { localised } from './localised-schema.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { stateSchema } from './state-schema.ts';
import { listsSchema, retentionSchema, serverSchema } from './subscribers-schema.ts';

const typography = z.strictObject({
  quotes: z
    .tuple([z.string(), z.string()])
    .describe('The opening and closing quotation mark, for ".')
    .optional(),
  singleQuotes: z
    .tuple([z.string(), z.string()])
    .describe("The opening and closing single quotation mark, for '.")
    .optional(),
  apostrophe: z.string().min(1).describe("The apostrophe, for ' within or before a word.").optional(),
  dash: z.string().min(1).describe('What replaces " -- ", its spaces included.').optional(),
  commaInside: z
    .boolean()
    .describe(
      'Whether a comma or full stop after a closing quotation mark moves before it, as in American English.',
    )
    .optional(),
  elisions: z
    .array(z.string().min(2))
    .describe(
      "Words that begin with an apostrophe, such as 's or 't, so that it is not taken for a quotation mark.",
    )
    .optional(),
});

/** `newsletter.yaml`: the publication. Secrets come from the environment and are never in this file. */
export const newsletterSchema = z.strictObject({
  name: localised('The name of the newsletter'),
  description: localised('What it is, in a sentence'),
  place: localised('Where it is published, such as the name of a town; beside the date').optional(),
  signOff: localised('How every issue ends: a line or two from the editors').optional(),
  url: z.string().describe('The public address of the archive, such as https://news.example.org.'),
  sender: z
    .strictObject({
      address: z.string().describe('The address that mail comes from.'),
      name: localised('The name that mail comes from').optional(),
      replyTo: localised('Where replies go').optional(),
      postal: localised('The postal address at the foot of every message'),
      help: localised('Where readers find help: an address (mailto: or https://)').optional(),
    })
    .describe('Who sends it.'),
  languages: z
    .strictObject({
      source: z.string().describe('The language that issues are written in first, as a BCP 47 tag.'),
      editions: z
        .array(z.string())
        .min(1)
        .describe('The languages that every issue appears in, the source among them.'),
      missingTranslation: z
        .enum(['refuse', 'hold', 'source'])
        .default('refuse')
        .describe(
          'A translation that is not ready: refuse the issue, hold that edition, or send the source to its readers.',
        ),
      typography: z
        .record(z.string(), typography)
        .default({})
        .describe('Quotation marks and dashes, per language, where they differ from what the language has.'),
    })
    .describe('The languages.'),
  timeZone: z
    .string()
    .default('UTC')
    .describe('The time zone of sendAt and of the schedule, such as Europe/Amsterdam.'),
  schedule: scheduleSchema.optional(),
  delivery: deliverySchema.prefault({}).describe('How mail is delivered over SMTP.'),
  lists: listsSchema,
  server: serverSchema,
  retention: retentionSchema,
  state: stateSchema,
  archive: archiveSchema,
  check: checkSchema,
  extensions: z
    .array(
      z
        .string()
        .regex(/^extensions\/(?:[\w-]+\/)*[\w-][\w.-]*\.m?[jt]s$/)
        .describe('A file in extensions/, such as extensions/calendar.ts.'),
    )
    .default([])
    .describe('Modules that add kinds of blocks. Courant runs them.'),
  theme: themeSchema,
});

export type Newsletter = z.output<typeof newsletterSchema>;
export type Localised = Newsletter['name'];
export type Typography = z.output<typeof typography>;
