import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ArchiveLanguage } from '../../pipeline/archive/archive-language.ts';
import { cardSize, createCard } from '../../pipeline/archive/card.ts';
import { drawCard } from '../../pipeline/archive/draw-card.ts';

const theme = {
  light: { surface: '#fdf6e3', text: '#073642', accent: '#b58900' },
  fonts: { heading: "Georgia, 'Times New Roman', serif" },
};

function language(locale: string, name: string, over: object = {}): ArchiveLanguage {
  return { locale, name, publication: { newsletter: { theme: { ...theme, ...over } } } } as ArchiveLanguage;
}

const courant = language('en', 'Courant');

/** A card as its colours, one a pixel. */
async function draw(of: ArchiveLanguage, title: string) {
  const { content } = await drawCard(of, createCard(of, 'en/a/', title));
  const { data, info } = await sharp(content).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const colours = Array.from({ length: info.width * info.height }, (_, at) =>
    data.subarray(at * 3, at * 3 + 3).toString('hex'),
  );
  return { content: Buffer.from(content), width: info.width, height: info.height, colours };
}

/** The columns and rows of the title that are not all ground. */
function inked({ colours, width, height }: Awaited<ReturnType<typeof draw>>, from = 200) {
  const ground = theme.light.surface.slice(1);
  const at = colours.flatMap((colour, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return colour !== ground && y >= from && y < height ? [{ x, y }] : [];
  });
  const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
  // There are too many of them to be given as arguments at once.
  const ends = (values: readonly number[]) => ({
    first: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    last: values.reduce((most, value) => Math.max(most, value), 0),
  });
  return { x: ends(xs), y: ends(ys) };
}

/** The colours close to the bars, above and below, where only the ground is. */
function between({ colours, width }: Awaited<ReturnType<typeof draw>>): Set<string> {
  const rows = [
    156,
    157,
    158,
    159,
    160,
    161,
    170,
    171,
    172,
    173,
    174,
    175,
    ...Array.from({ length: 24 }, (_, row) => 178 + row),
  ];
  const found = new Set(rows.flatMap((row) => colours.slice(row * width, (row + 1) * width)));
  found.delete(theme.light.surface.slice(1));
  return found;
}

describe('a card', () => {
  test('is a PNG in the colours of the theme and shades between them', async () => {
    const card = await draw(courant, 'The council has agreed');
    expect(await sharp(card.content).metadata()).toMatchObject({
      format: 'png',
      ...cardSize,
      isPalette: true,
    });
    const found = new Set(card.colours);
    for (const colour of Object.values(theme.light)) expect(found).toContain(colour.slice(1));
    expect(found.size).toBeLessThanOrEqual(16);
    expect(card.content.length).toBeLessThan(20_000);
  });

  test('begins at the margin that its language begins at', async () => {
    const english = inked(await draw(courant, 'Short'));
    expect(english.x.first).toBeGreaterThanOrEqual(75);
    expect(english.x.first).toBeLessThan(100);
    const arabic = inked(await draw(language('ar', 'الجريدة'), 'PDF: خطة'));
    expect(arabic.x.last).toBeGreaterThan(cardSize.width - 100);
    expect(arabic.x.last).toBeLessThanOrEqual(cardSize.width - 75);
  });

  test.each([
    ['one word', 'Spring'],
    ['a long headline', 'A headline that goes on and on, since nobody stopped its writer, '.repeat(4)],
    ['one word that is wider than a card', 'W'.repeat(60)],
    ['a language without blanks', '町議会は古い港の橋に関する新しい計画に合意した。'.repeat(5)],
    ['capitals', 'THE COUNCIL AGREES WITH EVERYBODY ON EVERYTHING THERE IS, '.repeat(4)],
    ['what no font here may have', '\u{1f6a2}'.repeat(140)],
    ['signs of markup', '<b>1 < 2</b> & "3" \u2019 </span>'],
  ])('holds %s within its edges', async (_, title) => {
    const card = await draw(courant, title);
    const { x, y } = inked(card);
    expect(x.last).toBeGreaterThan(x.first);
    expect(x.first).toBeGreaterThanOrEqual(75);
    expect(x.last).toBeLessThanOrEqual(cardSize.width - 75);
    expect(y.last).toBeLessThan(cardSize.height - 10);
    expect(between(card)).toEqual(new Set());
  });

  test('keeps a long name on one line, above its bars', async () => {
    const name = 'The Harbour Quarter Gazette, W';
    const card = await draw(language('en', name), 'Short');
    expect(between(card)).toEqual(new Set());
    expect(inked(card, 0).y.first).toBeGreaterThan(20);
  });

  test('shows its text literally, not as markup', async () => {
    const [plain, marked] = await Promise.all([draw(courant, 'Bold'), draw(courant, '<b>Bold</b>')]);
    expect(inked(marked).x.last).toBeGreaterThan(inked(plain).x.last + 50);
  });

  test('is drawn without a title that leaves no trace', async () => {
    const { colours } = await draw(courant, '\u200b');
    expect(new Set(colours.slice(200 * cardSize.width))).toEqual(new Set([theme.light.surface.slice(1)]));
  });

  test('has another name when anything on it changes, and the same one when nothing does', () => {
    const name = (of: ArchiveLanguage, title = 'A') => createCard(of, '', title).path;
    const other = { light: { ...theme.light, accent: '#000000' } };
    const names = [
      name(courant),
      name(courant, 'B'),
      name(language('nl', 'Courant')),
      name(language('en', 'Another')),
      name(language('en', 'Courant', other)),
      name(language('en', 'Courant', { fonts: { heading: 'serif' } })),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(name(language('en', 'Courant'))).toBe(names[0]);
  });

  test('is the same, byte for byte, however many are drawn at once', async () => {
    const once = await draw(courant, 'The same');
    const many = await Promise.all(Array.from({ length: 12 }, () => draw(courant, 'The same')));
    for (const { content } of many) expect(content.equals(once.content)).toBe(true);
  });

  test('a title of one short word is large, and stays in the middle and on the card', async () => {
    const { x, y } = inked(await draw(courant, 'Ice'));
    expect(y.last - y.first).toBeGreaterThan(120);
    expect((y.last + y.first) / 2).toBeCloseTo(399, -1);
    expect(x.last).toBeLessThan(cardSize.width - 80);
  });
});
