import { direction } from '../publication/locales/direction.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { iconSizes } from './icon.ts';
import type { EditionEntry } from './issue-entry.ts';
import { plainLine } from './plain-line.ts';
import { sitePaths } from './site-paths.ts';

/** The web app manifest of a language: the name and the icons for a home screen. */
export function buildWebManifest({ locale, publication, name, description }: ArchiveLanguage): ArchiveFile {
  const { light } = publication.newsletter.theme;
  const manifest = {
    name,
    short_name: name.length > 12 ? name.split(/\s/)[0] : name,
    description,
    lang: locale,
    dir: direction(locale),
    id: './',
    start_url: './',
    scope: './',
    display: 'browser',
    background_color: light.background,
    theme_color: light.surface,
    icons: [
      { src: '../icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ...iconSizes.map((size) => ({
        src: `../icon-${size}.png`,
        sizes: `${size}x${size}`,
        type: 'image/png',
      })),
    ],
  };
  return { path: `${sitePaths.index(locale)}manifest.webmanifest`, content: json(manifest) };
}

/** A robots.txt that allows everything. */
export function buildRobots(sitemap: string): ArchiveFile {
  return { path: 'robots.txt', content: `User-agent: *\nAllow: /\n\nSitemap: ${encodeURI(sitemap)}\n` };
}

/** security.txt (RFC 9116), if it is configured. */
export function buildSecurity(newsletter: Newsletter, absolute: (path: string) => string): ArchiveFile[] {
  const { security } = newsletter.archive;
  if (security === undefined) return [];
  const path = '.well-known/security.txt';
  const lines = [
    `Contact: ${security.contact}`,
    `Expires: ${security.expires}T23:59:59Z`,
    ...(security.policy === undefined ? [] : [`Policy: ${security.policy}`]),
    `Preferred-Languages: ${newsletter.languages.editions.join(', ')}`,
    `Canonical: ${absolute(path)}`,
  ];
  return [{ path, content: `${lines.join('\n')}\n` }];
}

/** How many issues llms.txt lists per language. */
const llmsLength = 50;

/** llms.txt: a description of the site and a list of its latest issues, in Markdown. */
export function buildLlms(
  languages: readonly ArchiveLanguage[],
  entriesOf: (locale: string) => readonly EditionEntry[],
): ArchiveFile {
  const [first] = languages;
  const sections = languages.map(({ locale, name, addresses }) => {
    const items = entriesOf(locale)
      .filter(({ isWithdrawn }) => !isWithdrawn)
      .slice(0, llmsLength)
      .map(
        ({ issue, title, description, date }) =>
          `- [${plainLine(title)}](${addresses.edition(locale, issue)}) (${date}): ${plainLine(description)}`,
      );
    const feed = `- [Atom feed with full text](${addresses.index(locale)}feed.xml)`;
    return [`## ${plainLine(name)} (${locale})`, '', feed, ...items].join('\n');
  });
  const head = [`# ${plainLine(first?.name ?? '')}`, '', `> ${plainLine(first?.description ?? '')}`];
  return { path: 'llms.txt', content: `${[head.join('\n'), ...sections].join('\n\n')}\n` };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
