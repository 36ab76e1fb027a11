import { expect, test } from 'vitest';
import { doctor } from '../../pipeline/commands/doctor.ts';
import type { createWeb } from '../../pipeline/doctor/web/request.ts';
import { startDnsServer } from '../doctor/support/dns-server.ts';
import { healthy, keys, publish } from '../doctor/support/healthy.ts';
import { openCommand } from './open-command.ts';
import { startMailServer } from './start-servers.ts';

const pem = String(keys.own.export({ type: 'pkcs8', format: 'pem' }));

/** The tiny publication, with a domain in whose DNS nothing is wrong. */
async function openHealthy() {
  const dns = await startDnsServer();
  dns.zone.records = healthy;
  const { url } = await startMailServer();
  const command = await openCommand({ DKIM_PRIVATE_KEY: pem, SMTP_URL: url, COURANT_SECRET: 'x'.repeat(32) });
  const now = command.time.now;
  /** A web server that has every page. */
  const openWeb: typeof createWeb = () => async () => ({
    kind: 'answered',
    status: 200,
    type: 'text/html',
    location: undefined,
    date: now,
    setsCookie: false,
    body: Buffer.from(''),
    isWhole: true,
  });
  await command.newsletter(
    'delivery: { addresses: [192.0.2.25], dkim: { domain: example.org, selector: s1 } }',
  );
  return {
    dns,
    command,
    run: (options: object) => command.run((c) => doctor(c, { dns: dns.address, ...options }, openWeb)),
  };
}

test('a healthy domain passes, and JSON has each check', async () => {
  const { run } = await openHealthy();
  const { code, stdout } = await run({ json: true });
  const { checks, exitCode } = JSON.parse(stdout);
  expect({ code, exitCode }).toEqual({ code: 0, exitCode: 0 });
  expect(checks.filter(({ state }: { state: string }) => state !== 'ok')).toEqual([]);
});

test('an error ends with 1, and shows the record to paste and what receivers do', async () => {
  const { dns, run } = await openHealthy();
  dns.zone.records = { ...healthy, 's1._domainkey.example.org TXT': [publish(keys.other)] };
  const { code, stdout } = await run({});
  expect(code).toBe(1);
  expect(stdout).toContain('\u2713 SPF');
  expect(stdout).toContain('\u2717 DKIM');
  expect(stdout).toContain(`s1._domainkey.example.org.  TXT  "${publish(keys.own)}"`);
  expect(stdout).toContain('Microsoft refuses bulk mail (550 5.7.515)');
});

test('a warning ends with 1 only with --strict', async () => {
  const { dns, run } = await openHealthy();
  dns.zone.records = { ...healthy, '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] };
  expect(await run({})).toMatchObject({ code: 0, stdout: expect.stringContaining('dmarc-no-reports') });
  expect((await run({ strict: true })).code).toBe(1);
});

test('DNS that cannot be reached ends with 4, and says so once', async () => {
  const { command } = await openHealthy();
  // Nothing listens on the discard port of this machine.
  const { code, stdout } = await command.run((context) => doctor(context, { dns: '127.0.0.1:9' }));
  expect(code).toBe(4);
  expect(stdout.match(/dns-failed/g)).toHaveLength(1);
  expect(stdout).toContain('could not be made');
});

test('a private key that cannot be read is an error without the key', async () => {
  const { command, run } = await openHealthy();
  Object.assign(command.context.environment, { DKIM_PRIVATE_KEY: 'no key' });
  const { code, stdout } = await run({});
  expect(code).toBe(1);
  expect(stdout).toContain('DKIM_PRIVATE_KEY');
});
