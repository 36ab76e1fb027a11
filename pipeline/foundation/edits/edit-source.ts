import { isDeepStrictEqual } from 'node:util';
import { type Document, isCollection, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { createSource, type Source } from '../problems/place.ts';
import { fail, ProblemError } from '../problems/problem.ts';
import { Report } from '../problems/report.ts';
import { readAnchors } from '../sources/anchors.ts';
import type { Path } from '../sources/yaml-tree.ts';
import { type Change, changeValue, MissingValueError } from './change.ts';
import { editBlock } from './edit-block.ts';
import { editFlow } from './edit-flow.ts';
import type { Editing, Target } from './editing.ts';
import { entriesOf } from './extents.ts';
import { type FoundAlias, findAlias } from './find-alias.ts';
import { lineWidthOf, printField } from './print-value.ts';
import { applyEdits, lineBreakOf, OverlapError, type TextEdit } from './text-edit.ts';
import { writeOutAlias } from './write-out-alias.ts';

/**
 * Changes one thing in a YAML or JSON file by editing its text, so that everything else stays the same to the
 * byte. The result is parsed again to prove that it has this change and no other. Throws `edit-syntax` if the
 * syntax of the file is broken, and `edit-refused` with the line if the change would require rewriting other
 * lines.
 *
 * @example editSource(createSource('nl.yaml', text), { kind: 'remove', path: ['body', 3] })
 */
export function editSource(source: Source, change: Change): string {
  const editor = new SourceEditor(source);
  editor.apply(change);
  return editor.text;
}

/** Makes several changes one after the other, as `editSource` makes one. Parses the file once for each change. */
export class SourceEditor {
  readonly #file: string;
  readonly #mark: string;
  #source: Source;
  #document: Document.Parsed;

  /** Throws `edit-syntax` if the syntax of the file is broken, or if it has an alias without an anchor. */
  constructor({ file, text }: Source) {
    this.#file = file;
    this.#mark = text.startsWith('\ufeff') ? '\ufeff' : '';
    this.#source = createSource(file, text.slice(this.#mark.length));
    this.#document = parse(this.#source.text);
    const [error] = this.#document.errors;
    if (error) fail('edit-syntax', {}, { source: this.#source, start: error.pos[0], end: error.pos[1] });
    const [lost] = readAnchors(this.#document, this.#source, new Report()).lost;
    if (lost !== undefined) fail('edit-syntax', {}, { source: this.#source, start: lost, end: lost + 1 });
  }

  get text(): string {
    return this.#mark + this.#source.text;
  }

  /** The value of the file now. */
  get value(): unknown {
    return this.#document.toJS();
  }

  /** Makes the change, or throws `edit-refused` and changes nothing. */
  apply(change: Change): void {
    this.#together([change]);
  }

  /**
   * Makes several changes, or throws `edit-refused` and changes nothing. All indexes count in the file as it
   * is now, and changes of one list come in the order of their indexes. Parses the file once if the edits do
   * not touch each other.
   */
  applyAll(changes: readonly Change[]): void {
    const before = [this.#source, this.#document] as const;
    try {
      if (changes.length > 0) this.#together(changes);
    } catch (error) {
      if (!(error instanceof ProblemError || error instanceof OverlapError) || changes.length === 1)
        throw error;
      try {
        // From the end, so that the indexes before each change stay the same.
        for (const change of changes.toReversed()) this.#together([change]);
      } catch (failure) {
        [this.#source, this.#document] = before;
        throw failure;
      }
    }
  }

  /**
   * Makes the changes at once. If an alias prevents them, this writes its value out and tries again; each attempt
   * has one alias fewer.
   */
  #together(changes: readonly Change[]): void {
    const [source, document] = [this.#source, this.#document];
    const editing = this.#editing();
    const expected = expect(document, changes, editing);
    const edits = editsOf(document, changes, editing);
    if (this.#accept(edits, expected)) return;
    const found = findAlias(document, source, edits);
    if (found === undefined)
      throw editing.refuse('other values in the file would change', edits[0]?.start ?? 0);
    try {
      if (!this.#writeOut(found)) refuseAlias(found, source, editing);
      this.#together(changes);
    } catch (error) {
      [this.#source, this.#document] = [source, document];
      throw error instanceof ProblemError ? refuseAlias(found, source, editing) : error;
    }
  }

  /** Writes the value of an alias in its place. All values stay the same. */
  #writeOut(found: FoundAlias): boolean {
    const { text } = this.#source;
    const written = writeOutAlias(this.#document, text, found);
    if (written === undefined) return false;
    const edits = editsOf(this.#document, [written.change], this.#editing());
    return this.#accept([...edits, ...written.removal], this.#document.toJS());
  }

  /** Makes the edits if the file then has the expected value. */
  #accept(edits: readonly TextEdit[], expected: unknown): boolean {
    const edited = applyEdits(this.#source.text, edits);
    const document = documentThatSays(edited, expected, this.#isJson);
    if (document === undefined) return false;
    this.#document = document;
    this.#source = createSource(this.#file, edited);
    return true;
  }

  #editing(): Editing {
    const source = this.#source;
    const { text } = source;
    return {
      text,
      lineBreak: lineBreakOf(text),
      printing: { width: lineWidthOf(text), isJson: this.#isJson },
      refuse: (reason, at) => fail('edit-refused', { reason }, { source, start: at, end: at + 1 }),
    };
  }

  get #isJson(): boolean {
    return this.#file.endsWith('.json');
  }
}

const parse = (text: string) => parseDocument(text, { version: '1.2', keepSourceTokens: true });

function expect(document: Document.Parsed, changes: readonly Change[], { refuse }: Editing): unknown {
  try {
    return changes.reduceRight<unknown>(
      (value, change) => changeValue(value, structuredClone(change)),
      withoutSharing(document.toJS()),
    );
  } catch (error) {
    if (error instanceof MissingValueError) refuse('there is nothing at this place', 0);
    // The parser rejects aliases that expand too far.
    if (error instanceof ReferenceError) refuse('its aliases expand to too many values', 0);
    throw error;
  }
}

/** Refuses a change that an alias prevents. Names it with its anchor and their lines. */
function refuseAlias(
  { name, anchor, alias, isAnchor }: FoundAlias,
  source: Source,
  { refuse }: Editing,
): never {
  const at = alias.range?.[0] ?? 0;
  const line = (offset: number) => source.position(offset).line;
  const reason = `the alias "*${name}" on line ${line(at)} repeats the value of the anchor "&${name}" on line ${line(anchor)}`;
  return refuse(reason, isAnchor ? anchor : at);
}

/** The text as a document; undefined if it does not have the expected value. */
function documentThatSays(text: string, expected: unknown, isJson: boolean): Document.Parsed | undefined {
  const document = parse(text);
  if (document.errors.length > 0) return undefined;
  try {
    if (isJson) JSON.parse(text);
    return isDeepStrictEqual(document.toJS(), expected) ? document : undefined;
  } catch (error) {
    // The result is no longer JSON, or an alias lost its anchor.
    if (error instanceof SyntaxError || error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** The value with a copy of what an alias repeats in its place, so that each can change without the other. */
function withoutSharing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSharing);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSharing(each)]));
}

const editsOf = (
  document: Document.Parsed,
  changes: readonly Change[],
  editing: Editing,
): readonly TextEdit[] =>
  changes
    .flatMap((change) => editsFor(document, change, editing))
    .map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, editing.lineBreak) }));

function editsFor(document: Document.Parsed, change: Change, editing: Editing): readonly TextEdit[] {
  const path = 'path' in change ? change.path.slice(0, -1) : change.list;
  if (change.kind === 'insert' && !isCollectionAt(document, change.list)) {
    const begun: Change = { kind: 'set', path: change.list, value: [change.item] };
    return editsFor(document, begun, editing);
  }
  if (document.contents === null && change.kind === 'set') return [appendField(change, editing)];
  const collection = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(collection) && !isSeq(collection))
    return editing.refuse(
      'an alias (*name) repeats a value that is written elsewhere',
      document.contents?.range[0] ?? 0,
    );
  const target = targetOf(collection, path, editing);
  if (change.kind === 'insert' && collection.items.length === 0 && !editing.printing.isJson)
    return setWhole(document, change.list, [change.item], editing);
  return collection.flow ? editFlow(target, change, editing) : editBlock(target, change, editing);
}

/** Replaces an empty list in brackets by a list with one item per line, if there is room for it. */
function setWhole(
  document: Document.Parsed,
  path: Path,
  value: unknown,
  editing: Editing,
): readonly TextEdit[] {
  const parentPath = path.slice(0, -1);
  const parent = parentPath.length === 0 ? document.contents : document.getIn(parentPath, true);
  if (!isMap(parent) && !isSeq(parent)) return editing.refuse('there is no room for a list', 0);
  const change = { kind: 'set', path, value } as const;
  const target = targetOf(parent, parentPath, editing);
  return parent.flow ? editFlow(target, change, editing) : editBlock(target, change, editing);
}

function targetOf(collection: YAMLMap | YAMLSeq, path: Path, { refuse }: Editing): Target {
  const entries =
    entriesOf(collection) ??
    refuse('it is not written in a form that can be changed here', collection.range?.[0] ?? 0);
  return { collection, entries, isRoot: path.length === 0 };
}

function isCollectionAt(document: Document.Parsed, path: Path): boolean {
  return isCollection(document.getIn(path, true));
}

/** Adds the first field to a file that is empty or contains only comments. */
function appendField(
  { path, value }: Change & { kind: 'set' },
  { text, printing, refuse }: Editing,
): TextEdit {
  if (path.length !== 1) return refuse('there is nothing at this place', 0);
  const field = printField(String(path[0]), value, 0, printing);
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { start: text.length, end: text.length, text: `${gap}${field}\n` };
}
