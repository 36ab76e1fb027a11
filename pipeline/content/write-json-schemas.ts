import { mkdir, writeFile } from 'node:fs/promises';
import { jsonSchemas } from './json-schema.ts';

const folder = new URL('../../docs/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(jsonSchemas())) await writeFile(new URL(name, folder), text);
