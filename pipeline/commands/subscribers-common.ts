import { fail } from '../foundation/problems/problem.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { type ParsedAddress, parseAddress } from '../subscribers/parse-address.ts';

/** Parses an address from the command line. Fails with `subscriber-address`, which does not repeat it. */
export function readAddress(text: string): ParsedAddress {
  const address = parseAddress(text);
  return 'reason' in address ? fail('subscriber-address', address) : address;
}

/**
 * The lists for a new subscriber. Fails with `list-unknown`. Fails with `list-missing` when the publication
 * has lists and the command names none, because a person on no list gets nothing.
 */
export function chooseLists(newsletter: Newsletter, chosen: readonly string[]): readonly string[] {
  const known = newsletter.lists.map(({ id }) => id);
  if (chosen.length === 0 && known.length > 0) fail('list-missing', { known });
  return checkLists(newsletter, chosen);
}

/** Checks lists from the command line. Fails with `list-unknown`. */
export function checkLists({ lists }: Newsletter, chosen: readonly string[]): readonly string[] {
  const known = lists.map(({ id }) => id);
  const unknown = chosen.find((list) => !known.includes(list));
  return unknown === undefined ? chosen : fail('list-unknown', { list: unknown, known });
}
