import { z } from 'zod';
import { webhooksSchema } from './webhooks-schema.ts';

/** `feedback` in newsletter.yaml: where bounces, complaints and replies arrive, and where Courant reads them. */
export const feedbackSchema = z
  .strictObject({
    returnPath: z
      .string()
      .describe(
        'The address that bounces go to, with a signed part for each message: bounces@example.org sends from bounces+\u2026@example.org. A * stands for the signed part, as in bounces-*@example.org or *@bounces.example.org.',
      )
      .optional(),
    maildir: z
      .string()
      .describe('A Maildir whose new messages Courant reads. A relative path starts at this file.')
      .optional(),
    replies: z
      .string()
      .describe('The address to which Courant forwards the replies of people, unchanged.')
      .optional(),
    every: z
      .string()
      .regex(/^\d+[mh]$/)
      .default('5m')
      .describe('How often "courant work" reads what came back: a number and m or h, such as 15m.'),
    webhooks: webhooksSchema,
  })
  .prefault({})
  .describe('What comes back: bounces, complaints, and replies.');
