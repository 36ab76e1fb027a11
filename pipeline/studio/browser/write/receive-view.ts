import type { Node } from 'prosemirror-model';
import type { Places, WriteBlock, WriteList, WriteView } from '../../protocol/write.ts';
import type { ArticleSchema } from './article-schema.ts';
import { contentKey, newUid, nodeOfBlock } from './block-nodes.ts';
import { blocksIn, type Confirmed, type ConfirmedBlock } from './confirmed.ts';
import type { Conflict } from './conflict.ts';
import { mergeOrder } from './merge-order.ts';
import { pairBlocks } from './pair-blocks.ts';
import type { PlannedRequest } from './plan-request.ts';
import { type ReceivedHead, receiveHead } from './receive-head.ts';

/** A new state of the file, and what the page had when it asked for it. */
export interface Received {
  readonly view: WriteView;
  readonly doc: Node;
  /** The block or the field of the head in which the cursor is. It is left alone. */
  readonly cursor: string | undefined;
  /** The parts on which the person has to decide. */
  readonly conflicts: ReadonlyMap<string, Conflict>;
  /** The request that the view answers, with the places of its entries; undefined if the page only read. */
  readonly answered?: {
    readonly planned: PlannedRequest;
    readonly places: Places;
    readonly parts: readonly string[];
  };
  /** The new blocks of a request without an answer, as they were sent, by uid. */
  readonly sent?: ReadonlyMap<string, Node>;
}

/** What the page should know and show after it has received a state. */
export interface Merged extends ReceivedHead {
  readonly confirmed: Confirmed;
  /** The blocks of each list, in order. */
  readonly lists: ReadonlyMap<WriteList, readonly Node[]>;
  /** The parts on which the person has to decide. */
  readonly conflicts: ReadonlyMap<string, Conflict>;
  /** Whether some of them are new or have changed. */
  readonly hasConflict: boolean;
  /** Whether the block under the cursor has changed in the file. The page shows it when the cursor leaves. */
  readonly isHeld: boolean;
}

/**
 * Merges a state of the file into the page. A block that was not edited here shows what the file has. A block
 * that was edited stays as it is; if it has changed in the file too, it is a conflict.
 */
export function receiveView(article: ArticleSchema, confirmed: Confirmed, received: Received): Merged {
  const lists = new Map(article.lists.map((list) => [list, receiveList(article, list, confirmed, received)]));
  const head = receiveHead(article, confirmed, received);
  const decided = new Set([...head.headDecided, ...[...lists.values()].flatMap((each) => each.decided)]);
  const open = [...received.conflicts].filter(([part]) => !decided.has(part));
  const found = [...[...lists.values()].flatMap((each) => [...each.conflicts]), ...head.headConflicts];
  return {
    ...head,
    confirmed: {
      view: received.view,
      lists: new Map([...lists].map(([list, each]) => [list, each.known])),
      ...head.confirmedHead,
    },
    lists: new Map([...lists].map(([list, each]) => [list, each.nodes])),
    conflicts: new Map([...open, ...found]),
    hasConflict: found.length > 0,
    isHeld: head.isHeld || [...lists.values()].some(({ isHeld }) => isHeld),
  };
}

/** A block as it was when the page asked. */
interface BaseBlock {
  readonly uid: string;
  readonly node: Node;
  /** Undefined for a block that was new. */
  readonly known: ConfirmedBlock | undefined;
  /** Whether the request changed it. */
  readonly isSent: boolean;
  /** Whether it is new, with words of another block. It waits if that block was refused. */
  readonly isSplit?: boolean;
}

interface MergedList {
  readonly known: readonly ConfirmedBlock[];
  readonly nodes: readonly Node[];
  readonly conflicts: ReadonlyMap<string, Conflict>;
  /** The blocks that need no decision any more. */
  readonly decided: readonly string[];
  readonly isHeld: boolean;
}

function receiveList(
  article: ArticleSchema,
  list: WriteList,
  confirmed: Confirmed,
  { view, doc, cursor, conflicts: undecided, answered, sent }: Received,
): MergedList {
  const base = baseOf(list, confirmed, doc, answered?.planned, sent);
  const formerOf = (uid: string) => undecided.get(uid)?.former;
  const places = answered?.places[list] ?? placesOf(article, view[list], base, formerOf);
  const local = blocksIn(doc, list);
  const here = new Map(local.map(({ uid, node }) => [uid, node]));
  const conflicts = new Map<string, Conflict>();
  const decided: string[] = [];
  const nodes = new Map(here);
  const known: ConfirmedBlock[] = [];
  let isHeld = false;
  const hold = (block: BaseBlock) => {
    isHeld = true;
    if (block.known) known.push(block.known);
  };

  for (const [place, block] of view[list].entries()) {
    const found = base[places.indexOf(place)];
    const uid = found?.uid ?? newUid();
    const fresh = nodeOfBlock(article, block, uid);
    if (found === undefined) nodes.set(uid, fresh);
    const mine = here.get(uid);
    if (mine && undecided.has(uid)) {
      // Another program had changed or removed it for a while, or has written the same words.
      const isSame = contentKey(mine) === contentKey(fresh);
      if (isSame || formerOf(uid) === block.hash) {
        decided.push(uid);
        known.push({ uid, hash: block.hash, node: isSame ? mine : fresh, block });
        continue;
      }
    }
    const isRefused = answered?.parts.includes(block.key) ?? false;
    // The file may have what was sent in another form, such as without a space at the end.
    const isUnchanged = found?.known?.hash === block.hash;
    const isOurs =
      found !== undefined &&
      (isUnchanged || contentKey(fresh) === contentKey(found.node) || (found.isSent && !isRefused));
    if (found === undefined || mine === undefined || isOurs) {
      // Somebody else has changed a block that was removed here: the server decides with the former hash.
      const isStale = found?.known !== undefined && mine === undefined && !isOurs;
      known.push(isStale ? found.known : { uid, hash: block.hash, node: isOurs ? found.node : fresh, block });
      continue;
    }
    if (contentKey(mine) === contentKey(fresh)) {
      // The file has these words already, because the answer to an earlier request was lost.
      known.push({ uid, hash: block.hash, node: mine, block });
      continue;
    }
    if (!mine.eq(found.node) || found.isSent)
      conflicts.set(uid, { theirs: block, former: formerOf(uid) ?? found.known?.hash });
    else if (uid === cursor) {
      hold(found);
      continue;
    } else nodes.set(uid, fresh);
    known.push({ uid, hash: block.hash, node: fresh, block });
  }

  base.forEach((block, at) => {
    const mine = here.get(block.uid);
    if (places[at] !== null || mine === undefined || (block.known === undefined && !block.isSent)) return;
    if (block.isSplit) return;
    if (!mine.eq(block.node) || block.isSent)
      conflicts.set(block.uid, { former: formerOf(block.uid) ?? block.known?.hash });
    else if (block.uid === cursor) hold(block);
    else nodes.delete(block.uid);
  });

  const order = mergeOrder({
    local: local.map(({ uid }) => uid),
    base: base.filter(({ known, isSent }) => known || isSent).map(({ uid }) => uid),
    found: known.map(({ uid }) => uid),
  });
  return { known, nodes: order.flatMap((uid) => nodes.get(uid) ?? []), conflicts, decided, isHeld };
}

/**
 * The blocks that the server may know: those that were sent; or else those that it confirmed last, and new ones
 * that it may have without this page knowing, because the answer was lost.
 */
function baseOf(
  list: WriteList,
  confirmed: Confirmed,
  doc: Node,
  planned: PlannedRequest | undefined,
  unanswered: ReadonlyMap<string, Node> = new Map(),
): BaseBlock[] {
  const known = confirmed.lists.get(list) ?? [];
  const sent = planned?.sent.get(list);
  if (sent === undefined) {
    const isKnown = new Set(known.map(({ uid }) => uid));
    const added = planned ? [] : blocksIn(doc, list).filter(({ uid }) => !isKnown.has(uid));
    return [
      ...known.map((each) => ({ uid: each.uid, node: each.node, known: each, isSent: false })),
      ...added.map(({ uid, node }) => ({
        uid,
        node: unanswered.get(uid) ?? node,
        known: undefined,
        isSent: false,
      })),
    ];
  }
  const byUid = new Map(known.map((each) => [each.uid, each]));
  return sent.map(({ uid, node, entry }) => {
    const isSent = !('from' in entry) || 'set' in entry || 'into' in entry;
    const before = byUid.get(uid);
    const isSplit = 'block' in entry && entry.splitOf !== undefined;
    return { uid, node: isSent ? node : (before?.node ?? node), known: before, isSent, isSplit };
  });
}

function placesOf(
  article: ArticleSchema,
  found: readonly WriteBlock[],
  base: readonly BaseBlock[],
  formerOf: (uid: string) => string | undefined,
): readonly (number | null)[] {
  const known = base.map(({ uid, node, known }) => ({
    hash: known?.hash,
    former: formerOf(uid),
    key: contentKey(node),
    kind: known?.block.kind ?? '',
    id: known?.block.id,
  }));
  return pairBlocks(known, found, (block) => contentKey(nodeOfBlock(article, block, '')));
}
