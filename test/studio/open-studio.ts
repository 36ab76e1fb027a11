import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createStudioServices } from '../../pipeline/commands/studio-services.ts';
import { openFormStore } from '../../pipeline/editions/mjml/form-store.ts';
import { type CommandContext, packageRoot, stateFolder } from '../../pipeline/foundation/program/context.ts';
import type { Wait } from '../../pipeline/foundation/time/wait.ts';
import type { StudioCache } from '../../pipeline/studio/live-publication.ts';
import { startStudio } from '../../pipeline/studio/server/start-studio.ts';
import type { StudioServices } from '../../pipeline/studio/studio.ts';
import { bundledPage } from './bundled-page.ts';

/** A studio over a copy of this repository's publication. */
export interface OpenStudio {
  readonly root: string;
  readonly url: string;
  readonly port: number;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Replaces a piece of a file, which must be there. */
  edit(path: string, before: string, after: string): Promise<void>;
  /** Ends it as the command does, and leaves its folder. */
  stop(): Promise<void>;
  /** Ends it and starts another one at the same address. */
  restart(): Promise<OpenStudio>;
  close(): Promise<void>;
}

/**
 * The cache that all studios of a process share: without it, each of them would compile MJML again. The command has one on disk. Its keys are hashes, so no studio gets what belongs to
 * another publication.
 */
const cache = openCache();

/** Opens a studio that is closed, and its folder gone, when the test or `close` is. */
export async function openStudio(
  files: Readonly<Record<string, string>> = {},
  more: Partial<StudioServices> = {},
  environment: Readonly<Record<string, string>> = {},
  wait?: Wait,
): Promise<OpenStudio> {
  const root = await mkdtemp(join(tmpdir(), 'courant-studio-'));
  await cp(join(packageRoot, 'content'), join(root, 'content'), { recursive: true });
  await cp(join(packageRoot, 'newsletter.yaml'), join(root, 'newsletter.yaml'));
  for (const [path, text] of Object.entries(files)) await cpText(join(root, path), text);
  return startIn({ root, port: 0, more, environment, wait, errors: [] });
}

interface Start {
  readonly root: string;
  readonly port: number;
  readonly more: Partial<StudioServices>;
  readonly environment: Readonly<Record<string, string>>;
  readonly wait: Wait | undefined;
  /** The errors of this studio, and of those that restart it. */
  readonly errors: Error[];
}

/** A studio over a folder as it is. */
async function startIn(start: Start): Promise<OpenStudio> {
  const { root, port, more, environment, wait, errors } = start;
  // As a command of the same test has it, and away from this machine's own.
  const context = {
    ...contextOf(root, { XDG_STATE_HOME: join(root, '.state-home'), ...environment }),
    ...(wait && { wait }),
  };
  const services = createStudioServices(context);
  const studio = await startStudio({
    root,
    packageRoot,
    outbox: join(stateFolder(context), 'outbox'),
    cache,
    page: await bundledPage(),
    port,
    send: true,
    editor: 'vscode://file/{file}:{line}:{column}',
    services: { ...services, ...more },
    clock: () => new Date(),
    onError: (error) => errors.push(error),
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= studio.stop().then(() => services.close());
    return stopping;
  };
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const write = (path: string, text: string) => writeFile(join(root, path), text);
  return {
    root,
    url: studio.url,
    port: studio.port,
    read,
    write,
    async edit(path, before, after) {
      const text = await read(path);
      if (!text.includes(before)) throw new Error(`${path} does not say "${before}".`);
      await write(path, text.replace(before, after));
    },
    stop,
    async restart() {
      await stop();
      return startIn({ ...start, port: studio.port });
    },
    async close() {
      await stop();
      await rm(root, { recursive: true, force: true });
      const [first] = errors.splice(0);
      if (first) throw first;
    },
  };
}

/** The same, closed when the test is finished. */
export async function openStudioForTest(...options: Parameters<typeof openStudio>): Promise<OpenStudio> {
  const studio = await openStudio(...options);
  onTestFinished(() => studio.close());
  return studio;
}

function openCache(): StudioCache {
  const kept = new Map<string, Uint8Array>();
  const store = {
    read: async (key: string) => kept.get(key),
    write: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
  };
  return { pictures: store, forms: openFormStore(store) };
}

async function cpText(path: string, text: string): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
}

function contextOf(root: string, environment: CommandContext['environment']): CommandContext {
  return {
    root,
    workingDirectory: root,
    // The same place for the mark of a ledger as commands of this folder have: see run-courant.ts.
    environment: { XDG_STATE_HOME: join(root, '.state-home'), ...environment },
    clock: () => new Date(),
    signal: new AbortController().signal,
    reporter: { note() {}, progress() {}, problems() {} },
    terminal: {
      print() {},
      note() {},
      progress() {},
      confirm: async () => undefined,
      colour: false,
      annotates: false,
    },
  };
}

/** The token that the studio's page sends along with what it writes. */
export async function tokenOf({ url }: OpenStudio): Promise<string> {
  const page = await (await fetch(url)).text();
  return /name="studio-token" content="([^"]+)"/.exec(page)?.[1] ?? '';
}
