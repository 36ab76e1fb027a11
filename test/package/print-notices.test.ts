import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { printNotices } from '../../packages/print-notices.ts';

/** A folder with the manifest of a package, and with its licence if there is one. */
function writePackage(manifest: object, licence?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'mast', version: '1.2.0', ...manifest }),
  );
  if (licence !== undefined) writeFileSync(join(folder, 'LICENSE'), licence);
  return folder;
}

test.each(['MIT', 'ISC', 'MIT AND BSD-3-Clause', 'MIT (http://example.org/license.txt)'])(
  'a package with the licence %s may be bundled',
  (license) => {
    expect(printNotices([writePackage({ license }, 'The terms.\r\n')])).toContain(
      `mast 1.2.0 (${license})\n\nThe terms.\n`,
    );
  },
);

test('a package without a licence file is named with its author', () => {
  const folder = writePackage({ license: 'MIT', author: { name: 'A. Sailor' } });
  expect(printNotices([folder])).toContain('mast 1.2.0 (MIT)\n\nCopyright A. Sailor\n');
});

test.each(['GPL-3.0-only', 'MIT AND OFL-1.1', 'SEE LICENSE IN terms.txt', undefined])(
  'a package with the licence %s ends the build',
  (license) => {
    expect(() => printNotices([writePackage({ license }, 'The terms.')])).toThrow(
      `mast has the licence "${license ?? 'none'}".`,
    );
  },
);
