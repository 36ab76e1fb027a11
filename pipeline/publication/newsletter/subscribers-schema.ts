import { z } from 'zod';
import { localised } from './localised-schema.ts';

const days = (what: string) => z.int().min(1).describe(`How many days to keep ${what}.`);
const perHour = (what: string) => z.int().min(1).describe(`${what}, per hour.`);

/**
 * `lists` in newsletter.yaml, to which people can subscribe. Without lists, everybody gets the same
 * newsletter.
 */
export const listsSchema = z
  .array(
    z.strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]*$/)
        .describe('The name of the list in commands and files. Never change it.'),
      name: localised('The name of the list for readers'),
      description: localised('What subscribers get, in one sentence').optional(),
      chosen: z.boolean().default(true).describe('Whether the list is ticked in the form by default.'),
    }),
  )
  .default([])
  .describe('Topics or frequencies to choose from. Without lists, everybody gets the same newsletter.');

/** `server` in newsletter.yaml. */
export const serverSchema = z
  .strictObject({
    url: z
      .string()
      .describe(
        'The public address of the pages for subscribing and unsubscribing, if it is not that of the archive.',
      )
      .optional(),
    proxies: z
      .array(z.string())
      .default([])
      .describe(
        'Addresses or networks (10.0.0.0/8) of the proxies whose X-Forwarded-* headers Courant trusts.',
      ),
    limits: z
      .strictObject({
        perAddress: z
          .int()
          .min(1)
          .default(3)
          .describe('The number of mails per day that forms may send to one person.'),
        perNetwork: perHour('How often one network may submit a form').default(20),
        overall: perHour('The number of mails that forms may send in total').default(1000),
      })
      .prefault({})
      .describe('Limits for the forms.'),
  })
  .prefault({})
  .describe('The public pages.');

/** `retention` in newsletter.yaml: how long personal data is kept. `courant run` deletes older data. */
export const retentionSchema = z
  .strictObject({
    signups: days('sign-ups that were never confirmed').default(7),
    unsubscribed: days('subscribers who left').default(365),
    deliveries: days('records of who received an issue').default(730),
    consents: days('the consents of erased subscribers, without their addresses').default(1825),
    webhooks: z
      .int()
      .min(2)
      .default(14)
      .describe(
        'How many days to keep the webhooks of mail providers as they arrived. A provider may repeat one for a day.',
      ),
    returned: days('returned messages that Courant put aside').default(30),
    backups: z
      .int()
      .min(1)
      .default(365)
      .describe('The age in days of the oldest backup that you may restore.'),
  })
  .prefault({})
  .describe('How long personal data is kept.');
export type Retention = z.output<typeof retentionSchema>;
