import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleHelp } from '../foundation/problems/sarif.ts';

/**
 * The sections of docs/errors.md by code. Each says why the rule matters, gives an example, and explains how
 * to fix the problem.
 */
export async function readRuleHelp(packageRoot: string): Promise<ReadonlyMap<string, RuleHelp>> {
  const text = await readFile(join(packageRoot, 'docs/errors.md'), 'utf8');
  const sections = text.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [code = ''] = section.split('\n', 1);
      const markdown = (section.slice(code.length).split(/^## /m)[0] ?? '').trim();
      const [first = ''] = markdown.replace(/^\*\w+\.\*\s*/, '').split(/\n\s*\n/);
      return [code.trim(), { summary: first.replace(/\s+/g, ' '), markdown }];
    }),
  );
}
