/** A kind of save: the file, and the text that is written into it for a token. */
export interface Save {
  readonly name: string;
  /** The largest median in milliseconds: for a few issues, and for hundreds. */
  readonly target: readonly [few: number, many: number];
  readonly file: (slug: string) => string;
  readonly change: (text: string, token: string) => string;
}

export const opening = 'templates/email/parts/opening.mjml.hbs';

export const saves: readonly Save[] = [
  {
    name: 'an article',
    target: [60, 100],
    file: (slug) => `content/${slug}/en.yaml`,
    change: (text, token) => text.replace(/^headline: .*$/m, `headline: ${token}`),
  },
  {
    name: 'a translation',
    target: [60, 100],
    file: (slug) => `content/${slug}/nl.yaml`,
    change: (text, token) => text.replace(/^headline: .*$/m, `headline: ${token}`),
  },
  {
    // A text in the source language would make its translations stale, and this publication then renders nothing.
    name: 'an interface text',
    target: [100, 100],
    file: () => 'locales/nl/email.json',
    change: (text, token) => text.replace(/"unsubscribe": "[^"]*"/, `"unsubscribe": "${token}"`),
  },
  {
    name: 'a template',
    target: [100, 100],
    file: () => opening,
    change: (text, token) =>
      text.replace(/>[^<>{]*\{\{edition\.headline\}\}/, `>${token} {{edition.headline}}`),
  },
  {
    name: 'the configuration',
    target: [60, 100],
    file: () => 'newsletter.yaml',
    change: (text, token) => text.replace(/^name: .*$/m, `name: ${token}`),
  },
];
