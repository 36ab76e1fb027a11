import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifySite } from '../../pipeline/site/verify-site.ts';
import { placed } from '../editions/publish.ts';
import { createSiteFolder, optionsFor } from './site-folder.ts';

const verify = ({ root, site }: { root: string; site: string }) => verifySite(site, optionsFor(root, site));

test('a published folder matches its sources', async () => {
  const folder = createSiteFolder();
  await folder.build();
  const { problems, files, foreign } = await verify(folder);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(foreign).toEqual([]);
  expect(files).toBe(folder.published().size);
});

test('each file that was changed, added or lost is named', async () => {
  const folder = createSiteFolder();
  await folder.build();
  appendFileSync(join(folder.site, 'en/index.html'), '<script>alert(1)</script>');
  writeFileSync(join(folder.site, 'en/added.html'), 'added');
  rmSync(join(folder.site, 'sitemap.xml'));
  expect((await verify(folder)).problems.filter(({ severity }) => severity === 'error').map(placed)).toEqual([
    'archive-differs en/index.html',
    'archive-differs sitemap.xml',
    'archive-differs en/added.html',
  ]);
});

test('a site of other sources does not match', async () => {
  const folder = createSiteFolder();
  await folder.build();
  const path = 'content/2026-03-09-spring/en.yaml';
  folder.write(path, readFileSync(join(folder.root, path), 'utf8').replace('The end.', 'Another end.'));
  const { problems } = await verify(folder);
  expect(problems.map(placed)).toContain('archive-differs en/2026-03-09-spring/index.html');
  expect(problems.map(placed)).toContain('archive-differs manifest.json');
});

test('a picture that another machine encoded passes where its own list speaks for it, and not otherwise', async () => {
  const folder = createSiteFolder();
  await folder.build();
  const [card = ''] = [...folder.published().keys()].filter((path) => /spring\/card-.*\.png$/.test(path));
  appendFileSync(join(folder.site, card), 'as another machine would write it');
  expect((await verify(folder)).problems.map(placed)).toContain(`archive-differs ${card}`);
  const { createHash } = await import('node:crypto');
  const list = JSON.parse(readFileSync(join(folder.site, 'pictures.json'), 'utf8'));
  list[card] = createHash('sha256')
    .update(readFileSync(join(folder.site, card)))
    .digest('hex');
  writeFileSync(join(folder.site, 'pictures.json'), JSON.stringify(list));
  const { problems, foreign } = await verify(folder);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(foreign).toEqual([card]);
});
