import { z } from 'zod';

const weight = z.strictObject({
  severity: z
    .enum(['error', 'warning', 'off'])
    .describe('"error" stops the edition, "warning" does not, "off" reports nothing.'),
  reason: z.string().min(1).describe('Why this publication weighs it so. The report shows it.'),
});

/** `check`: how a publication weighs what `courant check` finds. */
export const checkSchema = z
  .strictObject({
    codes: z
      .record(z.string(), weight)
      .default({})
      .describe('Severities by code, in place of the defaults in docs/errors.md; each with its reason.'),
  })
  .prefault({})
  .describe('What is checked, and how severely.');
