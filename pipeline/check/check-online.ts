import { textsOfDocument } from '../content/document-texts.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import { type AskOptions, askLinks, type LinkAnswer, withoutFragment } from './links/ask-links.ts';
import { type DocumentLink, linksOfDocument } from './links/links-of-document.ts';
import type { Finding } from './rules/rule.ts';

interface OnlineCheck extends AskOptions {
  /** The file that keeps good answers, so that each link is requested at most once a day. */
  readonly cache: string;
  readonly clock: () => Date;
  /** The publication's own address. Its pages may not exist yet, so they are not requested. */
  readonly url: string;
}

/** How long a good answer remains valid, in milliseconds. */
const keptFor = 24 * 60 * 60 * 1000;

/** Requests all links of these issues. Returns findings for broken and moved links. */
export async function checkOnline(issues: readonly ReadIssue[], check: OnlineCheck): Promise<Finding[]> {
  const documents = issues.flatMap(({ documents }) => [...documents.values()]);
  const links = documents
    .flatMap((document) => linksOfDocument(textsOfDocument(document), document.reading.tree))
    .filter(({ address }) => isAbroad(address, check.url));
  const kept = readGoodAnswers(check);
  const isKept = (address: string) => Object.hasOwn(kept, withoutFragment(address));
  const unknown = links.map(({ address }) => address).filter((address) => !isKept(address));
  const answers = await askLinks(unknown, check);
  keepGoodAnswers(kept, answers, check);
  return links.flatMap((link) => judge(link, answers.get(withoutFragment(link.address))));
}

function isAbroad(address: string, own: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address) && !address.startsWith(own);
}

function judge({ address, place }: DocumentLink, answer: LinkAnswer | undefined): Finding[] {
  if (answer === undefined) return [];
  const { state, reason, to } = answer;
  if (state === 'gone') return [{ code: 'link-gone', data: { address, reason }, at: place() }];
  if (state === 'unreachable') return [{ code: 'link-unreachable', data: { address, reason }, at: place() }];
  return to === undefined ? [] : [{ code: 'link-moved', data: { address, to }, at: place() }];
}

/** The time of the last good answer from each address, in milliseconds since 1970. */
type Kept = Record<string, number>;

function readGoodAnswers({ cache, clock }: OnlineCheck): Kept {
  const kept = Object.entries(readKept<Kept>(cache) ?? {});
  return Object.fromEntries(kept.filter(([, at]) => clock().getTime() - at < keptFor));
}

function keepGoodAnswers(kept: Kept, answers: ReadonlyMap<string, LinkAnswer>, check: OnlineCheck): void {
  const good = [...answers].filter(([, { state }]) => state === 'fine' || state === 'unclear');
  const now = check.clock().getTime();
  writeKept(check.cache, { ...kept, ...Object.fromEntries(good.map(([address]) => [address, now])) });
}
