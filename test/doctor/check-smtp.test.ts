import { createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { readSmtpCertificate } from '../../pipeline/delivery/smtp/read-smtp-certificate.ts';
import { parseSmtpUrl } from '../../pipeline/delivery/smtp/smtp-address.ts';
import type { Lookup } from '../../pipeline/doctor/dns/lookup.ts';
import { checkSmtp, judgeProbe } from '../../pipeline/doctor/relay/check-smtp.ts';
import { createSelfSigned } from '../server/support/self-signed.ts';

const now = Date.parse('2026-11-29T12:00Z');
const { signal } = new AbortController();

/** Every name leads to this machine. */
const lookup = { addresses: async () => ({ kind: 'found', values: ['127.0.0.1'] }) } as unknown as Lookup;

async function check(url: string, timeout = 20_000) {
  const { findings, isAnswered, seen } = await checkSmtp(parseSmtpUrl(url), { lookup, now, signal, timeout });
  return { isAnswered, seen, codes: findings.map(({ problem }) => problem.code), findings };
}

async function startServer(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ ...createSelfSigned('mail.example.org'), ...options });
  // The doctor ends the handshake when it does not like the certificate.
  server.on('error', () => undefined);
  const { port } = await new Promise<{ port: number }>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve(listening.address() as { port: number }));
  });
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return port;
}

async function startSocketServer(greet: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as { port: number }).port;
}

test('a certificate that no authority signed is refused, with STARTTLS and without', async () => {
  const port = await startServer({ authOptional: true });
  const plain = await check(`smtp://mail.example.org:${port}`);
  expect(plain).toMatchObject({ isAnswered: true, codes: ['smtp-tls'] });
  const secure = await startServer({ secure: true, authOptional: true });
  const direct = await check(`smtps://mail.example.org:${secure}`);
  expect(direct).toMatchObject({ isAnswered: true, codes: ['smtp-tls'] });
  expect(direct.findings[0]?.problem.message).toMatch(/its certificate is refused/);
});

test('a server elsewhere without STARTTLS is refused, one on this machine is not', async () => {
  const port = await startServer({ authOptional: true, disabledCommands: ['STARTTLS'] });
  expect(await check(`smtp://mail.example.org:${port}`)).toMatchObject({ codes: ['smtp-tls'] });
  const own = await check(`smtp://127.0.0.1:${port}`);
  expect(own).toMatchObject({
    isAnswered: true,
    codes: [],
    seen: `127.0.0.1:${port}, without TLS, without a login`,
  });
});

test('a wrong password is found without sending a message', async () => {
  const port = await startServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ password }, _, done) =>
      password === 'right' ? done(null, { user: 'me' }) : done(new Error('5.7.8 Wrong password')),
  });
  expect(await check(`smtp://me:wrong@127.0.0.1:${port}`)).toMatchObject({ codes: ['smtp-authentication'] });
  expect(await check(`smtp://me:right@127.0.0.1:${port}`)).toMatchObject({ codes: [] });
});

test.each<[string, (socket: Socket) => void, RegExp, number?]>([
  ['says nothing', () => undefined, /did not answer in time/, 300],
  ['refuses to talk', (socket) => socket.write('554 5.7.1 go away\r\n'), /it answers 554 5\.7\.1 go away/],
  ['speaks another protocol', (socket) => socket.write('SSH-2.0-x\r\n'), /does not speak SMTP/],
  ['closes the connection', (socket) => socket.end(), /closed the connection/],
  ['resets the connection', (socket) => socket.resetAndDestroy(), /closes the connection/],
])('a server that %s leaves the check open', async (_, greet, reason, timeout) => {
  const port = await startSocketServer(greet);
  const { isAnswered, codes, findings } = await check(`smtp://127.0.0.1:${port}`, timeout);
  expect({ isAnswered, codes }).toEqual({ isAnswered: false, codes: ['smtp-unreachable'] });
  expect(findings[0]?.problem.message).toMatch(reason);
});

test('a server that is down ends neither the doctor nor a run that reads its certificate', async () => {
  const port = await startSocketServer((socket) => socket.resetAndDestroy());
  expect(await readSmtpCertificate({ host: '127.0.0.1', port, secure: false })).toBeUndefined();
  expect(await readSmtpCertificate({ host: '127.0.0.1', port: 9, secure: false })).toBeUndefined();
  expect(await check('smtp://127.0.0.1:9')).toMatchObject({ isAnswered: false, codes: ['smtp-unreachable'] });
});

test('a server with an IP address as its name is examined, with STARTTLS and without', async () => {
  const address = createSelfSigned('mail.example.org');
  for (const secure of [true, false]) {
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => done(null, { user: 'me' });
    const port = await startServer({ ...address, secure, onAuth });
    const url = `${secure ? 'smtps' : 'smtp'}://me:right@127.0.0.1:${port}`;
    const { seen, ...result } = await check(url);
    expect(result).toMatchObject({ isAnswered: true, codes: [] });
    expect(seen).toMatch(/, TLSv1\.3, certificate not verified$/);
    const certificate = await readSmtpCertificate({ host: '127.0.0.1', port, secure });
    expect(certificate?.endsAt).toBeGreaterThan(0);
    const verified = await check(`${url}?verify=yes`);
    expect(verified).toMatchObject({ isAnswered: true, codes: ['smtp-tls'] });
  }
});

test('a certificate that ends soon is a warning', () => {
  const address = parseSmtpUrl('smtps://mail.example.org');
  const probe = (days: number, protocol = 'TLSv1.3') => ({
    kind: 'answered' as const,
    greeting: '',
    extensions: [],
    tls: { protocol, fault: undefined, validTo: now + days * 86_400_000 },
  });
  const codes = (...found: Parameters<typeof probe>) =>
    judgeProbe(address, probe(...found), now).map(({ problem }) => problem.code);
  const [tomorrow] = judgeProbe(address, probe(0.5), now);
  expect(tomorrow?.problem.message).toMatch(/expires within a day\.$/);
  expect([codes(60), codes(10), codes(60, 'TLSv1')]).toEqual([[], ['smtp-certificate-end'], ['smtp-tls']]);
});
