import { isDeepStrictEqual } from 'node:util';
import { type Document, parseDocument } from 'yaml';
import { createSource, type Source } from '../problems/place.ts';
import { fail, ProblemError } from '../problems/problem.ts';
import { Report } from '../problems/report.ts';
import { readAnchors } from '../sources/anchors.ts';
import { type Change, changeValue, MissingValueError } from './change.ts';
import type { Editing } from './editing.ts';
import { editsOf } from './edits-of.ts';
import { type FoundAlias, findAlias } from './find-alias.ts';
import { lineWidthOf } from './print-value.ts';
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
