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
      if (draft.kind === 'paragraph' && draft.isCaption && addCaption(blocks, found, draft.nodes)) continue;
      if (draft.kind === 'paragraph' && draft.isCaption && addAbove(kept, at, draft.nodes)) continue;
      if (draft.kind === 'heading') levels.add(draft.level);
      if (draft.kind === 'heading' && levels.size === 2) {
        lose(loss('heading-levels'));
        levels.add(0);
      }
      blocks.push(blockOf(draft));
    }
  }
  // The title of a list of footnotes has nothing below it.
  const last = blocks.at(-1);
  if (footnotes.length > 0 && last?.kind === 'heading' && blocks.length > 1) {
    blocks.pop();
    lose({ ...loss('page'), name: firstWords(wordsOf(last)) });
  }
  const near = (at: number) => {
    const words = [at, at - 1, at + 1].map((each) => wordsOf(blocks[each]));
    return firstWords(words.find((each) => each !== '') ?? '');
  };
  const lost = found.map(({ at: index, lost: { kind: _, ...rest } }): Lost => {
    const at = Math.min(index, blocks.length);
    return { at, near: near(at), ...rest };
  });
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
function addCaption(blocks: IntakeBlock[], found: readonly Found[], nodes: readonly Inline[]): boolean {
  // The links of the caption itself may be lost after the picture.
  const lost = found.findLast(({ at, lost: { what } }) => at === blocks.length && what === 'picture');
  if (lost !== undefined) {
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

/**
 * Adds a caption to the table that is right after it, which is where Word puts the captions of tables. Returns
 * whether there is a table that lacks one.
 */
function addAbove(drafts: Draft[], at: number, caption: readonly Inline[]): boolean {
  const next = drafts.findIndex((draft, index) => index > at && draft.kind !== 'lost');
  const table = drafts[next];
  if (table?.kind !== 'table' || table.caption !== undefined) return false;
  drafts[next] = { ...table, caption };
  return true;
}

const loss = (what: LostWhat): LostDraft => ({ kind: 'lost', what });

/** Removes dividers that divide nothing. */
function withoutEmptyDividers(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  let divider: Draft | undefined;
  /** What was lost after the divider, until something follows that it divides. */
  let between: Draft[] = [];
  let hasBlock = false;
  for (const draft of drafts) {
    if (draft.kind === 'divider') {
      divider ??= hasBlock ? draft : undefined;
      continue;
    }
    if (draft.kind === 'lost' && draft.what !== 'picture') {
      (divider ? between : kept).push(draft);
      continue;
    }
    if (divider) kept.push(divider);
    for (const lost of between) kept.push(lost);
    [divider, between] = [undefined, []];
    // A picture that is lost leaves a gap.
    hasBlock = true;
    kept.push(draft);
  }
  return [...kept, ...between];
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
    case 'callout':
      return {
        kind: 'callout',
        values: { callout: { nodes: draft.nodes }, ...given({ title: draft.title }) },
      };
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
