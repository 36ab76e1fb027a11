import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { createConnections } from '../../pipeline/delivery/run/connections.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { sendTest } from '../../pipeline/delivery/send-test.ts';
import { redactSecrets } from '../../pipeline/delivery/smtp/redact-secrets.ts';
import { parseSmtpUrl } from '../../pipeline/delivery/smtp/smtp-address.ts';
import { smtpTraits } from '../../pipeline/delivery/smtp/smtp-traits.ts';
import { createSmtpTransport } from '../../pipeline/delivery/smtp/smtp-transport.ts';
import { fail } from '../../pipeline/foundation/problems/problem.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { createStore, readStates } from './support/ledger.ts';
import { createScriptedServer, type Phase } from './support/scripted-server.ts';
import { createSink } from './support/smtp-sink.ts';

const connect = (url: string, limits: Partial<DeliverySettings> = {}) =>
  createSmtpTransport({ address: parseSmtpUrl(url), settings: { ...defaultDeliverySettings, ...limits } });
const message = {
  messageId: '<1@example.org>',
  envelope: { from: 'news@example.org', to: 'reader@example.org' },
  raw: Buffer.from('Subject: Test\r\n\r\nHello\r\n'),
};
/** So many that all connections have something to do. */
const readers = Array.from({ length: 30 }, (_, i) => `reader${i}@example.org,nl`);
const withLogin = {
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: (
    auth: { username?: string; password?: string },
    _session: unknown,
    callback: (...args: never[]) => void,
  ) =>
    (callback as (error: Error | null, response?: object) => void)(
      auth.username === 'us er' && auth.password === 'p@ss/word' ? null : new Error('5.7.8 Wrong password'),
      { user: auth.username },
    ),
};

describe('SMTP_URL', () => {
  test('names host, port, security and login', () => {
    expect(parseSmtpUrl('smtps://us%20er:p%40ss@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 465,
      secure: true,
      requireTls: true,
      user: 'us er',
      password: 'p@ss',
      name: undefined,
      verify: true,
    });
    expect(parseSmtpUrl('smtp://mail.example.org?name=news.example.org')).toMatchObject({
      port: 587,
      secure: false,
      requireTls: true,
      name: 'news.example.org',
    });
    expect(parseSmtpUrl('smtp://[::1]:2525')).toMatchObject({
      host: '::1',
      requireTls: false,
      verify: false,
    });
  });

  test.each([
    'mail.example.org',
    'https://mail.example.org',
    'smtp://',
    'smtp://mail.example.org?verify=no',
    'smtp://mail.example.org?pool=true',
    'smtp://user:100%@mail.example.org',
  ])('%s is refused', (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(/smtp-url/);
  });
});

test('nothing listens there', async () => {
  await expect(connect('smtp://127.0.0.1:9').connect()).rejects.toMatchObject({
    problems: [{ code: 'smtp-unreachable', message: expect.stringContaining('nothing listens there') }],
  });
});

test('a server that refuses the connection', async () => {
  const { transport } = await createScriptedServer((at) =>
    at === 'greeting' ? '554 5.7.1 No service' : undefined,
  );
  await expect(transport.connect()).rejects.toMatchObject({
    problems: [{ code: 'smtp-unreachable', message: expect.stringContaining('554 5.7.1 No service') }],
  });
});

test('the right password lets in, a wrong one is reported without showing it', async () => {
  const sink = await createSink(withLogin as never);
  await sendTest(connect(sink.url().replace('//', '//us%20er:p%40ss%2Fword@')), message);
  expect(sink.received.length).toBe(1);
  const wrong = connect(sink.url().replace('//', '//someone:secret@')).connect();
  await expect(wrong).rejects.toMatchObject({ problems: [{ code: 'smtp-authentication' }] });
  await expect(wrong).rejects.not.toThrow(/secret/);
});

test.each([
  'someone',
  'open sesame',
  Buffer.from('\0someone\0open sesame').toString('base64'),
  Buffer.from('open sesame').toString('base64'),
  'open%20sesame',
  `a/${Buffer.from('\0someone\0open sesame').toString('base64')}`,
  `x+${Buffer.from('open sesame').toString('base64url')}`,
])('a refusal that quotes the credentials as %s is shown without them', async (quoted) => {
  const server = await createScriptedServer(
    (phase) => (phase === 'AUTH' ? `535-5.7.8 No: AUTH PLAIN\r\n535 5.7.8 ${quoted} is wrong` : undefined),
    { extensions: ['AUTH PLAIN'] },
  );
  const transport = connect(`smtp://someone:open%20sesame@127.0.0.1:${server.port}`);
  const error = await transport.connect().then(
    () => undefined,
    (problem) => problem,
  );
  const shown = JSON.stringify(error.problems);
  expect(shown).toContain('535 5.7.8 No: AUTH PLAIN (redacted) is wrong');
  expect(shown).not.toContain(quoted);
});

test.each<Phase>(['EHLO', 'AUTH'])('a server that is silent after %s is not waited for', async (silent) => {
  const server = await createScriptedServer((phase) => (phase === silent ? 'hang' : undefined), {
    extensions: ['AUTH PLAIN'],
  });
  const transport = connect(`smtp://someone:secret@127.0.0.1:${server.port}`, { replyTimeout: 100 });
  await expect(transport.connect()).rejects.toMatchObject({
    problems: [{ code: 'smtp-unreachable', message: expect.stringContaining('it does not answer') }],
  });
});

test.each(['EHLO', 'AUTH'])('a server whose reply to %s never ends is not waited for', async (endless) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    socket.on('data', (command) => {
      if (command.toString().startsWith(endless)) {
        const drip = setInterval(() => socket.write('250-more\r\n'), 10);
        socket.on('close', () => clearInterval(drip));
      } else socket.write('250-test\r\n250 AUTH PLAIN\r\n');
    });
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const transport = connect(`smtp://someone:secret@127.0.0.1:${port}`, { replyTimeout: 100 });
  await expect(transport.connect()).rejects.toMatchObject({
    problems: [{ code: 'smtp-unreachable', message: expect.stringContaining('it does not answer') }],
  });
});

test('a reply to no command after the login ends the connection, without control characters and addresses', async () => {
  const { port } = await createScriptedServer(
    (phase) => (phase === 'AUTH' ? '235 2.7.0 Ok\r\n550 5.0.0 \0Go away, reader@example.org' : undefined),
    { extensions: ['AUTH PLAIN'] },
  );
  const connection = await connect(`smtp://someone:secret@127.0.0.1:${port}`).connect();
  expect(await connection.write(message)).toEqual({
    kind: 'lost',
    detail: 'Unexpected Response: 550 5.0.0  Go away, (address)',
  });
});

test('credentials that a refusal folds over two lines are not shown', () => {
  const encoded = Buffer.from('\0someone\0open sesame').toString('base64');
  const credentials = { user: 'someone', password: 'open sesame' };
  for (const at of [8, 12, 15, 18, 22]) {
    const reply = `535 ${encoded.slice(0, at)} ${encoded.slice(at)} is wrong`;
    expect(redactSecrets(reply, credentials)).not.toMatch(/[A-Za-z0-9+/]{12}/);
  }
  expect(redactSecrets('535 5.7.8 Authentication is required', credentials)).toBe(
    '535 5.7.8 Authentication is required',
  );
});

test('a self-signed certificate is accepted on this machine, unless it has to be verified', async () => {
  const sink = await createSink({ secure: true });
  await expect(connect(sink.url('smtps', '?verify=yes')).connect()).rejects.toMatchObject({
    problems: [{ code: 'smtp-tls' }],
  });
  await sendTest(connect(sink.url('smtps')), message);
  expect(sink.received.length).toBe(1);
});

test('STARTTLS is used where it is offered', async () => {
  let secure: boolean | undefined;
  const sink = await createSink({
    disabledCommands: ['AUTH'],
    onMailFrom(_address, session, callback) {
      secure = session.secure;
      callback();
    },
  });
  await expect(connect(sink.url('smtp', '?verify=yes')).connect()).rejects.toMatchObject({
    problems: [{ code: 'smtp-tls' }],
  });
  await sendTest(connect(sink.url()), message);
  expect(secure).toBe(true);
});

test('a password that is not accepted pauses the dispatch and says why', async () => {
  const sink = await createSink(withLogin as never);
  const store = await createStore();
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  const transport = connect(sink.url().replace('//', '//someone:secret@'));
  const report = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  expect(report).toMatchObject({ end: 'paused', problems: [{ code: 'smtp-authentication' }] });
  expect(report.reason).toContain('rejected the user name or password');
  expect(report.problems).toHaveLength(1);
  expect(new Set(Object.values(await readStates(store, dispatch)))).toEqual(new Set(['planned']));
});

test('a server that is out of reach ends the run, and a later one resumes', async () => {
  const store = await createStore();
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  const report = await deliver({
    store,
    dispatch,
    transport: connect('smtp://127.0.0.1:9'),
    composerFor,
    ...createTime(),
  });
  expect(report).toMatchObject({
    end: 'unreachable',
    problems: [{ code: 'smtp-unreachable' }],
    counts: { planned: readers.length },
  });
  expect(report.problems).toHaveLength(1);
  const { transport } = await createScriptedServer(() => undefined);
  expect(await deliver({ store, dispatch, transport, composerFor, ...createTime() })).toMatchObject({
    accepted: readers.length,
  });
});

test('a server that is restarted is waited for by all connections together', async () => {
  const time = createTime();
  const back = time.clock() + 10_000;
  const { transport } = await createScriptedServer((at) =>
    at === 'greeting' && time.clock() < back ? '421 4.3.2 Restarting' : undefined,
  );
  const store = await createStore();
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  const report = await deliver({ store, dispatch, transport, composerFor, ...time });
  expect(report).toMatchObject({ end: 'finished', accepted: readers.length });
});

describe('connections that fail one after the other', () => {
  /** Counts the attempts and the pauses of connections to a server that is not there, after `taken` were opened. */
  async function create(taken: number, onWait: () => void = () => {}) {
    const waits: string[] = [];
    let left = taken;
    const connections = createConnections({
      transport: {
        ...smtpTraits,
        async connect() {
          if (left-- > 0)
            return { usable: true, write: async () => ({ kind: 'withheld' }), async close() {} };
          return fail('smtp-unreachable', { host: 'mail.example.org', reason: 'it does not answer' });
        },
      },
      settings: defaultDeliverySettings,
      random: () => 0,
      async wait(ms) {
        waits.push(`${ms} begins`);
        onWait();
        await setImmediate();
        waits.push(`${ms} ends`);
      },
      signal: new AbortController().signal,
    });
    const open = [];
    for (let i = 0; i < taken; i++) open.push(await connections.renew(undefined));
    return { connections, open, waits };
  }

  const oneAfterTheOther = [500, 1000, 2000, 4000, 8000].flatMap((ms) => [`${ms} begins`, `${ms} ends`]);

  test('wait for the server together, as long as if there were one', async () => {
    const later: Promise<unknown>[] = [];
    const { connections, waits } = await create(0, () => {
      if (later.length === 0) later.push(connections.renew(undefined));
    });
    const first = connections.renew(undefined);
    const ends = await Promise.allSettled([first, setImmediate().then(() => later[0])]);
    expect(ends).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(waits).toEqual(oneAfterTheOther);
  });

  test('use up no attempts of the last one, while that is open', async () => {
    const { connections, open, waits } = await create(1);
    expect(await Promise.all([connections.renew(undefined), connections.renew(undefined)])).toEqual([
      undefined,
      undefined,
    ]);
    waits.length = 0;
    await connections.close(open[0]);
    await expect(connections.renew(undefined)).rejects.toThrow('it does not answer');
    expect(waits).toEqual(oneAfterTheOther);
  });

  test('wait for the server again, although a pause has ended after one that began later', async () => {
    const answers = [true, false, true, false, true, true];
    const waits: number[] = [];
    const pauses = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let attempts = 0;
    const connections = createConnections({
      transport: {
        ...smtpTraits,
        async connect() {
          if (answers[attempts++])
            return { usable: true, write: async () => ({ kind: 'withheld' }), async close() {} };
          if (attempts > 20) throw new Error('There is no pause between the attempts');
          return fail('smtp-unreachable', { host: 'mail.example.org', reason: 'it does not answer' });
        },
      },
      settings: defaultDeliverySettings,
      random: () => 0,
      wait: async (ms) => {
        waits.push(ms);
        await pauses[waits.length - 1]?.promise;
      },
      signal: new AbortController().signal,
    });
    const first = await connections.renew(undefined);
    const second = connections.renew(undefined);
    // The server takes this one, so the next pause is as short as the first.
    const third = await connections.renew(undefined);
    const fourth = connections.renew(undefined);
    await setImmediate();
    pauses[1]?.resolve();
    const open = [first, third, await fourth];
    pauses[0]?.resolve();
    open.push(await second);
    waits.length = 0;
    for (const connection of open) await connections.close(connection);
    await expect(connections.renew(undefined)).rejects.toThrow('it does not answer');
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
  });
});

test('a server that takes two connections and no more gets everything over two', async () => {
  let open = 0;
  const { transport, taken, times } = await createScriptedServer((at) => {
    if (at === 'greeting' && ++open > 2) return '421 4.7.0 Too many connections';
    return undefined;
  });
  const store = await createStore();
  await addSubscribers(
    store,
    Array.from({ length: 30 }, (_, i) => `reader${i}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const report = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  expect(report).toMatchObject({ end: 'finished', accepted: 30 });
  expect(new Set(taken).size).toBe(30);
  expect(times.get('greeting')).toBeGreaterThan(2);
});

test('a connection ends with QUIT, and without one where the server has gone silent', async () => {
  const polite = await createScriptedServer(() => undefined);
  await sendTest(polite.transport, message);
  expect(polite.times.get('QUIT')).toBe(1);
  const silent = await createScriptedServer((at) => (at === 'QUIT' ? 'hang' : undefined));
  await sendTest(silent.transport, message);
  expect(silent.taken.length).toBe(1);
});

describe('a test message', () => {
  test.each([
    ['RCPT', '550 5.1.1 No such user', 'test-not-accepted'],
    ['dot', '451 4.3.0 Later', 'test-not-accepted'],
    ['DATA', 'drop', 'test-not-accepted'],
    ['dot', 'drop', 'test-uncertain'],
  ])('at %s: %s is %s', async (phase, action, code) => {
    const { transport } = await createScriptedServer((at) => (at === phase ? action : undefined));
    await expect(sendTest(transport, message)).rejects.toMatchObject({ problems: [{ code }] });
  });
});
