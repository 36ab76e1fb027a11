import { readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { feedback } from '../../pipeline/commands/feedback.ts';
import { receive } from '../../pipeline/commands/receive.ts';
import { run as runOnce } from '../../pipeline/commands/run.ts';
import { keepRetention } from '../../pipeline/dispatches/keep-retention.ts';
import { readFeedback } from '../../pipeline/dispatches/read-feedback.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import { deleteAside } from '../../pipeline/feedback/sources/delete-aside.ts';
import { imapAccess } from '../../pipeline/feedback/sources/imap-access.ts';
import { readImap } from '../../pipeline/feedback/sources/read-imap.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { createReturnPaths } from '../../pipeline/messages/return-path.ts';
import { readNewsletter } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import {
  parseReturnPath,
  type ReturnPathPattern,
} from '../../pipeline/publication/newsletter/return-path-pattern.ts';
import { openCommand } from '../commands/open-command.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { createSink } from '../delivery/support/smtp-sink.ts';
import { startMailbox } from './start-mailbox.ts';

const secret = 'a secret of this test that is long enough';
const sample = (file: string) => readFileSync(join(import.meta.dirname, 'samples', `${file}.eml`), 'utf8');
const mailOf = (body: string) => `Subject: Hello\r\n\r\n${body}\r\n`;
const signedIn = 'bounces+cqfpruy4cpivc773xj@example.org';

/** A publication with 30 accepted deliveries, and mails about the first of them. */
async function open(fields: string, environment: Record<string, string> = {}) {
  const program = await openCommand({ COURANT_SECRET: secret, ...environment });
  await program.newsletter(`feedback: { returnPath: bounces@example.org, ${fields} }`);
  const { context } = program;
  const pattern = parseReturnPath('bounces@example.org') as ReturnPathPattern;
  const returnPath = await withStore(context, async (store) => {
    await addSubscribers(
      store,
      Array.from({ length: 30 }, (_, index) => `reader${index}@example.net,en`),
    );
    const dispatch = await planned(store, { issue: 'spring' });
    await store.transaction(async (db) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'accepted', reply_code: 250, first_attempt_at: 1 })
        .execute();
    });
    const { id, message_id } = await store.read((db) =>
      db
        .selectFrom('deliveries')
        .select(['id', 'message_id'])
        .where('dispatch', '=', dispatch)
        .executeTakeFirstOrThrow(),
    );
    return createReturnPaths(pattern, [secret]).addressFor(id, message_id);
  });
  return {
    ...program,
    /** A sample that is about the first delivery. */
    mail: (file: string) => sample(file).replaceAll(signedIn, returnPath),
    returnPath,
    async read() {
      const newsletter = await readNewsletter(diskFiles(program.root), new Report());
      if (newsletter === undefined) throw new Error('newsletter.yaml is wrong');
      return withStore(context, (store) => readFeedback(context, store, newsletter));
    },
    count: (state: 'bounced' | 'accepted') =>
      withStore(context, async (store) => {
        const rows = await store.read((db) => db.selectFrom('deliveries').select('state').execute());
        return rows.filter((row) => row.state === state).length;
      }),
    aside: () => {
      try {
        return readdirSync(join(program.root, '.courant/feedback'))
          .map((name) => name.split('-')[0])
          .sort();
      } catch {
        // The folder is made for the first mail.
        return [];
      }
    },
  };
}

test('a Maildir is read once, its mails stay, replies are forwarded untouched, and unknown mails put aside', async () => {
  const sink = await createSink();
  const { write, mail, read, count, aside, root } = await open(
    'maildir: bounces, replies: editors@example.org',
    {
      SMTP_URL: sink.url(),
    },
  );
  await write('bounces/new/1.bounce', mail('postfix-unknown'));
  await write('bounces/new/2.reply', mail('reply'));
  await write('bounces/new/3.away', mail('auto-exchange'));
  await write('bounces/new/4.odd', mail('arf-not-spam'));
  const foreign = sample('postfix-unknown').replaceAll(signedIn, 'x@example.org');
  await write('bounces/new/5.foreign', foreign.replaceAll(/^message-id:.*\n/gim, ''));
  expect(await read()).toMatchObject({
    mails: { report: 2, reply: 1, 'auto-reply': 1, unknown: 1 },
    suppressed: 1,
  });
  expect(await count('bounced')).toBe(1);
  expect(aside(), 'a report that names no message is kept too').toEqual(['report', 'unknown']);
  expect(sink.received).toHaveLength(1);
  expect(sink.received[0]).toEqual({
    to: 'editors@example.org',
    raw: mail('reply').replaceAll('\n', '\r\n'),
  });
  expect(readdirSync(join(root, 'bounces/new'))).toEqual([]);
  expect(readdirSync(join(root, 'bounces/cur')).sort()).toEqual([
    '1.bounce:2,S',
    '2.reply:2,S',
    '3.away:2,S',
    '4.odd:2,S',
    '5.foreign:2,S',
  ]);

  await write('bounces/new/5.again', mail('reply').replaceAll('\n', '\r\n'));
  expect(await read()).toMatchObject({ mails: {} });
  expect(sink.received, 'a mail that comes twice is forwarded once').toHaveLength(1);
});

test('a reply that cannot be forwarded is put aside, and a Maildir that is missing is reported', async () => {
  const { write, mail, context, run, read, aside, root } = await open(
    'maildir: bounces, replies: editors@example.org',
    {
      SMTP_URL: 'smtp://127.0.0.1:9',
    },
  );
  const missing = await run(() => read().then(() => 0));
  expect(missing.stderr).toContain('has no folder "new"');
  const command = await run(() => feedback(context, {}));
  expect(command).toMatchObject({ code: 3, stdout: '' });
  await write('bounces/new/1', mail('reply'));
  const unsent = await run(() => read().then(() => 0));
  expect(unsent.stderr).toContain('could not be forwarded');
  expect(aside()).toEqual(['reply']);
  expect(context.environment['SMTP_URL']).toContain(':9');

  const folder = join(root, '.courant/feedback');
  const { mtimeMs } = statSync(join(folder, readdirSync(folder)[0] ?? ''));
  await deleteAside(folder, mtimeMs);
  expect(aside()).toEqual(['reply']);
  await deleteAside(folder, mtimeMs + 1);
  expect(aside()).toEqual([]);
  await deleteAside(join(root, '.courant/nothing'), mtimeMs);
});

test('a mail server hands over one mail, and gets 75 when it has to try again', async () => {
  const { mail, run, count, newsletter, returnPath } = await open('every: 5m');
  const input = (text: string) => Readable.from([Buffer.from(text)]);
  // Only the server knows the address here: the mail itself names it nowhere.
  const bare = mail('exchange-2003').replaceAll(returnPath, 'somebody@example.org');
  expect(await run((context) => receive(context, {}, input(`From MAILER-DAEMON\n${bare}`)))).toMatchObject({
    code: 0,
  });
  expect(await count('bounced')).toBe(0);
  const other = mail('domino').replaceAll(returnPath, 'somebody@example.org');
  const done = await run((context) =>
    receive(context, { recipient: returnPath.toUpperCase() }, input(other)),
  );
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(await count('bounced')).toBe(1);

  await newsletter('feedback: { returnPath: nowhere }');
  const failed = await run((context) => receive(context, {}, input(mail('qmail-two'))));
  expect(failed).toMatchObject({ code: 75, stderr: expect.stringContaining('not a return path') });
});

test('without a mailbox, a run and "courant feedback" try again what waits for its delivery', async () => {
  const { mail, run, count, context } = await open('every: 5m');
  const input = (text: string) => Readable.from([Buffer.from(text)]);
  const setState = (state: 'sending' | 'accepted') =>
    withStore(context, (store) =>
      store.transaction(async (db) => void (await db.updateTable('deliveries').set({ state }).execute())),
    );
  const cases = [
    ['domino', () => run((own) => feedback(own, {}))],
    ['exchange-2003', () => run((own) => runOnce(own, {}))],
  ] as const;
  for (const [file, again] of cases) {
    await setState('sending');
    await run((own) => receive(own, {}, input(mail(file))));
    expect(await count('bounced')).toBe(0);
    await setState('accepted');
    await again();
    expect(await count('bounced'), file).toBe(1);
  }
});

test('a mail that cannot be kept stays where it is, and holds up no other mail and no run', async () => {
  const { write, mail, run, aside, context, root } = await open('maildir: bounces');
  await write('.courant/feedback', 'A file, and not a folder.');
  await write('bounces/new/1.odd', mail('arf-not-spam'));
  await write('bounces/new/2.away', mail('auto-exchange'));
  const read = () => run(() => feedback(context, {}));
  const told = expect.stringMatching(/cannot keep messages that came back in .*feedback: EEXIST/);
  expect(await read()).toMatchObject({
    code: 3,
    stdout: '1 automatic reply, 1 mail not handled.',
    stderr: told,
  });
  expect(readdirSync(join(root, 'bounces/new'))).toEqual(['1.odd']);
  const newsletter = await readNewsletter(diskFiles(root), new Report());
  if (newsletter === undefined) throw new Error('newsletter.yaml is wrong');
  const kept = await run(() => keepRetention(context, newsletter).then(() => 0));
  expect(kept.stderr).toContain('ENOTDIR');
  rmSync(join(root, '.courant/feedback'));
  expect(await read()).toMatchObject({ code: 0, stdout: '1 unknown mail put aside in .courant/feedback.' });
  expect(aside()).toEqual(['unknown']);
});

test('a mail that is too large is refused, wherever it comes from, and stays in a mailbox', async () => {
  const { write, run, context, root } = await open('maildir: bounces');
  await write('bounces/new/1.large', '');
  truncateSync(join(root, 'bounces/new/1.large'), 50_000_001);
  const told = expect.stringContaining('is 51 MB in size. Courant reads at most 50 MB');
  expect(await run(() => feedback(context, {}))).toMatchObject({ code: 3, stderr: told });
  expect(readdirSync(join(root, 'bounces/cur'))).toEqual(['1.large:2,S']);
  const chunk = Buffer.alloc(1_000_000);
  const input = Readable.from(Array.from({ length: 51 }, () => chunk));
  expect(await run((own) => receive(own, {}, input))).toMatchObject({ code: 65, stderr: told });

  const mailbox = await startMailbox([mailOf('long'.repeat(100)), mailOf('short')]);
  const access = imapAccess({ ...context, environment: { IMAP_URL: mailbox.address } });
  if (access === undefined) throw new Error('IMAP_URL is not read');
  const sizes: number[] = [];
  const bodies: string[] = [];
  const taker = {
    refuse: (size: number) => void sizes.push(size),
    take: async (raw: Uint8Array) => bodies.push(Buffer.from(raw).toString()) > 0,
  };
  await withStore(context, (store) => readImap({ ...access, store, largest: 200 }, taker));
  expect([sizes, bodies]).toEqual([[mailOf('long'.repeat(100)).length], [mailOf('short')]]);

  for (const body of ['cannot be handled', 'can be handled']) mailbox.append(mailOf(body));
  const take = async (raw: Uint8Array) =>
    (await taker.take(raw)) && !String(bodies.at(-1)).includes('cannot');
  const again = () => withStore(context, (store) => readImap({ ...access, store }, { ...taker, take }));
  for (const count of [3, 5]) {
    await again();
    expect(bodies, 'from the first that was not handled').toHaveLength(count);
  }
});

test('an IMAP mailbox is read from where the last run ended, and nothing in it changes', async () => {
  const fields = 'every: 5m';
  const first = await open(fields);
  const mailbox = await startMailbox([first.mail('postfix-full')]);
  const environment = first.context.environment as Record<string, string>;
  environment['IMAP_URL'] = mailbox.address;
  expect(await first.read()).toMatchObject({ mails: { report: 1 } });
  expect(await first.count('bounced')).toBe(1);
  const polled = await first.run((context) => feedback(context, { json: true }));
  expect(JSON.parse(polled.stdout)).toMatchObject({ reading: { mails: {} } });

  mailbox.append(first.mail('auto-exchange'));
  for (const [command, reason] of [
    ['UID SEARCH', 'refuses to search'],
    ['UID FETCH', 'Try again later'],
  ] as const) {
    const accept = mailbox.refuse(command);
    const refused = await first.run(() => feedback(first.context, {}));
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(reason) });
    accept();
  }
  expect(await first.read()).toMatchObject({ mails: { 'auto-reply': 1 } });
  expect(mailbox.inbox.messages.flatMap(({ flags = [] }) => flags)).not.toContain('\\Seen');

  // The server numbers its mails again. What was handled is recognised.
  mailbox.inbox.uidvalidity = 77;
  expect(await first.read()).toMatchObject({ mails: {} });

  environment['IMAP_URL'] = mailbox.address.replace('testpass', 'wrong');
  const refused = await first.run(() => first.read().then(() => 0));
  expect(refused.stderr).toContain('cannot be read');
  expect(refused.stderr).not.toContain('wrong');

  environment['IMAP_URL'] = mailbox.address.replace(':testpass', '');
  environment['IMAP_TOKEN_COMMAND'] = 'echo testtoken';
  mailbox.append(first.mail('auto-vacation'));
  expect(await first.read()).toMatchObject({ mails: { 'auto-reply': 1 } });
  environment['IMAP_TOKEN_COMMAND'] = 'exit 3';
  expect((await first.run(() => first.read().then(() => 0))).stderr).toContain('it ended with code 3');
});
