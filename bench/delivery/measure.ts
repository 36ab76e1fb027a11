import { availableParallelism } from 'node:os';
import type { Contender } from './contender.ts';
import type { Sink } from './start-sink.ts';

/** The results of a contender in one round. */
export interface Round {
  /** Messages per second. */
  readonly rate: number;
  /** The processor time of the contender per message, in microseconds. It includes all threads and processes. */
  readonly cpu: number;
  /** The processor time of the sink per message; 0 for a contender that does not use a sink. */
  readonly sinkCpu: number;
  /** The bytes of a message on the wire, with its commands. */
  readonly bytes: number;
  /** How much of the time the thread that sends was busy: 0 to 1. */
  readonly threadBusy: number;
  /** How much of all cores the contender and the sink used: 0 to 1. */
  readonly coresBusy: number;
}

/**
 * Measures one round of a contender. Throws unless the sink got exactly the right number of messages, so that
 * no contender is fast because it drops some.
 */
export async function measureRound(contender: Contender, sink: Sink | undefined): Promise<Round> {
  const { name, messages } = contender;
  await contender.prepare?.();
  const before = await sink?.read();
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  const start = performance.now();
  await contender.send();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { utilization } = performance.eventLoopUtilization(loop);
  const after = await sink?.read();
  const accepted = (after?.accepted ?? 0) - (before?.accepted ?? 0);
  if (sink && accepted !== messages) throw new Error(`${name}: of ${messages} messages ${accepted} came.`);
  const own = user + system + (contender.cpuElsewhere?.() ?? 0);
  const ofSink = ((after?.cpu ?? 0) - (before?.cpu ?? 0)) * 1000;
  return {
    rate: messages / seconds,
    cpu: own / messages,
    sinkCpu: ofSink / messages,
    bytes: ((after?.bytes ?? 0) - (before?.bytes ?? 0)) / messages,
    threadBusy: utilization,
    coresBusy: (own + ofSink) / (seconds * 1e6 * availableParallelism()),
  };
}

/**
 * Measures all contenders in turn, so that a slow moment of the machine affects them equally. The first round
 * only warms up.
 */
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
    bytes: median(measured.map((round) => round.bytes)),
    threadBusy: median(measured.map((round) => round.threadBusy)),
    coresBusy: median(measured.map((round) => round.coresBusy)),
  }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
