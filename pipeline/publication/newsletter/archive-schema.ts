import { z } from 'zod';
import { localised } from './localised-schema.ts';

/** `archive`: settings of the public site. */
export const archiveSchema = z
  .strictObject({
    subscribe: z
      .union([z.literal(false), localised('Where the form to subscribe posts to')])
      .describe(
        'Where the form to subscribe posts to, where it is not one of the public pages; false for a site without it.',
      )
      .optional(),
    security: z
      .strictObject({
        contact: z.string().describe('Whom to tell of a hole in the site: mailto: or https://.'),
        expires: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}$/)
          .describe('Until when this holds: year-month-day, within a year.'),
        policy: z.string().describe('The address of a page that says what is welcome.').optional(),
      })
      .describe('The site\u2019s security.txt (RFC 9116); none without it.')
      .optional(),
  })
  .prefault({})
  .describe('The public site.');
