import type { IssueStanding } from '../dispatches/read-standings.ts';
import { day } from '../foundation/time/durations.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import type { Standing } from '../schedule/judge-issue.ts';

/** How long the command lists issues from before the first run, in ms. */
const recently = 7 * day;

/** Describes the issues that are not sent now, and why: as lines, and as data for `--json`. */
export function describeStandings(standings: readonly IssueStanding[], timeZone: string, now: number) {
  const shown = standings.filter(({ standing }) => isShown(standing, now));
  return {
    lines: shown.flatMap(({ issue, standing }) => describe(issue.slug, standing, timeZone) ?? []),
    data: shown.map(({ issue, standing }) => ({ issue: issue.slug, ...standing })),
  };
}

/** Describes the issues that the next run sends. A run itself prints them as it sends them. */
export function describeDue(standings: readonly IssueStanding[], timeZone: string): string[] {
  return standings.flatMap(({ issue: { slug }, standing }) =>
    standing.kind === 'due'
      ? `${slug} is due: the next run sends it, until ${wallClock(standing.until, timeZone)}.`
      : [],
  );
}

function isShown(standing: Standing, now: number): boolean {
  if (standing.kind === 'earlier') return now - standing.moment < recently;
  return !['settled', 'draft', 'withdrawn', 'by-name'].includes(standing.kind);
}

/** Returns undefined for standings that are printed elsewhere: dispatches, and decisions for a person. */
function describe(slug: string, standing: Standing, timeZone: string): string | undefined {
  switch (standing.kind) {
    case 'upcoming':
      return `${slug} will be sent at ${wallClock(standing.moment, timeZone)}.`;
    case 'held':
      return standing.by === 'file'
        ? `${slug} is held by its file ("hold: true").`
        : `${slug} is held: "courant release ${slug}" releases its mail.`;
    case 'earlier':
      return `${slug} was due before the first run, so it is only sent by name: "courant send ${slug}".`;
    default:
      return undefined;
  }
}
