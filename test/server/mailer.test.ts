import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { smtpTraits } from '../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Outcome, Transport } from '../../pipeline/delivery/transport/transport.ts';
import { createProblem, ProblemError } from '../../pipeline/foundation/problems/problem.ts';
import type { Message } from '../../pipeline/messages/message.ts';
import { createNoticeComposer } from '../../pipeline/server/compose-notice.ts';
import { createLog } from '../../pipeline/server/create-log.ts';
import { createMailer } from '../../pipeline/server/create-mailer.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';
import { requestNotice } from '../../pipeline/subscribers/notices.ts';
import { refusal } from '../delivery/support/fake-transport.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { expectNothingPrivate } from './support/clean-log.ts';
import { addReader } from './support/reader.ts';
import { loadTestPublication, secret } from './support/test-server.ts';
import { until } from './support/visitor.ts';

const minute = 60_000;

async function createMail(answer: (attempt: number) => Outcome | Error) {
  // Without a server, whose own mailer would send some of the mails.
  const store = await createStore();
  const links = createLinks({ secrets: [secret], publicUrl: 'https://quay.example.org', clock: () => now });
  const id = await addReader(store, 'zoe@example.org');
  const mails: Message[] = [];
  const log: string[] = [];
  let attempts = 0;
  let now = 1_000_000;
  const transport: Transport = {
    ...smtpTraits,
    async connect() {
      const outcome = answer(++attempts);
      if (outcome instanceof Error) throw outcome;
      let usable = true;
      return {
        get usable() {
          return usable;
        },
        close: async () => {},
        async write(message) {
          if (outcome.kind === 'accepted') mails.push(message);
          // A connection may end with a refusal.
          else usable = false;
          return outcome;
        },
      };
    },
  };
  const options = {
    store,
    transport,
    links,
    log: createLog({ write: (line: string) => log.push(line) }),
    clock: () => now,
    delay: () => 0,
  };
  const compose = createNoticeComposer((await loadTestPublication()).publication);
  const again = () => createMailer({ ...options, compose });
  const mailer = again();
  const ask = (kind: 'export' | 'erase', locale = 'en') =>
    store.transaction((db) =>
      requestNotice(db, {
        kind,
        subject: id,
        person: 'her',
        locale,
        messageId: `<${kind}@example.org>`,
        now,
      }),
    );
  const states = () =>
    store.read(async (db) => {
      const rows = await db
        .selectFrom('notices')
        .select(['state', 'attempts'])
        .orderBy('message_id')
        .execute();
      return rows.map(({ state, attempts }) => `${state} ${attempts}`);
    });
  return {
    again,
    mailer,
    ask,
    states,
    mails,
    log,
    pass: (time: number) => (now += time),
    attempts: () => attempts,
  };
}

const accepted: Outcome = { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Ok' } };

test('a temporarily refused mail is sent later, with the same Message-ID', async () => {
  const { mailer, ask, states, mails, pass } = await createMail((attempt) =>
    attempt < 3 ? refusal(451, '4.7.1') : accepted,
  );
  await ask('export');
  mailer.kick();
  await until(async () => (await states())[0] === 'planned 1');
  mailer.kick();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await states(), 'not before its time').toEqual(['planned 1']);
  pass(minute);
  mailer.kick();
  await until(async () => (await states())[0] === 'planned 2');
  pass(2 * minute);
  mailer.kick();
  await until(() => mails.length === 1);
  await mailer.stop();
  expect(mails[0]?.messageId).toBe('<export@example.org>');
  expect(await states()).toEqual(['sent 3']);
});

test('no mail is lost while the server is down: it stays recorded, and is sent later', async () => {
  const down = new ProblemError([
    createProblem('smtp-unreachable', { host: 'mail.example.org', reason: 'for zoe@example.org' }),
  ]);
  const { mailer, ask, states, mails, log } = await createMail((attempt) =>
    attempt === 1 ? down : accepted,
  );
  await ask('erase');
  mailer.kick();
  await until(() => log.length === 1);
  expect(await states()).toEqual(['planned 0']);
  expect(log[0]).toContain('smtp-unreachable');
  expectNothingPrivate(log);
  mailer.kick();
  await until(() => mails.length === 1);
  await mailer.stop();
});

test('a permanently refused or uncertain mail is not sent again', async () => {
  for (const [outcome, state] of [
    [refusal(550, '5.1.1', 'no such user zoe@example.org'), 'failed 1'],
    [{ kind: 'uncertain', detail: 'no reply' }, 'uncertain 1'],
  ] as const) {
    const { mailer, ask, states, log } = await createMail(() => outcome);
    await ask('export');
    mailer.kick();
    await until(async () => (await states())[0] === state);
    await mailer.stop();
    expectNothingPrivate(log);
  }
});

test('a connection that ends with a refusal does not hold up other mail', async () => {
  const { mailer, ask, states } = await createMail((attempt) =>
    attempt < 3 ? refusal(attempt === 1 ? 550 : 451) : accepted,
  );
  for (let i = 0; i < 4; i++) await ask('export');
  mailer.kick();
  await until(async () => (await states()).every((state) => state !== 'planned 0'));
  await mailer.stop();
  expect((await states()).toSorted()).toEqual(['failed 1', 'planned 1', 'sent 1', 'sent 1']);
});

test('two servers on one store send a mail once', async () => {
  const { mailer, ask, mails, states, again } = await createMail(() => accepted);
  for (let i = 0; i < 10; i++) await ask(i % 2 ? 'export' : 'erase');
  const other = again();
  mailer.kick();
  other.kick();
  await until(async () => (await states()).every((state) => state === 'sent 1'));
  await Promise.all([mailer.stop(), other.stop()]);
  expect(mails.length).toBe(10);
});

test('a mail in a language that was removed is sent in the source language', async () => {
  const { mailer, ask, mails } = await createMail(() => accepted);
  await ask('export', 'fr');
  mailer.kick();
  await until(() => mails.length === 1);
  await mailer.stop();
  expect(Buffer.from(mails[0]?.raw ?? '').toString()).toContain('Content-Language: en');
});

test.each([
  ['gazette', true, '3px', false, '18px/1.6'],
  ['magazine', true, '0', false, '18px/1.6'],
  ['bulletin', false, '4px', true, '16px/1.55'],
])(
  'the text, greeting, button and rule of a notice are as in the editions of %s',
  async (theme, isSlanted, radius, isOnTop, size) => {
    const { publication } = await loadTestPublication(`theme: ${theme}`);
    const message = await createNoticeComposer(publication)({
      kind: 'export',
      locale: 'en',
      to: 'zoe@example.org',
      name: 'Zo\u00eb',
      url: 'https://news.example.org/data',
      messageId: '<notice@example.org>',
      date: new Date(0),
    });
    const { html = '' } = await PostalMime.parse(message.raw);
    const [greeting = ''] = /<p class="text greeting"[^>]*>/.exec(html) ?? [];
    expect(greeting).not.toBe('');
    expect(greeting.includes('italic')).toBe(isSlanted);
    const texts = [...html.matchAll(/<p class="text[^>]*font:(?:italic )?(1\dpx\/[\d.]+) /g)];
    expect(new Set(texts.map(([, each]) => each))).toEqual(new Set([size]));
    expect(/<a class="button"[^>]*border-radius:(\w+);/.exec(html)?.[1]).toBe(radius);
    const [rule, sheet] = [html.indexOf('<td class="rule"'), html.indexOf('<td class="sheet"')];
    expect(rule).toBeGreaterThan(0);
    expect(rule < sheet, 'a rule from edge to edge').toBe(isOnTop);
  },
);
