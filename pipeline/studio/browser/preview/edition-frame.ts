import { morphDocument } from './morph.ts';

/** The place of a block in a frame, in the frame's own pixels. */
interface BlockBox {
  readonly anchor: string;
  readonly top: number;
  readonly bottom: number;
}

/**
 * A view of an edition: `<edition-frame .src=… .stamp=… .label=…>`. Its page is in a sandbox in which no
 * script runs. When the address or the stamp changes, the page is updated in place: it keeps its scroll
 * position and is never empty. When the new page cannot be shown, the last good one stays. Events:
 * `view-change` (the page has changed), `view-scroll`, `view-block` (a block was clicked).
 */
export class EditionFrame extends HTMLElement {
  #frame: HTMLIFrameElement | undefined;
  #src = '';
  #stamp = 0;
  #label = '';
  #turn = 0;
  /** The page as the server sent it last, unless the frame loaded it itself. */
  #text = '';
  #ready: Promise<void> | undefined;
  /**
   * The position to which the studio itself scrolled. The scroll event for it is not reported, because no
   * person caused it.
   */
  #expected: number | undefined;

  get src(): string {
    return this.#src;
  }

  set src(value: string) {
    if (value === this.#src) return;
    this.#src = value;
    void this.#update();
  }

  set stamp(value: number) {
    if (value === this.#stamp) return;
    this.#stamp = value;
    void this.#update();
  }

  set label(value: string) {
    this.#label = value;
    if (this.#frame) this.#frame.title = value;
  }

  connectedCallback(): void {
    if (this.#frame) return;
    const frame = document.createElement('iframe');
    // The studio can read the page, but the page cannot act: scripts, forms and pop-ups are off.
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.title = this.#label;
    this.#frame = frame;
    this.append(frame);
    void this.#update();
  }

  get page(): Document | undefined {
    return this.#frame?.contentDocument ?? undefined;
  }

  get scroller(): Element | undefined {
    return this.page?.scrollingElement ?? undefined;
  }

  /** The blocks in the page, from top to bottom. */
  boxes(): BlockBox[] {
    const scrolled = this.scroller?.scrollTop ?? 0;
    return [...(this.page?.querySelectorAll('[data-block]') ?? [])].map((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return {
        anchor: element.getAttribute('data-block') ?? '',
        top: top + scrolled,
        bottom: bottom + scrolled,
      };
    });
  }

  /** Scrolls without a `view-scroll` event. */
  scrollQuietly(top: number): void {
    const { scroller } = this;
    if (!scroller) return;
    const wanted = Math.max(0, Math.min(Math.round(top), scroller.scrollHeight - scroller.clientHeight));
    if (Math.abs(scroller.scrollTop - wanted) < 1) return;
    this.#expected = wanted;
    scroller.scrollTop = wanted;
  }

  async #update(): Promise<void> {
    const turn = ++this.#turn;
    if (this.#src === '' || !this.#frame) return;
    if (!this.#ready) {
      this.#ready = this.#load(this.#frame, this.#src);
      await this.#ready;
      if (turn === this.#turn) return;
    }
    await this.#ready;
    const response = await fetch(this.#src);
    if (turn !== this.#turn) return;
    this.toggleAttribute('data-empty', !response.ok && this.page?.body?.childElementCount === 0);
    if (!response.ok) return;
    const text = await response.text();
    const view = this.page?.defaultView;
    if (turn !== this.#turn || !this.page || !view) return;
    // A save mostly changes one of several editions.
    if (text === this.#text) return;
    this.#text = text;
    // Uses the frame's own parser, because the frame's policy allows the inline styles of mail and the
    // studio's does not.
    const next = new view.DOMParser().parseFromString(text, 'text/html');
    morphDocument(this.page, next);
    this.#tell('view-change');
  }

  /**
   * Loads the first page by its address. Its policy applies to all later ones. When the element has moved in its page,
   * the browser loads the first page again, which is then updated.
   */
  #load(frame: HTMLIFrameElement, src: string): Promise<void> {
    let isAgain = false;
    return new Promise((resolve) => {
      frame.addEventListener('load', () => {
        const { page } = this;
        if (!page || page.URL === 'about:blank') return;
        this.toggleAttribute('data-empty', page.body?.childElementCount === 0);
        this.#listen(page);
        this.#tell('view-change');
        resolve();
        this.#text = '';
        if (isAgain) void this.#update();
        isAgain = true;
      });
      frame.src = src;
    });
  }

  #listen(page: Document): void {
    page.addEventListener('scroll', () => {
      const isMine =
        this.#expected !== undefined && Math.abs((this.scroller?.scrollTop ?? 0) - this.#expected) < 2;
      this.#expected = undefined;
      this.#tell('view-scroll', { isMine });
    });
    page.addEventListener('click', (event) => {
      const target = event.target as Element;
      // Following a link would lead the frame away from the edition.
      const link = target.closest('a');
      if (link) event.preventDefault();
      const anchor = target.closest('[data-block]')?.getAttribute('data-block') ?? '';
      const isHeadline = target.closest('h1') !== null;
      this.#tell('view-block', { anchor, isHeadline, href: link?.getAttribute('href') ?? undefined });
    });
    // Forwards keys that are pressed in the frame to the studio's page.
    page.addEventListener('keydown', (event) => {
      this.dispatchEvent(new KeyboardEvent('keydown', { ...keysOf(event), bubbles: true, cancelable: true }));
    });
  }

  #tell(name: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

const keysOf = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) => ({
  key,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
});

customElements.define('edition-frame', EditionFrame);
