import { describe, expect, test } from 'vitest';
import { clippedAt, emulateScheme, findClipping, withoutImages } from '../../pipeline/studio/emulate.ts';

const html = `<html><head><style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) { .a { color: #ffffff } }
</style></head><body style="background-color:#ffffff;color:#1d1d1b"><p bgcolor="#ffffff" style="color:#000000">x</p><b style="background:#111111;color:#fff">y</b></body></html>`;

describe('as authored', () => {
  test('the media query answers for the scheme that was chosen', () => {
    expect(emulateScheme(html, 'dark')).toContain('@media (min-width: 0px)');
    expect(emulateScheme(html, 'light')).toContain('@media (max-width: 0px)');
    expect(emulateScheme(html, 'dark')).toContain('color-scheme: dark');
  });
});

describe('as forced', () => {
  test('Gmail inverts all colours, and ignores media queries', () => {
    const shown = emulateScheme(html, 'gmail');
    expect(shown).toContain('@media (max-width: 0px)');
    expect(shown).toMatch(/<body style="background-color: #12121\d;color: #e\w+"/);
    expect(shown).toMatch(/<b style="background: #e\w+;color: #12121\d"/);
  });

  test('Outlook darkens light colours, and keeps dark ones', () => {
    const shown = emulateScheme(html, 'outlook');
    expect(shown).toContain('data-ogsc=""');
    expect(shown).toMatch(/<body style="background-color: #12121\d;/);
    expect(shown).toContain('<b style="background: #111111;color: #ffffff"');
  });
});

test('without images, no picture is requested', () => {
  const shown = withoutImages(
    '<img alt="A boat" src="a.png" srcset="b.png 2x" width="3"><td style="background: url(c.png)">',
  );
  expect(shown).toBe('<img alt="A boat" width="3"><td style="background:none">');
});

test('clipping is counted in bytes', () => {
  expect(findClipping('x'.repeat(clippedAt))).toEqual({ bytes: clippedAt, at: undefined });
  expect(findClipping(`${'é'.repeat(clippedAt)}`)).toEqual({ bytes: clippedAt * 2, at: clippedAt / 2 });
});
