import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommandContext } from '../../pipeline/foundation/program/context.ts';
import { terminalReporter } from '../../pipeline/foundation/program/reporter.ts';
import type { Terminal } from '../../pipeline/foundation/program/terminal.ts';
import { waitFor } from '../../pipeline/foundation/time/wait.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

/** Two readers of each edition, to try things out with. */
const samples =
  'address,locale\nann@example.org,en\nbob@example.org,en\ncas@example.org,nl\ndirk@example.org,nl\n';

/**
 * The tiny publication in a folder of its own, and a command's context with a clock that the test sets. With `from`, it
 * begins as a copy of that folder.
 */
export async function openCommand(environment: Record<string, string> = {}, from?: string) {
  const root = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const write = async (path: string, text: string | Uint8Array) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  if (from === undefined) {
    for (const [path, content] of Object.entries(tinyFiles)) await write(path, content);
    await write('content/subscribers.sample.csv', samples);
  } else await cp(from, root, { recursive: true, preserveTimestamps: true });
  const time = { now: Date.parse('2026-11-19T06:00Z') };
  const lines = { out: [] as string[], err: [] as string[] };
  const terminal: Terminal = {
    print: (text) => lines.out.push(text),
    note: (text) => lines.err.push(text),
    progress() {},
    confirm: async () => undefined,
    colour: false,
    annotates: false,
  };
  const context: CommandContext = {
    root,
    workingDirectory: root,
    environment,
    terminal,
    reporter: terminalReporter(terminal),
    clock: () => new Date(time.now),
    // Attempts to reach a server pause for half a minute altogether.
    wait: (ms, signal) => waitFor(Math.min(ms, 10), signal),
    signal: new AbortController().signal,
  };
  return {
    root,
    context,
    write,
    time,
    /** What one command printed, and its exit code. */
    async run(command: (context: CommandContext) => Promise<number>) {
      lines.out.length = 0;
      lines.err.length = 0;
      const code = await command(context);
      return { code, stdout: lines.out.join('\n'), stderr: lines.err.join('\n') };
    },
    /** Sets fields of the source of the issue "spring" or "april". */
    async give(slug: 'spring' | 'april', fields: string) {
      const path = `content/${slug}/en.yaml`;
      const text = String(tinyFiles[path]);
      await write(path, text.replace('status: ready', `status: ready\n${fields}`));
    },
    /** Renames an issue as an editor does: its folder, one alias, and the stories that lead to it. */
    async rename(from: string, to: string) {
      await rename(join(root, 'content', from), join(root, 'content', to));
      const source = join(root, 'content', to, 'en.yaml');
      const text = (await readFile(source, 'utf8')).replace(/^aliases: .*\n/m, '');
      await writeFile(source, text.replace('status:', `aliases: [${from}]\nstatus:`));
      for (const slug of await readdir(join(root, 'content'))) {
        const file = join(root, 'content', slug, 'en.yaml');
        if (!(await readFile(file, 'utf8').catch(() => '')).includes(`issue: ${from}\n`)) continue;
        await writeFile(file, (await readFile(file, 'utf8')).replace(`issue: ${from}\n`, `issue: ${to}\n`));
      }
    },
    newsletter: (fields: string) => write('newsletter.yaml', `${tinyFiles['newsletter.yaml']}${fields}\n`),
  };
}
