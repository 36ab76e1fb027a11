import type { Contender } from './contender.ts';
import type { Sink } from './start-sink.ts';

/** What a contender did in one round. */
export interface Round {
  /** Messages a second. */
  readonly rate: number;
  /** Processor time of this process a message, all its threads together, in microseconds. */
  readonly cpu: number;
  /** The same of the sink; 0 where nothing is sent to one. */
  readonly sinkCpu: number;
}

/**
 * Lets a contender send its messages once. Throws when the sink did not get exactly as many, so that nobody is
 * fast by leaving something out.
 */
export async function measureRound(contender: Contender, sink: Sink | undefined): Promise<Round> {
  const { name, messages } = contender;
  await contender.prepare?.();
  const before = await sink?.read();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await contender.send();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const after = await sink?.read();
  const accepted = (after?.accepted ?? 0) - (before?.accepted ?? 0);
  if (sink && accepted !== messages) throw new Error(`${name}: of ${messages} messages ${accepted} came.`);
  return {
    rate: messages / seconds,
    cpu: (user + system) / messages,
    sinkCpu: (((after?.cpu ?? 0) - (before?.cpu ?? 0)) * 1000) / messages,
  };
}

/** Rounds of all in turn, so that a slow moment of the machine hits them alike; the first warms up and is dropped. */
export async function measureAll(
  contenders: readonly Contender[],
  rounds: number,
  sink?: Sink,
): Promise<Round[]> {
  const results = contenders.map((): Round[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const result = await measureRound(contender, sink);
      if (round > 0) results[index]?.push(result);
    }
  }
  for (const contender of contenders) await contender.close?.();
  return results.map((measured) => ({
    rate: median(measured.map((round) => round.rate)),
    cpu: median(measured.map((round) => round.cpu)),
    sinkCpu: median(measured.map((round) => round.sinkCpu)),
  }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
