import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serve as startServing } from '../../pipeline/commands/serve.ts';
import { openCommand } from '../commands/open-command.ts';
import { copyPublication, courantHere } from '../commands/run-courant.ts';
import { startMailServer, startWebsite } from '../commands/start-servers.ts';
import { expectNothingPrivate } from './support/clean-log.ts';
import { findPort, serve } from './support/serve-process.ts';
import { fillIn, post, readMail, until } from './support/visitor.ts';

test('without a mail server a whole life can be tried on one machine', async () => {
  const root = await copyPublication();
  const webhookSecret = 'a-secret-that-we-chose-ourselves';
  const { child, output, origin } = await serve(root, { COURANT_WEBHOOK_BREVO: webhookSecret });
  await fillIn(origin, { address: 'zoe@example.org', name: 'Zoë' }, 'nl').then(async (tooQuick) => {
    expect(tooQuick.status).toBe(422);
    const guard = /name="guard" value="([^"]*)"/.exec(await tooQuick.text())?.[1] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const sent = await post(`${origin}/nl/subscribe`, { address: 'zoe@example.org', agree: 'yes', guard });
    expect(sent.headers.get('location')).toBe('/nl/done/sent');
  });
  const folder = join(root, '.courant/outbox/notices');
  // The folder is made when the first mail is.
  const files = async () =>
    existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.eml')) : [];
  await until(async () => (await files()).length === 1);
  const raw = await readFile(join(folder, (await files())[0] ?? ''));
  const { link } = readMail({ raw });
  expect(link.startsWith(`${origin}/confirm/`)).toBe(true);
  expect((await post(link, { do: 'yes' })).headers.get('location')).toBe('/nl/done/confirmed');

  // The commands work on the same store while the server runs.
  const listed = await courantHere(root, ['subscribers', 'list', '--json']);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ address: 'zoe@example.org', source: 'form' }]);

  // The pages follow the files, and a file with an error changes nothing.
  const settings = join(root, 'newsletter.yaml');
  const written = await readFile(settings, 'utf8');
  const heading = async () => (await fetch(`${origin}/en/subscribe`)).text();
  await writeFile(settings, written.replace('name: Courant', 'name: The Ferry'));
  await until(async () => (await heading()).includes('The Ferry'));
  // A logo in a folder of its own is followed from the moment that it is named.
  await writeFile(settings, written.replace('content/logo.svg', 'art/logo.svg'));
  await until(() => output.stderr.includes('asset-missing'));
  await mkdir(join(root, 'art'));
  await copyFile(join(root, 'content/logo.svg'), join(root, 'art/logo.svg'));
  await until(async () => !(await heading()).includes('The Ferry'));
  await writeFile(settings, written.replace('name: Courant', 'name: The Ferry'));
  await until(async () => (await heading()).includes('The Ferry'));
  await writeFile(settings, written.replace('name: Courant', 'nime: The Wrong'));
  await until(() => output.stderr.includes('unknown-key'));
  expect(await heading()).toContain('The Ferry');
  // So do the webhooks of mail providers.
  const report = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}` };
    const body = JSON.stringify({ event: 'spam', email: 'zoe@example.org', ts: 1_795_946_400 });
    return (await fetch(`${origin}/feedback/brevo`, { method: 'POST', headers, body })).status;
  };
  expect(await report(webhookSecret)).toBe(404);
  await writeFile(settings, `${written}feedback: { webhooks: { brevo: true } }\n`);
  await until(async () => !(await heading()).includes('The Ferry'));
  expect(await report(webhookSecret)).toBe(200);
  expect(await report('another')).toBe(401);

  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expectNothingPrivate(output.stdout.split('\n').filter(Boolean));
  expect(output.stdout).toContain('"route":"/confirm/:token"');
});

test('a server that fails after its start does not stay open', async () => {
  const { context } = await openCommand();
  const port = await findPort();
  const note = (line: string) => {
    if (line.includes(String(port))) throw new Error('the terminal is gone');
  };
  const inside = { ...context, terminal: { ...context.terminal, note } };
  const options = { port, host: '127.0.0.1', every: 900_000 };
  await expect(startServing(inside, options)).rejects.toThrow('the terminal is gone');
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
});

test('with a mail server it wants a secret that lasts, and says so', async () => {
  const root = await copyPublication();
  const { output } = await serve(root, { SMTP_URL: 'smtp://127.0.0.1:1' });
  expect(output.stderr).toContain('secret-missing');
});

test('mail goes out by SMTP once the pages to leave by can be reached, and one click then leaves', {
  timeout: 120_000,
}, async () => {
  const root = await copyPublication();
  const mail = await startMailServer();
  const archive = await startWebsite(/^\/unsubscribe/);
  const pages = `http://127.0.0.1:${await findPort()}`;
  const file = join(root, 'newsletter.yaml');
  const newsletter = (await readFile(file, 'utf8')).replace('https://courant.example.org', archive.url);
  await writeFile(file, `${newsletter}server: { url: "${pages}" }\n`);
  await writeFile(join(root, 'readers.csv'), 'address,locale\nzoe@example.org,nl\nli@example.org,en\n');
  await courantHere(root, ['subscribers', 'import', 'readers.csv']);
  const environment = { SMTP_URL: mail.url, COURANT_SECRET: 'correct-horse-battery-staple-0123456789' };
  const send = () => courantHere(root, ['send', '2026-05-07-bridges', '--yes'], environment);
  expect((await send()).stderr, 'nobody could leave').toContain('public-unreachable');
  expect(mail.received).toEqual([]);

  const { child, output } = await serve(root, { ...environment, PORT: new URL(pages).port });
  expect((await send()).stdout).toContain('2 messages delivered by SMTP.');
  const toZoe = mail.received.find(({ to }) => to[0] === 'zoe@example.org');
  const leave = /List-Unsubscribe: <([^>]+)>/.exec(String(toZoe?.raw))?.[1] ?? '';
  expect((await post(leave, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
  const left = await courantHere(root, ['subscribers', 'list', '--state', 'unsubscribed']);
  expect(left.stdout).toContain('zoe@example.org');

  expect(await (await fetch(`${pages}/readyz`)).text()).toBe('ready\n');
  // The journal cannot be written any more. One click holds all the same, and nobody hides it.
  const [ledger = ''] = await readdir(join(root, '.state-home/courant'));
  const journal = join(root, '.state-home/courant', ledger, 'withdrawals');
  await rename(journal, `${journal}.away`);
  await mkdir(journal);
  const readiness = async () => {
    const answer = await fetch(`${pages}/readyz`);
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await readiness()).toMatch(/^503 mark-failed: .*\n$/);
  const toLi = mail.received.find(({ to }) => to[0] === 'li@example.org');
  const leaveToo = /List-Unsubscribe: <([^>]+)>/.exec(String(toLi?.raw))?.[1] ?? '';
  expect((await post(leaveToo, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
  expect(await readiness()).toMatch(/^503 mark-failed: .*\njournal-unwritten: 1\n$/);
  expect(output.stderr).toContain('journal-unwritten');
  const told = await courantHere(root, ['status', '--check', '--json'], environment);
  expect(told.code).toBe(4);
  expect(JSON.parse(told.stdout)).toMatchObject({ open: [{ reason: 'journal' }] });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([4, null]);
  expectNothingPrivate(output.stdout.split('\n').filter(Boolean));
});
