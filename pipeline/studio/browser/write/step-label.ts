import { t } from '../texts/t.ts';
import type { Confirmed } from './confirmed.ts';
import { partName } from './kind-name.ts';
import type { PlannedRequest } from './plan-request.ts';

/** What a request does, for the label of undo: "Paragraph changed", "Image added". */
export function stepLabel({ lists }: Confirmed, { request }: PlannedRequest): string {
  const found: string[] = Object.keys(request.head ?? {}).map((name) =>
    t('writeStepChanged', { part: partName(name) }),
  );
  for (const [list, input] of Object.entries(request.lists ?? {})) {
    const known = lists.get(list as 'body') ?? [];
    const kindAt = (at: number) => partName(known[at]?.block.kind ?? 'block');
    const kept = new Set<number>();
    let last = -1;
    for (const entry of input.next) {
      if ('block' in entry) found.push(t('writeStepAdded', { part: partName(entry.block.kind) }));
      else if ('copyOf' in entry) found.push(t('writeStepDuplicated', { part: kindAt(entry.copyOf) }));
      else {
        kept.add(entry.from);
        if ('into' in entry)
          found.push(t('writeStepConverted', { part: kindAt(entry.from), into: partName(entry.into) }));
        else if ('set' in entry) found.push(t('writeStepChanged', { part: kindAt(entry.from) }));
        else if (entry.from < last) found.push(t('writeStepMoved', { part: kindAt(entry.from) }));
        last = Math.max(last, entry.from);
      }
    }
    known.forEach((_, at) => {
      if (!kept.has(at)) found.push(t('writeStepRemoved', { part: kindAt(at) }));
    });
  }
  const [first = t('writeStepMany', { count: 0 })] = found;
  return found.length > 1 ? t('writeStepMany', { count: found.length }) : first;
}
