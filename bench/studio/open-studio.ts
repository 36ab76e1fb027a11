import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A running `courant studio`. */
interface OpenStudio {
  readonly url: string;
  /** When its process was started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The processor time so far in seconds, and the largest memory use in megabytes; only on Linux. */
  usage(): { readonly cpu: number | undefined; readonly memory: number | undefined };
  stop(): Promise<void>;
}

/** Starts the studio of a publication on a free port of this machine. `cli` is the file of the program. */
export async function openStudio(cli: string, root: string): Promise<OpenStudio> {
  const startedAt = Date.now();
  const args = [cli, '--root', root, 'studio', '--port', '0', '--no-open'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), ended]);
  if (!Buffer.isBuffer(first[0])) throw new Error(`The studio ended with ${first[0]}.`);
  return {
    url: String(first[0]).trim(),
    startedAt,
    usage() {
      const fields = readProc(child.pid, 'stat')
        ?.replace(/^.*\) /s, '')
        .split(' ');
      const peak = /^VmHWM:\s+(\d+)/m.exec(readProc(child.pid, 'status') ?? '')?.[1];
      return {
        // Ticks are hundredths of a second on every Linux that Node runs on.
        cpu: fields && (Number(fields[11]) + Number(fields[12])) / 100,
        memory: peak === undefined ? undefined : Number(peak) / 1000,
      };
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readProc(pid: number | undefined, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined; // The system is not Linux.
  }
}
