#!/usr/bin/env node
// `npm create courant@latest [folder] [options]` runs `courant init [folder] [options]` of the latest
// version.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const manifest = fileURLToPath(import.meta.resolve('courant/package.json'));
const command = manifest.replace(/package\.json$/, 'bin/courant.cjs');
const { status } = spawnSync(process.execPath, [command, 'init', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
