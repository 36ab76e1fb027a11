import type { Files } from '../../foundation/files/files.ts';
import { Report } from '../../foundation/problems/report.ts';
import { keepLatest } from '../../foundation/program/keep-latest.ts';
import { compareLocale, type LocalePart, readLocaleRecord } from './locale-records.ts';
import { refuseText } from './placeholders.ts';
import { type LocaleTexts, namespaces } from './read-locales.ts';
import { familiesOf, hasPlurals, placeholderNames } from './text-families.ts';

/** The state of all interface texts of a language, in all namespaces. */
export async function readInterface(
  layers: readonly Files[],
  texts: ReadonlyMap<string, LocaleTexts>,
  { source, locale }: { source: string; locale: string },
  report: Report,
): Promise<LocalePart[]> {
  const parts: LocalePart[] = [];
  for (const namespace of namespaces) {
    const record = await readLocaleRecord(layers, { locale, source, namespace }, report);
    const [original, own] = [texts.get(source), texts.get(locale)];
    parts.push(...compareLocale({ namespace, locale, source: original, own, record }));
  }
  return parts;
}

/** How complete the interface texts of a language are. */
export interface Progress {
  readonly open: number;
  readonly all: number;
}

/**
 * The languages with incomplete interface texts, which have no editions. An incomplete text is missing, a
 * copy of the source, older than its source, or impossible to fill in. Does not report problems of the files:
 * the check does.
 */
export async function findUnfinished(
  layers: readonly Files[],
  texts: ReadonlyMap<string, LocaleTexts>,
  source: string,
): Promise<ReadonlyMap<string, Progress>> {
  const unfinished = new Map<string, Progress>();
  for (const locale of texts.keys()) {
    if (locale === source) continue;
    const parts = await readInterface(layers, texts, { source, locale }, new Report());
    const broken = brokenTexts(texts, source, locale);
    const wanted = parts.filter(({ state }) => state !== 'extra');
    const open = wanted.filter(
      ({ state, namespace, family }) => state !== 'done' || broken.has(`${namespace}:${family}`),
    ).length;
    if (open > 0) unfinished.set(locale, { open, all: wanted.length });
  }
  return unfinished;
}

const keepBroken = keepLatest<ReadonlySet<string>>();

/** Texts with a malformed placeholder, or with different placeholders from the source. */
function brokenTexts(
  texts: ReadonlyMap<string, LocaleTexts>,
  source: string,
  locale: string,
): ReadonlySet<string> {
  const all = [...texts.values()];
  const [theirs, own] = [texts.get(source) ?? new Map(), texts.get(locale) ?? new Map()];
  return keepBroken(own, [locale, theirs, ...all], () => findBroken(theirs, own, all, locale));
}

function findBroken(
  originals: LocaleTexts,
  own: LocaleTexts,
  all: readonly LocaleTexts[],
  locale: string,
): ReadonlySet<string> {
  const theirs = familiesOf(originals, all);
  const broken = new Set<string>();
  for (const [key, family] of familiesOf(own, all)) {
    const original = theirs.get(key);
    const isMalformed = family.forms.some(({ text }) => refuseText(text, locale) !== undefined);
    const isOther =
      original !== undefined &&
      hasPlurals(original) === hasPlurals(family) &&
      placeholderNames(original, undefined) !== placeholderNames(family, undefined);
    if (isMalformed || isOther) broken.add(key);
  }
  return broken;
}
