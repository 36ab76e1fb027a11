import { isAdjustable } from '../../foundation/problems/adjustable.ts';
import { catalogue, isOpenCode } from '../../foundation/problems/catalogue.ts';
import { didYouMean } from '../../foundation/problems/suggest.ts';
import { isObject, type Reading, valueAt } from '../../foundation/sources/reading.ts';

/** Checks that `check.codes` names existing codes whose severity a publication may change. */
export function checkWeights({ tree, report }: Reading): void {
  const codes = valueAt(tree.value, ['check', 'codes']);
  for (const code of isObject(codes) ? Object.keys(codes) : []) {
    // `content/extensions/load-extensions.ts` checks the codes of own rules, because extensions are loaded
    // later.
    if (isAdjustable(code) || isOpenCode(code)) continue;
    const known = Object.keys(catalogue);
    const isKnown = known.includes(code);
    const message = isKnown
      ? `The severity of "${code}" cannot be changed: Courant cannot build an edition with it.`
      : `There is no problem with the code "${code}".`;
    const hint = isKnown
      ? 'Delete it here, and correct what it reports.'
      : didYouMean(code, known.filter(isAdjustable));
    report.add('invalid-value', { message, hint }, tree.placeOfKey(['check', 'codes', code]));
  }
}
