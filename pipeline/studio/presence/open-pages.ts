import type { PresentPage } from '../protocol/presence.ts';

/** How long a page counts as open after its last report, in ms. Pages report every 10 seconds. */
const lifetime = 30_000;
/** The most pages to remember. The one that reported longest ago is forgotten first. */
const most = 200;

/** Remembers in memory which pages are open on which issue, and where their people are. */
export class OpenPages {
  readonly #clock: () => number;
  /** By the id of the page, the latest report last. */
  readonly #pages = new Map<string, { readonly at: PresentPage; readonly until: number }>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Remembers where a page is. Returns the slugs of the issues whose pages have changed. */
  here(page: PresentPage): string[] {
    const before = this.#pages.get(page.page)?.at;
    this.#pages.delete(page.page);
    this.#pages.set(page.page, { at: page, until: this.#clock() + lifetime });
    const hasMoved = JSON.stringify(before) !== JSON.stringify(page);
    const touched = hasMoved ? [page.slug, ...(before ? [before.slug] : [])] : [];
    return [...new Set([...touched, ...this.#forgetOld()])];
  }

  /** Forgets a page that was closed. Returns the slugs of the issues whose pages have changed. */
  gone(id: string): string[] {
    const before = this.#pages.get(id)?.at;
    this.#pages.delete(id);
    return [...new Set([...(before ? [before.slug] : []), ...this.#forgetOld()])];
  }

  /** The pages that are open on an issue. */
  on(slug: string): PresentPage[] {
    return [...this.#pages.values()].map(({ at }) => at).filter((at) => at.slug === slug);
  }

  #forgetOld(): string[] {
    const now = this.#clock();
    const excess = this.#pages.size - most;
    const old = [...this.#pages].filter(([, { until }], place) => until <= now || place < excess);
    for (const [id] of old) this.#pages.delete(id);
    return old.map(([, { at }]) => at.slug);
  }
}
