import { z } from 'zod';

const weight = z.strictObject({
  severity: z
    .enum(['error', 'warning', 'note', 'off'])
    .describe(
      '"error" stops the edition, "warning" stops it only with --strict, "note" stops nothing, "off" reports nothing.',
    ),
  reason: z.string().min(1).describe('Why this publication chose the severity. The report prints it.'),
});

/** The mail programs that most newsletter readers in Europe and America use. */
const defaultClients = [
  ...['gmail.desktop-webmail', 'gmail.ios', 'gmail.android'],
  ...['outlook.windows', 'outlook.outlook-com', 'outlook.macos', 'outlook.ios', 'outlook.android'],
  ...['apple-mail.macos', 'apple-mail.ios', 'samsung-email.android', 'thunderbird.macos'],
  ...['yahoo.desktop-webmail', 'yahoo.ios', 'yahoo.android'],
  ...['protonmail.desktop-webmail', 'protonmail.ios', 'protonmail.android'],
];

/** `check` in newsletter.yaml: severities for codes, and the mail programs to support. */
export const checkSchema = z
  .strictObject({
    codes: z
      .record(z.string(), weight)
      .default({})
      .describe('Severities by code, each with its reason. They replace the defaults in docs/errors.md.'),
    clients: z
      .array(z.string())
      .default(defaultClients)
      .describe(
        'The mail programs that editions must work in, by their names on Can I Email: families (gmail) or single programs (outlook.windows).',
      ),
  })
  .prefault({})
  .describe('What to check, and how severe the findings are.');
