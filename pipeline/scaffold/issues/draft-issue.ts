import { stringify } from 'yaml';
import { placeholderLink, placeholderText } from '../../content/placeholders.ts';

/** What a draft begins with. */
export interface DraftHead {
  readonly kind: 'article' | 'digest';
  /** Year-month-day. */
  readonly date: string;
  /** Undefined when the newsletter does not number its issues. */
  readonly number: number | undefined;
  readonly headline: string;
}

/** The lines of a draft in the language in which the issue is written. */
export function draftSource({ kind, date, number, headline }: DraftHead): string[] {
  return [
    `kind: ${kind}`,
    `date: ${date}`,
    'status: draft',
    ...(number === undefined ? [] : [`number: ${number}`]),
    stringify({ headline }, { lineWidth: 0 }).trimEnd(),
    `preheader: ${placeholderText}`,
    ...draftContent(kind, 'source'),
  ];
}

/** The lines of a draft in another language. */
export function draftTranslation(kind: DraftHead['kind']): string[] {
  return [
    'status: draft',
    `headline: ${placeholderText}`,
    `preheader: ${placeholderText}`,
    ...draftContent(kind, 'translation'),
  ];
}

function draftContent(kind: DraftHead['kind'], role: 'source' | 'translation'): string[] {
  if (kind === 'article') return ['body:', `  - paragraph: ${placeholderText}`];
  const link = role === 'source' ? [`    link: ${placeholderLink}`] : [];
  return ['stories:', `  - headline: ${placeholderText}`, `    summary: ${placeholderText}`, ...link];
}
