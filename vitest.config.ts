import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

// Node keeps compiled code between the many processes of a run, and from one run to the next.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    sequence: { sequencer: SlowFirst },
    globalSetup: ['test/store/support/postgres-server.ts'],
    // Vitest leaves one core to a person who works beside it.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Nothing that a test does reaches the state of whoever runs it.
    env: { TZ: 'UTC', XDG_STATE_HOME: join(tmpdir(), `courant-test-state-${process.pid}`) },
  },
});
