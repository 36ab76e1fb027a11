import type { Place } from '../foundation/problems/place.ts';
import type { ProblemOptions } from '../foundation/problems/problem.ts';
import { isObject } from '../foundation/sources/reading.ts';
import type { Block } from './blocks/registry.ts';
import { checkFootnotes } from './check-footnotes.ts';
import { draftSeverity } from './draft-severity.ts';
import type { Article, Story } from './issue.ts';
import { translationShape } from './issue-schema.ts';
import { matchTranslation } from './match-translation.ts';
import { mergeFields, mergeItem } from './merge-translation.ts';
import type { ParsedDocument, ParsedItem } from './parse-document.ts';
import { reportUnevenList } from './uneven-lists.ts';

type Values = Record<string, unknown>;

/** The article in the source file; undefined if any part of it is invalid, which has been reported. */
export function assembleSource(document: ParsedDocument, locale: string, file: string): Article | undefined {
  const { reading, fields, body, stories, corrections } = document;
  checkFootnotes(document);
  const isWhole = [...body, ...stories, ...corrections].every((item) => item.values !== undefined);
  const content = fields?.['kind'] === 'digest' ? stories : body;
  if (fields === undefined || !isWhole || content.length === 0 || !reading.isSound) return undefined;
  return toArticle(locale, file, fields, toBlocks(body), valuesOf(stories), valuesOf(corrections));
}

/**
 * The article of a translation, completed from its source; undefined if any part of it is invalid or missing.
 */
export function assembleTranslation(
  source: ParsedDocument,
  translation: ParsedDocument,
  locale: string,
  file: string,
): Article | undefined {
  const { report } = translation.reading;
  const before = report.errors;
  checkFootnotes(translation, draftSeverity(source, translation));
  const fields = mergeDocumentFields(source, translation);
  const body = mergeList(source, translation, 'body');
  const stories = mergeList(source, translation, 'stories');
  const corrections = mergeCorrections(source, translation);
  if (report.errors > before || !translation.reading.isSound) return undefined;
  if (!fields || !body || !stories || !corrections) return undefined;
  if (!source.fields || !translation.fields) return undefined;
  const blocks = body.map(({ kind, values }) => ({ kind, ...values }) as Block);
  return toArticle(
    locale,
    file,
    fields,
    blocks,
    stories.map(({ values }) => values),
    corrections,
  );
}

function mergeDocumentFields(source: ParsedDocument, translation: ParsedDocument): Values | undefined {
  const { report, tree, hidden } = translation.reading;
  if (!source.fields || !translation.fields) return undefined;
  const kind = translation.fields['kind'];
  if (kind !== undefined && kind !== source.fields['kind']) {
    const message = `The kind of the source is ${source.fields['kind']}, but the kind of this translation is ${kind}.`;
    report.add(
      'invalid-value',
      { message, hint: 'Delete the field: a translation inherits it from the source.' },
      tree.place(['kind']),
    );
  }
  const { values, missing } = mergeFields(translationShape, source.fields, translation.fields);
  const lacking = missing.filter((field) => field !== 'subject');
  for (const field of missing.filter((each) => !hidden.includes(each))) {
    const place = placeBefore(field, source, translation);
    reportMissingField(field, place, source, translation);
  }
  const status = translation.fields['status'] ?? source.fields['status'];
  const withdrawn = mergeWithdrawal(source, translation);
  const pair = { source, translation, sourcePath: ['topics'], path: ['topics'] };
  reportUnevenList(pair, source.fields['topics'], values['topics'], 'topic');
  if (lacking.length > 0) return undefined;
  return {
    ...source.fields,
    ...dropped(source.fields, translation.fields),
    ...values,
    status,
    withdrawn,
    kind: source.fields['kind'],
  };
}

/** An edition without its own subject uses its headline, so a missing subject is only a warning. */
function reportMissingField(
  field: string,
  place: Place,
  source: ParsedDocument,
  translation: ParsedDocument,
): void {
  const isSubject = field === 'subject';
  const hint = isSubject
    ? 'Translate it: the source has it. To use the headline as the subject, write "subject: null".'
    : 'Translate it: the source has it.';
  const options: ProblemOptions = isSubject ? { severity: 'warning' } : draftSeverity(source, translation);
  translation.reading.report.add('missing-field', { field, where: 'the translation', hint }, place, options);
}

/**
 * The place in a translation after which a missing field belongs: the nearest preceding field of the source
 * that the translation also has, or else the headline.
 */
function placeBefore(field: string, source: ParsedDocument, translation: ParsedDocument): Place {
  const { tree } = translation.reading;
  const names = Object.keys(source.reading.tree.value as Values);
  const own = tree.value as Values;
  const before = names.slice(0, names.indexOf(field)).findLast((each) => Object.hasOwn(own, each));
  const nearest = before ?? (Object.hasOwn(own, 'headline') ? 'headline' : undefined);
  return nearest === undefined ? tree.place([]) : tree.placeOfKey([nearest]);
}

/** A withdrawal applies to all languages, but each language gives the reason in its own words. */
function mergeWithdrawal(source: ParsedDocument, translation: ParsedDocument): unknown {
  const [original, own] = [source.fields?.['withdrawn'], translation.fields?.['withdrawn']];
  if (original === undefined || original === false || typeof own === 'boolean') return own ?? original;
  if (own === undefined) {
    if (original === true) return true;
    const { report, tree, hidden } = translation.reading;
    const hint = 'The source is withdrawn: say why in this language, or write "withdrawn: true".';
    if (!hidden.includes('withdrawn'))
      report.add('missing-field', { field: 'withdrawn', where: 'the translation', hint }, tree.place([]));
    return undefined;
  }
  const words = typeof own === 'string' ? { text: own } : (own as Values);
  return isObject(original) ? { date: original['date'], ...words } : words;
}

/**
 * Fields that a translation does not inherit: words of the source, and fields that the translation sets to
 * null.
 */
function dropped(source: Values, translation: Values): Values {
  const keys = Object.keys(source).filter((key) => isWord(key) || translation[key] === null);
  return Object.fromEntries(keys.map((key) => [key, undefined]));
}

const isWord = (key: string) =>
  ['subject', 'preheader', 'kicker', 'headline', 'deck', 'signOff', 'footnotes'].includes(key);

function mergeList(source: ParsedDocument, translation: ParsedDocument, list: 'body' | 'stories') {
  const { report, tree, hidden } = translation.reading;
  if (source[list].filter((item) => !item.only).length > 0 && translation[list].length === 0) {
    if (!hidden.includes(list)) {
      const options = draftSeverity(source, translation);
      report.add('missing-field', { field: list, where: 'the translation' }, tree.place([]), options);
    }
    return undefined;
  }
  const isDigest = source.fields?.['kind'] === 'digest';
  // Missing parts were reported when the source was checked.
  if (source[list].length === 0 && (list === 'stories') === isDigest) return undefined;
  const matched = matchTranslation(source, translation, list);
  const merged = matched
    ?.filter((each) => !each.translation.omit)
    .map((each) => ({ kind: each.kind, values: mergeItem(source, translation, each) }));
  // Never assemble an article with parts missing.
  return merged?.every(isWhole) ? merged : undefined;
}

function isWhole<Kind>(item: {
  kind: Kind;
  values: Values | undefined;
}): item is { kind: Kind; values: Values } {
  return item.values !== undefined;
}

/** Pairs corrections by position. A correction without a date has the date of its source. */
function mergeCorrections(source: ParsedDocument, translation: ParsedDocument): Values[] | undefined {
  const { report, tree, hidden } = translation.reading;
  const own = translation.corrections;
  if (source.corrections.length > own.length && !hidden.includes('corrections')) {
    const at = own.length === 0 ? tree.place([]) : tree.placeOfKey(['corrections']);
    const hint = `The source has ${source.corrections.length}, but this translation has ${own.length}.`;
    report.add('missing-field', { field: 'corrections', where: 'the translation', hint }, at, {
      severity: 'warning',
    });
  }
  if (own.some(({ values }) => values === undefined)) return undefined;
  return own.map((item, index) => {
    const date = item.values?.['date'] ?? source.corrections[index]?.values?.['date'];
    const words = item.values?.['text'];
    for (const [field, value] of Object.entries({ date, text: words })) {
      if (value === undefined && item.values !== undefined) {
        report.add('missing-field', { field, where: `correction ${index + 1}` }, tree.place(item.path));
      }
    }
    return { date, text: words };
  });
}

function toBlocks(items: readonly ParsedItem[]): Block[] {
  return items.map(({ kind, values }) => ({ kind, ...values }) as Block);
}

function valuesOf(items: readonly ParsedItem[]): Values[] {
  return items.flatMap(({ values }) => (values === undefined ? [] : [values]));
}

function toArticle(
  locale: string,
  file: string,
  fields: Values,
  body: readonly Block[],
  stories: readonly Values[],
  corrections: readonly Values[],
): Article {
  return {
    locale,
    file,
    status: fields['status'] as Article['status'],
    date: fields['date'] as string,
    subject: fields['subject'] as string | undefined,
    preheader: fields['preheader'] as string | undefined,
    kicker: fields['kicker'] as string | undefined,
    headline: fields['headline'] as string,
    deck: fields['deck'] as string | undefined,
    byline: fields['byline'] as string | undefined,
    signOff: fields['signOff'] as string | undefined,
    topics: (fields['topics'] as string[] | undefined) ?? [],
    body,
    stories: stories as unknown as Story[],
    footnotes: new Map(Object.entries((fields['footnotes'] as Record<string, string> | undefined) ?? {})),
    corrections: corrections as unknown as Article['corrections'],
    withdrawn: withdrawal(fields['withdrawn']),
  };
}

function withdrawal(value: unknown): Article['withdrawn'] {
  if (value === undefined || value === false) return undefined;
  if (value === true) return { date: undefined, text: undefined };
  if (typeof value === 'string') return { date: undefined, text: value };
  const { date, text } = value as { date?: string; text: string };
  return { date, text };
}
