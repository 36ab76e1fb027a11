import { join } from 'node:path';
import { suite, test } from 'node:test';
import { renderForTests } from 'courant/testing';

// The editions of every issue, compared with the files in test/editions. After an intended change:
// npm run test:update
const root = join(import.meta.dirname, '..');

suite('the editions', async () => {
  for (const { path, content } of await renderForTests(root)) {
    test(path, ({ assert }) => {
      assert.fileSnapshot(content, join(import.meta.dirname, 'editions', path), { serializers: [String] });
    });
  }
});
