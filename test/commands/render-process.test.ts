import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { RenderNews, RenderRequest } from '../../pipeline/commands/render-in-process.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { openCommand } from './open-command.ts';

const pathOf = (module: string) => fileURLToPath(new URL(module, import.meta.url));
const drawings = ['sea', 'sky', 'quay', 'mast'];

test('a process that renders an issue draws one picture at a time, so that the memory does not add up', async () => {
  const { root, write, time } = await openCommand();
  const add = (file: string, lines: (name: string) => string) =>
    write(file, `${tinyFiles[file]}${drawings.map(lines).join('')}`);
  await add('content/spring/en.yaml', (name) => `  - image: ${name}.svg\n    alt: The ${name} in spring.\n`);
  await add('content/spring/nl.yaml', (name) => `  - alt: Dit is ${name} in de lente.\n`);
  for (const [at, name] of drawings.entries())
    await write(
      `content/spring/${name}.svg`,
      `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><circle r="${at + 1}00"/></svg>`,
    );
  const child = fork(pathOf('../../pipeline/commands/render-process.ts'), {
    serialization: 'advanced',
    execArgv: ['--import', pathOf('count-forks.ts')],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const running: number[] = [];
  let last: RenderNews | undefined;
  child.on('message', (news: RenderNews | { running: number }) => {
    if ('running' in news) running.push(news.running);
    else last = news;
  });
  const request: RenderRequest = { root, folders: undefined, asOf: time.now, slug: 'spring' };
  child.send(request);
  await once(child, 'exit');
  expect(last).toMatchObject({ opened: { problems: [] } });
  expect(Math.max(...running)).toBe(1);
});
