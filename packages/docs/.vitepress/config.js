import { cpSync, rmSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { headingAnchor } from '../heading-anchor.ts';
import { sidebar } from '../sidebar.ts';
import { siteBase } from '../site-base.ts';
import { stateDiagram } from '../state-diagram.js';

/** The address of the repository, for links to files that are not in `docs/`. */
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
const source = server && repository && `${server}/${repository}/blob/HEAD/`;

// A copy, because a page that is outside of this folder would not find Vue.
const pages = fileURLToPath(new URL('../pages', import.meta.url));
rmSync(pages, { recursive: true, force: true });
cpSync(fileURLToPath(new URL('../../../docs', import.meta.url)), pages, { recursive: true });

export default defineConfig({
  title: 'Courant',
  description: 'A newsletter in several languages from files in git',
  lang: 'en-GB',
  base: siteBase,
  srcDir: 'pages',
  outDir: '../../dist-docs',
  cacheDir: './node_modules/.cache',
  lastUpdated: false,
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    html: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: headingAnchor },
    languageAlias: { console: 'sh' },
    config(markdown) {
      const { escapeHtml } = markdown.utils;
      // Braces in a page are text, not code of Vue.
      const plain = (text) => escapeHtml(text).replaceAll('{{', '&#123;&#123;');
      markdown.renderer.rules.text = (tokens, index) => plain(tokens[index].content);
      markdown.renderer.rules.code_inline = (tokens, index) => `<code>${plain(tokens[index].content)}</code>`;
      const { fence } = markdown.renderer.rules;
      markdown.renderer.rules.fence = (tokens, index, ...others) =>
        tokens[index].info.trim() === 'mermaid'
          ? stateDiagram(tokens[index].content)
          : fence(tokens, index, ...others);
      markdown.core.ruler.push('links-to-the-repository', linkToRepository);
    },
  },
  themeConfig: {
    sidebar: [...sidebar],
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    externalLinkIcon: false,
    ...(source && { socialLinks: [{ icon: 'github', link: `${server}/${repository}` }] }),
  },
});

/** A link out of `docs/` leads to the repository; where that is not known, its text remains. */
function linkToRepository({ tokens, env }) {
  for (const block of tokens) {
    for (const token of block.children ?? []) {
      if (token.type !== 'link_open') continue;
      const target = token.attrGet('href') ?? '';
      const path = posix.join('docs', posix.dirname(env.relativePath), target);
      if (!target.startsWith('.') || path.startsWith('docs/')) continue;
      if (source) token.attrSet('href', source + path);
      else token.attrs = [];
    }
  }
}
