import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { catalogue } from '../../pipeline/foundation/problems/catalogue.ts';
import { configCodes } from '../../pipeline/foundation/problems/codes/config.ts';
import { contentCodes } from '../../pipeline/foundation/problems/codes/content.ts';
import { readingCodes } from '../../pipeline/foundation/problems/codes/reading.ts';
import { printProblems } from '../../pipeline/foundation/problems/print-problems.ts';
import { caseGroups } from './cases/all.ts';
import { prepareCase } from './cases/case.ts';
import { checkPublication } from './check-publication.ts';

const docs = new URL('../../docs/', import.meta.url);
const text = await readFile(new URL('errors.md', docs), 'utf8');
const entries = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((entry) => [entry.split('\n')[0] ?? '', entry.split(/^## /m)[0] ?? '']),
);

const exampleOf = (entry: string) => /^```text\n([\s\S]*?)\n```$/m.exec(entry)?.[1] ?? '';

describe('docs/errors.md', () => {
  test('has an entry for each code, and for no other', () => {
    expect([...entries.keys()].sort()).toEqual(Object.keys(catalogue).sort());
    expect(text.match(/^### /gm)?.length).toBe(entries.size);
  });

  test.each(Object.entries(catalogue))(
    'tells the severity of %s, shows it, and says how to mend it',
    (code, { severity }) => {
      const entry = entries.get(code) ?? '';
      const [told, afterwards] = entry.split(/^```text[\s\S]*?^```$/m);
      const [initial = '', ...rest] = severity;
      const level = `${initial.toUpperCase()}${rest.join('')}`;
      expect(told).toMatch(new RegExp(`^\\*${level}\\.\\* \\S`, 'm'));
      expect(exampleOf(entry).split('\n')[0]).toMatch(new RegExp(`(^|  )${severity}  ${code}$`));
      expect(exampleOf(entry)).toMatch(/^ {2}→ \S/m);
      expect(afterwards?.trim()).toMatch(/\S.*[.!?`)"]$/s);
    },
  );

  test('shows what is really printed', async () => {
    const printed = new Set<string>();
    for (const each of Object.values(caseGroups).flat()) {
      const { problems } = await checkPublication(memoryFiles(prepareCase(each).files));
      for (const problem of problems) printed.add(printProblems([problem], { colour: false }));
    }
    const shown = Object.keys({ ...readingCodes, ...contentCodes, ...configCodes })
      .filter((code) => !['file-unreadable', 'json-syntax', 'invalid-environment'].includes(code))
      .map((code) => exampleOf(entries.get(code) ?? ''));
    expect(shown.filter((example) => !printed.has(example))).toEqual([]);
  });

  test('links to pages and headings that are there', async () => {
    for (const [, path = '', anchor] of text.matchAll(/\]\(([\w./-]+\.md)(?:#([\w-]+))?\)/g)) {
      expect(existsSync(new URL(path, docs)), path).toBe(true);
      if (anchor === undefined) continue;
      const headings = [...(await readFile(new URL(path, docs), 'utf8')).matchAll(/^#+ (.*)$/gm)];
      const anchors = headings.map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      expect(anchors, path).toContain(anchor);
    }
  });
});
