import { expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { sendTest } from '../../pipeline/delivery/send-test.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import type { Message } from '../../pipeline/messages/message.ts';
import { createTinyEdition, links } from '../messages/tiny-edition.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { createStore, readRows } from './support/ledger.ts';
import { createSink } from './support/smtp-sink.ts';

const message = (body: string, to = 'reader@example.org'): Message => ({
  messageId: '<1@example.org>',
  envelope: { from: 'news@example.org', to },
  raw: Buffer.from(`Subject: Test\r\n\r\n${body}`),
});

const textOf = ({ raw }: Message) => Buffer.from(raw).toString('latin1');

test('a message arrives byte for byte, dots and all', async () => {
  const sink = await createSink();
  for (const body of [
    'Hello\r\n',
    '.\r\n..\r\n.x\r\n',
    'ends without a line end',
    '',
    '\r\n\r\n',
    `${'x'.repeat(300_000)}\r\n`,
  ])
    await sendTest(sink.transport, message(body));
  const expected = [
    'Hello\r\n',
    '.\r\n..\r\n.x\r\n',
    'ends without a line end\r\n',
    '',
    '\r\n\r\n',
    `${'x'.repeat(300_000)}\r\n`,
  ];
  expect(sink.received.map(({ raw }) => raw)).toEqual(expected.map((body) => `Subject: Test\r\n\r\n${body}`));
});

test('delivers a dispatch over several connections, in messages that give their memory to later ones', async () => {
  const sink = await createSink();
  const store = await createStore();
  await addSubscribers(
    store,
    Array.from({ length: 300 }, (_, i) => `reader${i}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const edition = createTinyEdition('nl');
  const [composer, other] = [createComposer(edition, { links }), createComposer(edition, { links })];
  const expected = new Map<string, string>();
  const released: string[] = [];
  const report = await deliver({
    store,
    dispatch,
    transport: sink.transport,
    composerFor: () => ({
      async compose(recipient, stamp) {
        expected.set(recipient.address, textOf(await other.compose(recipient, stamp)));
        const composed = await composer.compose(recipient, stamp);
        const release = () => {
          released.push(recipient.address);
          composed.release?.();
        };
        return { ...composed, release };
      },
    }),
  });
  expect(report).toMatchObject({ end: 'finished', accepted: 300 });
  expect(sink.received.length).toBe(300);
  expect(new Map(sink.received.map(({ to, raw }) => [to, raw]))).toEqual(expected);
  expect(new Set(released).size).toBe(released.length);
  expect(released.length).toBeGreaterThan(0);
});

test('a refused recipient does not affect the next one', async () => {
  const sink = await createSink({
    onRcptTo({ address }, _session, callback) {
      if (!address.startsWith('reader1@')) return callback();
      callback(Object.assign(new Error('5.1.1 No such user <reader1@example.org>'), { responseCode: 550 }));
    },
  });
  const store = await createStore();
  await addSubscribers(
    store,
    Array.from({ length: 4 }, (_, i) => `reader${i}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const report = await deliver({ store, dispatch, transport: sink.transport, composerFor, ...createTime() });
  expect(report.counts).toMatchObject({ accepted: 3, rejected: 1 });
  expect((await readRows(store, dispatch))[1]).toMatchObject({
    reply_code: 550,
    reply_enhanced: '5.1.1',
    reply_text: 'No such user (address)',
    reason: 'address',
  });
});
