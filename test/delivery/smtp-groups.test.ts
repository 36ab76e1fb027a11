import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import {
  type DeliverySettings,
  defaultDeliverySettings,
  sendingLease,
} from '../../pipeline/delivery/run/settings.ts';
import { longestHold } from '../../pipeline/delivery/smtp/final-reply.ts';
import { parseSmtpUrl } from '../../pipeline/delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../pipeline/delivery/smtp/smtp-transport.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { createStore, readRows } from './support/ledger.ts';
import { createScriptedServer, type Phase, type Script } from './support/scripted-server.ts';
import { createSink } from './support/smtp-sink.ts';

const one = { ...defaultDeliverySettings, connections: 1, patience: 3_600_000 };
const readers = ['reader1@example.org', 'reader2@example.org', 'reader3@example.org'];

/** Delivers to three readers over one connection to a server that follows the script. */
async function run(
  script: Script,
  options: { extensions?: string[]; inPieces?: boolean } & Partial<DeliverySettings> = {},
) {
  const { extensions, inPieces, ...overrides } = options;
  const settings = { ...one, ...overrides };
  const server = await createScriptedServer(script, {
    ...settings,
    ...(extensions && { extensions }),
    ...(inPieces && { inPieces }),
  });
  const store = await createStore();
  await addSubscribers(
    store,
    readers.map((reader) => `${reader},nl`),
  );
  const dispatch = await planned(store);
  await deliver({ store, dispatch, transport: server.transport, composerFor, settings, ...createTime() });
  const rows = await readRows(store, dispatch);

  const groups = server.chunks.filter((chunk) => /\r\n\.\r\nMAIL .*\r\nRCPT .*\r\nDATA\r\n$/.test(chunk));
  return { rows, server, groups: groups.length, states: rows.map(({ state }) => state) };
}

test('the end of a message leaves in one group with the next envelope', async () => {
  const { groups, states, server } = await run(() => undefined);
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(server.taken).toEqual(readers);
  // The last message has no next one.
  expect(groups).toBe(2);
  expect(server.times.get('greeting')).toBe(1);
  expect(server.times.get('QUIT')).toBe(1);
});

test('the queue claims more before it is empty, so that every end but the last has an envelope with it', async () => {
  const { groups, states } = await run(() => undefined, { claimSize: 2 });
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(groups).toBe(2);
});

test.each<[string, { extensions?: string[] } & Partial<DeliverySettings>]>([
  ['to a server without PIPELINING', { extensions: ['SIZE 10000'] }],
  ['with a pace, because each message waits for its turn', { pace: { perSecond: 100, domains: {} } }],
  ['beyond the limit of messages per connection', { messagesPerConnection: 1 }],
])('nothing is sent ahead %s', async (_, options) => {
  const { groups, states } = await run(() => undefined, options);
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(groups).toBe(0);
});

describe('a server that takes no groups gets none after the first', () => {
  test('because it refuses the sequence (503), which does not refuse the reader', async () => {
    const { groups, states, rows, server } = await run((at, time) =>
      at === 'MAIL' && time === 2 ? '503 5.5.1 Bad sequence' : undefined,
    );
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
    expect(server.taken.toSorted()).toEqual(readers);
    expect(groups).toBe(1);
  });

  test('because it throws away what arrives after the dot', async () => {
    const { groups, states, server } = await run(
      (at, time) => (at === 'MAIL' && time === 2 ? 'hang' : undefined),
      { replyTimeout: 100 },
    );
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(server.taken.toSorted()).toEqual(readers);
    expect(groups).toBe(1);
  });
});

test('a server that confirms each message with the code of an address is believed, because all replies are in step', async () => {
  const { groups, states } = await run((at) => (at === 'dot' ? '250 2.1.5 Ok' : undefined));
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(groups).toBe(2);
});

test('a server whose replies do not match gets no further group', async () => {
  const { groups, states } = await run((at, time) => (at === 'dot' && time === 1 ? 'skip' : undefined));
  expect(states).toEqual(['uncertain', 'accepted', 'accepted']);
  expect(groups).toBe(1);
});

test('a connection that ends while a message is composed loses nothing', async () => {
  const { transport } = await createScriptedServer(() => undefined);
  const connection = await transport.connect();
  await connection.close();
  const raw = Buffer.from('Subject: Test\r\n\r\nHello\r\n');
  const envelope = { from: 'news@example.org', to: 'reader@example.org' };
  expect(await connection.write({ messageId: '<1@example.org>', envelope, raw })).toMatchObject({
    kind: 'lost',
  });
});

test('an outcome waits for slow replies to the next envelope, within the lease of its message', async () => {
  const { states, server } = await run((at, time) => (at === 'MAIL' && time === 2 ? 'hang' : undefined), {
    replyTimeout: 100,
  });
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(server.taken.toSorted()).toEqual(readers);
  const { finalReplyTimeout } = defaultDeliverySettings;
  expect(finalReplyTimeout + longestHold).toBeLessThan(sendingLease(defaultDeliverySettings));
});

describe('a reply that the server leaves out shifts those after it', () => {
  const cases: [string, Script][] = [
    ['so that a 354 comes too early', (at, time) => (at === 'dot' && time === 1 ? 'skip' : undefined)],
    [
      'so that the last one never comes',
      (at, time) => {
        if (at === 'dot' && time === 1) return 'skip';
        if (at === 'RCPT' && time === 2) return '550 No such user';
        if (at === 'DATA' && time === 2) return '554 No valid recipients';
        return at === 'MAIL' ? '250 Ok' : undefined;
      },
    ],
    [
      'so that an address is confirmed in place of the message, and the connection ends',
      (at, time) => {
        if (at === 'dot' && time === 1) return 'skip';
        return at === 'RCPT' && time === 2 ? 'drop' : undefined;
      },
    ],
    [
      'so that the next sender is refused in place of the message',
      (at, time) => {
        if (at === 'dot' && time === 1) return 'skip';
        if (at === 'MAIL' && time === 2) return '450 4.3.0 Later';
        return at === 'RCPT' && time === 2 ? '503 5.5.1 MAIL first' : undefined;
      },
    ],
  ];

  test.each(cases)('%s: the released message is in doubt, and nobody has it twice', async (_, script) => {
    const { states, server } = await run(script, { replyTimeout: 100, finalReplyTimeout: 100 });
    expect(states[0]).toBe('uncertain');
    expect(states.slice(1).every((state) => state === 'accepted' || state === 'rejected')).toBe(true);
    expect(server.taken.filter((reader) => reader === readers[0]).length).toBe(1);
    expect(server.taken.length).toBe(new Set(server.taken).size);
  });
});

describe('the server does something else while the next envelope is on its way', () => {
  test.each<Phase>(['MAIL', 'RCPT', 'DATA'])(
    'it drops the connection at %s: the reply to the message before counts',
    async (phase) => {
      const { states, server, rows } = await run((at, time) =>
        at === phase && time === 2 ? 'drop' : undefined,
      );
      expect(states).toEqual(['accepted', 'accepted', 'accepted']);
      expect(server.taken.toSorted()).toEqual(readers);
      expect(rows[0]).toMatchObject({ attempts: 1, reply_code: 250 });
    },
  );

  test.each(['421 4.3.2 Closing', '452 4.3.1 Full'])(
    '%s, then a 250 for the same message, and it drops the connection: the message is in doubt',
    async (refusal) => {
      const { states, server } = await run((at, time) => {
        if (at === 'dot' && time === 1) return `${refusal}\r\n250 2.0.0 Ok`;
        return at === 'MAIL' && time === 2 ? 'drop' : undefined;
      });
      expect(states).toEqual(['uncertain', 'accepted', 'accepted']);
      expect(server.taken.toSorted()).toEqual(readers);
    },
  );

  test.each<[string, Phase, string, string[]]>([
    ['421 at the dot', 'dot', '421 4.3.2 Closing', ['accepted', 'accepted', 'accepted']],
    ['452 at the dot', 'dot', '452 4.3.1 Disk full', ['accepted', 'accepted', 'accepted']],
    ['552 at the dot', 'dot', '552 5.3.4 Too large', ['rejected', 'accepted', 'accepted']],
    ['a 354 at the dot', 'dot', '354 Go on', ['uncertain', 'accepted', 'accepted']],
    ['nonsense at the dot', 'dot', 'Thank you', ['uncertain', 'accepted', 'accepted']],
  ])('%s', async (_, phase, reply, expected) => {
    const { states, server } = await run((at, time) => (at === phase && time === 1 ? reply : undefined));
    expect(states).toEqual(expected);
    expect(new Set(server.taken)).toEqual(new Set(readers));
  });

  test.each<[string, Phase, string, string[]]>([
    ['a 250 in place of the 354', 'DATA', '250 2.0.0 Ok', ['uncertain', 'accepted', 'accepted']],
    ['a 354 for the recipient', 'RCPT', '354 Go on', ['uncertain', 'accepted', 'accepted']],
    ['a 550 for the recipient', 'RCPT', '550 5.1.1 No such user', ['accepted', 'rejected', 'accepted']],
    ['a 451 for the sender', 'MAIL', '451 4.3.0 Later', ['accepted', 'accepted', 'accepted']],
    ['a 421 for the sender', 'MAIL', '421 4.3.2 Closing', ['accepted', 'accepted', 'accepted']],
  ])('%s of the second message', async (_, phase, reply, expected) => {
    const { states, server } = await run((at, time) => {
      if (at === phase && time === 2) return reply;
      // A server that has no transaction refuses the rest of the envelope.
      if (phase === 'MAIL' && time === 2 && at === 'RCPT') return '503 5.5.1 MAIL first';
      return phase !== 'DATA' && time === 2 && at === 'DATA' ? '503 5.5.1 RCPT first' : undefined;
    });
    expect(states).toEqual(expected);
    const refused = expected[1] === 'rejected' ? [readers[1]] : [];
    expect(new Set([...server.taken, ...refused])).toEqual(new Set(readers));
  });
});

test('replies of several lines, and replies that arrive byte by byte, are read whole', async () => {
  const { states, groups } = await run(
    (at) =>
      at === 'dot' || at === 'RCPT' ? '250-2.0.0 Thank you\r\n250-2.0.0 very\r\n250 2.0.0 much' : undefined,
    { inPieces: true },
  );
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(groups).toBe(2);
});

test('groups leave over TLS and after a login as well', async () => {
  const sink = await createSink({
    disabledCommands: [],
    authOptional: true,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'someone' }),
  });
  const transport = createSmtpTransport({
    address: { ...parseSmtpUrl(sink.url('smtp').replace('//', '//someone:secret@')), requireTls: true },
    settings: one,
  });
  const store = await createStore();
  await addSubscribers(
    store,
    readers.map((reader) => `${reader},nl`),
  );
  const dispatch = await planned(store);
  const report = await deliver({ store, dispatch, transport, composerFor, settings: one });
  expect(report.accepted).toBe(3);
  expect(sink.received.map(({ to }) => to)).toEqual(readers);
});
