import type { Newsletter } from '../config/newsletter-schema.ts';
import { readNewsletter } from '../config/read-newsletter.ts';
import { diskFiles } from '../files/disk-files.ts';
import { fail, ProblemError } from '../problems/problem.ts';
import { Report } from '../problems/report.ts';
import { type ParsedAddress, parseAddress } from '../subscribers/parse-address.ts';
import type { CommandContext } from './context.ts';

/** The configuration, or all that is wrong with it. */
export async function openNewsletter(context: CommandContext): Promise<Newsletter> {
  const report = new Report();
  const newsletter = await readNewsletter(diskFiles(context.root), report);
  if (newsletter === undefined) throw new ProblemError(report.problems);
  return newsletter;
}

/** An address of the command line. Fails with `subscriber-address`, which does not repeat it. */
export function readAddress(text: string): ParsedAddress {
  const address = parseAddress(text);
  return 'reason' in address ? fail('subscriber-address', address) : address;
}

/** Lists of the command line. Fails with `list-unknown`. */
export function checkLists({ lists }: Newsletter, chosen: readonly string[]): readonly string[] {
  const known = lists.map(({ id }) => id);
  const unknown = chosen.find((list) => !known.includes(list));
  return unknown === undefined ? chosen : fail('list-unknown', { list: unknown, known });
}
