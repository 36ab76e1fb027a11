import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page by its title and its path in `docs/`, without the ending. */
export interface SidebarPage {
  readonly text: string;
  readonly link: string;
}

export interface SidebarGroup {
  readonly text: string;
  readonly items: readonly SidebarPage[];
}

/** The path of a page, with a short title if the heading of the page is too long here. */
type Entry = string | readonly [link: string, text: string];

/** The pages of the site, by who reads them. A test checks that each page of `docs/` is here once. */
const groups: Readonly<Record<string, readonly Entry[]>> = {
  Begin: ['/', '/start', '/comparison'],
  Editors: ['/editor/article', '/editor/write', '/editor/issue-life', '/editor/studio', '/errors'],
  Translators: ['/translator/translating', '/translator/desk', '/translator/languages'],
  Designers: ['/designer/house-style', '/design', '/contributor/templates'],
  Operators: [
    '/operator/configuration',
    ['/operator/delivery', 'Delivery'],
    ['/operator/dkim', 'DKIM'],
    '/operator/feedback',
    '/operator/webhooks',
    ['/operator/doctor', 'The doctor'],
    '/operator/subscribers',
    '/operator/server',
    ['/operator/archive', 'The archive'],
    '/operator/schedule',
    '/operator/report',
    '/operator/exit-codes',
    '/operator/state',
    '/operator/scale',
    ['/operator/upgrades', 'Upgrades'],
  ],
  Recipes: [
    ['/operator/providers', 'SES, Postmark, Mailgun, Postfix'],
    ['/operator/vps', 'A small server'],
    '/operator/container',
    ['/operator/ci', 'GitHub, GitLab, cron, systemd'],
  ],
  Developers: [
    '/contributor/library',
    ['/contributor/extensions', 'Extensions'],
    '/contributor/house',
    '/contributor/architecture',
    '/contributor/add-a-block',
    '/contributor/add-a-check-rule',
    '/contributor/add-a-command',
    '/contributor/add-a-public-page',
    '/contributor/add-a-transport',
    '/contributor/tests',
    '/contributor/releasing',
    '/decisions/',
    '/contributor/what-we-write-ourselves',
    '/dependencies',
    '/performance',
  ],
  Reference: ['/reference/commands', '/reference/newsletter', '/reference/problems'],
};

export const sidebar: readonly SidebarGroup[] = Object.entries(groups).map(([text, entries]) => ({
  text,
  items: entries.map((entry) =>
    typeof entry === 'string' ? { link: entry, text: headingOf(entry) } : { link: entry[0], text: entry[1] },
  ),
}));

/** The first heading of a page, without the marks of code. */
function headingOf(link: string): string {
  const file = `${link.replace(/\/$/, '/index')}.md`;
  const page = readFileSync(join(import.meta.dirname, '../../docs', file), 'utf8');
  const [, heading] = /^# (.+)$/m.exec(page) ?? [];
  if (heading === undefined) throw new Error(`docs${file} has no heading.`);
  return heading.replaceAll('`', '');
}
