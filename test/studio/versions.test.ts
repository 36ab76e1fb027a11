import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { DeskFiles } from '../../pipeline/studio/desk-files.ts';
import { EventHub } from '../../pipeline/studio/event-hub.ts';
import { Journal } from '../../pipeline/studio/journal/journal.ts';
import { LivePublication } from '../../pipeline/studio/live-publication.ts';
import type { SavedVersion, VersionsView } from '../../pipeline/studio/protocol/versions.ts';
import { findCommit, listRevisions, revisionFiles } from '../../pipeline/studio/revisions.ts';
import { runGit } from '../../pipeline/studio/run-git.ts';
import { versionRoutes } from '../../pipeline/studio/server/routes/versions.ts';
import type { Studio } from '../../pipeline/studio/studio.ts';
import { fileVersions } from '../../pipeline/studio/versions/file-versions.ts';
import { forgetGitSettings } from './repository.ts';

const execute = promisify(execFile);

/** Runs git, without the settings of this machine. */
async function git(folder: string, ...args: string[]): Promise<string> {
  return (await execute('git', ['-c', 'commit.gpgsign=false', ...args], { cwd: folder })).stdout.trim();
}

const settings = `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en, nl] }
`;
const article = (headline: string, more = '') =>
  `kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: ${headline}\n${more}body:\n  - paragraph: One.\n`;

let home: string;
/** A repository with two issues, and a bare remote that has them too. */
let pattern: string;
let rooms = 0;

beforeAll(async () => {
  forgetGitSettings();
  vi.stubEnv('no_proxy', '*');
  home = await mkdtemp(join(tmpdir(), 'courant-versions-'));
  pattern = join(home, 'remote.git');
  const first = join(home, 'first');
  await put(first, {
    'newsletter.yaml': settings,
    'content/one/en.yaml': article('One'),
    'content/one/nl.yaml': 'status: draft\nheadline: Een\n',
    'content/two/en.yaml': article('Two'),
  });
  await git(first, 'init', '--quiet', '--initial-branch', 'main');
  await git(first, 'add', '--all');
  await commit(first, 'As it was');
  await git(home, 'clone', '--quiet', '--bare', first, pattern);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

const person = ['-c', 'user.name=Editor', '-c', 'user.email=editor@example.org'];
const commit = (folder: string, subject: string) =>
  git(folder, ...person, 'commit', '--quiet', '-m', subject);

async function put(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

interface Room {
  readonly root: string;
  /** The remote from which it was cloned. */
  readonly remote: string;
  view(): Promise<VersionsView>;
  /** Changes files as a person with an editor would. */
  put(files: Readonly<Record<string, string>>): Promise<void>;
  refresh(...paths: string[]): Promise<unknown>;
  save(slug: string, more?: object): Promise<{ status: number; body: SavedVersion & Refused }>;
  exchange(): Promise<{ status: number; body: { received: number; sent: number } & Refused }>;
}

type Refused = { message: string; problems: { code: string; message: string; hint: string }[] };

/** A clone of the pattern with a remote of its own, and the routes over it. */
async function openRoom(more: { isLocal?: boolean; hasAuthor?: boolean } = {}): Promise<Room> {
  const remote = join(home, `remote-${++rooms}.git`);
  const root = join(home, `room-${rooms}`);
  await git(home, 'clone', '--quiet', '--bare', pattern, remote);
  await git(home, 'clone', '--quiet', remote, root);
  if (more.hasAuthor !== false) {
    await git(root, 'config', 'user.name', 'Editor');
    await git(root, 'config', 'user.email', 'editor@example.org');
  }
  return { remote, ...(await openFolder(root, more.isLocal)) };
}

/** The routes over a folder as it is. */
async function openFolder(root: string, isLocal = true): Promise<Omit<Room, 'remote'>> {
  const live = new LivePublication({
    clock: Date.now,
    publication: diskFiles(root),
    package: diskFiles(packageRoot),
  });
  await live.open();
  const studio: Partial<Studio> = {
    root,
    live,
    isLocal,
    deskFiles: new DeskFiles({
      root,
      journal: new Journal(join(home, 'steps')),
      clock: () => new Date(0),
      onWritten: (paths) => live.refresh(paths),
    }),
    opens: (file, line) => `${file}:${line}`,
    events: new EventHub(),
  };
  const app = versionRoutes(studio as Studio);
  const post = async (address: string, body: object) => {
    const response = await app.request(address, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as never };
  };
  return {
    root,
    view: async () => (await (await app.request('/api/versions')).json()) as VersionsView,
    async put(files) {
      await put(root, files);
      await live.refresh(Object.keys(files));
    },
    refresh: (...paths) => live.refresh(paths),
    save: (slug, request = {}) =>
      post(`/api/versions/issue/${slug}`, {
        action: 'save',
        sentence: 'A sentence',
        exchanges: false,
        ...request,
      }),
    exchange: () => post('/api/versions/exchange', {}),
  };
}

const codesOf = ({ body }: { body: Refused }) => body.problems?.map(({ code }) => code);
const filesIn = (folder: string, name = 'HEAD') =>
  git(folder, 'show', '--format=', '--name-status', '--no-renames', name).then((text) =>
    text.split('\n').sort(),
  );

describe('saving a version', () => {
  test('commits only the files of the issue, with its sentence, and leaves what else is staged', async () => {
    const room = await openRoom();
    expect((await room.view()).issues).toEqual([]);
    await room.put({
      'content/one/en.yaml': article('One, written'),
      'content/one/it.s [a] picture.svg': '<svg/>',
      'content/two/en.yaml': article('Two, staged'),
      'newsletter.yaml': `${settings}# A remark.\n`,
    });
    await git(room.root, 'add', 'content/two/en.yaml');
    const view = await room.view();
    expect(view).toMatchObject({ branch: 'main', remote: 'origin', mayExchange: true });
    expect(view.author).toEqual({ name: 'Editor', email: 'editor@example.org' });
    expect(
      view.issues.map(({ slug, files }) => [slug, files.map(({ kind, path }) => `${kind} ${path}`)]),
    ).toEqual([
      ['two', ['changed content/two/en.yaml']],
      ['one', ['changed content/one/en.yaml', 'new content/one/it.s [a] picture.svg']],
    ]);
    const saved = await room.save('one', { sentence: '  # One:\n"$(touch x)" --amend  ' });
    expect(saved.status).toBe(200);
    expect(saved.body.commit).toBe(await git(room.root, 'rev-parse', 'HEAD'));
    expect(await git(room.root, 'log', '-1', '--format=%s|%an|%ae|%P')).toBe(
      `# One: "$(touch x)" --amend|Editor|editor@example.org|${await git(room.remote, 'rev-parse', 'HEAD')}`,
    );
    expect(await filesIn(room.root)).toEqual([
      'A\tcontent/one/it.s [a] picture.svg',
      'M\tcontent/one/en.yaml',
    ]);
    expect(await git(room.root, 'diff', '--cached', '--name-only')).toBe('content/two/en.yaml');
    expect((await room.view()).issues.map(({ slug }) => slug)).toEqual(['two']);
    expect(codesOf(await room.save('one'))).toEqual(['git-unchanged']);
    expect((await room.save('two', { sentence: ' \n ' })).status).toBe(400);
  });

  test('has both sides of a renamed folder, and a deleted issue can be saved too', async () => {
    const room = await openRoom();
    await rename(join(room.root, 'content/one'), join(room.root, 'content/uno'));
    await room.put({ 'content/uno/en.yaml': article('One', 'aliases: [one]\n') });
    await room.refresh('content/one');
    await rm(join(room.root, 'content/two'), { recursive: true });
    await room.refresh('content/two');
    const { issues, deleted } = await room.view();
    expect(issues).toMatchObject([{ slug: 'uno', from: 'one' }]);
    expect(deleted).toMatchObject([{ slug: 'two', files: [{ path: 'content/two/en.yaml', kind: 'gone' }] }]);
    expect((await room.save('uno')).status).toBe(200);
    expect(await filesIn(room.root)).toEqual([
      'A\tcontent/uno/en.yaml',
      'A\tcontent/uno/nl.yaml',
      'D\tcontent/one/en.yaml',
      'D\tcontent/one/nl.yaml',
    ]);
    expect((await room.save('two')).status).toBe(200);
    expect(await filesIn(room.root)).toEqual(['D\tcontent/two/en.yaml']);
  });

  test('shows what a hook says when it refuses, and leaves the index as it was', async () => {
    const room = await openRoom();
    const hook = join(room.root, '.git/hooks/pre-commit');
    await put(room.root, {
      '.git/hooks/pre-commit': '#!/bin/sh\nprintf "\\033[31mNo full stop.\\033[0m\\n"\nexit 1\n',
    });
    await chmod(hook, 0o755);
    await room.put({ 'content/one/new.svg': '<svg/>', 'content/one/en.yaml': article('One, written') });
    const before = await git(room.root, 'status', '--porcelain');
    const { status, body } = await room.save('one');
    expect(status).toBe(422);
    expect(body.problems).toMatchObject([{ code: 'git-refused' }]);
    expect(body.message).toContain('refused to save this version: No full stop.');
    expect(await git(room.root, 'status', '--porcelain')).toBe(before);
    await rm(hook);
    expect((await room.save('one')).status).toBe(200);
  });

  test('asks for an author that git does not know, and the repository remembers it', async () => {
    const room = await openRoom({ hasAuthor: false });
    await room.put({ 'content/one/en.yaml': article('One, written') });
    expect((await room.view()).author).toBeUndefined();
    expect(codesOf(await room.save('one'))).toEqual(['git-author']);
    expect(codesOf(await room.save('one', { author: { name: '<>', email: 'a@example.org' } }))).toEqual([
      'git-author',
    ]);
    const author = { name: '-Anna <b>', email: 'anna@example.org' };
    expect((await room.save('one', { author })).status).toBe(200);
    expect((await room.view()).author).toEqual({ name: '-Anna b', email: 'anna@example.org' });
    expect(await git(room.root, 'log', '-1', '--format=%an|%cn')).toBe('-Anna b|-Anna b');
  });

  test('on a shared studio, names each author and remembers none; nothing is exchanged', async () => {
    const room = await openRoom({ isLocal: false });
    await room.put({ 'content/one/en.yaml': article('One, written') });
    expect(await room.view()).toMatchObject({ mayExchange: false, remembersAuthor: false });
    expect((await room.view()).author).toBeUndefined();
    expect(codesOf(await room.save('one'))).toEqual(['git-author']);
    expect(codesOf(await room.exchange())).toEqual(['git-not-here']);
    const author = { name: 'Anna', email: 'anna@example.org' };
    expect(codesOf(await room.save('one', { author, exchanges: true }))).toEqual(['git-not-here']);
    expect((await room.save('one', { author })).status).toBe(200);
    expect(await git(room.root, 'log', '-1', '--format=%an|%cn')).toBe('Anna|Editor');
  });
});

describe('exchanging versions', () => {
  /** Saves a version on the remote, as another person does. */
  async function fromElsewhere({ remote }: Room, files: Readonly<Record<string, string>>): Promise<void> {
    const other = join(home, `other-${++rooms}`);
    await git(home, 'clone', '--quiet', remote, other);
    await put(other, files);
    await git(other, 'add', '--all');
    await commit(other, 'From elsewhere');
    await git(other, 'push', '--quiet');
  }

  test('receives before it saves, so that the new version follows, and sends', async () => {
    const room = await openRoom();
    await fromElsewhere(room, { 'content/two/en.yaml': article('Two, from elsewhere') });
    await room.put({ 'content/one/en.yaml': article('One, written') });
    const { body } = await room.save('one', { exchanges: true });
    expect(body).toMatchObject({ exchanged: { received: 1, sent: 1 } });
    expect(await git(room.remote, 'log', '--format=%s')).toBe('A sentence\nFrom elsewhere\nAs it was');
    expect(await readFile(join(room.root, 'content/two/en.yaml'), 'utf8')).toContain('from elsewhere');
    expect((await room.exchange()).body).toEqual({ received: 0, sent: 0 });
  });

  test('refuses what would need a merge, and what would overwrite files', async () => {
    const room = await openRoom();
    await fromElsewhere(room, { 'content/one/en.yaml': article('One, from elsewhere') });
    await room.put({ 'content/one/en.yaml': article('One, written') });
    const blocked = await room.save('one', { exchanges: true });
    expect(codesOf(blocked)).toEqual(['git-in-the-way']);
    expect(blocked.body.message).toContain('content/one/en.yaml');
    expect(await readFile(join(room.root, 'content/one/en.yaml'), 'utf8')).toContain('One, written');
    expect((await room.save('one')).status).toBe(200);
    const { body } = await room.exchange();
    expect(body.problems).toMatchObject([
      { code: 'git-diverged', hint: expect.stringContaining('git pull --no-rebase origin main') },
    ]);
    expect(body.message).toContain('origin has 1 version that this machine lacks');
    expect(await git(room.root, 'log', '--format=%s')).toBe('A sentence\nAs it was');
    expect(await git(room.remote, 'log', '-1', '--format=%s')).toBe('From elsewhere');
  });

  test('says what the remote refused, and keeps the version here', async () => {
    const room = await openRoom();
    const hook = 'hooks/pre-receive';
    await put(room.remote, { [hook]: '#!/bin/sh\necho The branch is protected. >&2\nexit 1\n' });
    await chmod(join(room.remote, hook), 0o755);
    await room.put({ 'content/one/en.yaml': article('One, written') });
    const { status, body } = await room.save('one', { exchanges: true });
    expect(status).toBe(200);
    expect(body.notSent).toMatchObject({ code: 'git-refused' });
    expect(body.notSent?.message).toContain('The branch is protected.');
    expect(await room.view()).toMatchObject({ ahead: 1, issues: [] });
  });

  test('a remote that is gone, foreign or missing is named, without its password', async () => {
    const room = await openRoom();
    await git(room.root, 'remote', 'set-url', 'origin', join(home, 'nowhere.git'));
    expect(codesOf(await room.exchange())).toEqual(['git-unreachable']);
    await git(room.root, 'remote', 'set-url', 'origin', 'https://anna:secret@127.0.0.1:9/x.git');
    const { body } = await room.exchange();
    expect(codesOf({ body })).toEqual(['git-unreachable']);
    expect(JSON.stringify(body)).not.toContain('secret');

    const foreign = join(home, `foreign-${rooms}`);
    await put(foreign, { readme: 'Something else.' });
    await git(foreign, 'init', '--quiet', '--initial-branch', 'main');
    await git(foreign, 'add', '--all');
    await commit(foreign, 'Something else');
    await git(room.root, 'remote', 'set-url', 'origin', foreign);
    expect(codesOf(await room.exchange())).toEqual(['git-unrelated']);

    await git(room.root, 'remote', 'remove', 'origin');
    expect(codesOf(await room.exchange())).toEqual(['git-no-remote']);
    expect((await room.view()).remote).toBeUndefined();
  });
});

describe('a repository that cannot take a version now', () => {
  test.each([
    ['a merge that is not finished', 'git-unfinished', { '.git/MERGE_HEAD': '' }],
    ['a rebase that is not finished', 'git-unfinished', { '.git/rebase-merge/head-name': '' }],
    ['a lock that was left behind', 'git-locked', { '.git/index.lock': '' }],
  ])('%s is named', async (_name, code, files) => {
    const room = await openRoom();
    await room.put({ 'content/one/en.yaml': article('One, written') });
    await put(room.root, files);
    expect(codesOf(await room.save('one'))).toEqual([code]);
    expect((await room.view()).issues).toMatchObject([{ slug: 'one' }]);
  });

  test('a detached HEAD and a nested repository are named', async () => {
    const room = await openRoom();
    await room.put({ 'content/one/en.yaml': article('One, written') });
    await git(room.root, 'switch', '--quiet', '--detach');
    expect(codesOf(await room.save('one'))).toEqual(['git-detached']);
    expect((await room.view()).branch).toBeUndefined();
    await git(room.root, 'switch', '--quiet', 'main');
    await put(room.root, { 'content/one/inner/readme': 'x' });
    await git(join(room.root, 'content/one/inner'), 'init', '--quiet');
    expect(codesOf(await room.save('one'))).toEqual(['git-submodule']);
    expect(await git(room.root, 'diff', '--cached', '--name-only')).toBe('');
  });

  test('without a repository, with a bare one and without git, everything else works', async () => {
    const alone = join(home, 'alone');
    await put(alone, { 'newsletter.yaml': settings, 'content/one/en.yaml': article('One') });
    const room = await openFolder(alone);
    expect(await room.view()).toMatchObject({ absent: { code: 'git-no-repository' }, issues: [] });
    expect(codesOf(await room.save('one'))).toEqual(['git-no-repository']);
    await git(alone, 'init', '--quiet', '--bare');
    expect((await room.view()).absent?.message).toContain('is bare');
    const { PATH } = process.env;
    vi.stubEnv('PATH', join(home, 'no-such-folder'));
    const { absent } = await room.view();
    vi.stubEnv('PATH', PATH);
    expect(absent?.code).toBe('git-missing');
  });
});

test('a repository above the publication, a linked worktree and a first commit work', async () => {
  const room = await openRoom();
  const tree = join(home, 'tree');
  await git(room.root, 'worktree', 'add', '--quiet', '-b', 'spring', tree);
  const linked = await openFolder(tree);
  await linked.put({ 'content/one/en.yaml': article('One, in spring') });
  expect((await linked.save('one')).status).toBe(200);
  expect(await git(room.root, 'log', '-1', '--format=%s', 'spring')).toBe('A sentence');

  const above = join(home, 'above');
  await put(above, {
    'é letters/newsletter.yaml': settings,
    'é letters/content/één/en.yaml': article('One'),
    'content/one/en.yaml': 'Of somebody else.',
  });
  await git(above, 'init', '--quiet', '--initial-branch', 'main');
  const inner = await openFolder(join(above, 'é letters'));
  expect(await inner.view()).toMatchObject({
    folder: above,
    issues: [{ slug: 'één', files: [{ kind: 'new' }] }],
  });
  const author = { name: 'Anna', email: 'anna@example.org' };
  expect((await inner.save(encodeURIComponent('één'), { author })).status).toBe(200);
  expect(await git(above, '-c', 'core.quotePath=false', 'ls-files')).toBe('é letters/content/één/en.yaml');
});

test('history comes from the repository of the folder, also when a hook of another one starts the studio', async () => {
  const { root } = await openRoom();
  const environment = { GIT_DIR: join(home, 'nowhere.git'), GIT_WORK_TREE: home, GIT_INDEX_FILE: 'none' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    expect(await listRevisions(root, 'one')).toMatchObject([{ subject: 'As it was' }]);
    const commit = (await findCommit(root, 'main')) ?? '';
    expect(await (await revisionFiles(root, commit)).stat('content/two/en.yaml')).toMatchObject({
      kind: 'file',
    });
    expect(await fileVersions(root, 'content/one/en.yaml')).toMatchObject({
      versions: [{ text: article('One') }],
    });
  } finally {
    for (const name of Object.keys(environment)) vi.stubEnv(name, undefined);
  }
});

test('a program that a hook leaves behind does not keep git from ending', async () => {
  const { root } = await openRoom();
  const leaves = 'alias.leave=!setsid sleep 20 & exit 0';
  expect(await runGit(root, ['-c', leaves, 'leave'], { limit: 300 })).toMatchObject({ stdout: '' });
}, 15_000);
