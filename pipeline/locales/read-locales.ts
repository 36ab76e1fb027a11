import type { Files } from '../files/files.ts';
import type { Place } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { parseJson } from '../sources/parse-json.ts';
import { readSource } from '../sources/read-source.ts';
import { isObject, typeName } from '../sources/reading.ts';

/** A text of the interface, and where it stands. */
export interface LocaleText {
  readonly text: string;
  readonly place: Place;
}

/** The texts of one language: by namespace, then by key. */
export type LocaleTexts = ReadonlyMap<string, ReadonlyMap<string, LocaleText>>;

/** The namespaces: each a file `locales/<locale>/<namespace>.json`. */
export const namespaces = ['email', 'archive'] as const;

/**
 * Reads the interface texts of these languages. `layers` are read in order: a later one overrides texts of the
 * ones before it, so that a publication may put a word of its own in the place of the package's.
 */
export async function readLocales(
  layers: readonly Files[],
  locales: readonly string[],
  report: Report,
): Promise<ReadonlyMap<string, LocaleTexts>> {
  const result = new Map<string, LocaleTexts>();
  for (const locale of locales) {
    const texts = new Map<string, ReadonlyMap<string, LocaleText>>();
    for (const namespace of namespaces)
      texts.set(namespace, await readNamespace(layers, locale, namespace, report));
    result.set(locale, texts);
  }
  return result;
}

async function readNamespace(layers: readonly Files[], locale: string, namespace: string, report: Report) {
  const file = `locales/${locale}/${namespace}.json`;
  const texts = new Map<string, LocaleText>();
  let found = false;
  for (const files of layers) {
    const problems = report.problems.length;
    const source = await readSource(files, file, 'a JSON object of texts', report);
    found ||= source !== undefined || report.problems.length > problems;
    const tree = source && parseJson(source, report);
    if (tree === undefined) continue;
    if (!isObject(tree.value)) {
      const data = { field: 'The file', expected: 'an object of texts', actual: typeName(tree.value) };
      report.add('wrong-type', data, tree.place([]));
      continue;
    }
    for (const [key, value] of Object.entries(tree.value)) {
      if (typeof value === 'string') texts.set(key, { text: value, place: tree.place([key]) });
      else
        report.add(
          'wrong-type',
          { field: `"${key}"`, expected: 'text', actual: typeName(value) },
          tree.place([key]),
        );
    }
  }
  if (!found) {
    const hint = `It holds the texts of the namespace "${namespace}" in "${locale}". Copy the file of another language and translate it.`;
    report.add('file-missing', { file, hint }, { file });
  }
  return texts;
}
