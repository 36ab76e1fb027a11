import { expect, onTestFinished, test } from 'vitest';
import type { ReportView } from '../../pipeline/studio/protocol/report.ts';
import { launchBrowser } from '../browser/launch.ts';
import { courantHere } from '../commands/run-courant.ts';
import { visit } from './in-browser.ts';
import { openStudio } from './open-studio.ts';

test('the studio has the figures of the latest issues, with pictures in its language', async () => {
  const studio = await openStudio();
  onTestFinished(() => studio.close());
  const texts = { locale: 'nl', readers: 'Ontvangers <per taal>', left: 'Afgemeld' };
  const request = (query: Record<string, string>) =>
    fetch(`${studio.url}api/report?${new URLSearchParams(query)}`);
  expect(await (await request(texts)).json()).toMatchObject({ issues: [], readers: [] });

  await courantHere(studio.root, ['send', '2026-05-07-bridges', '--yes', '--outbox']);
  const found = (await (await request(texts)).json()) as ReportView;
  const [issue] = found.issues;
  expect(issue).toMatchObject({ issue: '2026-05-07-bridges', left: 0, delivered: issue?.recipients });
  expect(issue?.editions.map(({ locale, recipients }) => [locale, recipients > 0])).toEqual([
    ['en', true],
    ['nl', true],
  ]);
  expect(found.readers.length).toBeGreaterThan(0);
  expect(found.pictures.readers).toContain('Ontvangers &lt;per taal&gt;');
  expect(found.pictures.readers).toMatch(/Engels \d+, Nederlands \d+/);
  // Nobody left, and the scale counts people.
  expect(found.pictures.left).toContain('>1</text>');
  expect(found.pictures.left).not.toMatch(/>0[.,]5</);
  expect((await request({ ...texts, locale: 'xx' })).status).toBe(400);

  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const phone = { size: { width: 375, height: 700 } };
  const { page, complaints } = await visit(browser, studio, '/report', phone);
  await page.locator('.report .wide').waitFor();
  const wide = await page.locator('.report .wide').evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(wide).toBe(0);
  const scale = await page
    .locator('.report img')
    .first()
    .evaluate((image) => image.clientWidth / 400);
  expect(scale).toBeGreaterThan(0.8);
  expect(complaints).toEqual([]);
});
