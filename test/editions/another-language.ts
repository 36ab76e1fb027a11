import type { Files } from '../../pipeline/foundation/files/files.ts';
import { namespaces } from '../../pipeline/publication/locales/read-locales.ts';
import { pixel } from '../problems/tiny-publication.ts';

/**
 * A publication in Arabic, Polish and Japanese: languages that nothing in code or templates knows of. All of it
 * is files; the texts are what a translator would have written, kept short.
 */
const newsletter = `name: { ar: البريد, pl: Kurier, ja: 週報 }
description: { ar: أخبار المدينة, pl: Wiadomości z miasta, ja: 街のニュース }
url: https://kurier.example.org
sender:
  address: kurier@example.org
  postal: Kade 1, Veermonde
languages:
  source: pl
  editions: [pl, ar, ja]
  typography:
    pl: { quotes: ["„", "”"], dash: " – " }
    ar: { quotes: ["«", "»"] }
    ja: { quotes: ["「", "」"] }
timeZone: Europe/Warsaw
`;

const story = { headline: 'Prom', summary: 'Cichy "prom" na wodzie.', link: 'https://example.org/prom' };
const stories = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...story, id: `s${index}` }));

const article = {
  pl: {
    kind: 'article',
    date: '2026-03-09',
    status: 'ready',
    headline: 'Wiosna w porcie',
    preheader: 'Łodzie wróciły',
    body: [
      { paragraph: 'Łodzie **wróciły** -- *już* i "płyną".' },
      { quote: 'Cieszymy się.', by: 'Szyper' },
      { list: ['jeden', 'dwa'], ordered: true },
      { image: 'boat.png', alt: 'Łódź z czerwonym żaglem.' },
      { link: 'https://example.org/wiecej', label: 'Więcej' },
      { button: 'https://example.org/', label: 'Zobacz' },
    ],
  },
  ar: {
    headline: 'الربيع في الميناء',
    preheader: 'عادت القوارب',
    body: [
      { paragraph: 'لقد **عادت** "القوارب" *الأولى*.' },
      { quote: 'نحن سعداء.', by: 'ربان' },
      { list: ['واحد', 'اثنان'] },
      { alt: 'قارب بشراع أحمر.' },
      { label: 'المزيد' },
      { label: 'انظر' },
    ],
  },
  ja: {
    headline: '港の春',
    preheader: '船が戻ってきた',
    body: [
      { paragraph: `*最初*の**船**が"港"に${'帰ってきました。'.repeat(20)}` },
      { quote: '嬉しいです。', by: '船長' },
      { list: ['一', '二'] },
      { alt: '赤い帆の船。' },
      { label: 'もっと読む' },
      { label: '見る' },
    ],
  },
};

const digest = (count: number) => ({
  pl: { kind: 'digest', date: '2026-04-01', status: 'ready', headline: 'W skrócie', stories: stories(count) },
  ar: { headline: 'باختصار', stories: stories(count).map(() => ({ headline: 'عبارة', summary: 'صامتة.' })) },
  ja: {
    headline: '短信',
    stories: stories(count).map(() => ({ headline: '渡し船', summary: '静かです。' })),
  },
});

/** The interface texts: each with its key for a text, and every plural form that its language has. */
const wordings = {
  pl: { one: 'historia', few: 'historie', many: 'historii', other: 'historii' },
  ar: { zero: 'لا قصص', one: 'قصة', two: 'قصتان', few: 'قصص', many: 'قصة', other: 'قصة' },
  ja: { other: '話' },
};

/** Locale files for these languages, with the keys and placeholders of a language that is there. */
function localeFiles(
  templates: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wordings).flatMap(([locale, forms]) =>
      Object.entries(templates).map(([namespace, texts]) => {
        const entries = Object.entries(texts).flatMap(([key, text]): [string, string][] => {
          const base = /^(.*)_other$/.exec(key)?.[1];
          if (/_(zero|one|two|few|many)$/.test(key)) return [];
          if (base === undefined) return [[key, `<b>${locale}-${key}</b> ${placeholders(text)}`.trim()]];
          return Object.entries(forms).map(([form, word]) => [
            `${base}_${form}`,
            `${placeholders(text)} ${word}`,
          ]);
        });
        return [`locales/${locale}/${namespace}.json`, JSON.stringify(Object.fromEntries(entries), null, 2)];
      }),
    ),
  );
}

/** Each placeholder once; a date whole, in the order that the language itself has. */
function placeholders(text: string): string {
  const found = (text.match(/\{\{[^}]*\}\}/g) ?? []).map((each) =>
    each.replace(/, date\b.*/, ', date(dateStyle: long)}}'),
  );
  return [...new Set(found)].join(' ');
}

const asFiles = (slug: string, content: Readonly<Record<string, unknown>>) =>
  Object.entries(content).map(([locale, text]) => [`content/${slug}/${locale}.yaml`, JSON.stringify(text)]);

const publicationFiles: Readonly<Record<string, string | Uint8Array>> = {
  'newsletter.yaml': newsletter,
  ...Object.fromEntries(asFiles('wiosna', article)),
  'content/wiosna/boat.png': pixel,
  ...Object.fromEntries([1, 2, 3, 5, 11].flatMap((count) => asFiles(`skrot-${count}`, digest(count)))),
};

/** The publication with its locale files, whose keys are those of English in the package. */
export async function withTexts(packageFiles: Files): Promise<Record<string, string | Uint8Array>> {
  const known = namespaces.map(async (namespace) => {
    const bytes = await packageFiles.read(`locales/en/${namespace}.json`);
    return [namespace, JSON.parse(Buffer.from(bytes ?? []).toString())] as const;
  });
  return { ...publicationFiles, ...localeFiles(Object.fromEntries(await Promise.all(known))) };
}
