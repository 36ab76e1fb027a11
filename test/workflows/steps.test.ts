import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startMailServer, startWebsite } from '../commands/start-servers.ts';
import { addSubscribers } from '../delivery/support/audience.ts';
import { createRestorable } from '../store/support/backups.ts';
import { testKey } from '../store/support/suppressions.ts';
import { stepsOf, workflow } from './read-workflow.ts';
import { createRunner, type Runner } from './runner.ts';

const sendSteps = stepsOf(workflow('publish')).filter(({ job }) => job === 'send');

/** Runs every script of a job in its order, and fails where one does. */
async function runJob(runner: Runner, name: string, job: string, env: Readonly<Record<string, string>> = {}) {
  let output = '';
  for (const { job: owner, step } of stepsOf(workflow(name))) {
    if (owner !== job || step.run === undefined) continue;
    const done = await runner.run(step.run, env);
    expect(done.code, `${step.name ?? step.run}\n${done.output}`).toBe(0);
    output += done.output;
  }
  return output;
}

describe.runIf(process.platform === 'linux')('the scripts of the workflows', { timeout: 120_000 }, () => {
  test('publish: check, build, prove', async () => {
    const runner = createRunner();
    const output = await runJob(runner, 'publish', 'build');
    expect(output).toContain('dist/ matches this commit');
    expect(existsSync(join(runner.folder, 'dist/en/2026-05-07-bridges/email.eml'))).toBe(true);
  });

  test('preview: changed editions are rendered, and shown in one comment', async () => {
    const runner = createRunner();
    const base = runner.git('rev-parse', 'HEAD');
    const article = join(runner.folder, 'content/2026-05-07-bridges/en.yaml');
    writeFileSync(article, `${readFileSync(article, 'utf8')}\n# looked at again\n`);
    runner.git('commit', '--quiet', '--all', '--message', 'change');
    await runJob(runner, 'preview', 'build', { BASE: base });
    expect(readdirSync(join(runner.folder, 'preview/comment')).sort()).toEqual([
      '2026-05-07-bridges.en.png',
      '2026-05-07-bridges.nl.png',
      'comment.md',
    ]);
    expect(runner.summary()).toContain('- `2026-05-07-bridges` in `nl`');

    // The artifact as it arrives in the other job.
    cpSync(join(runner.folder, 'preview/comment'), join(runner.folder, 'comment'), { recursive: true });
    await runJob(runner, 'preview', 'comment', { GH_TOKEN: 'token', NUMBER: '7', RUN: '42' });
    const body = readFileSync(join(runner.folder, 'body.md'), 'utf8');
    expect(body).toMatch(
      /<img src="file:\/\/\S+\/remote\/raw\/previews\/pr-7\/42\/2026-05-07-bridges\.en\.png"/,
    );
    expect(runner.calls()).toBe(
      'pr comment 7 --repo remote --body-file body.md --edit-last --create-if-none\n',
    );
    // Again: the pictures of the last push make room.
    await runner.run('rm -rf previews');
    await runJob(runner, 'preview', 'comment', { GH_TOKEN: 'token', NUMBER: '7', RUN: '43' });
    const kept = runner.git(
      '--git-dir',
      join(runner.folder, '../remote.git'),
      'ls-tree',
      '-r',
      '--name-only',
      'previews',
    );
    expect(kept.split('\n').every((path) => path.startsWith('pr-7/43/'))).toBe(true);
  });

  test('preview: a broken article stops it, with an annotation at its line', async () => {
    const runner = createRunner();
    const article = join(runner.folder, 'content/2026-05-07-bridges/en.yaml');
    writeFileSync(article, readFileSync(article, 'utf8').replace('kind: article', 'kind: artikel'));
    const check = stepsOf(workflow('preview')).find(({ step }) => step.run === 'npx courant check');
    const { code, output } = await runner.run(check?.step.run ?? '');
    expect(code).toBe(1);
    expect(output).toMatch(/^::error file=content\/2026-05-07-bridges\/en\.yaml,line=2,/m);
  });

  test('send: the second run has another disk and the same key and mark; a restored database is noticed', async () => {
    const runner = createRunner();
    const [mail, website] = [await startMailServer(), await startWebsite()];
    const { databaseUrl = '', backUp, restore, use } = await createRestorable('postgres');
    await use((store) => addSubscribers(store, ['anna@example.org,en', 'bram@example.org,nl']));
    const configuration = join(runner.folder, 'newsletter.yaml');
    const text = readFileSync(configuration, 'utf8');
    writeFileSync(configuration, text.replace('https://courant.example.org', website.url));
    const env = {
      COURANT_SECRET: 'correct-horse-battery-staple-0123456789',
      COURANT_SUPPRESSION_KEY: testKey,
      DATABASE_URL: databaseUrl,
      SMTP_URL: mail.url,
      DRY_RUN: '',
      ISSUE: '2026-05-07-bridges',
      GH_TOKEN: 'token',
      MARK: '',
    };
    const steps = sendSteps.flatMap(({ step }) => step.run ?? []);
    const [, , take = '', send = '', push = ''] = steps;
    const runOnce = async () => {
      runner.forget();
      expect(await runner.run(take, env)).toMatchObject({ code: 0 });
      const sent = await runner.run(send, env);
      expect(await runner.run(push, env)).toMatchObject({ code: 0 });
      return sent;
    };
    await backUp();
    const first = await runOnce();
    expect(first, first.output).toMatchObject({ code: 0 });
    expect(mail.received).toHaveLength(2);
    expect(await runOnce()).toMatchObject({ code: 0, output: expect.stringContaining('Nothing to send') });
    await restore();
    const restored = await runOnce();
    expect(restored).toMatchObject({ code: 4, output: expect.stringContaining('ledger-restored') });
    expect(mail.received).toHaveLength(2);
    const commits = [
      '--git-dir',
      join(runner.folder, '../remote.git'),
      'rev-list',
      '--count',
      'courant-mark',
    ];
    expect(runner.git(...commits), 'history keeps nothing that the journal drops').toBe('1');
  });

  test('send: refuses without a database, tells on a dry run, and sends nothing twice', async () => {
    const runner = createRunner();
    const [refuse, , , send, , tell] = sendSteps.flatMap(({ step }) => step.run ?? []);
    const without = await runner.run(refuse ?? '', { DATABASE_URL: '', SMTP_URL: 'x', COURANT_SECRET: 'x' });
    expect(without).toMatchObject({ code: 1, output: expect.stringContaining('::error title=DATABASE_URL') });
    const secrets = { DATABASE_URL: 'postgres://x', SMTP_URL: 'smtp://x', COURANT_SECRET: 'x' };
    expect((await runner.run(refuse ?? '', secrets)).output).toContain('COURANT_SUPPRESSION_KEY');
    const all = { ...secrets, COURANT_SUPPRESSION_KEY: 'x' };
    expect((await runner.run(refuse ?? '', all)).code).toBe(0);

    const dry = await runner.run(send ?? '', { DRY_RUN: 'true', ISSUE: '2026-05-07-bridges' });
    expect(dry).toMatchObject({ code: 0, output: expect.stringContaining('readers') });
    // Without SMTP_URL, into the outbox: the same command, and again.
    const first = await runner.run(send ?? '', { DRY_RUN: '', ISSUE: '2026-05-07-bridges' });
    expect(first.output).toMatch(/\d+ messages delivered into the outbox/);
    const second = await runner.run(send ?? '', { DRY_RUN: '', ISSUE: '2026-05-07-bridges' });
    expect(second.output).toContain('Nothing to send');
    // By the schedule: no issue has a moment, so nothing is due.
    expect((await runner.run(send ?? '', { DRY_RUN: '', ISSUE: '' })).code).toBe(0);
    expect((await runner.run(tell ?? '')).code).toBe(0);
    expect(runner.summary()).toMatch(/## The state of the dispatches\n```text\n[\s\S]+\n```/);
  });
});
