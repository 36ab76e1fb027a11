import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseNotes } from './release-notes.ts';

// Prints the notes of a release, or says in one sentence why there can be none:
// node packages/release/print-release-notes.ts v1.2.0
const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
try {
  const notes = releaseNotes({
    tag: process.argv[2] ?? '',
    changelog: read('CHANGELOG.md'),
    courant: JSON.parse(read('package.json')),
    creator: JSON.parse(read('packages/create-courant/package.json')),
  });
  process.stdout.write(notes);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
