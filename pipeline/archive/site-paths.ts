/** The folders of pages below the site's root; each ends with a slash. A published address never changes. */
export const sitePaths = {
  index: (locale: string) => `${locale}/`,
  article: (locale: string, slug: string) => `${locale}/${slug}/`,
  year: (locale: string, year: string) => `${locale}/years/${year}/`,
  topic: (locale: string, topic: string) => `${locale}/topics/${topic}/`,
  search: (locale: string) => `${locale}/search/`,
};

/** Names in a language's folder that the site uses itself: no issue and no alias can have one of them. */
export const reservedSlugs: readonly string[] = ['years', 'topics', 'search'];

/** A link from one page to another path of the site: `en/spring/` to `en/` is `../`. */
export function relativePath(page: string, target: string): string {
  const from = page.split('/').slice(0, -1);
  const to = target.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const path = `${'../'.repeat(from.length - shared)}${to.slice(shared).map(encodeURIComponent).join('/')}`;
  return path === '' ? './' : path;
}

/** A topic as part of an address: "Vrije tijd" is `vrije-tijd`. It may have letters of every script. */
export function topicSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
