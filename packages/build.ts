import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePage } from './bundle-page.ts';
import { bundleProgram } from './bundle-program.ts';
import { compileShippedTemplates } from './compile-templates.ts';
import { compileForms } from './forms/compile-forms.ts';
import { printNotices } from './print-notices.ts';

/**
 * Compiles the pipeline into `lib/` for the published package, because Node does not strip types from files
 * under node_modules. The program is bundled into fewer files, and so is the page of the studio. With it are the compiled
 * templates of Courant's own themes, and the compiled forms of their mails. The repository itself never uses `lib/`.
 */
const root = join(import.meta.dirname, '..');
const from = join(root, 'pipeline');
const to = join(root, 'lib');

rmSync(to, { recursive: true, force: true });
const bundled = [...(await bundleProgram(to)), ...(await bundlePage(join(to, 'studio/page')))];
writeFileSync(join(to, 'third-party-notices.txt'), printNotices(bundled));
await compileForms(join(to, 'editions/mjml/shipped-forms'));
await compileShippedTemplates(join(to, 'publication/templates/shipped-templates'));
writeTypes('tsconfig.package.json');
for (const file of globSync('**/*.txt', { cwd: from })) cpSync(join(from, file), join(to, file));

/** Writes the types of the library. `npm run types` has checked the program: checking it again takes twice the time. */
function writeTypes(project: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '--project', project, '--noCheck'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
}
