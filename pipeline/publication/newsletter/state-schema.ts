import { z } from 'zod';

/** `state`: where a ledger keeps what outlives its database. */
export const stateSchema = z
  .strictObject({
    mark: z
      .string()
      .min(1)
      .describe(
        'A folder for the high-water mark and the journal of withdrawals, one for all machines that send; a relative path begins at newsletter.yaml.',
      )
      .optional(),
  })
  .prefault({})
  .describe('Where Courant keeps what must outlive the database.');
