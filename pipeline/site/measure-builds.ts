import { readBuildTimes } from './build-times.ts';

/**
 * The latest builds of the archive in figures; see `dispatches/measure-ledger.ts`. `folder` has their times.
 */
export function measureBuilds(folder: string) {
  const times = readBuildTimes(folder);
  const latest = Object.entries(times).map(([outcome, time]) => ({ labels: { outcome }, ...time }));
  const sites = [times.published, times.unchanged].filter((time) => time !== undefined);
  const site = sites.toSorted((a, b) => b.startedAt - a.startedAt)[0];
  return [
    {
      name: 'courant_build_duration_seconds',
      help: 'How long the latest build of the archive with this outcome took.',
      samples: latest.map(({ labels, seconds }) => ({ labels, value: seconds })),
    },
    {
      name: 'courant_build_start_time_seconds',
      help: 'When the latest build of the archive with this outcome began, in seconds since 1970.',
      samples: latest.map(({ labels, startedAt }) => ({ labels, value: startedAt / 1000 })),
    },
    {
      name: 'courant_archive_pages',
      help: 'Pages of the archive after its latest build.',
      samples: site === undefined ? [] : [{ labels: {}, value: site.pages }],
    },
  ].filter(({ samples }) => samples.length > 0);
}
