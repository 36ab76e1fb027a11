import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { cacheFolders } from '../../pipeline/site/cache-folders.ts';
import { createIssueRenderer, type IssueResult } from '../../pipeline/site/issue-renderer.ts';
import { renderOnAllCores } from '../../pipeline/site/render-on-all-cores.ts';
import { oddPublication } from '../archive/odd-publication.ts';
import { createSiteFolder, manyIssues, optionsFor } from './site-folder.ts';

test('a signal ends the rendering after the issues that are being rendered', {
  timeout: 60_000,
}, async () => {
  const { root, site } = createSiteFolder({ ...oddPublication, ...manyIssues(12) });
  const { source, asOf } = optionsFor(root, site);
  const publication = await loadPublication(source.roots, new Report());
  if (publication === undefined) throw new Error('The configuration cannot be read.');
  const folders = cacheFolders(join(root, 'cache/site'), 'program');
  const renderer = await createIssueRenderer(publication, source, folders, asOf);

  const controller = new AbortController();
  const issues = Array.from({ length: 12 }, (_, at) => ({
    slug: `many-${at}`,
    key: `key-${at}`,
    known: {},
  }));
  const begun: string[] = [];
  const done: IssueResult[] = [];
  const busy = {
    isReady: Promise.resolve(true),
    render: () => new Promise<void>(() => {}),
    end: async () => {},
  };
  await renderOnAllCores(
    issues,
    {
      renderer: {
        render(tasks, signal) {
          begun.push(...tasks.map(({ slug }) => slug));
          controller.abort();
          return renderer.render(tasks, signal);
        },
      },
      workers: [busy],
      engine: '',
      engineOfWorker: async () => '',
      signal: controller.signal,
    },
    (results) => done.push(...results),
  );
  expect(begun).not.toEqual([]);
  expect(done).toEqual([]);
});
