import { mkdir, writeFile } from 'node:fs/promises';
import { packageFiles } from '../publication/package-files.ts';
import { packageVersion } from '../publication/package-version.ts';
import { jsonSchemas } from './json-schema.ts';

const folder = new URL('../../docs/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
const schemas = jsonSchemas(await packageVersion(packageFiles));
for (const [name, text] of Object.entries(schemas)) await writeFile(new URL(name, folder), text);
