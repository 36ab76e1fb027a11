import type { WriteBlock } from '../../protocol/write.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { fieldOf } from './article-schema.ts';
import { fieldName } from './kind-name.ts';
import { headPart } from './receive-head.ts';
import type { Writing } from './writing.ts';

/** What there is to say about a block or the head, as the server said it last. */
interface FoundAside {
  /** The key of the block in the file, or `head`; undefined for a new block. */
  readonly key: string | undefined;
  readonly translations: WriteBlock['translations'];
  readonly problems: WriteBlock['problems'];
  readonly conflicts: readonly {
    readonly part: string;
    readonly name?: string;
    readonly theirs: string | undefined;
  }[];
}

export function asideOfBlock(writing: Writing, uid: string): FoundAside {
  const block = blockOf(writing, uid);
  const { conflicts } = writing;
  const conflict = conflicts.value.get(uid);
  return {
    key: block?.key,
    translations: block?.translations ?? [],
    problems: block?.problems ?? [],
    conflicts: conflict ? [{ part: uid, theirs: conflict.theirs && wordsIn(conflict.theirs.values) }] : [],
  };
}

export function asideOfHead({ confirmed, conflicts, article }: Writing): FoundAside {
  const { view, head, footnotes } = confirmed.value;
  const shown = new Set(article.plans.get('head')?.form.fields.map(({ name }) => name));
  const fields = view.head.filter(({ name }) => shown.has(name) || name === 'footnotes');
  const textOf = (name: string): string => {
    if (name === 'footnotes') return footnotes.textBetween(0, footnotes.content.size, '\n');
    let text = wordsIn((head.attrs['values'] as Record<string, unknown>)[name]);
    head.forEach((child) => {
      if (fieldOf(child.type)?.name === name) text = child.textContent;
    });
    return text;
  };
  return {
    key: 'head',
    translations: [],
    problems: fields.flatMap(({ name, problems }) =>
      problems.map((problem) => ({ ...problem, field: name })),
    ),
    conflicts: fields
      .filter(({ name }) => conflicts.value.has(name))
      .map(({ name }) => ({ part: name, name: fieldName(name), theirs: textOf(name) })),
  };
}

/** The problems of a field of a block's form. */
export function problemsOf(writing: Writing, uid: string, name: string): readonly string[] {
  const { problems } = uid === 'head' ? asideOfHead(writing) : asideOfBlock(writing, uid);
  return problems.filter(({ field }) => field === name).map((problem) => wordsOf(problem).message);
}

/** Whether the picture in a field of a block can be shown, as far as the server knows. */
export function isPictureThere(writing: Writing, uid: string, name: string): boolean {
  const { problems } = asideOfBlock(writing, uid);
  return !problems.some(({ field, code }) => field === name && code.startsWith('asset-'));
}

/** A block as the server confirmed it last; undefined if it is new. */
export function blockOf({ confirmed }: Writing, uid: string): WriteBlock | undefined {
  for (const known of confirmed.value.lists.values()) {
    const found = known.find((each) => each.uid === uid);
    if (found) return found.block;
  }
  return undefined;
}

/** The words of a value or of several, one text on each line. */
export function wordsIn(value: unknown): string {
  const texts = (each: unknown): string[] => {
    if (typeof each === 'string') return [each];
    if (Array.isArray(each)) return each.flatMap(texts);
    if (typeof each !== 'object' || each === null) return [];
    return 'markdown' in each ? [String(each.markdown)] : Object.values(each).flatMap(texts);
  };
  return texts(value).join('\n');
}

/** The key of a part of the page in the file: that of a block, or the name of a field of the head. */
export function keyOfPart(writing: Writing, part: string | undefined): string {
  if (part === undefined) return '';
  return (
    blockOf(writing, part)?.key ?? (part.startsWith(headPart('')) ? part.slice(headPart('').length) : '')
  );
}
