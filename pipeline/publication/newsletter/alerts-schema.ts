import { z } from 'zod';

/** `alerts` in newsletter.yaml: whom to tell when an issue or the ledger needs a person's attention. */
export const alertsSchema = z
  .strictObject({ to: z.string().describe('The address to send alerts to.') })
  .describe('A mail to operators when an issue, or the ledger, needs a person.');
