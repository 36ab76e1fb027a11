/** A range of a text, as offsets. `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The sentences of a text, with the footnote marks at their ends. An abbreviation before a name may end a
 * sentence too early.
 */
export function sentencesIn(text: string): Range[] {
  const ends = [...text.matchAll(between)].map(({ index, 0: gap }) => ({ index, after: index + gap.length }));
  const starts = [/^\s*/.exec(text)?.[0].length ?? 0, ...ends.map(({ after }) => after)];
  return starts.map((start, at) => ({ start, end: ends[at]?.index ?? text.trimEnd().length }));
}

const between =
  /(?<=[.!?\u2026]["'\u201d\u2019)*_]{0,3}(?:\[\^[^\]\s]{1,40}\])?)\s+(?=["'\u201c\u2018\u201e(*_[]{0,3}[\p{Lu}\p{N}])/gu;
