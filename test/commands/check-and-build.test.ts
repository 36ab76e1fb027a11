import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courant, courantHere, readText } from './run-courant.ts';

const broken = 'content/2026-05-07-bridges/en.yaml';

test('correct issues pass, and one issue can be checked alone', async () => {
  const root = await copyPublication();
  const { code, stdout, stderr } = await courant(root, ['check', '2026-05-07-bridges', '--strict']);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '1 issue, 2 editions: no problems.\n',
    stderr: '',
  });
});

test('a problem is printed with its place, its frame and a hint', async () => {
  const root = await copyPublication();
  const text = await readText(root, broken);
  await writeFile(join(root, broken), text.replace('headline: Veermonde', 'headlin: Veermonde'));
  const { code, stderr } = await courantHere(root, ['check', '2026-05-07-bridges']);
  expect(code).toBe(1);
  const line = text.split('\n').findIndex((each) => each.startsWith('headline:')) + 1;
  expect(stderr).toContain(
    [
      `${broken}:${line}:1  error  unknown-key`,
      '  "headlin" is not a field of the issue.',
      `  ${line - 1} | kicker: Town hall`,
      `  ${line} | headlin: Veermonde puts its bridge times online`,
      `    | ^^^^^^^`,
      '  \u2192 Did you mean "headline"?',
    ].join('\n'),
  );
});

test('warnings fail only with --strict', async () => {
  const root = await copyPublication();
  await rm(join(root, 'content/2026-11-19-november/nl.yaml'));
  const text = await readText(root, 'content/2026-11-19-november/en.yaml');
  await writeFile(
    join(root, 'content/2026-11-19-november/en.yaml'),
    text.replace('status: ready', 'status: draft'),
  );
  expect((await courantHere(root, ['check'])).code).toBe(0);
  expect((await courantHere(root, ['check', '--strict'])).code).toBe(1);
});

test('in a workflow, problems are annotations of the pull request', async () => {
  const root = await copyPublication();
  await writeFile(join(root, broken), 'kind: articel\n');
  const { stdout } = await courantHere(root, ['check', '2026-05-07-bridges'], { GITHUB_ACTIONS: 'true' });
  expect(stdout).toContain(
    `::error file=${broken},line=1,col=7,endLine=1,endColumn=14,title=invalid-value::`,
  );
});

test('build writes pages that open directly from disk', async () => {
  const root = await copyPublication();
  const { code, stdout } = await courantHere(root, ['build', '2026-05-07-bridges', '--name', 'Zo\u00eb <b>']);
  expect(code).toBe(0);
  expect(stdout.split('\n').filter(Boolean)).toEqual(
    ['en.html', 'en.txt', 'nl.html', 'nl.txt'].map((name) => `.courant/build/2026-05-07-bridges/${name}`),
  );
  const html = await readText(root, '.courant/build/2026-05-07-bridges/nl.html');
  expect(html).toContain('Zo\u00eb &lt;b&gt;');
  // The logo and the picture, each with its file for sharper screens: none has been published yet.
  const addresses = [...html.matchAll(/(?:src|srcset)="([^" ]+)/g)].map(([, address]) => address);
  expect(addresses).toHaveLength(4);
  for (const address of addresses)
    expect(await readText(root, `.courant/build/2026-05-07-bridges/${address}`)).toContain('PNG');
});

test('a disk that refuses a file is a problem, and not a bug', async () => {
  const root = await copyPublication();
  await writeFile(join(root, 'taken'), '');
  const { code, stderr } = await courantHere(root, ['build', '--out', 'taken/build']);
  expect(code).toBe(1);
  expect(stderr).toContain('"taken/build" cannot be read or written: a file is in the way.');
});
