import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { releaseNotes } from '../../packages/release/release-notes.ts';
import { stepsOf, workflow } from '../workflows/read-workflow.ts';

const release = (over: Partial<Parameters<typeof releaseNotes>[0]> = {}) =>
  releaseNotes({
    tag: 'v1.2.0',
    changelog:
      '# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-12-01)\n\n### Added\n\n- This.\n\n## [1.1.0]\n\n- That.\n',
    courant: { name: 'courant', version: '1.2.0' },
    creator: { name: 'create-courant', version: '1.2.0', dependencies: { courant: '^1.2.0' } },
    ...over,
  });

describe('the notes of a release', () => {
  test('are the section of its version', () => {
    expect(release()).toBe('### Added\n\n- This.\n');
  });

  test.each([
    ['a tag that is no version', { tag: 'vnext' }, 'The tag "vnext" is not a version such as v1.2.0.'],
    [
      'another version of the package',
      { courant: { name: 'courant', version: '1.1.0' } },
      'The tag is v1.2.0, but courant has the version 1.1.0.',
    ],
    [
      'a create-courant for another version',
      { creator: { name: 'create-courant', version: '1.2.0', dependencies: { courant: '^1.1.0' } } },
      'create-courant depends on courant ^1.1.0; it needs ^1.2.0.',
    ],
    [
      'a changelog without the version',
      { changelog: '## 1.2.0-beta.1\n\n- This.\n' },
      'CHANGELOG.md has no section "## 1.2.0".',
    ],
    [
      'an empty section',
      { changelog: '## 1.2.0\n\n## 1.1.0\n\n- That.\n' },
      'The section "## 1.2.0" in CHANGELOG.md is empty.',
    ],
  ])('are refused for %s', (_, over, message) => {
    expect(() => release(over)).toThrow(message);
  });
});

describe.runIf(process.platform === 'linux')('the workflow that publishes', () => {
  /** Runs the script of the job with an npm that only takes notes, and has published these packages before. */
  function publish(tag: string, published: readonly string[] = []): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'courant-release-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'packages/create-courant'), { recursive: true });
    const npm = `#!/bin/sh
case "$1 $2" in
  "pkg get") case "$PWD" in */create-courant) echo '"create-courant"' ;; *) echo '"courant"' ;; esac ;;
  "view "*) case " ${published.join(' ')} " in *" $2 "*) echo found ;; *) exit 1 ;; esac ;;
  *) echo "$(basename "$PWD"): $*" >> "${folder}/calls" ;;
esac
`;
    writeFileSync(join(folder, 'npm'), npm);
    chmodSync(join(folder, 'npm'), 0o755);
    writeFileSync(join(folder, 'calls'), '');
    const script = stepsOf(workflow('release')).find(({ step }) => step.name === 'Publish both packages')
      ?.step.run;
    execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script ?? 'exit 1'], {
      cwd: folder,
      env: {
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
        GITHUB_REF_NAME: tag,
        GITHUB_SERVER_URL: 'https://git.example.org',
        GITHUB_REPOSITORY: 'dike/courant',
      },
    });
    return readFileSync(join(folder, 'calls'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(': publish'));
  }

  test('publishes both packages with their provenance', () => {
    const calls = publish('v1.2.0');
    expect(calls).toHaveLength(2);
    expect(calls[0]).toMatch(/: publish --provenance --access public --tag latest$/);
    expect(calls[1]).toMatch(/^create-courant: publish --provenance --access public --tag latest$/);
  });

  test('gives a preview another tag, and skips a package that is there', () => {
    expect(publish('v1.2.0-beta.1', ['courant@1.2.0-beta.1'])).toEqual([
      'create-courant: publish --provenance --access public --tag next',
    ]);
  });

  /** Runs the script that makes the release, with a `gh` that only takes notes. */
  function makeRelease(tag: string, exists: boolean): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'courant-release-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const gh = `#!/bin/sh\necho "$*" >> "${folder}/calls"\n[ "$2" != view ] || exit ${exists ? 0 : 1}\n`;
    for (const [name, text] of Object.entries({ gh, node: '#!/bin/sh\n' }))
      writeFileSync(join(folder, name), text, { mode: 0o755 });
    const script = workflow('release').jobs['release']?.steps.at(-1)?.run;
    execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script ?? 'exit 1'], {
      env: {
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
        GITHUB_REF_NAME: tag,
        RUNNER_TEMP: folder,
      },
    });
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').slice(1);
  }

  test('makes a preview no latest release, and leaves a release that exists', () => {
    expect(makeRelease('v1.2.0', true)).toEqual([]);
    expect(makeRelease('v1.2.0', false)).toEqual([
      expect.stringMatching(/^release create v1\.2\.0 .*--prerelease=false/),
    ]);
    expect(makeRelease('v1.2.0-beta.1', false)).toEqual([
      expect.stringMatching(/^release create v1\.2\.0-beta\.1 .*--prerelease=true/),
    ]);
  });

  test('has the right to a statement of provenance only where it publishes, and needs no token', () => {
    const { jobs, text } = workflow('release');
    const rights = Object.entries(jobs).map(([name, { permissions }]) => [name, permissions]);
    expect(Object.fromEntries(rights)).toEqual({
      test: { contents: 'read' },
      publish: { contents: 'read', 'id-token': 'write' },
      release: { contents: 'write' },
    });
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });
});
