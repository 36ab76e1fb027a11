import { z } from 'zod';
import { themeSchema } from '../themes/theme-schema.ts';
import { alertsSchema } from './alerts-schema.ts';
import { archiveSchema } from './archive-schema.ts';
import { checkSchema } from './check-schema.ts';
import { deliverySchema } from './delivery-schema.ts';
import { feedbackSchema } from './feedback-schema.ts';
import { localised } from './localised-schema.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { stateSchema } from './state-schema.ts';
import { listsSchema, retentionSchema, serverSchema } from './subscribers-schema.ts';

const typography = z.strictObject({
  quotes: z
    .tuple([z.string(), z.string()])
    .describe('The opening and closing quotation mark, in place of ".')
    .optional(),
  singleQuotes: z
    .tuple([z.string(), z.string()])
    .describe("The opening and closing single quotation mark, in place of '.")
    .optional(),
  apostrophe: z.string().min(1).describe("The apostrophe, in place of ' within or before a word.").optional(),
  dash: z.string().min(1).describe('The dash in place of " -- ", including its spaces.').optional(),
  commaInside: z
    .boolean()
    .describe(
      'Whether to move a comma or full stop to before a closing quotation mark, as in American English.',
    )
    .optional(),
  elisions: z
    .array(z.string().min(2))
    .describe("Words that begin with an apostrophe, such as 's or 't. It is not a quotation mark there.")
    .optional(),
});

/** The whole of `newsletter.yaml`. Secrets come from the environment and are never in this file. */
export const newsletterSchema = z.strictObject({
  name: localised('The name of the newsletter'),
  description: localised('What the newsletter is about, in one sentence'),
  place: localised('The place of publication, such as the name of a town, shown beside the date').optional(),
  signOff: localised('The end of every issue: a line or two from the editors').optional(),
  url: z.string().describe('The public address of the archive, such as https://news.example.org.'),
  sender: z
    .strictObject({
      address: z.string().describe('The address that mail is sent from.'),
      name: localised('The name of the sender').optional(),
      replyTo: localised('The address that replies go to').optional(),
      postal: localised('The postal address at the foot of every message'),
      help: localised('The address at which readers find help (mailto: or https://)').optional(),
    })
    .describe('Who sends the newsletter.'),
  languages: z
    .strictObject({
      source: z.string().describe('The language that issues are written in first, as a BCP 47 tag.'),
      editions: z
        .array(z.string())
        .min(1)
        .describe('The languages that every issue appears in, including the source.'),
      missingTranslation: z
        .enum(['refuse', 'hold', 'source'])
        .default('refuse')
        .describe(
          'What to do if a translation is not ready: refuse the issue, hold that edition, or send the source to its readers.',
        ),
      typography: z
        .record(z.string(), typography)
        .default({})
        .describe('Quotation marks and dashes per language, if they differ from the usual ones.'),
    })
    .describe('The languages.'),
  timeZone: z
    .string()
    .default('UTC')
    .describe('The time zone of sendAt and of the schedule, such as Europe/Amsterdam.'),
  schedule: scheduleSchema.optional(),
  alerts: alertsSchema.optional(),
  delivery: deliverySchema.prefault({}).describe('How to send mail over SMTP.'),
  feedback: feedbackSchema,
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
    .describe('Modules that add kinds of blocks or check rules. Courant runs their code.'),
  theme: themeSchema,
});

export type Newsletter = z.output<typeof newsletterSchema>;
export type Localised = Newsletter['name'];
export type Typography = z.output<typeof typography>;
