import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadShared } from '../pipeline/check/load-shared.ts';
import { templateRules } from '../pipeline/check/template-rules.ts';
import { anchorTemplates } from '../pipeline/editions/anchors.ts';
import { diskFiles } from '../pipeline/foundation/files/disk-files.ts';
import { memoryFiles } from '../pipeline/foundation/files/memory-files.ts';
import { Report } from '../pipeline/foundation/problems/report.ts';
import { templateKinds } from '../pipeline/publication/publication.ts';
import { compileTemplates } from '../pipeline/publication/templates/compile-templates.ts';
import { openShippedTemplates, openTemplateStore } from '../pipeline/publication/templates/template-store.ts';

const root = join(import.meta.dirname, '..');

/**
 * Checks and compiles the templates of Courant's own themes into a file of the published package, so that no
 * publication has to parse, check or compile those that it does not change.
 */
export async function compileShippedTemplates(path: string): Promise<void> {
  const home = diskFiles(root);
  const store = openTemplateStore(path, openShippedTemplates(''));
  for (const theme of readdirSync(join(root, 'themes'))) {
    const files = memoryFiles({ 'newsletter.yaml': stringify({ ...newsletter, theme }) });
    const report = new Report();
    const publication = await loadShared({ package: home, publication: files }, report, { store });
    if (publication === undefined || report.errors > 0) throw new Error(JSON.stringify(report.problems));
    const { templates } = publication;
    for (const kind of templateKinds) {
      const { entry, raw } = templateRules[kind];
      compileTemplates(templates[kind], entry, {}, { raw });
    }
    compileTemplates(anchorTemplates(templates.email), templateRules.email.entry, {}, { raw: false });
  }
  store.save();
}

/** A publication that changes nothing. */
const newsletter = {
  name: 'Name',
  description: 'Description',
  place: 'Place',
  url: 'https://example.org',
  sender: { address: 'news@example.org', postal: 'Street 1, Town' },
  languages: { source: 'en', editions: ['en'] },
  timeZone: 'UTC',
};
