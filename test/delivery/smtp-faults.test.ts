import { describe, expect, test, vi } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { readStatus } from '../../pipeline/delivery/status/read-status.ts';
import type { Outcome, WrittenMessage } from '../../pipeline/delivery/transport/transport.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { createStore, readRows, readStates } from './support/ledger.ts';
import { type Action, createScriptedServer, type Phase, type Script } from './support/scripted-server.ts';

const one = { ...defaultDeliverySettings, connections: 1, patience: 3_600_000 };

/** Delivers to this many readers over one connection to a server that follows the script. */
async function run(
  script: Script,
  options: { readers?: number; extensions?: string[]; kind?: Store['kind'] } & Partial<DeliverySettings> = {},
) {
  const { readers = 3, extensions, kind, ...overrides } = options;
  const settings = { ...one, ...overrides };
  const server = await createScriptedServer(script, { ...settings, ...(extensions && { extensions }) });
  const store = await createStore(kind);
  await addSubscribers(
    store,
    Array.from({ length: readers }, (_, i) => `reader${i + 1}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const { transport } = server;
  const time = createTime();
  const start = time.clock();
  const report = await deliver({ store, dispatch, transport, composerFor, settings, ...time });
  const rows = await readRows(store, dispatch);
  const states = Object.values(await readStates(store, dispatch));
  return { report, store, rows, server, states, seconds: (time.clock() - start) / 1000 };
}

const everybody = ['reader1@example.org', 'reader2@example.org', 'reader3@example.org'];

describe.each([
  ['with PIPELINING', ['PIPELINING']],
  ['without PIPELINING', []],
])('%s', (_, extensions) => {
  test.each<Phase>(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'])(
    'a connection that drops at %s costs nothing: nobody is lost, nobody has it twice',
    async (phase) => {
      const { server, states } = await run((at, time) => (at === phase && time === 1 ? 'drop' : undefined), {
        extensions,
      });
      expect(states).toEqual(['accepted', 'accepted', 'accepted']);
      expect(server.taken.toSorted()).toEqual(everybody);
    },
  );

  test('a connection that drops after the dot leaves one in doubt, which is not sent again', async () => {
    const { server, states, rows } = await run(
      (at, time) => (at === 'dot' && time === 2 ? 'drop' : undefined),
      { extensions },
    );
    expect(states).toEqual(['accepted', 'uncertain', 'accepted']);
    expect(rows[1]).toMatchObject({ reason: 'no-reply', attempts: 1, lease_until: 0 });
    expect(server.taken).toEqual(everybody);
  });

  test.each<Phase>(['MAIL', 'RCPT', 'DATA', 'dot'])(
    '421 at %s defers, and the rest goes over a new connection',
    async (phase) => {
      const { server, states } = await run(
        (at, time) => (at === phase && time === 2 ? '421 4.3.2 Closing' : undefined),
        {
          extensions,
        },
      );
      expect(states).toEqual(['accepted', 'accepted', 'accepted']);
      expect(server.times.get('greeting')).toBeGreaterThan(1);
      // What was answered 421 after the dot was refused, so it is taken a second time and accepted once.
      expect(server.taken.length).toBe(phase === 'dot' ? 4 : 3);
    },
  );

  test('a server that ends each session after two messages does not slow its domain down', async () => {
    const full = '421 too many messages in this connection';
    const { server, states, seconds } = await run(
      (at, time) => (at === 'MAIL' && time % 3 === 0 ? full : undefined),
      { extensions, readers: 12 },
    );
    expect(states.every((state) => state === 'accepted')).toBe(true);
    expect(server.taken.length).toBe(12);
    expect(seconds).toBeLessThan(30);
  });

  test('a server that refuses the pace in a new session too slows its domain down', async () => {
    const { states, seconds } = await run(
      (at, time) => (at === 'MAIL' && (time === 3 || time === 4) ? '421 Slow down' : undefined),
      { extensions, readers: 4 },
    );
    expect(states.every((state) => state === 'accepted')).toBe(true);
    expect(seconds).toBeGreaterThanOrEqual(10);
  });

  test.each<Phase>(['MAIL', 'RCPT', 'DATA', 'dot'])('550 at %s rejects that one alone', async (phase) => {
    const { states } = await run((at, time) => (at === phase && time === 2 ? '550 5.3.0 No' : undefined), {
      extensions,
    });
    expect(states).toEqual(['accepted', 'rejected', 'accepted']);
  });

  test.each<Phase>(['MAIL', 'RCPT', 'DATA'])('503 at %s is not about the reader', async (phase) => {
    const { server, states, rows } = await run(
      (at, time) => (at === phase && time === 1 ? '503 5.5.1 Bad sequence' : undefined),
      { extensions },
    );
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(server.taken.toSorted()).toEqual(everybody);
    expect(rows[0]).toMatchObject({ attempts: 2 });
  });

  test('503 to every message pauses the dispatch, and the status has the words of the server', async () => {
    const { report, store } = await run((at) => (at === 'MAIL' ? '503 5.5.1 Say hello first' : undefined), {
      extensions,
    });
    expect(report).toMatchObject({ end: 'paused', counts: { planned: 3 } });
    expect(report.reason).toBe(
      '6 attempts in a row failed the same way: the server refuses the order of the commands (503 5.5.1 Say hello first).',
    );
    expect(await readStatus(store)).toMatchObject([
      {
        state: 'paused',
        reasons: [
          { state: 'planned', reason: 'connection-lost', count: 3, reply: '503 5.5.1 Say hello first' },
        ],
      },
    ]);
  });

  test('lines with different codes say nothing', async () => {
    const { server, states } = await run(
      (at, time) => {
        if (at === 'dot' && time === 1) return '250-2.0.0 Queued\r\n550 5.7.1 Refused';
        return at === 'RCPT' && time === 3 ? '250-2.1.5 Ok\r\n550 5.1.1 No such user' : undefined;
      },
      { extensions },
    );
    expect(states.toSorted()).toEqual(['accepted', 'accepted', 'uncertain']);
    expect(server.taken.toSorted()).toEqual(everybody);
  });

  test.each(['220 test ESMTP', '221 2.0.0 Bye'])(
    '%s after the dot is about the session: it accepts no message',
    async (reply) => {
      const { server, states } = await run((at, time) => (at === 'dot' && time === 2 ? reply : undefined), {
        extensions,
      });
      expect(states).toEqual(['accepted', 'uncertain', 'accepted']);
      expect(new Set(server.taken)).toEqual(new Set(everybody));
    },
  );

  test.each(['452 4.3.1 Full', '550 5.3.0 No', '421 4.3.2 Closing'])(
    '%s and then 250 for the same message: the message is in doubt',
    async (refusal) => {
      const { server, states } = await run(
        (at) => (at === 'dot' ? `${refusal}\r\n250 2.0.0 Ok` : undefined),
        {
          extensions,
          readers: 1,
        },
      );
      expect(states).toEqual(['uncertain']);
      expect(server.taken).toEqual(['reader1@example.org']);
    },
  );

  test('452 and then 250 for the same message, in the words of the reply to EHLO, is in doubt', async () => {
    const { states } = await run((at) => (at === 'dot' ? '452 4.3.1 Full\r\n250 test takes it' : undefined), {
      extensions: [...extensions, 'SIZE 1000000'],
      readers: 1,
    });
    expect(states).toEqual(['uncertain']);
  });

  test.each(['421 4.3.2 Closing', '500 5.5.2 What?', 'hang', 'drop'])(
    '452 and then 250 for the same message is in doubt, also if it answers EHLO with %s',
    async (answer) => {
      const { server, states } = await run(
        (at, time) => {
          if (at === 'EHLO') return time === 2 ? answer : undefined;
          return at === 'dot' ? '452 4.3.1 Full\r\n250 2.0.0 Ok' : undefined;
        },
        { extensions: [...extensions, 'SIZE 1000000'], readers: 1 },
      );
      expect(states).toEqual(['uncertain']);
      expect(server.taken).toEqual(['reader1@example.org']);
    },
  );

  test.each<[string, Phase, string]>([
    ['452 4.3.1 Full', 'RCPT', '550 5.1.1 No such user'],
    ['452 4.3.1 Full', 'RCPT', '421 4.3.2 Closing'],
    ['452 4.3.1 Full', 'MAIL', '550 5.7.1 Not you'],
    ['452 4.3.1 Full', 'MAIL', '421 4.3.2 Closing'],
    ['421 4.3.2 Closing', 'RCPT', '550 5.1.1 No such user'],
    ['421 4.3.2 Closing', 'MAIL', '421 4.3.2 Closing'],
  ])(
    '%s and then 250 for the same message is in doubt, also if the next %s is answered with %s',
    async (refusal, phase, answer) => {
      const { server, states } = await run(
        (at, time) => {
          if (at === 'dot' && time === 1) return `${refusal}\r\n250 2.0.0 Ok`;
          return at === phase && time === 2 ? answer : undefined;
        },
        { extensions, readers: 2 },
      );
      expect(states[0]).toBe('uncertain');
      expect(server.taken.filter((to) => to === 'reader1@example.org')).toHaveLength(1);
    },
  );

  const pace = { perSecond: 100, domains: {} };
  const withWords = [...extensions, 'SIZE 1000000'];

  test('a deferral of a message is confirmed by the reply to EHLO, over the same connection', async () => {
    const { server, states } = await run(
      (at, time) => (at === 'dot' && time <= 2 ? '452 4.3.1 Full' : undefined),
      { extensions: withWords, readers: 3, pace },
    );
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(server.taken.length).toBe(5);
    // One at the beginning, and one after each deferral.
    expect(server.times.get('EHLO')).toBe(3);
    expect(server.times.get('greeting')).toBe(1);
  });

  test('if it says nothing but its name, by the reply to QUIT', async () => {
    const { server, states } = await run(
      (at, time) => {
        if (at === 'EHLO') return '250 test';
        return at === 'dot' && time <= 2 ? '452 4.3.1 Full' : undefined;
      },
      { readers: 3, pace },
    );
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(server.taken.length).toBe(5);
    // One after each deferral, and one at the end of the run.
    expect(server.times.get('QUIT')).toBe(3);
    expect(server.times.get('greeting')).toBe(3);
  });

  test.each(['421 4.3.2 Closing', '500 5.5.2 What?', 'drop', 'hang'])(
    'if it answers EHLO with %s, by that',
    async (answer) => {
      const { server, states } = await run(
        (at, time) => {
          if (at === 'EHLO') return time === 2 ? answer : undefined;
          return at === 'dot' && time === 1 ? '452 4.3.1 Full' : undefined;
        },
        { extensions: withWords, readers: 2, pace, replyTimeout: 100 },
      );
      expect(states).toEqual(['accepted', 'accepted']);
      expect(server.taken.length).toBe(3);
    },
  );

  test('the first rejection of a message is confirmed, and those after it are believed', async () => {
    const { server, states } = await run(
      (at, time) => (at === 'dot' && time <= 2 ? '554 5.6.0 Rejected' : undefined),
      { extensions: withWords, readers: 3, pace },
    );
    expect(states).toEqual(['rejected', 'rejected', 'accepted']);
    expect(server.times.get('EHLO')).toBe(2);
    expect(server.times.get('greeting')).toBe(1);
  });

  test('greylisting is waited out', async () => {
    const { states, rows } = await run(
      (at, time) => (at === 'RCPT' && time <= 3 ? '450 4.7.1 Later' : undefined),
      {
        extensions,
      },
    );
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(rows.map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
  });

  test.each<Phase>(['MAIL', 'RCPT', 'DATA'])(
    'a server that hangs at %s is left, and nothing was sent',
    async (phase) => {
      const { server, states } = await run((at, time) => (at === phase && time === 1 ? 'hang' : undefined), {
        extensions,
        replyTimeout: 100,
      });
      expect(states).toEqual(['accepted', 'accepted', 'accepted']);
      expect(server.taken.toSorted()).toEqual(everybody);
    },
  );

  test('a server that hangs after the dot leaves one in doubt', async () => {
    const { states, rows } = await run((at, time) => (at === 'dot' && time === 1 ? 'hang' : undefined), {
      extensions,
      finalReplyTimeout: 100,
    });
    expect(states).toEqual(['uncertain', 'accepted', 'accepted']);
    expect(rows[0]?.reply_text).toBe('The server did not answer within 1 s');
  });
});

test.each(kinds)('a refusal that ends in the middle of a character is recorded: on %s', async (kind) => {
  const { states } = await run((at) => (at === 'RCPT' ? `550 5.3.0 ${'a'.repeat(499)}😀` : undefined), {
    kind,
  });
  expect(states).toEqual(['rejected', 'rejected', 'rejected']);
});

test.each<[string, Action]>([
  ['is silent after the first command of a group', 'hang'],
  ['refuses a group (503)', '503 5.5.0 Improper use of pipelining'],
])('a server that offers PIPELINING and %s gets one command at a time', async (_, action) => {
  const { server, states } = await run((at, time) => (at === 'RCPT' && time === 1 ? action : undefined), {
    replyTimeout: 100,
  });
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(server.chunks.filter((chunk) => chunk.includes('MAIL') && chunk.includes('RCPT'))).toHaveLength(1);
});

test('nothing is sent after a refused recipient, even if the server replies 354', async () => {
  const { server, states } = await run((at, time) =>
    at === 'RCPT' && time === 2 ? '550 5.1.1 No such user' : undefined,
  );
  expect(states).toEqual(['accepted', 'rejected', 'accepted']);
  // The server asked for the message all the same. It gets nothing, because an end alone is an empty message.
  expect(server.times.get('body')).toBe(2);
  expect(server.taken).toEqual(['reader1@example.org', 'reader3@example.org']);
});

describe('while the gate is requested', () => {
  /** Sends one message whose gate is answered only after the server acted on its first bytes. */
  async function sendOne(action: Action, end: (written: WrittenMessage) => Promise<Outcome>) {
    const { transport, taken, connections } = await createScriptedServer((at) =>
      at === 'body' ? action : undefined,
    );
    const connection = await transport.connect();
    const message = composerFor().compose(
      { address: 'reader@example.org', name: undefined, subscriber: '' },
      { messageId: '<1@example.org>', date: new Date(0) },
    );
    const written = await connection.write(await message);
    if (written.kind !== 'written') return { outcome: written, taken, connection };
    await vi.waitUntil(() => !written.isAlive, { interval: 1 });
    const outcome = await end(written);
    await vi.waitUntil(() => connections() === 0, { interval: 1 });
    return { outcome, taken, connection };
  }

  const faults: [string, Action, Partial<Outcome>][] = [
    ['the connection drops', 'drop', { kind: 'lost' }],
    ['the server accepts too early', '250 2.0.0 Ok', { kind: 'lost' }],
    ['the server refuses', '451 4.3.0 Enough', { kind: 'deferred' }],
    ['the server closes', '421 4.3.2 Closing', { kind: 'deferred' }],
  ];

  test.each(faults)('%s: the dot stays back although the gate opens', async (_, action, expected) => {
    const { outcome, taken, connection } = await sendOne(action, (written) => written.release());
    expect(outcome).toMatchObject(expected);
    expect(taken).toEqual([]);
    expect(connection.usable).toBe(false);
  });

  // The ledger was not asked about it, so nobody has given the delivery back yet.
  test.each(faults)(
    '%s: the outcome that ended the message counts, not the shut gate',
    async (_, action, expected) => {
      const { outcome, taken } = await sendOne(action, (written) => written.withdraw());
      expect(outcome).toMatchObject(expected);
      expect(taken).toEqual([]);
    },
  );
});

test('a gate that stays shut holds the dot back', async () => {
  const { transport, taken, times } = await createScriptedServer(() => undefined);
  const connection = await transport.connect();
  const recipient = { address: 'reader@example.org', name: undefined, subscriber: '' };
  const message = await composerFor().compose(recipient, { messageId: '<1@example.org>', date: new Date(0) });
  const written = await connection.write(message);
  expect(written).toMatchObject({ kind: 'written', isAlive: true });
  expect(written.kind === 'written' && (await written.withdraw())).toEqual({ kind: 'withheld' });
  expect(connection.usable).toBe(false);
  expect(times.get('DATA')).toBe(1);
  expect(taken).toEqual([]);
});

test('an acceptance of a message that has not left is no reply to it', async () => {
  const { transport, sayToAll } = await createScriptedServer((at) => (at === 'DATA' ? 'stall' : undefined));
  const connection = await transport.connect();
  const envelope = { from: 'news@example.org', to: 'reader@example.org' };
  // More than the operating system takes for a server that reads nothing.
  const raw = Buffer.alloc(32_000_000, 'Subject: Test\r\n');
  const release = vi.fn();
  const message = { messageId: '<1@example.org>', envelope, raw, hasDotLines: false, release };
  const written = await connection.write(message);
  const outcome = written.kind === 'written' ? written.release() : written;
  sayToAll('250 2.0.0 Ok');
  expect(await outcome).toMatchObject({ kind: 'uncertain' });
  expect(release).not.toHaveBeenCalled();
  expect(connection.usable).toBe(false);
});

test('unsolicited replies end the connection', async () => {
  const { states } = await run((at, time) =>
    at === 'dot' && time === 1 ? '250 2.0.0 Ok\r\n250 2.0.0 Ok' : undefined,
  );
  expect(states.filter((state) => state === 'accepted').length).toBeGreaterThanOrEqual(2);
  expect(states).not.toContain('planned');
});

test('an address beyond ASCII needs SMTPUTF8, and fails alone with a clear reason', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader@example.org,nl', 'zoë@example.org,nl']);
  const dispatch = await planned(store);
  const { transport } = await createScriptedServer(() => undefined);
  await deliver({ store, dispatch, transport, composerFor, settings: one, ...createTime() });
  const rows = await readRows(store, dispatch);
  expect(rows.map(({ state }) => state)).toEqual(['accepted', 'rejected']);
  expect(rows[1]).toMatchObject({
    reply_enhanced: '5.6.7',
    reply_text: 'Not sent: the server does not offer SMTPUTF8',
  });

  const other = await createScriptedServer(() => undefined, { extensions: ['SMTPUTF8'] });
  const second = await planned(store, { correction: true });
  await deliver({
    store,
    dispatch: second,
    transport: other.transport,
    composerFor,
    settings: one,
    ...createTime(),
  });
  expect(other.taken.toSorted()).toEqual(['reader@example.org', 'zoë@example.org']);
});

test('a message that is larger than the server takes is not begun', async () => {
  const { states, server, rows } = await run(() => undefined, { extensions: ['SIZE 20'] });
  expect(states).toEqual(['rejected', 'rejected', 'rejected']);
  expect(rows[0]).toMatchObject({ reply_code: 552, reply_enhanced: '5.3.4' });
  expect(server.times.get('MAIL')).toBeUndefined();
});

test('more messages than one connection may carry', async () => {
  const { states, server } = await run(() => undefined, { readers: 7, messagesPerConnection: 3 });
  expect(new Set(states)).toEqual(new Set(['accepted']));
  expect(server.times.get('greeting')).toBe(3);
});

test('a reply that arrived while the process was stopped past its time-out counts', async () => {
  const stop = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  const { states, rows } = await run(
    (at, time) => {
      // After the reply was written to the socket, and before anything reads it.
      if (at === 'dot' && time === 2) process.nextTick(stop);
      return undefined;
    },
    { finalReplyTimeout: 200 },
  );
  expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  expect(rows[1]).toMatchObject({ reply_code: 250, attempts: 1 });
});

test('a server that says nothing is still given up after its time', async () => {
  const { states } = await run((at, time) => (at === 'dot' && time === 2 ? 'hang' : undefined), {
    finalReplyTimeout: 200,
  });
  expect(states).toEqual(['accepted', 'uncertain', 'accepted']);
});
