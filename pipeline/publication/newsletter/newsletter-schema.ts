import { z } from 'zod';
import { archiveSchema } from './archive-schema.ts';
import { checkSchema } from './check-schema.ts';
import { deliverySchema } from './delivery-schema.ts';
import { localised } from './localised-schema.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { stateSchema } from './state-schema.ts';
import { listsSchema, retentionSchema, serverSchema } from './subscribers-schema.ts';

const colour = (what: string) =>
  z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .describe(`${what}, as #rrggbb.`);

const palette = (defaults: Record<keyof typeof colours, string>) =>
  z
    .strictObject(
      Object.fromEntries(
        Object.entries(colours).map(([key, what]) => [
          key,
          colour(what).default(defaults[key as keyof typeof colours]),
        ]),
      ) as Record<keyof typeof colours, z.ZodDefault<z.ZodString>>,
    )
    .prefault({});

const colours = {
  background: 'Behind the sheet',
  surface: 'The sheet that the text stands on',
  text: 'The text',
  muted: 'Text of less weight: dates, captions, the footer',
  line: 'Lines and borders',
  accent: 'The one accent: links, buttons, the masthead\u2019s rule',
  onAccent: 'Text on the accent',
};

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
        .describe('A file in extensions/, such as extensions/timeline.ts.'),
    )
    .default([])
    .describe('Modules that add kinds of blocks. Courant runs them.'),
  theme: z
    .strictObject({
      light: palette({
        background: '#f3f1ec',
        surface: '#ffffff',
        text: '#1d1d1b',
        muted: '#63605a',
        line: '#dcd8cf',
        accent: '#b3261e',
        onAccent: '#ffffff',
      }).describe('Colours on a light screen.'),
      dark: palette({
        background: '#121211',
        surface: '#1c1c1a',
        text: '#ecebe7',
        muted: '#a8a49b',
        line: '#3a3935',
        accent: '#ff8a7a',
        onAccent: '#1c1c1a',
      }).describe('Colours on a dark screen.'),
      fonts: z
        .strictObject({
          heading: z
            .string()
            .default("Georgia, 'Times New Roman', serif")
            .describe('The font of headings, as in CSS.'),
          text: z
            .string()
            .default("Georgia, 'Times New Roman', serif")
            .describe('The font of text, as in CSS.'),
          label: z
            .string()
            .default("'Helvetica Neue', Helvetica, Arial, sans-serif")
            .describe('The font of labels and the footer, as in CSS.'),
        })
        .prefault({})
        .describe('Fonts: what readers\u2019 machines have.'),
      logo: z
        .string()
        .describe('A picture for the masthead, in place of the name: a file of the publication.')
        .optional(),
    })
    .prefault({})
    .describe('Colours, fonts and logo.'),
});

export type Newsletter = z.output<typeof newsletterSchema>;
export type Localised = Newsletter['name'];
export type Palette = Newsletter['theme']['light'];
export type Typography = z.output<typeof typography>;
