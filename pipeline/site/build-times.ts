import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeStateFolder } from '../foundation/files/state-folder.ts';
import { createProblem, type Problem } from '../foundation/problems/problem.ts';
import type { SiteResult } from './site-result.ts';

/** `unchanged`: no page had to be made. `failed`: an error left the site as it was. */
const outcomes = ['published', 'unchanged', 'failed'] as const;

type Outcome = (typeof outcomes)[number];

interface BuildTime {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** How long the build took, in seconds. */
  readonly seconds: number;
  /** The number of pages of the site; 0 if the build failed. */
  readonly pages: number;
}

/** The latest build of each outcome. */
export type BuildTimes = Partial<Record<Outcome, BuildTime>>;

interface BuildTimer {
  /** The folder of private data, which gets the file. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
}

/**
 * Runs a build of the site, and keeps its time and its outcome for the monitoring system. Does not keep a
 * build that a person stopped. The result has a warning if they cannot be kept.
 */
export async function timeBuild(
  { folder, clock, signal }: BuildTimer,
  build: () => Promise<SiteResult>,
): Promise<SiteResult> {
  const startedAt = clock().getTime();
  const started = performance.now();
  const keep = (outcome: Outcome, pages: number) => {
    const seconds = (performance.now() - started) / 1000;
    return signal.aborted ? [] : writeBuildTime(folder, outcome, { startedAt, seconds, pages });
  };
  try {
    const result = await build();
    return { ...result, problems: [...result.problems, ...keep(outcomeOf(result), result.pages)] };
  } catch (error) {
    keep('failed', 0);
    throw error;
  }
}

/** Reads the times of the latest builds. They are empty before the first build. */
export function readBuildTimes(folder: string): BuildTimes {
  try {
    const kept: BuildTimes = JSON.parse(readFileSync(pathIn(folder), 'utf8'));
    const whole = outcomes.filter((outcome) => isWhole(kept[outcome]));
    return Object.fromEntries(whole.map((outcome) => [outcome, kept[outcome]]));
  } catch {
    return {}; // No build has written the file yet, or it is damaged. The next build writes it.
  }
}

function outcomeOf({ isPublished, rendered, indexed }: SiteResult): Outcome {
  if (!isPublished) return 'failed';
  return rendered.length + indexed.length > 0 ? 'published' : 'unchanged';
}

function writeBuildTime(folder: string, outcome: Outcome, time: BuildTime): Problem[] {
  const path = pathIn(folder);
  const next = `${path}.${process.pid}`;
  try {
    makeStateFolder(folder);
    writeFileSync(next, JSON.stringify({ ...readBuildTimes(folder), [outcome]: time }), { mode: 0o600 });
    renameSync(next, path);
    return [];
  } catch (error) {
    // A full disk or a folder of another user must not stop a build whose site is good.
    return [createProblem('archive-time', { reason: (error as Error).message }, { file: basename(path) })];
  }
}

const isWhole = (time: BuildTime | undefined) =>
  [time?.startedAt, time?.seconds, time?.pages].every(Number.isFinite);

const pathIn = (folder: string) => join(folder, 'builds.json');
