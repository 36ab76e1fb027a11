// Starts the program. In the repository, Node runs the TypeScript directly; in the package, it runs the
// compiled JavaScript.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const source = join(__dirname, '../pipeline/cli.ts');
const program = existsSync(source) ? source : join(__dirname, '../lib/cli.js');
import(pathToFileURL(program).href).then(({ start }) => start());
