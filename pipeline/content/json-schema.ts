import { z } from 'zod';
import { newsletterSchema } from '../publication/newsletter/newsletter-schema.ts';
import { documentSchema } from './issue-schema.ts';
import { schemaAddress } from './schema-address.ts';

/**
 * The JSON Schemas for completion and help in editors, by file name in `docs/schema/`. Those that a version of
 * Courant ships have a public address (`$id`). Those of a publication have none, because they may contain its
 * own kinds of blocks.
 */
export function jsonSchemas(version?: string): Record<string, string> {
  const schemas: readonly (readonly [name: string, schema: z.ZodType, title: string])[] = [
    ['issue.schema.json', documentSchema('source'), 'An issue in its source language'],
    ['translation.schema.json', documentSchema('translation'), 'A translation of an issue'],
    ['newsletter.schema.json', newsletterSchema, 'The publication'],
  ];
  return Object.fromEntries(
    schemas.map(([name, schema, title]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
      const $id = version === undefined ? {} : { $id: `${schemaAddress(version)}${name}` };
      return [name, `${JSON.stringify({ $schema, ...$id, title, ...rest }, null, 2)}\n`];
    }),
  );
}
