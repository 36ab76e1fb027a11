import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courant, courantHere } from '../commands/run-courant.ts';

const lists = `lists:
  - id: weekly
    name: { en: The week, nl: De week }
  - id: daily
    name: { en: Every day, nl: Elke dag }
`;

async function createRoot(): Promise<string> {
  const root = await copyPublication();
  const file = join(root, 'newsletter.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}${lists}`);
  return root;
}

test('a subscriber is added, shown, suppressed, brought back and erased', async () => {
  const root = await createRoot();
  const run = (...args: string[]) => courantHere(root, ['subscribers', ...args]);
  const person = 'zoe@example.org';
  expect((await run('add', person)).code, 'without consent nobody is added').toBe(2);
  const added = await run(
    'add',
    person,
    '--name',
    'Zoë',
    '--locale',
    'nl',
    '--list',
    'weekly',
    '--consent',
    'fair',
  );
  expect(added).toMatchObject({ code: 0, stdout: 'Added.\n' });
  expect((await run('add', person, '--consent', 'again', '--list', 'weekly')).stderr).toContain(
    'subscriber-known',
  );
  expect(JSON.parse((await run('show', person)).stdout)).toMatchObject({
    name: 'Zoë',
    lists: [{ list: 'weekly' }],
    consents: [{ kind: 'added', evidence: 'fair' }],
  });
  expect((await run('list', '--list', 'weekly')).stdout).toContain(
    `${person}\tZoë\tnl\tactive\tadded\tweekly`,
  );
  expect((await run('list', '--list', 'monthly')).stderr).toContain('list-unknown');

  await run('suppress', person);
  expect(JSON.parse((await run('list', '--state', 'suppressed', '--json')).stdout)).toHaveLength(1);
  expect((await run('add', person, '--consent', 'x', '--list', 'weekly')).stderr).toContain(
    'subscriber-suppressed',
  );
  expect((await run('add', person, '--consent', 'x', '--lift', '--list', 'weekly')).code).toBe(0);

  expect((await run('erase', person)).stderr, 'nobody is there to say yes').toContain('not-confirmed');
  expect(await run('erase', person, '--yes')).toMatchObject({ code: 0, stdout: 'Erased.\n' });
  expect((await run('show', person)).stderr).toContain('subscriber-unknown');
  expect((await run('list', '--json')).stdout).toBe('[]\n');
});

test('a list is tried out, imported with its refused rows in a file, and exported', async () => {
  const root = await createRoot();
  const run = (...args: string[]) => courantHere(root, ['subscribers', ...args]);
  await writeFile(join(root, 'list.csv'), 'E-mail;Naam\nzoe@example.org;Zoë\nnobody\nzoe@example.org;Z\n');
  const options = [
    'list.csv',
    '--map',
    'address=E-mail',
    'name=Naam',
    '--list',
    'daily',
    '--consent',
    'since 2019',
  ];
  const tried = await run('import', ...options, '--dry-run');
  expect(tried.stdout).toBe(
    '1 added, 0 updated, 0 unchanged, 2 refused (nothing was written)\n  state    active 1\n  language none 1\n  list     daily 1\n',
  );
  const taken = await run('import', ...options, '--refused', 'refused.csv');
  expect(taken).toMatchObject({ code: 1, stdout: '1 added, 0 updated, 0 unchanged, 2 refused\n' });
  expect(taken.stderr).toMatch(/list.csv:3.*subscriber-address/);
  expect(taken.stdout + taken.stderr).not.toContain('zoe@');
  expect(
    (await readFile(join(root, 'refused.csv'), 'utf8')).split('\n').map((line) => line.split(',')[1]),
  ).toEqual(['code', 'subscriber-address', 'subscriber-duplicate', undefined]);
  expect((await run('import', 'list.csv', '--map', 'E-mail')).stderr).toContain('csv-map');
  expect((await run('import', 'missing.csv')).stderr).toContain('file-missing');

  await run('export', '--out', 'out.csv');
  expect(await readFile(join(root, 'out.csv'), 'utf8')).toContain(
    'zoe@example.org,Zoë,,active,import,daily,,,',
  );
  expect((await stat(join(root, 'out.csv'))).mode & 0o077, 'only its owner may read it').toBe(0);
  // It writes past its terminal.
  const printed = await courant(root, ['subscribers', 'export', '--json']);
  expect(JSON.parse(printed.stdout)).toMatchObject([{ lists: ['daily'] }]);
});

test('an issue goes to the lists that it names', async () => {
  const root = await createRoot();
  await writeFile(
    join(root, 'list.csv'),
    'address,locale,lists\na@example.org,en,weekly\nb@example.org,en,weekly;daily\nc@example.org,nl,daily\n',
  );
  await courantHere(root, ['subscribers', 'import', 'list.csv']);
  const file = join(root, 'content/2026-11-19-november/en.yaml');
  const source = await readFile(file, 'utf8');
  await writeFile(file, source.replace('status: ready', 'status: ready\nlists: [weekly]'));
  const { stdout } = await courantHere(root, ['send', '2026-11-19-november', '--dry-run']);
  expect(stdout).toContain('2 messages to be delivered into the outbox');
  expect(stdout).toContain('to those on weekly, each once');
  expect((await courantHere(root, ['send', '2026-11-19-november'])).stdout).toContain('2 messages delivered');
  await writeFile(file, source.replace('status: ready', 'status: ready\nlists: [monthly]'));
  const wrong = await courantHere(root, ['check', '2026-11-19-november']);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('list-unknown') });
});
