import { parentPort, workerData } from 'node:worker_threads';
import { loadPublication } from '../content/extensions/load-publication.ts';
import { loadSharp } from '../editions/load-sharp.ts';
import { Report } from '../foundation/problems/report.ts';
import { openTemplateStore } from '../publication/templates/template-store.ts';
import { createIssueRenderer, type IssueTask } from './issue-renderer.ts';
import { diskSource } from './site-source.ts';
import type { WorkerInput } from './start-worker.ts';

const { root, packageRoot, folders, asOf } = workerData as WorkerInput;
const source = diskSource(root, packageRoot);
// The main thread loads the publication too, and reports its problems.
const store = openTemplateStore(folders.templates);
const publication = await loadPublication(source.roots, new Report(), { store });
if (publication !== undefined) {
  // Every core has a thread that renders already, so more threads for drawing would only wait for each other.
  (await loadSharp()).concurrency(1);
  const renderer = await createIssueRenderer(publication, source, folders, asOf);
  parentPort?.on('message', async (tasks: readonly IssueTask[]) => {
    parentPort?.postMessage(await renderer.render(tasks));
  });
  // Ask for issues only now. Issues that arrived earlier would wait here, while the main thread could be
  // rendering them.
  parentPort?.postMessage('ready');
}
