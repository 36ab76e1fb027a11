import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compiles the pipeline into `lib/` for the published package, because Node does not strip types from files
 * under node_modules. The repository itself never uses `lib/`.
 */
const root = join(import.meta.dirname, '..');
const from = join(root, 'pipeline');
const to = join(root, 'lib');

rmSync(to, { recursive: true, force: true });
compile('tsconfig.package.json');
compile('tsconfig.package-browser.json');
for (const file of globSync('**/*.{css,js,txt}', { cwd: from })) cpSync(join(from, file), join(to, file));

function compile(project: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '--project', project], { cwd: root, stdio: 'inherit' });
}
