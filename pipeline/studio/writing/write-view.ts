import type { ParsedDocument } from '../../content/parse-document.ts';
import type { ParsedItem } from '../../content/parse-item.ts';
import { hashValue } from '../../content/writing/hash-value.ts';
import { isMasked } from '../../foundation/sources/mask-lines.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import type { OpenIssue } from '../open-issue.ts';
import { isWithin, keyLines, type Lines, linesOf } from '../part-lines.ts';
import type { ShownProblem } from '../protocol/issues.ts';
import type { FieldForm, HeadField, KindForm, WriteBlock, WriteList, WriteView } from '../protocol/write.ts';
import type { OpenPlace } from '../show-problems.ts';
import { headForms, kindForms } from './kind-forms.ts';
import { showValue } from './show-value.ts';

interface Shown {
  readonly issue: OpenIssue;
  readonly locale: string;
  /** Undefined if the file cannot be read at all. */
  readonly document: ParsedDocument | undefined;
  /** The problems of the file. */
  readonly problems: readonly ShownProblem[];
  readonly opens: OpenPlace;
  readonly history: Pick<WriteView, 'canUndo' | 'canRedo' | 'undoes'>;
}

/** The source of an issue as the page shows it: every field and block, set or not, with its form. */
export function writeView({ issue, locale, document, problems, opens, history }: Shown): WriteView {
  const kinds = kindForms();
  const root = rootOf(document);
  const left = new Set(problems);
  const take = (places: Lines | undefined) => {
    const own = places ? [...left].filter(({ line }) => line !== undefined && isWithin(line, places)) : [];
    for (const each of own) left.delete(each);
    return own;
  };
  const list = (name: WriteList) =>
    document
      ? blocksOf(document, name, kinds).map((block, at): WriteBlock => {
          const path = [name, at];
          const lines = linesOf(document, path);
          return {
            ...block,
            translations: statesOf(issue, path),
            problems: take(lines).map((each) => withField(each, document, path, block.values)),
            opens: opens(document.reading.tree.source.file, lines.first),
          };
        })
      : [];
  const [body, stories, corrections] = [list('body'), list('stories'), list('corrections')];
  const head = headForms().map(
    (form): HeadField => ({
      name: form.name,
      form,
      value: isSet(root, form) ? showValue(form, root[form.name]) : undefined,
      hash: hashValue(root[form.name]),
      problems: take(isSet(root, form) && document ? keyLines(document, [form.name]) : undefined),
    }),
  );
  return {
    slug: issue.slug,
    locale,
    kind: root['kind'] === 'digest' ? 'digest' : 'article',
    head,
    body,
    stories,
    corrections,
    kinds,
    problems: [...left],
    isBroken: !(document?.reading.isSound ?? false),
    ...history,
  };
}

const rootOf = (document: ParsedDocument | undefined) =>
  (document?.reading.tree.value ?? {}) as Readonly<Record<string, unknown>>;

const isSet = (root: object, { name }: FieldForm) => Object.hasOwn(root, name);

type BareBlock = Omit<WriteBlock, 'translations' | 'problems' | 'opens'>;

/** The items of a list as they are in the file, also those that cannot be read. */
function blocksOf(document: ParsedDocument, list: WriteList, kinds: readonly KindForm[]): BareBlock[] {
  const items = rootOf(document)[list];
  const parsed = Map.groupBy(document[list], ({ path }) => path[1]);
  return (Array.isArray(items) ? items : []).map((value: unknown, at): BareBlock => {
    const kind = kindOf(list, parsed.get(at) ?? []);
    const form = kinds.find((each) => each.kind === kind);
    const block = { key: `${list}.${at}`, hash: hashValue(value), kind: form?.kind ?? '' };
    if (isAlias(document, [list, at])) return { ...block, values: {}, isFixed: 'alias' };
    if (form === undefined || !isObject(value) || isMaskedIn(value))
      return { ...block, values: {}, isFixed: 'broken' };
    const fields = form.fields.filter(({ name }) => Object.hasOwn(value, name));
    const values = Object.fromEntries(
      fields.map((field) => [field.name, showValue(field, value[field.name])]),
    );
    return { ...block, ...(typeof value['id'] === 'string' && { id: value['id'] }), values };
  });
}

function kindOf(list: WriteList, [item, ...others]: readonly ParsedItem[]): string | undefined {
  if (item === undefined || others.length > 0) return undefined;
  if (list === 'body') return item.kind;
  return list === 'stories' ? 'story' : 'correction';
}

const isMaskedIn = (value: object) =>
  Object.values(value)
    .flat()
    .some((each) => typeof each === 'string' && isMasked(each));

function isAlias({ reading: { tree } }: ParsedDocument, path: Path): boolean {
  const { source, start } = tree.extent(path);
  return source.text[start] === '*';
}

const statesOf = ({ translations }: OpenIssue, [list, at]: Path) =>
  translations.flatMap(({ locale, parts }) => {
    const part = parts.find(({ sourcePath: own }) => own !== undefined && own[0] === list && own[1] === at);
    return part ? { locale, state: part.state } : [];
  });

function withField(
  problem: ShownProblem,
  document: ParsedDocument,
  path: Path,
  values: WriteBlock['values'],
): WriteBlock['problems'][number] {
  const { line } = problem;
  const field = Object.keys(values).findLast(
    (name) => line !== undefined && isWithin(line, keyLines(document, [...path, name])),
  );
  return field === undefined ? problem : { ...problem, field };
}
