import { describe, expect, test } from 'vitest';
import { smtpTraits } from '../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Transport } from '../../pipeline/delivery/transport/transport.ts';
import { createProblem, ProblemError } from '../../pipeline/foundation/problems/problem.ts';
import { describePerson, describeUnconfirmed } from '../../pipeline/subscribers/describe-person.ts';
import { eraseSignUps } from '../../pipeline/subscribers/erase-subscribers.ts';
import { eachOpenSignUp } from '../../pipeline/subscribers/list-sign-ups.ts';
import { suppressAddresses } from '../../pipeline/subscribers/suppress-addresses.ts';
import { copyPublication, courantHere } from '../commands/run-courant.ts';
import { createFakeTransport, refusal } from '../delivery/support/fake-transport.ts';
import { addReader, readEverything } from '../server/support/reader.ts';
import { serve } from '../server/support/serve-process.ts';
import { startTestServer } from '../server/support/test-server.ts';
import { fillIn, hiddenField, post, until } from '../server/support/visitor.ts';
import { kinds } from '../store/support/databases.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

describe.each(kinds)('on %s', (kind) => {
  test('people who did not confirm are listed, with the outcome of their mail', async () => {
    let now = Date.UTC(2026, 10, 25);
    const refusing = createFakeTransport((to) => {
      if (to.startsWith('gone')) return refusal(550, '5.1.1', 'No such user gone@example.org');
      return to.startsWith('later') ? refusal(451, '4.7.1', 'Greylisted') : undefined;
    });
    const { origin, store, suppressions, links } = await startTestServer({
      kind,
      transport: refusing.transport,
      clock: () => now,
    });
    const list = (filter = {}) => Array.fromAsync(eachOpenSignUp(store, filter));
    await suppressAddresses(store, ['stopped@example.org'], { suppressions, now });
    const settled = (count: number) =>
      until(async () => {
        const { notices } = await readEverything(store);
        return notices.filter(({ attempts, state }) => attempts > 0 || state === 'void').length === count;
      });
    for (const [index, name] of ['zoe', 'gone', 'later', 'stopped'].entries()) {
      await fillIn(origin, { address: `${name}@example.org`, name: 'Zoë' }, 'nl');
      await settled(index + 1);
      now += hour;
    }
    expect(await list()).toMatchObject([
      {
        address: 'zoe@example.org',
        lists: ['weekly'],
        signedUpAt: new Date(now - 4 * hour),
        linkLapsesAt: new Date(now - 4 * hour + 7 * day),
        mail: { state: 'sent', attempts: 1 },
      },
      { mail: { state: 'failed', reply: '550 5.1.1 No such user (an address)' } },
      { mail: { state: 'planned', reply: '451 4.7.1 Greylisted', nextAttemptAt: expect.any(Date) } },
      { mail: { state: 'void', attempts: 0 } },
    ]);
    expect(await list({ list: 'daily' })).toEqual([]);
    expect(await list({ locale: 'en' })).toEqual([]);

    const { signups } = await readEverything(store);
    const zoe = signups.find(({ normalised }) => normalised === 'zoe@example.org');
    await post(links.confirmUrl(zoe?.id ?? '', 'nl'), { do: 'yes' });
    expect((await list()).map(({ address }) => address)).not.toContain('zoe@example.org');
    // A second form of a subscriber waits for nothing.
    await fillIn(origin, { address: 'zoe@example.org' });
    await settled(5);
    expect(await list()).toHaveLength(3);
    const [person] = (await readEverything(store)).subscribers;
    const described = await store.read((db) => describePerson(db, person?.id ?? ''));
    expect(described).toMatchObject({
      state: 'active',
      signUps: [{ confirmedAt: new Date(now).toISOString() }, { confirmedAt: null }],
    });
  });

  test('people who did not confirm can be looked up, suppressed before the mail is sent, and erased', async () => {
    const { transport } = createFakeTransport(() => refusal(451, '4.7.1'));
    const { origin, store, suppressions, log } = await startTestServer({ kind, transport });
    await fillIn(origin, { address: 'Zoe@example.org', name: 'Zoë' });
    await until(() => log.some((line) => line.includes('"notice":"confirm"')));
    const describeZoe = () => store.read((db) => describeUnconfirmed(db, 'zoe@example.org'));
    await until(async () => (await describeZoe())?.signUps[0]?.mail.attempts === 1);
    expect(await describeZoe()).toMatchObject({
      address: 'Zoe@example.org',
      state: 'unconfirmed',
      signUps: [{ name: 'Zoë', confirmedAt: null, mail: { state: 'planned' } }],
    });
    await suppressAddresses(store, ['zoe@example.org'], { suppressions, now: 1 });
    expect((await describeZoe())?.signUps[0]?.mail).toMatchObject({
      state: 'void',
      reply: 'the address was put on the suppression list',
    });
    const erasure = { suppressions, reason: 'erased', now: 2 } as const;
    expect(await store.transaction((db) => eraseSignUps(db, 'zoe@example.org', erasure))).toBe(1);
    expect(await describeZoe()).toBeUndefined();
    const { notices, suppressions: listed } = await readEverything(store);
    expect(notices).toEqual([]);
    expect(listed, 'the operator\u2019s word stands').toMatchObject([{ reason: 'operator' }]);
    expect(await store.transaction((db) => eraseSignUps(db, 'li@example.org', erasure))).toBe(0);
  });
});

test('the list says that the mail server is down, and no attempt is counted', async () => {
  const problem = createProblem('smtp-unreachable', { host: 'mail.example.org', reason: 'ECONNREFUSED' });
  const transport: Transport = { ...smtpTraits, connect: () => Promise.reject(new ProblemError([problem])) };
  const { origin, store, log } = await startTestServer({ transport });
  await fillIn(origin, { address: 'zoe@example.org' });
  await until(() => log.some((line) => line.includes('notices were not sent')));
  const [signUp] = await Array.fromAsync(eachOpenSignUp(store));
  expect(signUp?.mail).toMatchObject({ state: 'planned', attempts: 0 });
  expect(signUp?.mail.reply).toContain('mail.example.org');
});

test('more than a page of them is listed, each once', async () => {
  const { store } = await startTestServer();
  await store.transaction(async (db) => {
    const row = (index: number) => ({
      id: String(index).padStart(32, '0'),
      address: `reader${index}@example.org`,
      normalised: `reader${index}@example.org`,
      name: null,
      locale: 'en',
      lists: '[]',
      wording: 'x',
      wording_locale: 'en',
      message_id: `<${index}@example.org>`,
      created_at: 1000 + Math.floor(index / 7),
      confirmed_at: null,
    });
    for (let first = 0; first < 2500; first += 500)
      await db
        .insertInto('signups')
        .values(Array.from({ length: 500 }, (_, i) => row(first + i)))
        .execute();
  });
  await addReader(store, 'reader7@example.org');
  const addresses = (await Array.fromAsync(eachOpenSignUp(store))).map(({ address }) => address);
  expect(addresses).toHaveLength(2499);
  expect(new Set(addresses).size).toBe(2499);
});

test('the command lists them for people and for programs, shows one, and erases one', async () => {
  const root = await copyPublication();
  const { origin } = await serve(root);
  const page = await (await fetch(`${origin}/nl/subscribe`)).text();
  // A form that is sent at once is a program's.
  await new Promise((resolve) => setTimeout(resolve, 2100));
  const guard = hiddenField(page, 'guard');
  await post(`${origin}/nl/subscribe`, { address: 'zoe@example.org', agree: 'yes', guard });
  const run = (...args: string[]) => courantHere(root, ['subscribers', ...args]);
  const list = async () => (await run('list', '--state', 'unconfirmed')).stdout;
  await until(async () => (await list()).includes('mail sent'));
  expect(await list()).toMatch(
    /^zoe@example.org\t\tnl\tunconfirmed\tform\t\tsigned up [\d-]+T\S+\tlink expires [\d-]+T\S+\tmail sent: 250 .*\n$/,
  );
  expect(JSON.parse((await run('list', '--state', 'unconfirmed', '--json')).stdout)).toMatchObject([
    { address: 'zoe@example.org', locale: 'nl', mail: { state: 'sent' } },
  ]);
  expect((await run('list')).stdout).toBe('');
  expect((await run('export', '--state', 'unconfirmed')).code, 'they agreed to nothing yet').toBe(2);
  expect(JSON.parse((await run('show', 'Zoe@example.org')).stdout)).toMatchObject({ state: 'unconfirmed' });
  expect((await run('erase', 'zoe@example.org', '--yes')).stdout).toBe('Erased.\n');
  expect((await run('show', 'zoe@example.org')).stderr).toContain('subscriber-unknown');
});
