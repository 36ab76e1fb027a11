/**
 * `node bench/delivery/run-workers.ts [rounds]`: 1, 2 and 4 processes with 5 connections each, on both stores,
 * and one process with as many connections as four, against a server at a round-trip time of 20 ms.
 */
import { startPostgres } from '../../test/store/support/postgres-server.ts';
import { measureAll } from './measure.ts';
import { createProcesses } from './processes.ts';
import { startProxy } from './start-proxy.ts';
import { startSink } from './start-sink.ts';

const rounds = Number(process.argv[2] ?? 3);
const roundTrip = 20;
/** A connection waits once for each message, because the sink offers PIPELINING. */
const bound = 1000 / roundTrip;
const settings = [
  { processes: 1, connections: 5, messages: 500 },
  { processes: 2, connections: 5, messages: 1_000 },
  { processes: 4, connections: 5, messages: 2_000 },
  { processes: 1, connections: 20, messages: 2_000 },
] as const;

const sink = await startSink();
const proxy = await startProxy(sink.port, roundTrip);
const postgres = await startPostgres([]);
try {
  for (const databaseUrl of [undefined, postgres.url]) {
    console.log(`\n${databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'}, the median of ${rounds} rounds`);
    console.log('processes × connections   messages/s   × one process   of the latency bound   CPU/message');
    const contenders = [];
    for (const each of settings)
      contenders.push(await createProcesses({ ...each, port: proxy.port, databaseUrl }));
    const results = await measureAll(contenders, rounds, sink);
    const first = results[0]?.rate ?? Number.NaN;
    for (const [index, { rate, cpu }] of results.entries()) {
      const { processes = 0, connections = 0 } = settings[index] ?? {};
      const share = (100 * rate) / (bound * processes * connections);
      console.log(
        `${`${processes} × ${connections}`.padEnd(25)} ${rate.toFixed(0).padStart(10)}   ` +
          `${(rate / first).toFixed(2).padStart(13)}   ${share.toFixed(0).padStart(18)} %   ${cpu.toFixed(0).padStart(8)} µs`,
      );
    }
  }
} finally {
  sink.stop();
  proxy.stop();
  await postgres.stop();
}
