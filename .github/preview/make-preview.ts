import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from '../../test/browser/launch.ts';

// Renders what a pull request changes: npx node .github/preview/make-preview.ts <base> <folder>
// The folder gets the editions, a picture of each in `comment/`, and the texts of a comment and of a summary.
const [base = '', to = 'preview'] = process.argv.slice(2);
const folder = resolve(to);
const comment = join(folder, 'comment');
/** More pictures than this are no longer looked at. */
const most = 12;

const slugs = changedIssues();
mkdirSync(comment, { recursive: true });
const courant = resolve(import.meta.dirname, '../../pipeline/cli.ts');
if (slugs.length > 0) {
  execFileSync(process.execPath, [courant, 'build', ...slugs, '--out', folder], { stdio: 'inherit' });
}
const editions = slugs.flatMap((slug) =>
  readdirSync(join(folder, slug))
    .filter((name) => name.endsWith('.html'))
    .map((name) => ({ slug, locale: name.replace('.html', '') })),
);
await takePictures(editions.slice(0, most));
const shown = editions.slice(0, most);
const list = editions.map(({ slug, locale }) => `- \`${slug}\` in \`${locale}\``).join('\n');
const said =
  editions.length === 0 ? 'No edition changes.' : `Editions that this pull request renders:\n\n${list}`;
writeFileSync(join(folder, 'summary.md'), `## Preview\n\n${said}\n\nThey are in the artifact "preview".\n`);
const pictures = shown.map(
  ({ slug, locale }) => `<img src="PICTURES/${slug}.${locale}.png" width="200" alt="${slug}, ${locale}">`,
);
writeFileSync(
  join(comment, 'comment.md'),
  `### Preview\n\n${said}\n\n${pictures.join(' ')}\n\n[The editions, large, and the whole site](RUN_ADDRESS#artifacts)\n`,
);

/** The issues whose files change; where templates or texts do, the latest three. Withdrawn folders are left out. */
function changedIssues(): string[] {
  const git = ['diff', '--name-only', '-z', `${base}...HEAD`];
  const paths = execFileSync('git', git, { encoding: 'utf8' }).split('\0');
  const there = (slug: string) => existsSync(join('content', slug)) && /^[a-z0-9][a-z0-9-]*$/.test(slug);
  const changed = paths.flatMap((path) => /^content\/([^/]+)\//.exec(path)?.[1] ?? []).filter(there);
  if (!paths.some((path) => /^(extensions|templates|locales|pipeline|newsletter\.yaml)/.test(path))) {
    return [...new Set(changed)].sort();
  }
  const latest = readdirSync('content').filter(there).sort().slice(-3);
  return [...new Set([...changed, ...latest])].sort();
}

/** The top of each edition as a phone shows it, at half the size. */
async function takePictures(some: readonly { slug: string; locale: string }[]): Promise<void> {
  if (some.length === 0) return;
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      viewport: { width: 640, height: 900 },
      deviceScaleFactor: 0.625,
    });
    // What is rendered asks nobody for anything; if it does, it gets nothing.
    await context.route(/^https?:/, (route) => route.abort());
    const page = await context.newPage();
    for (const { slug, locale } of some) {
      await page.goto(pathToFileURL(join(folder, slug, `${locale}.html`)).href);
      await page.screenshot({ path: join(comment, `${slug}.${locale}.png`) });
    }
  } finally {
    await browser.close();
  }
}
