/**
 * Words that people try as kinds of blocks: other names of a kind, or content that no mail program can show.
 */
const advised: readonly { readonly names: string; readonly advice: string }[] = [
  {
    names:
      'video youtube vimeo audio podcast sound embed iframe html script map form poll survey tweet post widget animation code',
    advice:
      'Mail programs cannot show such content. Write an "image" block, and below it a "button" block with a link to the page.',
  },
  {
    names: 'gallery slideshow carousel images pictures photos album',
    advice: 'Write an "image" block for each picture.',
  },
  { names: 'img picture photo figure illustration', advice: 'Write "image".' },
  { names: 'text p para body markdown', advice: 'Write "paragraph".' },
  { names: 'title subtitle header subheading headline h1 h2 h3 h4', advice: 'Write "heading".' },
  { names: 'blockquote citation pullquote', advice: 'Write "quote".' },
  {
    names: 'bullets bulletlist items ul ol enumeration',
    advice: 'Write "list"; add "ordered: true" for numbers.',
  },
  {
    names: 'tabel tables grid rows columns spreadsheet csv',
    advice: 'Write "table", with a row on each line: "- Day | Open".',
  },
  { names: 'box info infobox aside sidebar notice tip warning hint alert', advice: 'Write "callout".' },
  { names: 'cta action', advice: 'Write "button".' },
  { names: 'related readmore url', advice: 'Write "link".' },
  { names: 'hr line rule separator break', advice: 'Write "divider: true".' },
];

const advices = new Map(
  advised.flatMap(({ names, advice }) => names.split(' ').map((name) => [name, advice])),
);

/** The advice for an unknown kind of block; undefined if there is none. */
export function adviceFor(kind: string): string | undefined {
  return advices.get(kind.toLowerCase().replace(/[\s_-]/g, ''));
}
