import { z } from 'zod';

/** A text, or one text per language. */
export const localised = (what: string) =>
  z
    .union([z.string().min(1), z.record(z.string(), z.string().min(1))])
    .describe(`${what}: one text for all languages, or one per language (en: …).`);
