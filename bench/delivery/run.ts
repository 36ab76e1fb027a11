import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Transport } from '../../pipeline/delivery/transport/transport.ts';
import { compareFarAway, compareSenders } from './compare-senders.ts';
import { createComposeOnly } from './compose-only.ts';
import { createCourant } from './courant.ts';
import { measureAll } from './measure.ts';
import { nullTransport } from './null-transport.ts';
import { createSigning } from './signing.ts';
import { smtpTo } from './smtp-to.ts';
import { startSink } from './start-sink.ts';
import { timeSignature, timeSignatureBeside } from './time-signature.ts';
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
for (const connections of [5, 10]) await compareSigned(connections);
await showWhereTimeGoes();
for (const roundTrip of [20, 80])
  for (const connections of [5, 10]) await compareFarAway(roundTrip, connections, rounds);
await measureWholeCommand(Number(values.readers), rounds, signing);

/** Compares the senders, and what a signed message takes more than an unsigned one and a bare signature. */
async function compareSigned(connections: number): Promise<void> {
  const bare = timeSignature(signing);
  const beside = await timeSignatureBeside(signing, connections);
  const { unsigned, signed } = await compareSenders(connections, rounds, signing);
  const more = (signature: number) => (signed - unsigned - signature).toFixed(0);
  console.log(
    `A bare RSA-2048 signature takes ${bare.toFixed(0)} µs, and ${beside.toFixed(0)} beside a dispatch.`,
  );
  console.log(`A signed message takes ${more(bare)} or ${more(beside)} µs more than (4) and that signature.`);
}

/**
 * Measures four paths that a message can take, each longer than the one before. Their differences are not the costs of the
 * steps: messages that wait for a server share a commit of the ledger, so a longer path can cost less.
 */
async function showWhereTimeGoes(): Promise<void> {
  const sink = await startSink();
  const connections = 5;
  const courant = (name: string, transport: Transport) =>
    createCourant({ name, transport, connections, messages: 6000 });
  const alone = [
    createComposeOnly('composing', 6000),
    createComposeOnly('composing and signing', 4000, signing.signers),
    await courant('composing and the ledger, accepted at once', nullTransport),
  ];
  const toServer = await courant('the whole path to a server, unsigned', smtpTo(sink.port));
  const costs = [...(await measureAll(alone, rounds)), ...(await measureAll([toServer], rounds, sink))];
  sink.stop();
  console.log('\nProcessor time of a message, all threads together:');
  for (const [index, { name }] of [...alone, toServer].entries())
    console.log(`  ${name.padEnd(44)}${costs[index]?.cpu.toFixed(0).padStart(5)} µs`);
}
