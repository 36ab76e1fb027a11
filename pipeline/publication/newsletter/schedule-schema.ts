import { z } from 'zod';

/** The weekdays in the order of ISO 8601. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const duration = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d*[mhdw]$/)
    .describe(`${what}: a number and m, h, d or w, such as 90m or 2d.`);

/**
 * `schedule` in newsletter.yaml. Without it, an issue is sent at its `sendAt`, or when somebody names it in a
 * command.
 */
export const scheduleSchema = z
  .strictObject({
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .describe(
        'The time of day, in "timeZone", at which an issue without "sendAt" is sent on its date: "07:00".',
      ),
    days: z.array(z.enum(weekdays)).min(1).describe('The days on which issues are expected.').optional(),
    readersTime: z
      .boolean()
      .default(false)
      .describe('Whether each reader gets the issue at this time in their own time zone, if it is known.'),
    window: duration('How late an issue may be sent; after that it counts as missed').default('1d'),
    notice: z
      .strictObject({
        before: duration('How long before the issue the notice is sent'),
        to: z.string().describe('The address to send the notice to.'),
        preview: z
          .string()
          .describe('The address of your studio or previews, which the notice links to.')
          .optional(),
      })
      .describe('A notice that tells the editors what will be sent, to whom, and how to hold it.')
      .optional(),
    skip: z
      .array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/))
      .default([])
      .describe('Days without an issue: year-month-day.'),
  })
  .describe('When issues are sent.');
