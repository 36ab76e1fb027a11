import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doctor } from '../../pipeline/commands/doctor.ts';
import { doctorMessage } from '../../pipeline/commands/doctor-message.ts';
import { doctorReport } from '../../pipeline/commands/doctor-report.ts';
import type { createWeb } from '../../pipeline/doctor/web/request.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { addSubscribers } from '../delivery/support/audience.ts';
import { startDnsServer } from '../doctor/support/dns-server.ts';
import { healthy, keys, publish } from '../doctor/support/healthy.ts';
import { dmarcReport, record, tlsReport } from '../doctor/support/sample-reports.ts';
import { startSpamd } from '../doctor/support/spamd.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { openCommand } from './open-command.ts';
import { startMailServer } from './start-servers.ts';

const pem = String(keys.own.export({ type: 'pkcs8', format: 'pem' }));

/** The tiny publication, with a domain whose DNS has no faults. */
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
  const stateOf = (name: string) => checks.find(({ check }: { check: string }) => check === name).state;
  expect([stateOf('spf'), stateOf('bimi')]).toEqual(['ok', 'skipped']);
  expect(checks.filter(({ state }: { state: string }) => !['ok', 'skipped'].includes(state))).toEqual([]);
});

test.each([
  [1, 'SQLite, 1 subscriber'],
  [2, 'SQLite, 2 subscribers'],
])('the number of subscribers: %i', async (count, seen) => {
  const { command, run } = await openHealthy();
  const store = await openStore({ folder: join(command.root, '.courant') });
  await addSubscribers(store, ['ann@example.org,en', 'bob@example.org,en'].slice(0, count));
  await store.close();
  const { stdout } = await run({ json: true });
  expect(JSON.parse(stdout).checks).toContainEqual(expect.objectContaining({ check: 'store', seen }));
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
  expect(stdout).toContain('could not be completed');
});

test('a private key that cannot be read is an error without the key', async () => {
  const { command, run } = await openHealthy();
  Object.assign(command.context.environment, { DKIM_PRIVATE_KEY: 'no key' });
  const { code, stdout } = await run({});
  expect(code).toBe(1);
  expect(stdout).toContain('DKIM_PRIVATE_KEY');
});

test('--report says who fails and why, and fails for our own mail and for files that are not reports', async () => {
  const { command } = await openHealthy();
  await command.write('good.xml', dmarcReport(record({ ip: '192.0.2.25', count: 1204 })));
  const foreign = record({
    ip: '198.51.100.7',
    count: 46,
    dkim: 'fail',
    spf: 'fail',
    signed: 'fail',
    sent: 'fail',
  });
  await command.write('forged.xml', dmarcReport(foreign));
  await command.write('ours.xml', dmarcReport(foreign.replace('198.51.100.7', '192.0.2.25')));
  await command.write('tls.json', JSON.stringify(tlsReport));
  const read = (files: string[], json = false) =>
    command.run((context) => doctorReport(context, files, { json }));
  const shown = await read(['good.xml', 'forged.xml', 'tls.json']);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('192.0.2.25 (yours): 1,204 messages pass.');
  expect(shown.stdout).toContain('198.51.100.7: 46 messages fail; all were delivered.');
  expect(shown.stdout).toContain('3 connections to mx.example.org: the certificate has expired.');
  expect((await read(['ours.xml'])).code).toBe(1);
  const { code, stdout } = await read(['gone.xml', 'newsletter.yaml', 'good.xml'], true);
  const { reports, problems } = JSON.parse(stdout);
  expect({ code, reports: reports.length }).toEqual({ code: 1, reports: 1 });
  expect(problems.map((each: { code: string }) => each.code)).toEqual(['report-refused', 'report-refused']);
});

test('--message checks what would leave, and finds a key in DNS that does not match', async () => {
  const { dns, command } = await openHealthy();
  const { spamd } = await startSpamd(
    'SPAMD/1.1 0 EX_OK\r\n\r\nContent analysis details:   (0.0 points, 5.0 required)\n',
  );
  const check = (json = false) =>
    command.run((context) => doctorMessage(context, 'spring', { dns: dns.address, spamd, json }));
  const { code, stdout } = await check(true);
  const { checks } = JSON.parse(stdout);
  expect(checks.flatMap((each: { findings: object[] }) => each.findings)).toEqual([]);
  expect(checks.map((each: { seen: string }) => each.seen)).toContain('nl: 1 of 1 signature is valid');
  expect(code).toBe(0);
  dns.zone.records = { ...healthy, 's1._domainkey.example.org TXT': [publish(keys.other)] };
  const changed = await check();
  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain('message-dkim');
  // An edition that cannot be sent is not passed over.
  dns.zone.records = healthy;
  await command.write(
    'content/spring/nl.yaml',
    String(tinyFiles['content/spring/nl.yaml']).replace('status: ready', 'status: redy'),
  );
  const broken = await check(true);
  const { checks: rest, problems } = JSON.parse(broken.stdout);
  expect(rest.every(({ state }: { state: string }) => ['ok', 'skipped'].includes(state))).toBe(true);
  expect({ code: broken.code, problems: problems.length > 0 }).toEqual({ code: 1, problems: true });
  await expect(command.run((c) => doctorMessage(c, 'summer', {}))).rejects.toThrow(/issue-unknown/);
});
