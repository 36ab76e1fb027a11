import type { Files } from '../../foundation/files/files.ts';
import type { Place } from '../../foundation/problems/place.ts';
import { asWarning } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { keepLatest } from '../../foundation/program/keep-latest.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { isObject, typeName } from '../../foundation/sources/reading.ts';
import type { Tree } from '../../foundation/sources/yaml-tree.ts';

/** An interface text and its place. */
export interface LocaleText {
  /** The text; empty if the value in the file is not a text, which has been reported. */
  readonly text: string;
  readonly isText: boolean;
  /** Whether the text is in the publication's file, not in Courant's. */
  readonly isOwn: boolean;
  readonly place: Place;
}

/** The texts of one language: by namespace, then by key. */
export type LocaleTexts = ReadonlyMap<string, NamespaceTexts>;

type NamespaceTexts = ReadonlyMap<string, LocaleText>;

/** The namespaces. Each is a file `locales/<locale>/<namespace>.json`. */
export const namespaces = ['email', 'archive', 'pages', 'mail'] as const;

/**
 * Reads the interface texts of these languages. Texts of a later layer replace those of earlier ones, so a
 * publication may replace single texts of the package. Problems of a language for which `isSpared` is true
 * are warnings. Texts of the same files are the same object, so that the studio, which reads them again and again, need not
 * compare them again.
 */
export async function readLocales(
  layers: readonly Files[],
  locales: readonly string[],
  report: Report,
  isSpared: (locale: string) => boolean = () => false,
): Promise<ReadonlyMap<string, LocaleTexts>> {
  const result = new Map<string, LocaleTexts>();
  for (const locale of locales) {
    const texts = new Map<string, NamespaceTexts>();
    const own = new Report();
    for (const namespace of namespaces)
      texts.set(namespace, await readNamespace(layers, locale, namespace, own));
    report.problems.push(...(isSpared(locale) ? own.problems.map(asWarning) : own.problems));
    const [first = texts, ...others] = texts.values();
    result.set(
      locale,
      keepTexts(first, others, () => texts),
    );
  }
  return result;
}

const keepTexts = keepLatest<LocaleTexts>();
const keepNamespace = keepLatest<NamespaceTexts>();

async function readNamespace(
  layers: readonly Files[],
  locale: string,
  namespace: string,
  report: Report,
): Promise<NamespaceTexts> {
  const file = `locales/${locale}/${namespace}.json`;
  const texts = new Map<string, LocaleText>();
  const before = report.problems.length;
  const trees: TextsTree[] = [];
  let lastIsOwn = false;
  let found = false;
  for (const files of layers) {
    const problems = report.problems.length;
    const tree = await readTexts(files, file, report);
    found ||= tree !== undefined || report.problems.length > problems;
    if (tree === undefined) continue;
    trees.push(tree);
    const isOwn = files === layers.at(-1);
    lastIsOwn = isOwn;
    for (const [key, value] of Object.entries(tree.value)) {
      const isText = typeof value === 'string';
      // Finding a place parses the file as YAML, and most commands need none.
      const text = {
        text: isText ? value : '',
        isText,
        isOwn,
        get place() {
          return tree.place([key]);
        },
      };
      texts.set(key, text);
      if (isText) continue;
      report.add('wrong-type', { field: `"${key}"`, expected: 'text', actual: typeName(value) }, text.place);
    }
  }
  const last = trees.at(-1);
  if (!found) {
    const hint = `Run "courant languages add ${locale}", then translate the texts in "${file}".`;
    report.add('file-missing', { file, hint }, { file });
  } else if (last && texts.size === 0 && report.problems.length === before) {
    report.add('file-empty', { expected: 'a JSON object of texts' }, last.place([]));
  }
  if (last === undefined || report.problems.length > before) return texts;
  return keepNamespace(last, [...trees, lastIsOwn], () => texts);
}

/** A parsed JSON file whose value is an object. */
export type TextsTree = Tree & { readonly value: Record<string, unknown> };

/** The trees of files without problems that were parsed last, by path. */
const parsed = new WeakMap<Files, Map<string, TextsTree>>();

/**
 * Reads a JSON file of texts by key. Undefined if there is none, or if it is invalid, which is reported. The same text
 * gives the same object.
 */
export async function readTexts(files: Files, path: string, report: Report): Promise<TextsTree | undefined> {
  const source = await readSource(files, path, 'a JSON object of texts', report);
  const known = parsed.get(files) ?? new Map<string, TextsTree>();
  parsed.set(files, known);
  const latest = known.get(path);
  if (source !== undefined && source.text === latest?.source.text) return latest;
  const found = new Report();
  const sound = source && parseJson(source, found);
  if (sound && hasObject(sound) && found.problems.length === 0) {
    known.set(path, sound);
    return sound;
  }
  const tree = source && parseJson(source, report);
  if (tree === undefined || hasObject(tree)) return tree;
  const data = { field: 'The file', expected: 'an object of texts', actual: typeName(tree.value) };
  report.add('wrong-type', data, tree.place([]));
  return undefined;
}

const hasObject = (tree: Tree): tree is TextsTree => isObject(tree.value);
