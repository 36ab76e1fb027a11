/**
 * Texts and issues with everything that the templates of Courant's own themes can show: each kind of block, each kind of
 * markup in each place, and each choice that a template makes. The words do not matter.
 */

const markup = [
  'a *b **c** `d` [e](https://example.org/e) https://example.org/f* g',
  '**h *i* `j` [k](https://example.org/k) https://example.org/l** m',
  '[n *o* **p** `q` ***r***](https://example.org/n) `s` https://example.org/t ***u** v* **w *x***',
  '*[a **b**](https://example.org/a)* **[c *d*](https://example.org/c)** e\\\nf *g\\\nh* **i\\\nj**',
].join(' ');

const marks = '[^note] *a[^note]* **b[^note]**';

/** An inline text in the body. Only there may it have marks of footnotes. */
const inBody = `${markup} ${marks}`;

/** A text for a cell, in which more than a simple link or emphasis is rare. */
const cell =
  'a *b* **c** `d` [e](https://example.org/e) [*f*](https://example.org/f) **[g](https://example.org/g)** [^note]';

const sentence = (length: number) => 'word '.repeat(length / 5);

type Fields = Readonly<Record<string, unknown>>;

/** Issues as they are written in YAML. */
export const specimenIssues: readonly Fields[] = [
  {
    ...commonFields(20),
    kind: 'article',
    number: 7,
    byline: 'A. Writer',
    kicker: 'Topic',
    withdrawn: { date: '2026-01-02', text: markup },
    footnotes: { note: markup },
    body: [...blocks(), ...tables()],
  },
  { ...commonFields(120), kind: 'article', footnotes: { note: 'a' }, body: blocks(), withdrawn: true },
  ...[20, 120].flatMap((length) =>
    stories(length).map((_, index, all) => ({
      ...commonFields(length),
      kind: 'digest',
      footnotes: { note: 'a' },
      // Each story is the lead story once.
      stories: [...all.slice(index), ...all.slice(0, index)],
    })),
  ),
];

function commonFields(length: number): Fields {
  return {
    date: '2026-01-01',
    status: 'ready',
    headline: sentence(length),
    // Some themes centre a short deck and a short summary.
    deck: length > 100 ? `${sentence(160)} ${markup}` : 'a *b* **c** [d](https://example.org/d) `e` ***f***',
    corrections: [{ date: '2026-01-02', text: markup }],
    signOff: 'a\nb',
  };
}

function blocks(): Fields[] {
  return [
    { paragraph: inBody },
    { paragraph: inBody, id: 'p' },
    { heading: inBody },
    { heading: inBody, id: 'h' },
    { list: [inBody, inBody] },
    { list: [inBody, inBody], ordered: true },
    { quote: inBody },
    { quote: inBody, by: 'A. Speaker' },
    { callout: inBody },
    { callout: inBody, title: 'Title' },
    { link: 'https://example.org/', label: 'Label' },
    { button: 'https://example.org/', label: 'Label' },
    { divider: true },
    { image: 'a.png', alt: 'a' },
    { image: 'a.png', alt: 'a', caption: inBody },
    { image: 'a.png', alt: 'a', caption: inBody, credit: 'A. Maker' },
    { image: 'a.png', alt: 'a', credit: 'A. Maker' },
    { image: 'b.png', alt: 'a', caption: inBody },
  ];
}

/** Tables whose words are of all lengths, in characters, that have other styles. A table with four columns is wide. */
function tables(): Fields[] {
  const lengths = { 2: [12, 30, 60], 4: [12, 30, 40, 50, 80] };
  return Object.entries(lengths).flatMap(([columns, widths]) =>
    widths.flatMap((width) => {
      const each = <T>(value: T) => Array.from({ length: Number(columns) }, () => value);
      const word = 'w'.repeat(width / Number(columns));
      const [full, withGap] = [each(word), ['', ...each(word).slice(1)]];
      const table = [withGap, full, each(cell), withGap].map((cells) => cells.join(' | '));
      const aligned = ['center', 'end'].map((align) => ({ table, align: each(align) }));
      return [
        ...aligned,
        { table: [...table, full.join(' | ')], caption: cell },
        { table: [full, full].map((cells) => cells.join(' | ')) },
      ];
    }),
  );
}

/** Stories with and without each of their parts. */
function stories(length: number): Fields[] {
  const bare = {
    headline: sentence(length),
    summary: length > 100 ? `${sentence(160)} ${inBody}` : cell,
    link: 'https://example.org/',
  };
  const picture = { image: 'a.png', alt: 'a' };
  return [
    bare,
    { ...bare, kicker: 'Topic', label: 'Label', id: 'first' },
    { ...bare, ...picture, kicker: 'Topic', label: 'Label' },
    { ...bare, ...picture, id: 'second', caption: cell },
    { ...bare, ...picture, caption: cell, credit: 'A. Maker' },
    { ...bare, image: 'b.png', alt: 'a', credit: 'A. Maker' },
  ];
}
