import { generateKeyPairSync } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createDkimSigners } from '../../pipeline/messages/dkim-keys.ts';
import { createComposeOnly } from './compose-only.ts';
import { createCourant } from './courant.ts';
import { measureAll, type Round } from './measure.ts';
import { createNodemailerPool } from './nodemailer-pool.ts';
import { nullTransport } from './null-transport.ts';
import { createReplay } from './replay.ts';
import { smtpTo } from './smtp-to.ts';
import { startSink } from './start-sink.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const connections = 5;
const dkim = { domain: 'courant.example.org', selector: 'bench', privateKey: makeKey() };
const signers = createDkimSigners(dkim.privateKey, dkim);

print(
  `${process.version}, ${cpus().length} cores, ${connections} connections, the median of ${rounds} rounds`,
);
await compareSenders();
await showWhereTimeGoes();

async function compareSenders(): Promise<void> {
  const sink = await startSink();
  const to = { port: sink.port, connections };
  const own = { transport: smtpTo(sink.port), connections };
  const contenders = [
    createNodemailerPool({ ...to, messages: 1500 }),
    createNodemailerPool({ ...to, messages: 1000, dkim }),
    await createCourant({ ...own, name: 'Courant with its ledger', messages: 6000 }),
    await createCourant({ ...own, name: 'Courant with its ledger, signed', messages: 4000, signers }),
    createReplay({ ...to, messages: 40_000 }),
  ];
  const results = await measureAll(contenders, rounds, sink);
  sink.stop();
  const [plain, withDkim] = results;
  print('\n                                      messages/s     × (a)     × (b)   CPU/message   of the sink');
  for (const [index, { rate, cpu, sinkCpu }] of results.entries()) {
    const name = `(${'abccd'[index]}) ${contenders[index]?.name}`;
    const ratio = (base: Round | undefined) => (rate / (base?.rate ?? Number.NaN)).toFixed(1).padStart(9);
    const times = `${cpu.toFixed(0)} µs`.padStart(13) + `${sinkCpu.toFixed(0)} µs`.padStart(14);
    print(`${name.padEnd(38)}${rate.toFixed(0).padStart(10)} ${ratio(plain)} ${ratio(withDkim)} ${times}`);
  }
}

/**
 * Measures ever longer parts of the path of a message. The cost of a part is the difference from the one
 * before.
 */
async function showWhereTimeGoes(): Promise<void> {
  const sink = await startSink();
  const parts = [createComposeOnly('composing', 6000), createComposeOnly('signing', 4000, signers)];
  const nowhere = { transport: nullTransport, connections, messages: 6000 };
  const whole = { transport: smtpTo(sink.port), connections, messages: 6000 };
  const ledger = await createCourant({ ...nowhere, name: 'the ledger' });
  const smtp = await createCourant({ ...whole, name: 'SMTP' });
  const [compose, sign, store] = await measureAll([...parts, ledger], rounds);
  const [sent] = await measureAll([smtp], rounds, sink);
  sink.stop();
  const cost = (of: Round | undefined, without?: Round) =>
    `${((of?.cpu ?? 0) - (without?.cpu ?? 0)).toFixed(0)} µs`;
  print('\nProcessor time of a message, all threads together:');
  print(`  composing ${cost(compose)}, signing ${cost(sign, compose)}`);
  print(`  the ledger ${cost(store, compose)}, SMTP ${cost(sent, store)}`);
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
