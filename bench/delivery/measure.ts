import type { Contender } from './contender.ts';
import type { Sink } from './start-sink.ts';

/** What a contender did in one round. */
export interface Round {
  /** Messages a second. */
  readonly rate: number;
  /** Processor time a message, in microseconds: of the sender, all its threads together, and of the sink. */
  readonly senderCpu: number;
  readonly sinkCpu: number;
}

/** Lets a contender send once. Throws when the sink did not get exactly what should have been sent. */
export async function measureRound(contender: Contender, sink: Sink, messages: number): Promise<Round> {
  await contender.prepare?.(messages);
  const before = await sink.read();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await contender.send(messages);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const after = await sink.read();
  const accepted = after.accepted - before.accepted;
  if (accepted !== messages) {
    throw new Error(`${contender.name}: ${messages} messages were to be sent, and ${accepted} came.`);
  }
  return {
    rate: messages / seconds,
    senderCpu: (user + system) / messages,
    sinkCpu: ((after.cpu - before.cpu) * 1000) / messages,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
