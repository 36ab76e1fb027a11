import { createHmac, randomBytes } from 'node:crypto';
import { isBot } from './is-bot.ts';
import { type LoggedRequest, parseLogLine } from './parse-log-line.ts';
import type { LogFigures, Visits } from './visits.ts';

/** The page of an edition. */
interface Page {
  readonly dispatch: number;
  readonly locale: string;
  /** The whole address. */
  readonly address: string;
}

export interface CountedVisits {
  /** By dispatch, and then by locale. */
  readonly pages: ReadonlyMap<number, ReadonlyMap<string, Visits>>;
  readonly log: LogFigures;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Counts the visits of pages in the lines of a log. A visitor is a pair of an address and a program on one
 * day (UTC). The addresses become keyed hashes, with a key that exists only during this call.
 */
export async function countVisits(
  lines: AsyncIterable<string>,
  pages: readonly Page[],
): Promise<CountedVisits> {
  const key = randomBytes(32);
  const found = new Map<string, { views: number; visitors: Set<string> }>();
  for (const { address } of pages) found.set(pathOf(address), { views: 0, visitors: new Set() });
  const log = { lines: 0, unreadable: 0, bots: 0, lacksAgents: false };
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const line of lines) {
    if (line.trim() === '') continue;
    log.lines += 1;
    const request = parseLogLine(line);
    if (request === undefined) {
      log.unreadable += 1;
      continue;
    }
    from = Math.min(from, request.at);
    until = Math.max(until, request.at);
    const page = isView(request) ? found.get(pathOf(request.target)) : undefined;
    if (page === undefined) continue;
    const { agent, client, at } = request;
    if (agent === undefined) log.lacksAgents = true;
    else if (isBot(agent)) {
      log.bots += 1;
      continue;
    }
    page.views += 1;
    const visitor = `${client} ${agent ?? ''} ${Math.floor(at / day)}`;
    page.visitors.add(createHmac('sha256', key).update(visitor).digest('base64'));
  }
  const visitsOf = ({ address }: Page): Visits => {
    const { views = 0, visitors } = found.get(pathOf(address)) ?? {};
    return { views, visitors: visitors?.size ?? 0 };
  };
  const byDispatch = Map.groupBy(pages, ({ dispatch }) => dispatch);
  return {
    pages: new Map(
      [...byDispatch].map(([dispatch, own]) => [
        dispatch,
        new Map(own.map((page) => [page.locale, visitsOf(page)])),
      ]),
    ),
    log: {
      ...log,
      from: Number.isFinite(from) ? from : undefined,
      until: Number.isFinite(until) ? until : undefined,
    },
  };
}

/** A page that was sent, or that the browser still had. */
const isView = ({ method, status }: LoggedRequest) => method === 'GET' && (status === 200 || status === 304);

/** The path of an address or of a request, without the query, in one spelling. */
function pathOf(target: string): string {
  // Only the path counts, so any base will do.
  if (!URL.canParse(target, 'http://localhost')) return target;
  const { pathname } = new URL(target, 'http://localhost');
  try {
    return decodeURIComponent(pathname).replace(/index\.html$/, '');
  } catch {
    return pathname; // It has a broken escape, so it is no page.
  }
}
