/** A page by its title and its path in `docs/`, without the ending. */
export interface SidebarPage {
  readonly text: string;
  readonly link: string;
}

export interface SidebarGroup {
  readonly text: string;
  readonly collapsed?: boolean;
  readonly items: readonly SidebarPage[];
}

/** The pages of the site, by who reads them. A test checks that each page of `docs/` is here once. */
export const sidebar: readonly SidebarGroup[] = [
  {
    text: 'Begin',
    items: [
      { text: 'Courant', link: '/' },
      { text: 'Start in five minutes', link: '/start' },
      { text: 'Compared with others', link: '/comparison' },
    ],
  },
  {
    text: 'Editors',
    items: [
      { text: 'Writing an issue', link: '/editor/article' },
      { text: 'The studio', link: '/editor/studio' },
      { text: 'Errors and warnings', link: '/errors' },
    ],
  },
  {
    text: 'Translators',
    items: [
      { text: 'Translating an issue', link: '/translator/translating' },
      { text: 'The desk', link: '/translator/desk' },
      { text: 'Adding a language', link: '/translator/languages' },
    ],
  },
  {
    text: 'Designers',
    items: [
      { text: 'Your house style, step by step', link: '/designer/house-style' },
      { text: 'Themes', link: '/design' },
      { text: 'Templates', link: '/contributor/templates' },
    ],
  },
  {
    text: 'Operators',
    items: [
      { text: 'Configuration', link: '/operator/configuration' },
      { text: 'Delivery', link: '/operator/delivery' },
      { text: 'DKIM', link: '/operator/dkim' },
      { text: 'What mail brings back', link: '/operator/feedback' },
      { text: 'Webhooks of providers', link: '/operator/webhooks' },
      { text: 'The doctor', link: '/operator/doctor' },
      { text: 'Subscribers', link: '/operator/subscribers' },
      { text: 'The public pages', link: '/operator/server' },
      { text: 'The archive', link: '/operator/archive' },
      { text: 'The schedule', link: '/operator/schedule' },
      { text: 'Figures without tracking', link: '/operator/report' },
      { text: 'Exit codes and alerts', link: '/operator/exit-codes' },
      { text: 'What outlives the database', link: '/operator/state' },
      { text: 'Large lists and many machines', link: '/operator/scale' },
      { text: 'Upgrades', link: '/operator/upgrades' },
    ],
  },
  {
    text: 'Recipes',
    items: [
      { text: 'SES, Postmark, Mailgun, Postfix', link: '/operator/providers' },
      { text: 'A small server', link: '/operator/vps' },
      { text: 'A container', link: '/operator/container' },
      { text: 'GitHub, GitLab, cron, systemd', link: '/operator/ci' },
    ],
  },
  {
    text: 'Developers',
    items: [
      { text: 'Courant as a library', link: '/contributor/library' },
      { text: 'Extensions', link: '/contributor/extensions' },
      { text: 'The house', link: '/contributor/house' },
      { text: 'Architecture', link: '/contributor/architecture' },
      { text: 'Add a block', link: '/contributor/add-a-block' },
      { text: 'Add a check rule', link: '/contributor/add-a-check-rule' },
      { text: 'Add a command', link: '/contributor/add-a-command' },
      { text: 'Add a public page', link: '/contributor/add-a-public-page' },
      { text: 'Release a version', link: '/contributor/releasing' },
      { text: 'Add a transport', link: '/contributor/add-a-transport' },
      { text: 'Decisions', link: '/decisions/' },
      { text: 'What we write ourselves', link: '/contributor/what-we-write-ourselves' },
      { text: 'Dependencies', link: '/dependencies' },
      { text: 'Performance', link: '/performance' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Commands', link: '/reference/commands' },
      { text: 'newsletter.yaml', link: '/reference/newsletter' },
      { text: 'Problem codes', link: '/reference/problems' },
    ],
  },
];
