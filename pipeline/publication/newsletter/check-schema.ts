import { z } from 'zod';

const weight = z.strictObject({
  severity: z
    .enum(['error', 'warning', 'note', 'off'])
    .describe(
      '"error" stops the edition, "warning" stops it with --strict alone, "note" stops nothing, "off" reports nothing.',
    ),
  reason: z.string().min(1).describe('Why this publication weighs it so. The report shows it.'),
});

/** The mail programs of most newsletter readers in Europe and America. */
const defaultClients = [
  ...['gmail.desktop-webmail', 'gmail.ios', 'gmail.android'],
  ...['outlook.windows', 'outlook.outlook-com', 'outlook.macos', 'outlook.ios', 'outlook.android'],
  ...['apple-mail.macos', 'apple-mail.ios', 'samsung-email.android', 'thunderbird.macos'],
  ...['yahoo.desktop-webmail', 'yahoo.ios', 'yahoo.android'],
  ...['protonmail.desktop-webmail', 'protonmail.ios', 'protonmail.android'],
];

/** `check`: the severities that a publication gives to codes. */
export const checkSchema = z
  .strictObject({
    codes: z
      .record(z.string(), weight)
      .default({})
      .describe('Severities by code, in place of the defaults in docs/errors.md; each with its reason.'),
    clients: z
      .array(z.string())
      .default(defaultClients)
      .describe(
        'The mail programs that editions must be right in, as Can I Email names them: families (gmail) or single programs (outlook.windows).',
      ),
  })
  .prefault({})
  .describe('What is checked, and how severely.');
