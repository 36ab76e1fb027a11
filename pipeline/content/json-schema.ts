import { z } from 'zod';
import { newsletterSchema } from '../publication/newsletter/newsletter-schema.ts';
import { documentSchema } from './issue-schema.ts';

/** The JSON Schemas for completion and help in editors, by file name in `docs/schema/`. */
export function jsonSchemas(): Record<string, string> {
  return {
    'issue.schema.json': print(documentSchema('source'), 'An issue in its source language'),
    'translation.schema.json': print(documentSchema('translation'), 'A translation of an issue'),
    'newsletter.schema.json': print(newsletterSchema, 'The publication'),
  };
}

function print(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
