import { afterAll, expect, test, vi } from 'vitest';

afterAll(() => vi.unstubAllGlobals());

test('a browser with a POSIX locale gets the dates of its region', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null });
  vi.stubGlobal('navigator', { languages: ['C', 'en_GB.UTF-8', 'en-US@posix'] });
  const { day, language } = await import('../../pipeline/studio/browser/texts/t.ts');
  expect(language.value).toBe('en');
  expect(day('2026-03-04')).toBe('4 Mar 2026');
  vi.stubGlobal('navigator', { languages: ['en-US@posix'] });
  expect(day('2026-03-04')).toBe('Mar 4, 2026');
  vi.stubGlobal('navigator', { languages: ['en-a'] });
  expect(day('2026-03-04')).toBe('Mar 4, 2026');
});
