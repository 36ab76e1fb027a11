import type { Node } from 'prosemirror-model';
import type {
  FieldInput,
  HeadInput,
  ListInput,
  WriteEntry,
  WriteList,
  WriteRequest,
} from '../../protocol/write.ts';
import { type ArticleSchema, kindOf } from './article-schema.ts';
import { changesOf, hasMoreThanText, isEmptyText, splitOf, valuesOf } from './block-nodes.ts';
import { blocksIn, type Confirmed, type ConfirmedBlock, footnotesIn, writtenNotes } from './confirmed.ts';
import { afterChanges, changesNow } from './held-back.ts';
import { toTree } from './inline-nodes.ts';
import { isComplete, isLacking } from './is-lacking.ts';

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

/** What the page has when a request is planned. */
export interface Present {
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

/** Whether the page has words or values that cannot be sent yet, because a required field is empty. */
export function isWaiting(article: ArticleSchema, confirmed: Confirmed, present: Present): boolean {
  const emptied = headChanges(confirmed, present).some(([name, value]) =>
    isRequiredLoss(confirmed, name, value),
  );
  return emptied || article.lists.some((list) => planList(article, list, confirmed, present).isWaiting);
}

interface PlannedList {
  readonly list: WriteList;
  readonly isChanged: boolean;
  /** Whether a block has changes that are not sent, because a required field is empty. */
  readonly isWaiting: boolean;
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
  let isWaiting = false;
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
    const isCopy = index.has(String(node.attrs['copyOf']));
    if (!present.undecided.has(uid) && !isCopy && isLacking(node, before?.node)) isWaiting = true;
    const entry =
      at === undefined || before === undefined
        ? planNew(article, node, index, known)
        : planKept(at, before, node, { ...present, isGone: (each) => !here.has(each), index });
    const sent = entry && 'set' in entry && before ? afterChanges(before.node, node) : node;
    return entry === undefined ? [] : [{ uid, node: sent, entry }];
  });
  const next = sent.map(({ entry }) => entry);
  const isSame =
    next.length === known.length && next.every((each, at) => isUntouched(each) && each.from === at);
  return { list, isChanged: !isSame, isWaiting, input: { seen: known.map(({ hash }) => hash), next }, sent };
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
  const set = changesNow(before.node, node);
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
    const set = changesNow(before.node, node);
    return Object.keys(set).length > 0 ? { copyOf: original, set } : { copyOf: original };
  }
  const kind = kindOf(node.type);
  if (kind === undefined || !article.plans.has(kind) || !isComplete(node)) return undefined;
  const from = splitOf(node).find((each) => index.has(each));
  const split = from === undefined ? undefined : index.get(from);
  return { block: { kind, values: valuesOf(node) }, ...(split !== undefined && { splitOf: split }) };
}

function planHead(confirmed: Confirmed, present: Present): Record<string, HeadInput> {
  const planned = headChanges(confirmed, present).filter(
    ([name, value]) => !isRequiredLoss(confirmed, name, value),
  );
  return Object.fromEntries(
    planned.map(([name, value]) => [name, { seen: confirmed.hashes[name] ?? '', value }]),
  );
}

/** The fields of the head and the footnotes that differ from the file, without those to decide on. */
function headChanges(
  { head, footnotes }: Confirmed,
  { doc, undecided }: Present,
): [string, FieldInput | null][] {
  const now = doc.firstChild ?? head;
  const changes = { ...(now.eq(head) ? {} : changesOf(head, now)) };
  const notes = footnotesIn(doc);
  if (!writtenNotes(notes).eq(writtenNotes(footnotes))) changes['footnotes'] = footnotesInput(notes);
  return Object.entries(changes).filter(([name]) => !undecided.has(name));
}

const isRequiredLoss = ({ view }: Confirmed, field: string, value: FieldInput | null): boolean =>
  value === null && view.head.some(({ name, form }) => name === field && !form.isOptional);

/** The footnotes that have words. Null removes the field. */
function footnotesInput(notes: Node): FieldInput | null {
  const written: [string, FieldInput][] = [];
  writtenNotes(notes).forEach((note) => {
    written.push([String(note.attrs['label']), { nodes: toTree(note.content) }]);
  });
  return written.length > 0 ? Object.fromEntries(written) : null;
}
