import { z } from 'zod';

/** `state` in newsletter.yaml: the place for data that must outlive the database. */
export const stateSchema = z
  .strictObject({
    mark: z
      .string()
      .min(1)
      .describe(
        'The folder for the high-water mark and the journal of withdrawals. All machines that send need the same one. A relative path begins in the folder of newsletter.yaml.',
      )
      .optional(),
  })
  .prefault({})
  .describe('The place for data that must outlive the database.');
