import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { localesOf } from './make-publication.ts';

/**
 * Writes the same texts as an Eleventy site: a Markdown file with a layout for each edition, and a list for
 * each language. Eleventy builds only the article pages: no mail, cards, feeds, search, or indexes by year or
 * topic.
 */
export async function makeEleventy(root: string, to: string): Promise<number> {
  await mkdir(join(to, '_includes'), { recursive: true });
  await writeFile(
    join(to, '_includes/article.njk'),
    '<!doctype html><html lang="{{ locale }}"><head><meta charset="utf-8"><title>{{ headline }}</title>' +
      '<meta name="description" content="{{ deck }}"></head><body><main><h1>{{ headline }}</h1>' +
      '<p>{{ deck }}</p>{{ content | safe }}</main></body></html>\n',
  );
  await writeFile(
    join(to, 'eleventy.config.mjs'),
    'export default (config) => { config.setQuietMode(true); return { markdownTemplateEngine: false }; };\n',
  );
  const locales = await localesOf(root);
  let pages = 0;
  for (const slug of (await readdir(join(root, 'content'))).filter((name) => name !== 'logo.svg')) {
    const source = await read(root, slug, locales[0] ?? '');
    for (const locale of locales) {
      const document = await read(root, slug, locale);
      const front = { layout: 'article.njk', locale, headline: document['headline'], deck: document['deck'] };
      await mkdir(join(to, locale), { recursive: true });
      await writeFile(
        join(to, locale, `${slug}.md`),
        `---json\n${JSON.stringify(front)}\n---\n${markdown({ ...source, ...document })}\n`,
      );
      pages++;
    }
  }
  return pages;
}

/**
 * Installs Eleventy beside its site and returns its command. It is not a dependency of this repository,
 * because its tree is large and npm 10 refuses one of its optional peers.
 */
export function installEleventy(site: string): string {
  const args = ['install', '--no-audit', '--no-fund', '--prefix', site, '@11ty/eleventy@3.1.8'];
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return join(site, 'node_modules/@11ty/eleventy/cmd.cjs');
}

async function read(root: string, slug: string, locale: string): Promise<Record<string, unknown>> {
  return parse(await readFile(join(root, 'content', slug, `${locale}.yaml`), 'utf8'));
}

function markdown(document: Record<string, unknown>): string {
  const blocks = [
    ...((document['body'] as Record<string, unknown>[] | undefined) ?? []),
    ...((document['stories'] as Record<string, unknown>[] | undefined) ?? []),
  ];
  return blocks
    .map((block) => {
      if (block['heading']) return `## ${block['heading']}`;
      if (block['quote']) return `> ${block['quote']}`;
      if (Array.isArray(block['list'])) return block['list'].map((item) => `- ${item}`).join('\n');
      if (block['summary']) return `## ${block['headline']}\n\n${block['summary']}`;
      if (block['label']) return `[${block['label']}](${block['link'] ?? block['button'] ?? '#'})`;
      return String(block['paragraph'] ?? '');
    })
    .join('\n\n');
}
