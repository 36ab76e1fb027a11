import { describe, expect, test } from 'vitest';
import { buildPreviewSite } from '../../pipeline/studio/preview-site.ts';
import { publish } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const now = await publish({ ...tinyFiles });
const changed = {
  ...tinyFiles,
  'content/spring/en.yaml': String(tinyFiles['content/spring/en.yaml']).replace(
    'The boats are back.',
    'The ships are back.',
  ),
};
const then = await publish(changed);

const files = buildPreviewSite({
  publicUrl: 'https://tiny.example.org',
  issues: now.issues,
  problems: now.problems,
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

  test('has each picture that it shows, and asks for nothing elsewhere', () => {
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

  test('tells by words what has changed', () => {
    const page = text('spring/index.html');
    expect(page).toContain('<del>ships</del><ins>boats</ins>');
    expect(page).toContain('before.en.light.html');
  });
});
