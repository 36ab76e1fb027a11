import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';
import { createTemporaryFolder } from './test/temporary-folder.ts';

// Node keeps compiled code between the many processes of a run, and from one run to the next.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

const temporary = createTemporaryFolder();
if (temporary) process.env['TMPDIR'] = temporary;

/**
 * The rooms whose files share a process, one for each core: loading the program takes half of the time of a short file.
 * Their tests keep nothing in a module, in the environment, or in a patched object beyond their file.
 */
const sharing = [
  'archive',
  'browser',
  'check',
  'commands',
  'content',
  'delivery',
  'dispatches',
  'docs',
  'doctor',
  'editions',
  'feedback',
  'foundation',
  'house',
  'intake',
  'messages',
  'problems',
  'publication',
  'report',
  'schedule',
  'server',
  'site',
  'state',
  'store',
  'studio',
  'subscribers',
  'work',
].join('|');

/** These register blocks, replace a module, or set a global variable for their whole process. */
const apart = [
  'test/content/add-a-block.test.ts',
  'test/content/extensions/extensions.test.ts',
  'test/delivery/add-a-transport.test.ts',
  'test/studio/interface-texts.test.ts',
];

const common = {
  // A test spends a quarter of its time waiting: for a browser, a process, or the pace of a dispatch. One file
  // more than there are cores uses that time.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
  // Nothing that a test does reaches the state of whoever runs it.
  env: { TZ: 'UTC', XDG_STATE_HOME: join(tmpdir(), `courant-test-state-${process.pid}`) },
};

export default defineConfig({
  test: {
    ...common,
    sequence: { sequencer: SlowFirst },
    globalSetup: ['test/store/support/postgres-server.ts'],
    projects: [
      {
        test: {
          ...common,
          name: 'apart',
          include: ['test/*.test.ts', `test/!(${sharing})/**/*.test.ts`, ...apart],
        },
      },
      {
        test: {
          ...common,
          name: 'shared',
          include: [`test/@(${sharing})/**/*.test.ts`],
          exclude: apart,
          isolate: false,
        },
      },
    ],
  },
});
