import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchFiles } from '../../pipeline/publication/watch-files.ts';

test('when the system allows no more watchers, it says so once and closes those that are open', () => {
  const close = vi.fn();
  const onError = vi.fn();
  let left = 3;
  const watcher = watchFiles(['/a', '/b'], vi.fn(), onError, () => {
    if (left-- > 0) return { close, on: vi.fn() };
    throw Object.assign(new Error('no space for a watcher'), { code: 'ENOSPC' });
  });
  expect(onError.mock.calls).toEqual([[expect.objectContaining({ code: 'ENOSPC' })]]);
  expect(close).toHaveBeenCalledTimes(3);
  watcher.close();
});

test('a folder that was removed and has come back is watched again, and reported as a whole', async () => {
  const watchers: {
    folder: string;
    close: () => void;
    tell: (event: string, name: string | null) => void;
  }[] = [];
  const onChange = vi.fn();
  const watcher = watchFiles(['/a'], onChange, vi.fn(), (folder, _, tell) => {
    const close = vi.fn();
    watchers.push({ folder, close, tell });
    return { close, on: vi.fn() };
  });
  const of = (folder: string) => watchers.filter((each) => each.folder === folder);
  const [root] = of('/a/.').concat(of('/a'));
  root?.tell('change', 'locales');
  expect(of('/a/locales')).toHaveLength(1);
  root?.tell('rename', 'locales');
  const [first, second] = of('/a/locales');
  expect(first?.close).toHaveBeenCalledOnce();
  second?.tell('change', 'en/email.json');
  await vi.waitUntil(() => onChange.mock.calls.length > 0, { timeout: 60_000 });
  expect(onChange.mock.calls.flatMap(([paths]) => paths)).toEqual(['locales', 'locales/en/email.json']);
  watcher.close();
  expect(second?.close).toHaveBeenCalledOnce();
});

test('a logo is watched by its folder, wherever it is, and no other file of that folder is reported', async () => {
  const watchers = new Map<
    string,
    { close: () => void; tell: (event: string, name: string | null) => void }
  >();
  const onChange = vi.fn();
  const watcher = watchFiles(['/a', '/package'], onChange, vi.fn(), (folder, { recursive }, tell) => {
    const close = vi.fn();
    watchers.set(`${folder}${recursive ? '/**' : ''}`, { close, tell });
    return { close, on: vi.fn() };
  });
  watcher.follow('assets/logo.svg');
  const first = watchers.get('/a/assets');
  first?.tell('change', 'other.svg');
  first?.tell('rename', 'logo.svg');
  await vi.waitUntil(() => onChange.mock.calls.length > 0, { timeout: 60_000 });
  expect(onChange.mock.calls).toEqual([[['assets/logo.svg']]]);
  watcher.follow('assets/logo.svg');
  expect(first?.close).not.toHaveBeenCalled();
  const count = watchers.size;
  watcher.follow('content/logo.svg');
  expect(first?.close).toHaveBeenCalledOnce();
  expect(watchers.size).toBe(count);
  watcher.close();
  watcher.follow('art/logo.svg');
  expect(watchers.size).toBe(count);
});

test('a file that an editor has emptied is reported with its text, and one that stays empty is reported later', () => {
  vi.useFakeTimers();
  const root = mkdtempSync(join(tmpdir(), 'courant-watch-'));
  onTestFinished(() => {
    vi.useRealTimers();
    rmSync(root, { recursive: true });
  });
  let tell = (_event: string, _name: string) => {};
  const onChange = vi.fn();
  const watcher = watchFiles([root, '/package'], onChange, vi.fn(), (folder, _, onEvent) => {
    if (folder === root) tell = onEvent;
    return { close: vi.fn(), on: vi.fn() };
  });
  const save = (text: string) => {
    writeFileSync(join(root, 'newsletter.yaml'), text);
    tell('change', 'newsletter.yaml');
  };
  save('');
  vi.advanceTimersByTime(20);
  expect(onChange).not.toHaveBeenCalled();
  save('name: Tiny');
  vi.advanceTimersByTime(4);
  expect(onChange.mock.calls).toEqual([[['newsletter.yaml']]]);
  save('');
  vi.advanceTimersByTime(47);
  expect(onChange).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1);
  expect(onChange).toHaveBeenCalledTimes(2);
  watcher.close();
});

test('a file may take the place of a folder, and a folder that of a file', async () => {
  const root = mkdtempSync(join(tmpdir(), 'courant-watch-'));
  const path = join(root, 'content/issue/part');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'one.svg'), '');
  const onChange = vi.fn();
  const watcher = watchFiles([root], onChange, vi.fn());
  onTestFinished(() => {
    watcher.close();
    rmSync(root, { recursive: true });
  });
  const isReported = (name: string) =>
    vi.waitUntil(() => onChange.mock.calls.some(([paths]) => paths.includes(name)), { timeout: 60_000 });
  rmSync(path, { recursive: true });
  writeFileSync(path, 'A file.');
  await isReported('content/issue/part');
  rmSync(path);
  mkdirSync(path);
  writeFileSync(join(path, 'two.svg'), '');
  await isReported('content/issue/part/two.svg');
});
