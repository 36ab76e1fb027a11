/** The folders of pages on the site. Each ends with a slash. A published address never changes. */
export const sitePaths = {
  index: (locale: string) => `${locale}/`,
  article: (locale: string, slug: string) => `${locale}/${slug}/`,
  year: (locale: string, year: string) => `${locale}/years/${year}/`,
  topic: (locale: string, topic: string) => `${locale}/topics/${topic}/`,
  search: (locale: string) => `${locale}/search/`,
};

/** Names in the folder of a language that the site itself uses. No issue or alias can have one of them. */
export const reservedSlugs: readonly string[] = ['years', 'topics', 'search'];

/** A relative link from a page to another path of the site: from `en/spring/` to `en/` it is `../`. */
export function relativePath(page: string, target: string): string {
  const from = page.split('/').slice(0, -1);
  const to = target.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const path = `${'../'.repeat(from.length - shared)}${to.slice(shared).map(encodeURIComponent).join('/')}`;
  return path === '' ? './' : path;
}

/** A topic as part of an address: "Vrije tijd" becomes `vrije-tijd`. Letters of all scripts are kept. */
export function topicSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
