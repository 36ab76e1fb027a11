import { z } from 'zod';
import { localised } from './localised-schema.ts';

/** `archive` in newsletter.yaml. */
export const archiveSchema = z
  .strictObject({
    subscribe: z
      .union([z.literal(false), localised('The address that sign-up forms post to')])
      .describe(
        'The address that sign-up forms post to, if it is not one of the public pages; false for a site without a form.',
      )
      .optional(),
    security: z
      .strictObject({
        contact: z.string().describe('Where to report a security problem of the site: mailto: or https://.'),
        expires: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}$/)
          .describe('The last day on which this is valid: year-month-day, within a year.'),
        policy: z.string().describe('The address of your policy for security reports.').optional(),
      })
      .describe('The contents of security.txt (RFC 9116). Leave it out to have no such file.')
      .optional(),
  })
  .prefault({})
  .describe('The public site.');
