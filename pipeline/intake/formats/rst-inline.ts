/** What a text in reStructuredText defines at one place and uses at another. */
export interface RstNames {
  /** The addresses of links, by their names in lower case. */
  readonly targets: ReadonlyMap<string, string>;
  /** The texts of substitutions, by the name that a text writes as "|name|". */
  readonly substitutes: ReadonlyMap<string, string>;
  /** How many marks and texts of footnotes without a number were read. They are in the same order. */
  readonly counted: { marks: number; texts: number };
}

/** The inline marks of reStructuredText as those of Markdown. Strong, emphasis and code are the same. */
export function rstInline(text: string, names: RstNames): string {
  return text.replace(marks, (whole: string, ...groups: unknown[]) => {
    const found = groups.at(-1) as Partial<Record<string, string>>;
    const { role, quoted, address, underscores, word, note, name } = found;
    if (found['code'] !== undefined) return whole;
    if (found['joined'] !== undefined) return '';
    if (note !== undefined) return `[^${labelOf(note, names, 'marks')}]`;
    if (name !== undefined) return names.substitutes.get(name) ?? whole;
    if (word !== undefined) {
      const target = names.targets.get(word.toLowerCase());
      return target === undefined ? whole : `[${word}](<${target}>)`;
    }
    const words = (quoted ?? '').trim();
    if (role !== undefined) return withRole(role, words);
    if (!underscores) return address === undefined ? `*${words}*` : whole;
    const target = address ?? names.targets.get(words.toLowerCase());
    return target === undefined ? words : `[${words || target}](<${target}>)`;
  });
}

const marks = new RegExp(
  [
    /(?<code>``[^\n]{1,500}?``)/,
    /(?::(?<role>[\w:-]{1,40}):)?`(?<quoted>[^`<]{0,300})(?:<(?<address>[^`<>]{1,2000})>)?`(?<underscores>__?)?/,
    /(?<joined>\\ )/,
    / ?\[(?<note>#?[\w-]{0,60}|\*)\]_/,
    /\|(?<name>[^|\s][^|\n]{0,60})\|/,
    /(?<![\w`])(?<word>[a-zA-Z][\w-]{0,60}?)__?(?![\w`])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** The label of a footnote: numbered or named by its author, or counted. */
export function labelOf(note: string, { counted }: RstNames, of: 'marks' | 'texts'): string {
  if (!/^[#*]?$/.test(note)) return note.replace(/^#/, '');
  counted[of] += 1;
  return `note-${counted[of]}`;
}

function withRole(role: string, words: string): string {
  if (/^(?:sup|superscript)$/.test(role)) return `<sup>${words}</sup>`;
  if (/^(?:sub|subscript)$/.test(role)) return `<sub>${words}</sub>`;
  if (role === 'strong' || role === 'guilabel') return `**${words}**`;
  if (role === 'emphasis' || role === 'title') return `*${words}*`;
  // References to other parts of a manual have their words only.
  return /^(?:ref|doc|term|any|numref)$/.test(role) ? words : `\`${words}\``;
}
