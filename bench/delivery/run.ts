import { generateKeyPairSync } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createDkimSigners } from '../../pipeline/messages/dkim-keys.ts';
import type { Contender } from './contender.ts';
import { createCourant } from './courant.ts';
import { measureRound, median, type Round } from './measure.ts';
import { createNodemailerPool } from './nodemailer-pool.ts';
import { createReplay } from './replay.ts';
import { smtpTo } from './smtp-to.ts';
import { startSink } from './start-sink.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const connections = Number(values.connections);
const scale = Number(values.scale);

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const dkim = { domain: 'courant.example.org', selector: 'bench', privateKey };

const sink = await startSink(0);
const base = { port: sink.port, connections };
const own = { transport: smtpTo(sink.port), connections };
const signers = createDkimSigners(privateKey, dkim);
const contenders: readonly Contender[] = [
  createNodemailerPool({ ...base, messages: 1500 }),
  createNodemailerPool({ ...base, messages: 750, dkim }),
  await createCourant({ ...own, name: 'Courant, with its ledger, unsigned', messages: 4000 }),
  await createCourant({ ...own, name: 'Courant, with its ledger, signed', messages: 4000, signers }),
  createReplay({ ...base, messages: 20_000 }),
].filter((contender) => contender.name.includes(values.only));

const results = new Map<Contender, Round[]>();
for (let round = 0; round <= rounds; round++) {
  for (const contender of contenders) {
    const messages = Math.ceil((contender.messages * scale) / connections) * connections;
    const result = await measureRound(contender, sink, messages);
    // The first round warms up, and does not count.
    if (round > 0) results.set(contender, [...(results.get(contender) ?? []), result]);
  }
}
for (const contender of contenders) await contender.close?.();
sink.stop();
print();

function print(): void {
  const rateOf = (index: number) =>
    median((results.get(contenders[index] as Contender) ?? []).map((r) => r.rate));
  process.stdout.write(`${cpus().length} cores, ${connections} connections, median of ${rounds} rounds\n`);
  for (const contender of contenders) {
    const measured = results.get(contender) ?? [];
    const rate = median(measured.map((round) => round.rate));
    const cells = [
      contender.name.padEnd(44),
      `${rate.toFixed(0)}/s`.padStart(9),
      `× a ${(rate / rateOf(0)).toFixed(1)}`.padStart(9),
      `× b ${(rate / rateOf(1)).toFixed(1)}`.padStart(9),
      `sender ${median(measured.map((round) => round.senderCpu)).toFixed(0)} µs`.padStart(16),
      `sink ${median(measured.map((round) => round.sinkCpu)).toFixed(0)} µs`.padStart(13),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}
