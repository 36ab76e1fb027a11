import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createProgram } from '../../../pipeline/commands/declare/create-program.ts';
import { jsonSchemas } from '../../../pipeline/content/json-schema.ts';
import { catalogue } from '../../../pipeline/foundation/problems/catalogue.ts';
import { commandsPage } from './commands-page.ts';
import { newsletterPage } from './newsletter-page.ts';
import { problemsPage } from './problems-page.ts';

const docs = new URL('../../../docs/', import.meta.url);
const last = '\n`npm run docs:reference` writes this page from the code.\n';

/** The pages of `docs/reference/` that are made from the code, by file name. */
export async function referencePages(): Promise<Record<string, string>> {
  const example = await readFile(new URL('newsletter.example.yaml', import.meta.url), 'utf8');
  const errors = await readFile(new URL('errors.md', docs), 'utf8');
  const schema = JSON.parse(jsonSchemas()['newsletter.schema.json'] ?? '{}');
  return {
    'commands.md': commandsPage(createProgram(async () => {})) + last,
    'newsletter.md': newsletterPage(schema, example) + last,
    'problems.md': problemsPage(catalogue, errors) + last,
  };
}

if (import.meta.main) {
  const folder = new URL('reference/', docs);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(await referencePages()))
    await writeFile(new URL(name, folder), text);
}
