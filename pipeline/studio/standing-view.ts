import { comingIssues } from '../dispatches/coming-issues.ts';
import { type OpenEnd, openReasons, settlingCommands } from '../dispatches/open-ends.ts';
import type { LivePublication } from './live-publication.ts';
import type { OpenEndView, StandingsView } from './protocol/dispatch.ts';
import type { StudioServices } from './studio.ts';

/** How many sends the calendar shows. */
const comingCount = 40;

/**
 * Describes what the next run will do about the issues, and everything that waits for a decision, as `courant
 * status` does.
 */
export async function describeStandings(
  live: LivePublication,
  services: StudioServices,
): Promise<StandingsView> {
  const newsletter = live.publication?.newsletter;
  if (newsletter === undefined)
    return { issues: [], ledger: [], timeZone: 'UTC', coming: [], localHour: undefined };
  const summaries = (await live.listed()).flatMap(({ summary }) => summary ?? []);
  const issues = summaries.flatMap(({ dated }) => dated ?? []);
  const facts = summaries.flatMap(({ calendar }) => calendar ?? []);
  const { standings, open, timeZone } = await services.whatIsOpen(newsletter, issues);
  // The ledger may know an issue under a former slug.
  const slugOf = (name: string) =>
    issues.find(({ slug, aliases }) => slug === name || aliases.includes(name))?.slug ?? name;
  const ends = Map.groupBy(open, (end) => (isOfServer(end) ? '' : slugOf(end.issue)));
  const standing = new Map(standings.map((each) => [each.issue.slug, each.standing]));
  const slugs = new Set([...standing.keys(), ...ends.keys()]);
  slugs.delete('');
  return {
    issues: [...slugs].map((slug) => ({
      slug,
      standing: standing.get(slug),
      open: (ends.get(slug) ?? []).map(showEnd),
    })),
    ledger: (ends.get('') ?? []).map(showEnd),
    timeZone,
    coming: comingIssues(newsletter, facts, standings, { now: services.clock(), count: comingCount }),
    localHour: newsletter.schedule?.readersTime ? newsletter.schedule.at : undefined,
  };
}

/** Whether the end names a server, a key or a machine instead of an issue. */
const isOfServer = ({ reason }: OpenEnd) => ['certificate', 'dkim-key', 'pull'].includes(reason);

function showEnd(end: OpenEnd): OpenEndView {
  return {
    reason: end.reason,
    subject: end.issue,
    count: end.count ?? 0,
    needsPerson: openReasons[end.reason].code === 4,
    commands: settlingCommands(end).map((command) => command.replace(/^courant /, 'npx courant ')),
  };
}
