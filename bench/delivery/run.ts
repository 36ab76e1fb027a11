import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { compareFarAway, compareSenders } from './compare-senders.ts';
import { createComposeOnly } from './compose-only.ts';
import { createCourant } from './courant.ts';
import { measureAll, type Round } from './measure.ts';
import { nullTransport } from './null-transport.ts';
import { createSigning, timeSignature } from './signing.ts';
import { smtpTo } from './smtp-to.ts';
import { startSink } from './start-sink.ts';
import { measureWholeCommand } from './whole-command.ts';

/**
 * `npm run bench:delivery -- [--rounds 5] [--readers 20000]`: compares senders on this machine and to servers far
 * away, shows where the time of a message goes, and measures the whole command.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, readers: { type: 'string', default: '20000' } },
});
const rounds = Number(values.rounds);
const signing = createSigning();

console.log(`${process.version}, ${cpus().length} cores, the median of ${rounds} rounds`);
console.log(`A bare RSA-2048 signature takes ${timeSignature(signing).toFixed(0)} µs.`);
for (const connections of [5, 10]) await compareSenders(connections, rounds, signing);
await showWhereTimeGoes();
for (const roundTrip of [20, 80])
  for (const connections of [5, 10]) await compareFarAway(roundTrip, connections, rounds);
await measureWholeCommand(Number(values.readers), rounds, signing);

/**
 * Measures ever longer parts of the path of a message. The cost of a part is the difference from the one
 * before.
 */
async function showWhereTimeGoes(): Promise<void> {
  const sink = await startSink();
  const connections = 5;
  const parts = [createComposeOnly('composing', 6000), createComposeOnly('signing', 4000, signing.signers)];
  const nowhere = { transport: nullTransport, connections, messages: 6000 };
  const whole = { transport: smtpTo(sink.port), connections, messages: 6000 };
  const ledger = await createCourant({ ...nowhere, name: 'the ledger' });
  const smtp = await createCourant({ ...whole, name: 'SMTP' });
  const [compose, sign, store] = await measureAll([...parts, ledger], rounds);
  const [sent] = await measureAll([smtp], rounds, sink);
  sink.stop();
  const cost = (of: Round | undefined, without?: Round) =>
    `${((of?.cpu ?? 0) - (without?.cpu ?? 0)).toFixed(0)} µs`;
  console.log('\nProcessor time of a message, all threads together:');
  console.log(`  composing ${cost(compose)}, signing ${cost(sign, compose)}`);
  console.log(`  the ledger ${cost(store, compose)}, SMTP ${cost(sent, store)}`);
}
