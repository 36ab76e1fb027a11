import { Fragment, type Node } from 'prosemirror-model';
import type { FieldInput } from '../../protocol/write.ts';
import { fieldOf, requiredIn } from './article-schema.ts';
import { changesOf } from './block-nodes.ts';

/** The text that described the picture before it was replaced. */
export interface FormerText {
  /** The field of the text. */
  readonly name: string;
  readonly text: string;
  /** The picture, this text, and the fields that frame the picture. They are saved together. */
  readonly fields: readonly string[];
}

type Values = Readonly<Record<string, FieldInput>>;

/** The former text of a picture that was replaced and has no new text yet; undefined if nobody has to decide. */
export function formerText({ attrs }: Node): FormerText | undefined {
  const former = attrs['former'] as FormerText | null;
  const now = former && (attrs['values'] as Values)[former.name];
  return former && (now === undefined || now === '') ? former : undefined;
}

/**
 * The changes of a block that the file can have now. It keeps the value of a required field until there is a new
 * one, and a picture with its text until the new picture has one.
 */
export function changesNow(before: Node, after: Node): Readonly<Record<string, FieldInput | null>> {
  const held = heldBack(before, after);
  return Object.fromEntries(Object.entries(changesOf(before, after)).filter(([name]) => !held.has(name)));
}

/** A block as the file has it once these changes are written. */
export function afterChanges(before: Node, after: Node): Node {
  const held = heldBack(before, after);
  if (held.size === 0) return after;
  const [old, now] = [before.attrs['values'] as Values, after.attrs['values'] as Values];
  const kept = Object.entries(old).filter(([name]) => held.has(name));
  const set = Object.entries(now).filter(([name]) => !held.has(name));
  const texts: Node[] = [];
  after.forEach((child, _, at) => {
    const name = fieldOf(child.type)?.name;
    texts.push(name !== undefined && held.has(name) ? (before.maybeChild(at) ?? child) : child);
  });
  const values = Object.fromEntries([...kept, ...set]);
  return after.type.create({ ...after.attrs, values }, Fragment.from(texts), after.marks);
}

/** The fields that differ and that the file cannot have yet. */
function heldBack(before: Node, after: Node): ReadonlySet<string> {
  const required = requiredIn(after.type);
  const former = new Set(formerText(after)?.fields);
  const changes = Object.entries(changesOf(before, after));
  const held = changes.filter(([name, value]) => former.has(name) || (value === null && required.has(name)));
  return new Set(held.map(([name]) => name));
}
