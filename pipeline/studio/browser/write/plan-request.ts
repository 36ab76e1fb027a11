import type { Node } from 'prosemirror-model';
import type {
  FieldInput,
  HeadInput,
  ListInput,
  WriteEntry,
  WriteList,
  WriteRequest,
} from '../../protocol/write.ts';
import { type ArticleSchema, kindOf, requiredIn } from './article-schema.ts';
import { changesOf, hasMoreThanText, isEmptyText, splitOf, textsOf, valuesOf } from './block-nodes.ts';
import { blocksIn, type Confirmed, type ConfirmedBlock, footnotesIn, writtenNotes } from './confirmed.ts';
import { toTree } from './inline-nodes.ts';

type WriteAction = Extract<WriteRequest, { action: 'write' }>;

/** A request, with what the page needs to understand the answer. */
export interface PlannedRequest {
  readonly request: WriteAction;
  /** For each entry of each list, its block as it was sent. */
  readonly sent: ReadonlyMap<WriteList, readonly SentBlock[]>;
  readonly head: Node;
  readonly footnotes: Node;
}

export interface SentBlock {
  readonly uid: string;
  readonly node: Node;
  readonly entry: WriteEntry;
}

interface Present {
  readonly doc: Node;
  /** The block in which the cursor is. It is not removed while it is empty. */
  readonly cursor: string | undefined;
  /** The parts on which the person has to decide first: blocks by uid, fields of the head by name. */
  readonly undecided: ReadonlySet<string>;
}

/** The request that makes the file what the page shows; undefined if it is that already. */
export function planRequest(
  article: ArticleSchema,
  confirmed: Confirmed,
  present: Present,
): PlannedRequest | undefined {
  const head = planHead(confirmed, present);
  const planned = article.lists.map((list) => planList(article, list, confirmed, present));
  const changed = planned.filter(({ isChanged }) => isChanged);
  if (changed.length === 0 && Object.keys(head).length === 0) return undefined;
  const lists = Object.fromEntries(changed.map(({ list, input }) => [list, input]));
  return {
    request: {
      action: 'write',
      ...(Object.keys(head).length > 0 && { head }),
      ...(changed.length > 0 && { lists }),
    },
    sent: new Map(changed.map(({ list, sent }) => [list, sent])),
    head: present.doc.firstChild ?? confirmed.head,
    footnotes: footnotesIn(present.doc),
  };
}

interface PlannedList {
  readonly list: WriteList;
  readonly isChanged: boolean;
  readonly input: ListInput;
  readonly sent: readonly SentBlock[];
}

function planList(
  article: ArticleSchema,
  list: WriteList,
  confirmed: Confirmed,
  present: Present,
): PlannedList {
  const known = confirmed.lists.get(list) ?? [];
  const index = new Map(known.map(({ uid }, at) => [uid, at]));
  const blocks = blocksIn(present.doc, list);
  const here = new Set(blocks.map(({ uid }) => uid));
  const sent = blocks.flatMap(({ uid, node }): SentBlock[] => {
    const at = index.get(uid);
    const before = at === undefined ? undefined : known[at];
    // Somebody else has removed it, and the person has not decided yet.
    if (before === undefined && present.undecided.has(uid)) return [];
    // Its words come from a block on which the person has not decided yet, and the file has them there.
    const origin = splitOf(node).find((each) => index.has(each) || present.undecided.has(each)) ?? '';
    if (before === undefined && present.undecided.has(origin) && here.has(origin)) return [];
    // Somebody is choosing from the list of blocks.
    const isChoosing =
      uid === present.cursor && node.isTextblock && /^\/[\p{L}\p{N}-]*$/u.test(node.textContent);
    if (isChoosing) return at === undefined ? [] : [{ uid, node: before?.node ?? node, entry: { from: at } }];
    const entry =
      at === undefined || before === undefined
        ? planNew(article, node, index, known)
        : planKept(at, before, node, { ...present, isGone: (each) => !here.has(each), index });
    return entry === undefined ? [] : [{ uid, node, entry }];
  });
  const next = sent.map(({ entry }) => entry);
  const isSame =
    next.length === known.length && next.every((each, at) => isUntouched(each) && each.from === at);
  return { list, isChanged: !isSame, input: { seen: known.map(({ hash }) => hash), next }, sent };
}

function isUntouched(entry: WriteEntry): entry is { readonly from: number } {
  return 'from' in entry && !('set' in entry) && !('into' in entry);
}

interface Around extends Present {
  readonly isGone: (uid: string) => boolean;
  readonly index: ReadonlyMap<string, number>;
}

/** The entry of a block that the file has. Undefined removes it, because somebody has emptied it. */
function planKept(from: number, before: ConfirmedBlock, node: Node, around: Around): WriteEntry | undefined {
  const { uid } = before;
  if (node === before.node || around.undecided.has(uid) || node.type.name === 'fixed') return { from };
  const taken = (node.attrs['joins'] as readonly string[]).filter(around.isGone);
  const joins = taken.flatMap((each) => around.index.get(each) ?? []);
  const kind = kindOf(node.type) ?? '';
  if (kind !== before.block.kind)
    return isComplete(node)
      ? { from, into: kind, values: valuesOf(node), ...(joins.length > 0 && { joins }) }
      : { from };
  if (node.isTextblock && isEmptyText(node) && !hasMoreThanText(node))
    return around.cursor === uid ? { from } : undefined;
  const set = withoutLosses(node, changesOf(before.node, node));
  if (Object.keys(set).length === 0 && joins.length === 0) return { from };
  return { from, set, ...(joins.length > 0 && { joins }) };
}

/** The entry of a new block; undefined while it lacks what makes it a block. */
function planNew(
  article: ArticleSchema,
  node: Node,
  index: ReadonlyMap<string, number>,
  known: readonly ConfirmedBlock[],
): WriteEntry | undefined {
  const original = index.get(String(node.attrs['copyOf']));
  const before = original === undefined ? undefined : known[original];
  if (original !== undefined && before && before.node.type === node.type) {
    const set = withoutLosses(node, changesOf(before.node, node));
    return Object.keys(set).length > 0 ? { copyOf: original, set } : { copyOf: original };
  }
  const kind = kindOf(node.type);
  if (kind === undefined || !article.plans.has(kind) || !isComplete(node)) return undefined;
  const from = splitOf(node).find((each) => index.has(each));
  const split = from === undefined ? undefined : index.get(from);
  return { block: { kind, values: valuesOf(node) }, ...(split !== undefined && { splitOf: split }) };
}

/** The file keeps the value of a required field until there is a new one. */
function withoutLosses(
  node: Node,
  changes: Readonly<Record<string, FieldInput | null>>,
): Readonly<Record<string, FieldInput | null>> {
  const required = requiredIn(node.type);
  return Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => value !== null || !required.has(name)),
  );
}

/** Whether a block has the field that its kind is named after, or, in a story, any words. */
function isComplete(node: Node): boolean {
  const kind = kindOf(node.type) ?? '';
  if (requiredIn(node.type).has(kind)) return valuesOf(node)[kind] !== undefined;
  return [...textsOf(node).values()].some((text) => !isEmptyText(text));
}

function planHead({ head, hashes, footnotes, view }: Confirmed, present: Present): Record<string, HeadInput> {
  const now = present.doc.firstChild ?? head;
  const changes = { ...(now.eq(head) ? {} : changesOf(head, now)) };
  const notes = footnotesIn(present.doc);
  if (!writtenNotes(notes).eq(writtenNotes(footnotes))) changes['footnotes'] = footnotesInput(notes);
  const isRequired = (name: string) => view.head.some((each) => each.name === name && !each.form.isOptional);
  const planned = Object.entries(changes).filter(
    ([name, value]) => !present.undecided.has(name) && !(value === null && isRequired(name)),
  );
  return Object.fromEntries(planned.map(([name, value]) => [name, { seen: hashes[name] ?? '', value }]));
}

/** The footnotes that have words. Null removes the field. */
function footnotesInput(notes: Node): FieldInput | null {
  const written: [string, FieldInput][] = [];
  writtenNotes(notes).forEach((note) => {
    written.push([String(note.attrs['label']), { nodes: toTree(note.content) }]);
  });
  return written.length > 0 ? Object.fromEntries(written) : null;
}
