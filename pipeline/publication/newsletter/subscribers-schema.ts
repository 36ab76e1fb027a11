import { z } from 'zod';
import { localised } from './localised-schema.ts';

const days = (what: string) => z.int().min(1).describe(`${what}, in days.`);
const perHour = (what: string) => z.int().min(1).describe(`${what}, in an hour.`);

/** `lists`: what people can subscribe to. Without lists there is one newsletter, which everybody gets. */
export const listsSchema = z
  .array(
    z.strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]*$/)
        .describe('What it is called in commands and files; it never changes.'),
      name: localised('The list\u2019s name'),
      description: localised('What one gets, in a sentence').optional(),
      chosen: z.boolean().default(true).describe('Whether the form has it ticked from the beginning.'),
    }),
  )
  .default([])
  .describe('Topics or frequencies to choose from; none means one newsletter for everybody.');

/** `server`: the public pages. */
export const serverSchema = z
  .strictObject({
    url: z
      .string()
      .describe(
        'The public address of the pages to subscribe and unsubscribe, where it is not that of the archive.',
      )
      .optional(),
    proxies: z
      .array(z.string())
      .default([])
      .describe(
        'Addresses or networks (10.0.0.0/8) of the proxies whose X-Forwarded-* headers are believed.',
      ),
    limits: z
      .strictObject({
        perAddress: z.int().min(1).default(3).describe('Mails that forms may cause to one person, in a day.'),
        perNetwork: perHour('How often one network may send a form').default(20),
        overall: perHour('Mails that forms may cause to everybody together').default(1000),
      })
      .prefault({})
      .describe('How much the forms may be used.'),
  })
  .prefault({})
  .describe('The public pages.');

/** `retention`: how long personal data is kept. `courant run` deletes older data. */
export const retentionSchema = z
  .strictObject({
    signups: days('Sign-ups that were never confirmed').default(7),
    unsubscribed: days('Subscribers who left').default(365),
    deliveries: days('Whom an issue was delivered to').default(730),
    consents: days('What erased subscribers had agreed to, without their address').default(1825),
    backups: days('The oldest backup of the database that may be restored').default(365),
  })
  .prefault({})
  .describe('How long personal data is kept.');
export type Retention = z.output<typeof retentionSchema>;
