import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CommandContext,
  cacheFolder,
  type ExitCode,
  packageRoot,
  stateFolder,
} from '../foundation/program/context.ts';
import { untilAborted } from '../foundation/time/until-aborted.ts';
import type { StudioServices } from '../studio/studio.ts';
import { openStudioCache } from './studio-cache.ts';
import { createStudioServices } from './studio-services.ts';
import { openSummaryStore } from './studio-summaries.ts';

interface StudioCommandOptions {
  readonly port: number;
  readonly host?: string;
  readonly send?: boolean;
  readonly editor: string;
  readonly open: boolean;
}

/** Opens the studio in the browser, and serves it until a signal stops it. */
export async function studio(context: CommandContext, options: StudioCommandOptions): Promise<ExitCode> {
  const { terminal, environment, root, clock } = context;
  const site = join(cacheFolder(context), 'site');
  // The first view then shows pictures that have to be drawn, and another core can start meanwhile.
  if (!existsSync(join(site, 'pictures')))
    (await import('../editions/draw-in-process.ts')).startDrawing(longestStart);
  const { startStudio } = await import('../studio/server/start-studio.ts');
  const { createPassword } = await import('../studio/studio-password.ts');
  const services: StudioServices & { close(): Promise<void> } = createStudioServices(context);
  const given = environment['STUDIO_PASSWORD'] || undefined;
  const password = given ?? (options.host === undefined ? undefined : createPassword());
  const running = await startStudio({
    root,
    packageRoot,
    stateFolder: stateFolder(context),
    outbox: join(stateFolder(context), 'outbox'),
    cache: {
      ...openStudioCache(site, packageRoot),
      summaries: openSummaryStore(join(cacheFolder(context), 'studio.json'), root, packageRoot),
    },
    port: options.port,
    host: options.host,
    password,
    send: options.send,
    editor: options.editor,
    services,
    clock,
    onError: (error) => terminal.note(`${error.message}`),
    onListening(url) {
      terminal.print(url);
      if (given === undefined && password !== undefined)
        terminal.note(`Sign in with any name and the password ${password}`);
      terminal.note('Ctrl-C closes it.');
      if (options.open && terminal.colour) void openBrowser(url);
    },
  });
  await untilAborted(context.signal);
  await running.stop();
  await services.close();
  return 0;
}

/** In milliseconds. On a busy machine, the studio may take this long until it draws. */
const longestStart = 10_000;

/** Asks the operating system to open a browser. If that fails, the terminal shows the address. */
async function openBrowser(url: string): Promise<void> {
  const { spawn } = await import('node:child_process');
  const commands: Record<string, readonly [string, ...string[]]> = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
  };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // The command is missing. The terminal already shows the address.
  child.unref();
}
