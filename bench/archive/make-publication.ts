import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface Document {
  kind?: string;
  date?: string;
  headline: string;
  body?: readonly unknown[];
  stories?: readonly { issue?: string }[];
  [field: string]: unknown;
}

const models = ['2023-07-06-coalition', '2026-05-07-bridges', '2026-11-19-november'];

/**
 * Creates a publication with `count` issues in every language of this one. It reuses this repository's
 * articles, so sentences have a realistic length. Each issue has its own date and headline, and its own
 * selection and order of blocks or stories. Pictures are left out unless requested.
 */
export async function makePublication(
  home: string,
  root: string,
  count: number,
  options: { readonly pictures: boolean },
): Promise<void> {
  for (const path of ['newsletter.yaml', 'content/logo.svg'])
    await cp(join(home, path), join(root, path), { recursive: true });
  const locales = await localesOf(home);
  const texts = await Promise.all(
    models.map((slug) =>
      Promise.all(
        locales.map(async (locale) =>
          parse(
            withoutWeekdays(await readFile(join(home, 'content', slug, `${locale}.yaml`), 'utf8'), locale),
          ),
        ),
      ),
    ),
  );
  for (let number = 0; number < count; number++) {
    const date = new Date(Date.UTC(2021, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
    const model = number % models.length;
    const folder = join(root, 'content', `${date}-${number}`);
    await mkdir(folder, { recursive: true });
    for (const [index, locale] of locales.entries()) {
      const document = vary(texts[model]?.[index] as Document, number, options.pictures);
      if (index === 0) document['date'] = date;
      await writeFile(join(folder, `${locale}.yaml`), stringify(document, { lineWidth: 100 }));
    }
    if (options.pictures) {
      const from = join(home, 'content', models[model] ?? '');
      for (const name of (await readdir(from)).filter((each) => each.endsWith('.svg'))) {
        // Each issue gets a different picture, so that every picture has to be converted.
        const picture = await readFile(join(from, name), 'utf8');
        await writeFile(join(folder, name), `${picture}<!-- ${number} -->\n`);
      }
    }
  }
}

/**
 * Removes the weekdays before dates. Other issues have other years, so they would be wrong, and a publication
 * does not have thousands of warnings.
 */
function withoutWeekdays(text: string, locale: string): string {
  const { format } = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const days = Array.from({ length: 7 }, (_, day) => format(Date.UTC(2024, 0, 1 + day)));
  return text.replaceAll(new RegExp(`\\b(${days.join('|')})\\s+(?=\\d)`, 'gi'), '');
}

/** The languages of a publication, the source first. */
export async function localesOf(root: string): Promise<string[]> {
  const { languages } = parse(await readFile(join(root, 'newsletter.yaml'), 'utf8')) as {
    languages: { source: string; editions: string[] };
  };
  return [languages.source, ...languages.editions.filter((locale) => locale !== languages.source)];
}

function vary(document: Document, number: number, pictures: boolean): Document {
  const keep = <T extends object>(blocks: readonly T[] | undefined) =>
    blocks
      ?.filter((block) => pictures || !isPicture(block))
      .map((block) => (pictures ? block : without(block)));
  const body = keep(document.body as readonly object[] | undefined)?.filter(isChosen(number));
  const shift = body && body.length > 4 ? number % 3 : 0;
  const rotated = body && [...body.slice(shift), ...body.slice(0, shift)];
  return {
    ...document,
    headline: `${document.headline}, ${number}`,
    ...(rotated && { body: rotated }),
    ...(document.stories && {
      stories: (keep(document.stories) as { issue?: string }[])
        .filter(isChosen(number))
        .map(({ issue: _, ...story }) => story),
    }),
  } as Document;
}

/**
 * Chooses about four out of five blocks and at least one: different blocks in each issue, but the same ones
 * in every language that has them.
 */
function isChosen(number: number): (block: object) => boolean {
  let index = 0;
  return (block) => 'only' in block || index++ === 0 || (number * 31 + index * 17) % 5 !== 0;
}

/** Whether a block is a picture. In a translation, only its text fields show that. */
function isPicture(block: object): boolean {
  return ('image' in block || 'alt' in block) && !('headline' in block);
}

function without<T extends object>(block: T): T {
  const {
    image: _,
    alt: _alt,
    caption: _caption,
    credit: _credit,
    ...rest
  } = block as Record<string, unknown>;
  return rest as T;
}
