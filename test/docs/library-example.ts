import { join } from 'node:path';
import {
  checkPublication,
  createContext,
  createOutbox,
  diskFiles,
  dispatchIssue,
  filesSource,
  openStore,
  packageFiles,
  printProblems,
  Report,
  updateSite,
} from '../../pipeline/index.ts';

/** Checks a publication, builds its site, and writes the mail of its latest issue into a folder. */
export async function publish(root: string, now: Date): Promise<{ pages: number; messages: number }> {
  const roots = { package: packageFiles, publication: diskFiles(root) };
  const report = new Report();
  const { publication, rendered } = await checkPublication(roots, report, { asOf: now.getTime() });
  const latest = rendered.at(-1);
  if (report.errors > 0 || publication === undefined || latest === undefined)
    throw new Error(printProblems(report.problems, { colour: false }));

  const site = await updateSite({
    source: filesSource(roots),
    folder: join(root, 'dist'),
    cache: join(root, '.courant/cache'),
    asOf: now.getTime(),
    signal: AbortSignal.timeout(600_000),
  });

  const store = await openStore({ folder: join(root, '.courant') });
  try {
    const context = createContext({ root, clock: () => now });
    const outbox = createOutbox(join(root, 'outbox'));
    const { report: delivery } = await dispatchIssue(context, store, publication, latest, outbox);
    return { pages: site.pages, messages: delivery?.accepted ?? 0 };
  } finally {
    await store.close();
  }
}
