import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As in a node_modules that was installed on another platform: it has sharp, and no binary for this one. */
const hooks = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (!name.startsWith('@img/sharp-')) return next(name, context);
    throw Object.assign(new Error('Cannot find module ' + name), { code: 'MODULE_NOT_FOUND' });
  },
});
`;

/** Node's options for processes and threads in which sharp cannot be loaded. Writes a module into the folder. */
export function withoutSharp(folder: string): string {
  const file = join(folder, 'no-sharp.mjs');
  writeFileSync(file, hooks);
  return `--import=${pathToFileURL(file)}`;
}
