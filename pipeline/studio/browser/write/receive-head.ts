import type { Node } from 'prosemirror-model';
import type { FieldInput, WriteView } from '../../protocol/write.ts';
import { type ArticleSchema, fieldOf } from './article-schema.ts';
import { type Confirmed, confirmHead, footnotesIn, writtenNotes } from './confirmed.ts';
import type { Conflict } from './conflict.ts';
import type { PlannedRequest } from './plan-request.ts';

/** The head and the footnotes after the page has received a state of the file. */
export interface ReceivedHead {
  readonly head: Node;
  readonly footnotes: Node;
  readonly confirmedHead: Pick<Confirmed, 'head' | 'hashes' | 'footnotes'>;
  /** The fields that somebody else has changed too, by name. */
  readonly headConflicts: ReadonlyMap<string, Conflict>;
  /** The fields that need no decision any more. */
  readonly headDecided: readonly string[];
  readonly isHeld: boolean;
}

interface ReceivedFields {
  readonly view: WriteView;
  readonly doc: Node;
  readonly cursor: string | undefined;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly answered?: { readonly planned: PlannedRequest; readonly parts: readonly string[] };
}

/** The name of a field of the head among the places of the cursor. */
export const headPart = (name: string): string => `head.${name}`;

/** Merges the head of a state into the page, field by field. */
export function receiveHead(
  article: ArticleSchema,
  confirmed: Confirmed,
  { view, doc, cursor, conflicts, answered }: ReceivedFields,
): ReceivedHead {
  const fresh = confirmHead(article, view);
  const sent = answered?.planned.request.head ?? {};
  const hashes: Record<string, string> = { ...fresh.hashes };
  const headConflicts = new Map<string, Conflict>();
  const headDecided: string[] = [];
  let isHeld = false;

  /** What the page shows of a field, and what it takes as confirmed. */
  function merge<Value>(
    name: string,
    values: Versions<Value>,
    isSame: (a: Value, b: Value) => boolean,
  ): Choice<Value> {
    const { mine, before, asSent, theirs } = values;
    const isSent = name in sent;
    const isRefused = answered?.parts.includes(name) ?? false;
    const base = isSent ? asSent : before;
    const isUnchanged = fresh.hashes[name] === confirmed.hashes[name];
    const conflict = conflicts.get(name);
    if (conflict && (fresh.hashes[name] === conflict.former || isSame(theirs, mine))) {
      headDecided.push(name);
      return { shown: mine, known: theirs };
    }
    if (isUnchanged || isSame(theirs, base)) return { shown: mine, known: base };
    if (isSame(theirs, mine)) return { shown: mine, known: mine };
    if (isSent && !isRefused) return { shown: mine, known: base };
    if (!isSame(mine, base) || isSent) {
      headConflicts.set(name, { former: conflict?.former ?? confirmed.hashes[name] });
      return { shown: mine, known: theirs };
    }
    if (cursor !== headPart(name)) return { shown: theirs, known: theirs };
    isHeld = true;
    hashes[name] = confirmed.hashes[name] ?? '';
    return { shown: mine, known: base };
  }

  const mine = doc.firstChild ?? confirmed.head;
  const asSent = answered?.planned.head ?? mine;
  const texts = childrenOf(fresh.head).map((theirs, at) => {
    const name = fieldOf(theirs.type)?.name ?? '';
    const versions = {
      mine: mine.child(at),
      before: confirmed.head.child(at),
      asSent: asSent.child(at),
      theirs,
    };
    return merge(name, versions, (a, b) => a.content.eq(b.content));
  });
  const values = mergeValues({ mine, before: confirmed.head, asSent, theirs: fresh.head }, merge);
  const notes = merge(
    'footnotes',
    {
      mine: footnotesIn(doc),
      before: confirmed.footnotes,
      asSent: answered?.planned.footnotes ?? footnotesIn(doc),
      theirs: fresh.footnotes,
    },
    (a, b) => writtenNotes(a).eq(writtenNotes(b)),
  );
  return {
    head: keepIfSame(
      mine,
      mine.type.create(
        { ...mine.attrs, values: values.shown },
        texts.map(({ shown }) => shown),
      ),
    ),
    footnotes: notes.shown,
    confirmedHead: {
      head: mine.type.create(
        { ...mine.attrs, values: values.known },
        texts.map(({ known }) => known),
      ),
      hashes,
      footnotes: notes.known,
    },
    headConflicts,
    headDecided,
    isHeld,
  };
}

interface Versions<Value> {
  readonly mine: Value;
  readonly before: Value;
  readonly asSent: Value;
  readonly theirs: Value;
}

interface Choice<Value> {
  readonly shown: Value;
  readonly known: Value;
}

type Values = Readonly<Record<string, FieldInput>>;
type Merge = <Value>(
  name: string,
  values: Versions<Value>,
  isSame: (a: Value, b: Value) => boolean,
) => Choice<Value>;

/** Merges the fields of the head's form. */
function mergeValues(nodes: Versions<Node>, merge: Merge): Choice<Values> {
  const of = (node: Node) => node.attrs['values'] as Values;
  const [mine, before, asSent, theirs] = [
    of(nodes.mine),
    of(nodes.before),
    of(nodes.asSent),
    of(nodes.theirs),
  ];
  const names = new Set([mine, before, theirs].flatMap((each) => Object.keys(each)));
  const isSame = (a: FieldInput | undefined, b: FieldInput | undefined) =>
    JSON.stringify(a) === JSON.stringify(b);
  const chosen = [...names].map((name) => {
    const versions = { mine: mine[name], before: before[name], asSent: asSent[name], theirs: theirs[name] };
    return [name, merge<FieldInput | undefined>(name, versions, isSame)] as const;
  });
  const collect = (side: 'shown' | 'known') =>
    Object.fromEntries(
      chosen.flatMap(([name, choice]) => (choice[side] === undefined ? [] : [[name, choice[side]]])),
    );
  return { shown: collect('shown') as Values, known: collect('known') as Values };
}

const keepIfSame = (before: Node, after: Node) => (before.eq(after) ? before : after);

function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  node.forEach((child) => {
    found.push(child);
  });
  return found;
}
