import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readBuildTimes, timeBuild } from '../../pipeline/site/build-times.ts';
import { measureBuilds } from '../../pipeline/site/measure-builds.ts';
import type { SiteResult } from '../../pipeline/site/site-result.ts';

const unchanged: SiteResult = {
  problems: [],
  isPublished: true,
  rendered: [],
  indexed: [],
  entries: [],
  broken: [],
  waiting: [],
  kept: 3,
  pages: 7,
  files: 9,
  bytes: 1000,
};

describe('the times of builds', () => {
  test('there is no figure before the first build', () => {
    expect(measureBuilds(createFolder())).toEqual([]);
  });

  test('the figures have the latest build of each outcome', async () => {
    const folder = createFolder();
    await build(folder, 1000, { ...unchanged, rendered: ['2026-03-09-spring'], pages: 6 });
    await build(folder, 2000, { ...unchanged, indexed: ['en/feed'] });
    await build(folder, 3000, unchanged);
    await build(folder, 4000, { ...unchanged, isPublished: false, pages: 0 });
    const [durations, starts, pages] = measureBuilds(folder);
    expect(durations?.name).toBe('courant_build_duration_seconds');
    expect(durations?.samples.every(({ value }) => value >= 0 && value < 600)).toBe(true);
    const sample = (outcome: string, value: number) => ({ labels: { outcome }, value });
    expect(starts?.samples).toEqual([sample('published', 2), sample('unchanged', 3), sample('failed', 4)]);
    expect(pages).toMatchObject({ name: 'courant_archive_pages', samples: [{ labels: {}, value: 7 }] });
  });

  test('a build that throws has failed, and its error stays', async () => {
    const folder = createFolder();
    const full = Promise.reject(new Error('no space left on device'));
    await expect(build(folder, 1000, full)).rejects.toThrow('no space left on device');
    expect(readBuildTimes(folder)).toMatchObject({ failed: { startedAt: 1000, pages: 0 } });
    expect(measureBuilds(folder).map(({ name }) => name)).not.toContain('courant_archive_pages');
  });

  test('a build that a person stopped is not kept', async () => {
    const folder = createFolder();
    const stopped = { ...unchanged, isPublished: false };
    await build(folder, 1000, stopped, AbortSignal.abort());
    expect(readBuildTimes(folder)).toEqual({});
  });

  test('a damaged file is replaced, and a folder that cannot be written does not stop the build', async () => {
    const folder = createFolder();
    const path = join(folder, 'builds.json');
    for (const damaged of ['{"published":', 'null', '{"published":{"startedAt":"x"}}']) {
      writeFileSync(path, damaged);
      expect(measureBuilds(folder)).toEqual([]);
    }
    await build(folder, 1000, unchanged);
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toEqual(['unchanged']);
    const { problems, ...rest } = await build(path, 2000, unchanged);
    expect({ ...rest, problems: [] }).toEqual(unchanged);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['archive-time', 'warning']]);
    expect(problems[0]?.message).toMatch(/EEXIST|ENOTDIR/);
  });
});

function build(
  folder: string,
  at: number,
  result: SiteResult | Promise<SiteResult>,
  signal = new AbortController().signal,
) {
  return timeBuild({ folder, clock: () => new Date(at), signal }, async () => result);
}

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-builds-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
