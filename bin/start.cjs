// Starts the program: in the repository the TypeScript that Node runs directly, in the package what was compiled of it.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const source = join(__dirname, '../pipeline/cli.ts');
const program = existsSync(source) ? source : join(__dirname, '../lib/cli.js');
import(pathToFileURL(program).href).then(({ start }) => start());
