import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSlug } from '../content/check-object.ts';
import { listSlugs } from '../content/read-issues.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

export interface NewOptions {
  readonly kind: 'article' | 'digest';
  readonly date?: string;
}

/** Makes an issue's folder with a draft in every language, ready to be written in. */
export async function newIssue(
  context: CommandContext,
  slug: string,
  { kind, date }: NewOptions,
): Promise<ExitCode> {
  const { terminal, root } = context;
  const files = diskFiles(root);
  const report = new Report();
  const newsletter = await readNewsletter(files, report);
  if (newsletter === undefined) {
    reportProblems(context, report.problems);
    return exitCodeFor(report.problems);
  }
  const day = date ?? context.clock().toISOString().slice(0, 10);
  const name = /^\d{4}-\d{2}-\d{2}-/.test(slug) ? slug : `${day}-${slug}`;
  if (!isSlug(name)) fail('issue-slug', { slug: name });
  if ((await listSlugs(files)).includes(name)) fail('issue-exists', { slug: name });
  const folder = join(root, 'content', name);
  await mkdir(folder, { recursive: true });
  const { source, editions } = newsletter.languages;
  for (const locale of [source, ...editions.filter((each) => each !== source)]) {
    const text = locale === source ? sourceDraft(kind, name.slice(0, 10)) : translationDraft(kind);
    await writeFile(join(folder, `${locale}.yaml`), text, { flag: 'wx' });
    terminal.print(`content/${name}/${locale}.yaml`);
  }
  return 0;
}

const blank = '\u2026';

function sourceDraft(kind: NewOptions['kind'], date: string): string {
  return [
    '# yaml-language-server: $schema=../../docs/schema/issue.schema.json',
    `kind: ${kind}`,
    `date: ${date}`,
    'status: draft',
    `headline: ${blank}`,
    `preheader: ${blank}`,
    ...contentDraft(kind, 'source'),
    '',
  ].join('\n');
}

function translationDraft(kind: NewOptions['kind']): string {
  return [
    '# yaml-language-server: $schema=../../docs/schema/translation.schema.json',
    'status: draft',
    `headline: ${blank}`,
    `preheader: ${blank}`,
    ...contentDraft(kind, 'translation'),
    '',
  ].join('\n');
}

function contentDraft(kind: NewOptions['kind'], role: 'source' | 'translation'): string[] {
  if (kind === 'article') return ['body:', `  - paragraph: ${blank}`];
  const link = role === 'source' ? ['    link: https://example.org/'] : [];
  return ['stories:', `  - headline: ${blank}`, `    summary: ${blank}`, ...link];
}
