import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** The resources that a process used. */
export interface Measured {
  /** The wall-clock time in seconds. */
  readonly seconds: number;
  /** The processor time on all cores, in seconds; only on Linux. */
  readonly cpu: number | undefined;
  /** The largest memory use, in megabytes; only on Linux. */
  readonly memory: number | undefined;
  readonly output: string;
}

/** Runs a program until it ends, and measures it. */
export async function measure(command: string, args: readonly string[], cwd: string): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let [cpu, memory]: (number | undefined)[] = [];
  const watch = setInterval(async () => {
    [cpu, memory] = [(await cpuTime(child.pid)) ?? cpu, (await peakMemory(child.pid)) ?? memory];
  }, 20);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${output}`);
  return { seconds: (performance.now() - started) / 1000, cpu, memory, output };
}

/** Ticks are hundredths of a second on every Linux that Node runs on. */
async function cpuTime(pid: number | undefined): Promise<number | undefined> {
  const text = await readProc(`/proc/${pid}/stat`);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) / 100;
}

async function peakMemory(pid: number | undefined): Promise<number | undefined> {
  const text = await readProc(`/proc/${pid}/status`);
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(text ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
}

async function readProc(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined; // The process has ended, or the system is not Linux.
  }
}
