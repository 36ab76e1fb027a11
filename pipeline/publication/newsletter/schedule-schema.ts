import { z } from 'zod';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const duration = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d*[mhdw]$/)
    .describe(`${what}: a number and m, h, d or w, such as 90m or 2d.`);

/** `schedule`: when issues go. Without it, an issue goes at its `sendAt` or by name. */
export const scheduleSchema = z
  .strictObject({
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .describe('When an issue without "sendAt" goes on the day of its date, in "timeZone": "07:00".'),
    days: z.array(z.enum(weekdays)).min(1).describe('The days on which issues are expected.').optional(),
    readersTime: z
      .boolean()
      .default(false)
      .describe('Whether each reader gets it at this hour in their own time zone, where it is known.'),
    window: duration('How late an issue may still go; after that it is missed').default('1d'),
    notice: z
      .strictObject({
        before: duration('How long before'),
        to: z.string().describe('The address that gets the notice.'),
      })
      .describe('Tells the editors what will go out, to whom, and how to hold it.')
      .optional(),
    skip: z
      .array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/))
      .default([])
      .describe('Days without an issue: year-month-day.'),
  })
  .describe('When issues go.');
