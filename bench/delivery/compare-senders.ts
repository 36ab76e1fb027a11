import type { Contender } from './contender.ts';
import { createCourant } from './courant.ts';
import { measureAll, type Round } from './measure.ts';
import { createNodemailerPool } from './nodemailer-pool.ts';
import { createReadyPool } from './ready-pool.ts';
import { createReplay } from './replay.ts';
import type { Signing } from './signing.ts';
import { smtpTo } from './smtp-to.ts';
import { startProxy } from './start-proxy.ts';
import type { Sink } from './start-sink.ts';
import { startSink } from './start-sink.ts';

/** Compares senders on this machine, without latency. Returns the processor time of Courant per message, in microseconds. */
export async function compareSenders(connections: number, rounds: number, signing: Signing) {
  const sink = await startSink();
  const to = { port: sink.port, connections };
  const own = { transport: smtpTo(sink.port), connections };
  const results = await compare(`No latency, ${connections} connections`, sink, rounds, [
    createReadyPool({ ...to, messages: 3000 }),
    createNodemailerPool({ ...to, messages: 1500 }),
    createNodemailerPool({ ...to, messages: 1000, dkim: signing.dkim }),
    await createCourant({ ...own, name: 'Courant with its ledger', messages: 6000 }),
    await createCourant({
      ...own,
      name: 'Courant with its ledger, signed',
      messages: 4000,
      signers: signing.signers,
    }),
    createReplay({ ...to, messages: 40_000 }),
  ]);
  sink.stop();
  return { unsigned: results[3]?.cpu ?? Number.NaN, signed: results[4]?.cpu ?? Number.NaN };
}

/**
 * Compares senders to a server at a round-trip time, in ms. With a few connections, the latency limits all of them:
 * a connection that waits once for each message sends at most 1000 / roundTrip messages per second.
 */
export async function compareFarAway(roundTrip: number, connections: number, rounds: number): Promise<void> {
  const sink = await startSink();
  const proxy = await startProxy(sink.port, roundTrip);
  const to = { port: proxy.port, connections };
  const bound = (1000 / roundTrip) * connections;
  // The greeting, EHLO and the goodbye take four round trips, which then are at most 4 percent of the time.
  const seconds = Math.max(4, (roundTrip * 100) / 1000);
  await compare(
    `${roundTrip} ms to the server, ${connections} connections, at most ${bound.toFixed(0)} messages/s with one round trip for each`,
    sink,
    rounds,
    [
      createReadyPool({ ...to, messages: Math.ceil((bound * seconds) / 2) }),
      await createCourant({
        transport: smtpTo(proxy.port),
        connections,
        name: 'Courant with its ledger',
        messages: bound * seconds,
      }),
    ],
    bound,
  );
  proxy.stop();
  sink.stop();
}

/** bound: the messages per second that the latency permits, if there is any. */
async function compare(
  title: string,
  sink: Sink,
  rounds: number,
  contenders: readonly Contender[],
  bound = Infinity,
): Promise<Round[]> {
  const results = await measureAll(contenders, rounds, sink);
  console.log(`\n${title}`);
  console.log(
    '                                      messages/s     × (1)   CPU/message   of the sink   bytes   limited by',
  );
  for (const [index, result] of results.entries()) {
    const { rate, cpu, sinkCpu, bytes } = result;
    const name = `(${index + 1}) ${contenders[index]?.name}`.padEnd(39);
    const ratio = (rate / (results[0] as Round).rate).toFixed(2).padStart(9);
    const times = `${cpu.toFixed(0)} µs`.padStart(14) + `${sinkCpu.toFixed(0)} µs`.padStart(14);
    const limit = limitOf(result, bound);
    console.log(
      `${name}${rate.toFixed(0).padStart(9)} ${ratio}${times}${bytes.toFixed(0).padStart(8)}   ${limit}`,
    );
  }
  return results;
}

/** What a sender waited for most: the latency, if it came near to the bound, or whatever was busy nearly always. */
function limitOf({ rate, threadBusy, coresBusy }: Round, bound: number): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  if (bound !== Infinity) return `the latency: ${percent(rate / bound)} of one round trip each`;
  if (coresBusy > 0.9) return `the cores: ${percent(coresBusy)} busy`;
  if (threadBusy > 0.9) return `its thread: ${percent(threadBusy)} busy`;
  return `waits: its thread ${percent(threadBusy)}, the cores ${percent(coresBusy)} busy`;
}
