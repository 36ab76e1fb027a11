import { type Inline, plainInline } from '../../content/inline.ts';
import { firstWords } from '../inline/piece.ts';
import type { Draft, ItemDraft, LostDraft } from './draft.ts';
import type { Intake, IntakeBlock, IntakeValue, Lost, LostWhat } from './intake-block.ts';
import { withoutDash } from './typed-signs.ts';

/** Makes the blocks of drafts: items become lists, and each loss gets its place. */
export function finish(drafts: readonly Draft[], footnotes: Intake['footnotes']): Intake {
  const blocks: IntakeBlock[] = [];
  const found: Found[] = [];
  const lose = (lost: LostDraft) => found.push({ at: blocks.length, lost });
  const kept = withoutEmptyDividers(drafts);
  const levels = new Set<number>();
  for (let at = 0; at < kept.length; at += 1) {
    const draft = kept[at] as Draft;
    if (draft.kind === 'lost') lose(draft);
    else if (draft.kind === 'item') {
      const items = itemsFrom(kept, at, lose);
      at = items.end - 1;
      blocks.push(listOf(items.list, lose));
    } else {
      if (draft.kind === 'paragraph' && draft.isCaption && addCaption(blocks, found.at(-1), draft.nodes))
        continue;
      if (draft.kind === 'heading') levels.add(draft.level);
      if (draft.kind === 'heading' && levels.size === 2) {
        lose(loss('heading-levels'));
        levels.add(0);
      }
      blocks.push(blockOf(draft));
    }
  }
  const near = (at: number) => {
    const words = [at, at - 1, at + 1].map((each) => wordsOf(blocks[each]));
    return firstWords(words.find((each) => each !== '') ?? '');
  };
  const lost = found.map(({ at, lost: { kind: _, ...rest } }): Lost => ({ at, near: near(at), ...rest }));
  return { blocks, footnotes, lost };
}

interface Found {
  readonly at: number;
  lost: LostDraft;
}

/**
 * Adds a caption to what is right before it: a picture, also one that is lost, a table or a quote. Returns
 * whether there is something that lacks one.
 */
function addCaption(blocks: IntakeBlock[], lost: Found | undefined, nodes: readonly Inline[]): boolean {
  if (lost?.at === blocks.length && lost.lost.what === 'picture') {
    if (lost.lost.values?.['caption'] !== undefined) return false;
    lost.lost = { ...lost.lost, values: { ...lost.lost.values, caption: { nodes } } };
    return true;
  }
  const last = blocks.at(-1);
  const field = last?.kind === 'quote' ? 'by' : 'caption';
  if (last === undefined || !/^(?:image|table|quote)$/.test(last.kind) || field in last.values) return false;
  const value = field === 'by' ? withoutDash(plainInline(nodes)) : { nodes };
  blocks[blocks.length - 1] = { ...last, values: { ...last.values, [field]: value } };
  return true;
}

const loss = (what: LostWhat): LostDraft => ({ kind: 'lost', what });

/** Removes dividers that divide nothing. */
function withoutEmptyDividers(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  let waiting: Draft | undefined;
  let hasBlock = false;
  for (const draft of drafts) {
    if (draft.kind === 'divider') {
      waiting = hasBlock ? draft : undefined;
      continue;
    }
    if (waiting && draft.kind !== 'lost') kept.push(waiting);
    if (draft.kind !== 'lost') {
      waiting = undefined;
      hasBlock = true;
    }
    kept.push(draft);
  }
  return kept;
}

interface Items {
  readonly list: readonly ItemDraft[];
  /** The index after the last item. */
  readonly end: number;
}

/** The items of one list. Lists that follow one another are one, except for numbers that begin again. */
function itemsFrom(drafts: readonly Draft[], start: number, lose: (lost: LostDraft) => void): Items {
  const list: ItemDraft[] = [];
  const first = drafts[start] as ItemDraft;
  let end = start;
  let within: LostDraft[] = [];
  for (let at = start; at < drafts.length; at += 1) {
    const draft = drafts[at] as Draft;
    if (draft.kind === 'lost') {
      within.push(draft);
      continue;
    }
    if (draft.kind !== 'item') break;
    const isOuter = draft.level <= first.level;
    if (isOuter && draft.isOrdered !== first.isOrdered) break;
    if (isOuter && list.length > 0 && draft.isOrdered && draft.start === 1) break;
    list.push(draft);
    for (const lost of within) lose(lost);
    within = [];
    end = at + 1;
  }
  return { list, end };
}

function listOf(items: readonly ItemDraft[], lose: (lost: LostDraft) => void): IntakeBlock {
  const [first] = items;
  if (items.some(({ level }) => level !== first?.level)) lose(loss('list-levels'));
  const isOrdered = first?.isOrdered === true;
  const start = first?.start ?? 1;
  if (isOrdered && start !== 1) lose({ ...loss('list-start'), name: String(start) });
  const list = items.map(({ nodes }) => ({ nodes }));
  return { kind: 'list', values: { list, ...(isOrdered ? { ordered: true } : {}) } };
}

function blockOf(draft: Exclude<Draft, LostDraft | ItemDraft>): IntakeBlock {
  switch (draft.kind) {
    case 'paragraph':
      return { kind: 'paragraph', values: { paragraph: { nodes: draft.nodes } } };
    case 'heading':
      return { kind: 'heading', values: { heading: { nodes: draft.nodes } } };
    case 'quote':
      return { kind: 'quote', values: { quote: { nodes: draft.nodes }, ...given({ by: draft.by }) } };
    case 'table':
      return {
        kind: 'table',
        values: {
          table: draft.rows.map((cells) => ({ cells: cells.map((nodes) => ({ nodes })) })),
          ...given({ align: draft.align, caption: draft.caption && { nodes: draft.caption } }),
        },
      };
    case 'image':
      return {
        kind: 'image',
        values: given({ alt: draft.alt, caption: draft.caption && { nodes: draft.caption } }),
        picture: draft.picture,
      };
    case 'button':
      return { kind: 'button', values: { button: draft.address, label: draft.label } };
    case 'divider':
      return { kind: 'divider', values: { divider: true } };
  }
}

function given(values: Readonly<Record<string, IntakeValue | undefined>>): Record<string, IntakeValue> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Record<string, IntakeValue>;
}

/** The words of a block's first value that has some. */
function wordsOf(block: IntakeBlock | undefined): string {
  for (const value of Object.values(block?.values ?? {})) {
    const words = wordsOfValue(value);
    if (words !== '') return words;
  }
  return '';
}

function wordsOfValue(value: IntakeValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return '';
  if ('nodes' in value) return plainInline(value.nodes);
  const parts: readonly IntakeValue[] = 'cells' in value ? value.cells : value;
  return parts.map(wordsOfValue).find((words) => words !== '') ?? '';
}
