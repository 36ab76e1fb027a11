import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, in descending order. Vitest knows no durations where the suite has never run. */
const slow = [
  'package/package',
  'studio/dispatch',
  'workflows/steps',
  'check/faults',
  'studio/shell',
  'studio/write-page',
  'studio/life',
  'commands/due',
  'commands/rehearse',
  'commands/send-by-smtp',
  'content/extensions/extensions',
  'torture/torture',
  'editions/pictures',
  'site/update-site',
  'commands/work',
  'commands/send',
  'studio/translate',
  'problems/every-problem',
  'problems/errors-docs',
  'editions/hostile',
  'editions/determinism',
  'delivery/sudden-death',
];

/** Starts the slow files first, so that no core waits for one of them at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = slow.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at < 0 ? slow.length : at;
}
