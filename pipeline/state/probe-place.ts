import { fail } from '../foundation/problems/problem.ts';
import type { Store } from '../store/store.ts';
import { isBound } from './compare-ledger.ts';
import type { Place } from './place.ts';
import { readBinding, withPlaceErrors } from './read-ledger.ts';

/**
 * Checks that the place of a ledger can be read and written, and that it still belongs to this ledger. Fails with
 * `mark-failed` or `mark-elsewhere`. A ledger whose mail reaches nobody may have no place yet.
 */
export async function probePlace(
  store: Store,
  place: Place,
  { reachesPeople }: { readonly reachesPeople: boolean },
): Promise<void> {
  const bound = await store.read(readBinding);
  if (bound.place === '' && !reachesPeople) return;
  const owner = await withPlaceErrors(place.name, async () => {
    await place.probe();
    return place.readOwner();
  });
  const isOwn = owner?.ledger === bound.ledger && owner.place === bound.place;
  if (isBound(bound.place) && !isOwn) fail('mark-elsewhere', { place: place.name });
}
