import { z } from 'zod';

const words = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const save = z.object({
  action: z.literal('save'),
  part: z.string(),
  seen: words,
  base: words,
  words,
  machine: z.boolean().optional(),
});
const accept = z.object({ action: z.literal('accept'), part: z.string() });
const remove = z.object({ action: z.literal('remove'), part: z.string(), base: words });
const undo = z.object({ action: z.literal('undo') });

/** The changes that a page can request of an issue's desk. */
export const deskRequest = z.discriminatedUnion('action', [
  save,
  accept,
  remove,
  undo,
  z.object({ action: z.literal('omit'), part: z.string(), seen: words, base: words }),
  z.object({ action: z.literal('mend'), part: z.string(), key: z.string(), meant: z.string() }),
  z.object({ action: z.literal('status'), status: z.enum(['draft', 'ready']) }),
]);

/** The changes that a page can request of the desk of the interface texts. */
export const textsRequest = z.discriminatedUnion('action', [
  save.omit({ machine: true }),
  accept,
  remove,
  undo,
]);

export type DeskRequest = z.infer<typeof deskRequest>;
export type TextsRequest = z.infer<typeof textsRequest>;
