import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, in descending order for each project. Vitest knows no durations where the suite has
 * never run.
 */
const slow = [
  'studio/shell',
  'studio/write-page',
  'workflows/steps',
  'studio/dispatch',
  'package/package',
  'studio/translate',
  'torture/torture',
  'studio/life',
  'studio/preview',
  'studio/never-lost',
  'browser/editions',
  'docs/commands',
  'studio/many-tabs',
  'studio/compare',
  'studio/standing',
  'site/update-site',
  'commands/due',
  'check/faults',
  'delivery/store-faults',
  'editions/pictures',
  'server/serve',
  'delivery/sudden-death',
  'commands/rehearse',
  'commands/send',
  'editions/determinism',
  'state/journal',
  'server/pages',
  'commands/send-kept',
  'commands/run',
  'site/embargo',
  'content/extensions/extensions',
  'commands/send-by-smtp',
  'problems/every-problem',
  'problems/errors-docs',
];

/**
 * Runs one project after the other, because a process that files share ends when the next file needs one of its own.
 * Starts the slow files of each first, so that no core waits for one of them at the end.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => a.project.name.localeCompare(b.project.name) || rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = slow.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at < 0 ? slow.length : at;
}
