import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { repository } from './read-workflow.ts';

/** A machine that steps run on, as far as they can tell. */
export interface Runner {
  readonly folder: string;
  /** Runs a step's script as GitHub does; gives its exit code and all that it wrote. */
  run(
    script: string,
    env?: Readonly<Record<string, string>>,
  ): Promise<{ code: number | null; output: string }>;
  git(...args: string[]): string;
  /** Loses its disk, as the runner of the next run has another one. */
  forget(): void;
  /** What was written for the summary of the job. */
  summary(): string;
  /** The arguments that `gh` was called with. */
  calls(): string;
}

/** A checkout with one commit; `npx` and `node` are those of this repository, `npm` and `gh` only take notes. */
export function createRunner(): Runner {
  const home = mkdtempSync(join(tmpdir(), 'courant-runner-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const [folder, bin] = [join(home, 'checkout'), join(home, 'bin')];
  for (const each of [folder, bin]) mkdirSync(each);
  for (const name of ['pipeline', 'test', 'node_modules']) {
    symlinkSync(join(repository, name), join(folder, name));
  }
  for (const name of ['content', 'newsletter.yaml', '.github']) {
    cpSync(join(repository, name), join(folder, name), { recursive: true });
  }
  const script = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const node = process.execPath;
  script('npm', 'exit 0');
  script('gh', `echo "$@" >> ${join(home, 'calls')}`);
  script(
    'npx',
    `command=$1; shift; case $command in
courant) exec ${node} ${join(repository, 'pipeline/cli.ts')} "$@";;
node) exec ${node} "$@";;
esac; echo "npx $command is nothing that a workflow runs" >&2; exit 127`,
  );
  const environment = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    TMPDIR: tmpdir(),
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(home, 'summary'),
    GITHUB_ENV: join(home, 'env'),
    RUNNER_TEMP: join(home, 'temp'),
    GITHUB_SERVER_URL: `file://${home}`,
    GITHUB_REPOSITORY: 'remote',
    GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
  };
  writeFileSync(
    environment.GIT_CONFIG_GLOBAL,
    '[user]\nname = A\nemail = a@example.org\n[init]\ndefaultBranch = main\n',
  );
  writeFileSync(join(home, 'summary'), '');
  writeFileSync(join(home, 'env'), '');
  mkdirSync(join(home, 'temp'));
  /** What earlier steps left for later ones, as GitHub hands it on. */
  const handedOn = () =>
    Object.fromEntries(
      readFileSync(join(home, 'env'), 'utf8')
        .split('\n')
        .flatMap((line) =>
          line === '' ? [] : [[line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]],
        ),
    );
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, env: { ...environment }, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  git('add', 'content', 'newsletter.yaml');
  git('commit', '--quiet', '--message', 'base');
  git('init', '--quiet', '--bare', join(home, 'remote.git'));
  return {
    folder,
    git,
    summary: () => readFileSync(join(home, 'summary'), 'utf8'),
    forget() {
      for (const each of [join(folder, '.courant'), join(home, 'temp', 'mark')])
        rmSync(each, { recursive: true, force: true });
      writeFileSync(join(home, 'env'), '');
    },
    calls: () => readFileSync(join(home, 'calls'), 'utf8'),
    run(text, env = {}) {
      const child = spawn('bash', ['-e', '-c', text], {
        cwd: folder,
        env: { ...environment, ...handedOn(), ...env },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          output += chunk;
        });
      }
      return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve({ code, output }));
      });
    },
  };
}
