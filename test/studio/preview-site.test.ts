import { describe, expect, test } from 'vitest';
import { checkIssue } from '../../pipeline/check/check-issue.ts';
import { uncached } from '../../pipeline/editions/convert-picture.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { buildPreviewSite } from '../../pipeline/studio/preview-site.ts';
import { renderNoted } from '../../pipeline/studio/render-noted.ts';
import { publish } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const spring = String(tinyFiles['content/spring/en.yaml']);
const now = await publish({
  ...tinyFiles,
  'content/spring/en.yaml': spring
    .replace('deck: The boats are back.', 'deck: The boats  are back.')
    .replace(
      'The **first** boats have come in.',
      '>-\n      The **first**\n      boats\u00ad have  come in.',
    ),
});
const changed = {
  ...tinyFiles,
  'content/spring/en.yaml': spring.replace('The boats are back.', 'The ships are back.'),
};
const then = await publish(changed);

if (now.publication === undefined) throw new Error('The publication could not be read.');
const report = new Report();
for (const issue of now.read) await checkIssue(now.files, now.publication, issue, report);
const { problems } = report;

const files = buildPreviewSite({
  publicUrl: 'https://tiny.example.org',
  issues: now.issues,
  problems,
  noted: await renderNoted(now.publication, now.files, now.read, problems, uncached),
  before: { name: 'main', issues: then.issues },
});
const text = (path: string) => String(files.find((file) => file.path === path)?.content);

describe('a preview for a pull request', () => {
  test('shows every edition in every light, and its text', () => {
    const names = files.map(({ path }) => path).filter((path) => path.startsWith('spring/nl.'));
    expect(names.sort()).toEqual([
      'spring/nl.dark.html',
      'spring/nl.gmail.html',
      'spring/nl.light.html',
      'spring/nl.outlook.html',
      'spring/nl.plain.html',
      'spring/nl.txt',
    ]);
  });

  test('has each picture that it shows, and requests nothing from elsewhere', () => {
    const html = text('spring/en.light.html');
    const [, picture] = /src="(pictures\/[^"]+)"/.exec(html) ?? [];
    expect(files.map(({ path }) => path)).toContain(`spring/${picture}`);
    expect(text('spring/en.plain.html')).not.toContain(' src=');
    expect(text('spring/index.html')).not.toMatch(/<script|(?:src|href)="https?:/);
  });

  test('says which editions have changed, the newest issue first', () => {
    const rows = text('index.html').split('<li><time>').slice(1);
    const told = rows.map((row) => [
      /href="([^/]+)/.exec(row)?.[1],
      ...[...row.matchAll(/<b>(\w+)<\/b> ([^<]*)/g)].map(([, locale, state]) => `${locale} ${state}`),
    ]);
    expect(told).toEqual([
      ['april', 'en ready, unchanged', 'nl ready, unchanged'],
      ['spring', 'en ready, changed', 'nl ready, unchanged'],
    ]);
  });

  test('lays both revisions over each other, in every light', () => {
    const [, over = ''] =
      /<section class="difference">(.*?)<\/section>/s.exec(text('spring/index.html')) ?? [];
    const sources = [...over.matchAll(/src="([^"]+)"/g)].map(([, src]) => src);
    expect(sources.slice(0, 2)).toEqual(['before.en.light.html', 'en.light.html']);
    expect(sources).toHaveLength(10);
    expect(text('april/index.html')).toContain('class="difference"');
  });

  test('shows the changed words', () => {
    const page = text('spring/index.html');
    expect(page).toContain('<del>ships</del><ins>boats</ins>');
    expect(page).toContain('before.en.light.html');
  });

  test('puts problems beside their blocks, with the text that --fix would write', () => {
    const page = text('spring/index.html');
    const list = [...page.matchAll(/<li class="(\w+)"><b>\w+<\/b>.*?<small>(.*?)<\/small>(.*?)<\/li>/g)];
    expect(list.map(([, severity, where]) => `${severity} ${where}`)).toEqual([
      'warning line 5, pasted-space',
      'warning line 10, pasted-invisible',
      'warning line 10, pasted-space',
    ]);
    // The deck is in no block: the list says how it is mended, and the others are linked to.
    expect(list[0]?.[3]).toContain('<b>--fix</b>');
    expect(list[1]?.[3]).toContain('target="noted.en.light" href="noted.en.light.html#note-2"');
    expect(page).toContain('name="noted.en.light"');
    const noted = text('spring/noted.en.light.html');
    const [notes = ''] =
      /<tr><td class="courant-row">.*?<\/td><\/tr>(?=<tr data-block="body\.0")/s.exec(noted) ?? [];
    expect(notes.match(/<details class="warning" id="note-\d"/g)).toHaveLength(2);
    expect(notes).toContain('<b>--fix</b>');
    expect(notes).toMatch(/<del>.*?\u25cc.*?<\/del>/);
    // Other editions, the comparison and the edition itself have none.
    expect(files.filter(({ path }) => path.includes('noted.'))).toHaveLength(5);
    expect(text('spring/en.light.html')).not.toContain('courant-notes');
  });
});
