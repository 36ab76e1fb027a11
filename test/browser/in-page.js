// What runs in the browser: `window.inPage`, put into each page before it is looked at.
window.inPage = {
  /** What the page is built of, as a screen reader would find it. */
  structure() {
    const all = (selector) => [...document.querySelectorAll(selector)];
    return {
      lang: document.documentElement.lang,
      direction: document.documentElement.dir,
      outermost: ['lang', 'dir'].map((name) => document.body.firstElementChild?.getAttribute(name) ?? null),
      tablesWithoutRole: all('table:not([role=presentation], [role=table])').map((table) =>
        table.outerHTML.slice(0, 200),
      ),
      headings: all('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1])),
      images: all('img').map((image) => ({ alt: image.alt, width: image.getAttribute('width') })),
      links: all('a').map((link) => link.textContent.trim() || link.querySelector('img')?.alt || ''),
    };
  },

  /** The sizes of all text that shows, in pixels. */
  textSizes() {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes = new Set();
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      if (!textContent.trim() || !parentElement.checkVisibility()) continue;
      sizes.add(Number.parseFloat(getComputedStyle(parentElement).fontSize));
    }
    return [...sizes];
  },

  /** What the page is painted with at its edges and in its middle, apart from pictures: lightness from 0 to 1. */
  backgrounds() {
    const { scrollHeight, clientWidth } = document.documentElement;
    const shades = [];
    for (const y of [4, scrollHeight / 2, scrollHeight - 4]) {
      window.scrollTo(0, y - 400);
      for (const x of [4, clientWidth / 2, clientWidth - 4]) {
        const painted = document
          .elementsFromPoint(x, y - window.scrollY)
          .find((element) => getComputedStyle(element).backgroundColor !== 'rgba(0, 0, 0, 0)');
        const colour = painted ? getComputedStyle(painted).backgroundColor : 'rgb(255, 255, 255)';
        const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
        shades.push({ where: `${Math.round(x)},${Math.round(y)}`, lightness: (red + green + blue) / 765 });
      }
    }
    return shades;
  },

  /** How an element lies: its right end and that of its text, its direction, its left and its right border. */
  box(selector) {
    const element = document.querySelector(selector);
    const { direction, borderLeftWidth, borderRightWidth } = getComputedStyle(element);
    const text = document.createRange();
    text.selectNodeContents(element);
    return {
      right: element.getBoundingClientRect().right,
      textRight: text.getBoundingClientRect().right,
      direction,
      borders: [borderLeftWidth, borderRightWidth],
    };
  },

  /** Puts on what Outlook marks a message with that it has made dark. */
  darkenAsOutlook() {
    document.documentElement.setAttribute('data-ogsc', '');
    document.documentElement.setAttribute('data-ogsb', '');
  },
};
