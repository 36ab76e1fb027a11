import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fail } from '../../foundation/problems/problem.ts';

/** The verdict of SpamAssassin on a message, using only its local rules and no network. */
export interface SpamVerdict {
  readonly points: number;
  /** The score at which its configuration calls a message spam. */
  readonly required: number;
  /** The rules that added or subtracted points. */
  readonly rules: readonly SpamRule[];
}

interface SpamRule {
  readonly name: string;
  readonly points: number;
  readonly description: string;
}

/**
 * Runs the SpamAssassin of this machine on a message. Fails with `spamassassin-missing` if there is none, and
 * with `spamassassin-failed` if its answer cannot be read or takes longer than `timeout` (milliseconds).
 */
export async function askSpamAssassin(
  raw: Uint8Array,
  program = 'spamassassin',
  { timeout = 120_000, signal: stop }: { timeout?: number; signal?: AbortSignal | undefined } = {},
): Promise<SpamVerdict> {
  const late = AbortSignal.timeout(timeout);
  const signal = stop ? AbortSignal.any([stop, late]) : late;
  const child = spawn(program, ['--local', '--test-mode'], { stdio: ['pipe', 'pipe', 'pipe'], signal });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // If the program ends early, writing to its input fails. The reason why it ended is reported instead.
  child.stdin.on('error', () => undefined);
  child.stdin.end(raw);
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    await ended;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') fail('spamassassin-missing', { program });
    const reason = late.aborted ? `it took longer than ${timeout / 1000} s` : message;
    fail('spamassassin-failed', { program, reason });
  }
  const [report, complaint] = await said;
  return (
    readSpamReport(report) ?? fail('spamassassin-failed', { program, reason: firstLine(complaint || report) })
  );
}

/** Reads the report that SpamAssassin 3 and 4 append to a message. */
export function readSpamReport(report: string): SpamVerdict | undefined {
  const details = /Content analysis details:\s+\((-?[\d.]+) points, ([\d.]+) required\)([\s\S]*)$/.exec(
    report,
  );
  if (details === null) return undefined;
  const [, points, required, table = ''] = details;
  const rules: SpamRule[] = [];
  for (const line of table.split('\n')) {
    const [, count, name, description = ''] = /^\s*(-?\d+\.\d+) ([A-Z][A-Z0-9_]+)\s+(.*)$/.exec(line) ?? [];
    const last = rules.at(-1);
    if (count !== undefined && name !== undefined) {
      rules.push({ name, points: Number(count), description: description.trim() });
    } else if (last !== undefined && /^\s{10,}\S/.test(line)) {
      rules[rules.length - 1] = { ...last, description: `${last.description} ${line.trim()}` };
    }
  }
  return {
    points: Number(points),
    required: Number(required),
    rules: rules.filter((rule) => rule.points !== 0),
  };
}

const firstLine = (said: string) => said.trim().split('\n')[0] ?? '';
