import { blockAt, blockOrigins } from '../content/block-origins.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { type DiffPart, diffTexts } from '../content/translation/word-diff.ts';
import { type Problem, sortProblems } from '../foundation/problems/problem.ts';
import { valueAt } from '../foundation/sources/reading.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';

/** A problem in the file of an edition. */
export interface Note {
  /** Its number in the edition, from 1. */
  readonly number: number;
  readonly problem: Problem;
  /** The anchor of its block; undefined if it is not in a block. */
  readonly block: string | undefined;
  /** How `courant check --fix` would change the text; undefined if it cannot mend the problem. */
  readonly fix: readonly DiffPart[] | undefined;
}

/** The problems in an issue's file for one language, in the order of its lines. */
export function notesOf(
  problems: readonly Problem[],
  read: ReadIssue,
  source: string,
  locale: string,
): Note[] {
  const own = problems.filter(({ file }) => file === `content/${read.slug}/${locale}.yaml`);
  const origins = blockOrigins(read.documents, source, locale);
  const value = read.documents.get(locale)?.reading.tree.value;
  return sortProblems(own).map((problem, at) => {
    const before = problem.mend && valueAt(value, problem.mend.path);
    return {
      number: at + 1,
      problem,
      block: problem.line === undefined ? undefined : blockAt(origins, problem.line)?.anchor,
      fix: problem.mend && typeof before === 'string' ? diffTexts(before, problem.mend.text) : undefined,
    };
  });
}

/** The list of notes above an edition. `linkTo` makes the link to the block of a note. */
export function noteList(notes: readonly Note[], linkTo: (note: Note) => string): string {
  if (notes.length === 0) return '';
  const items = notes.map((note) => {
    const { severity, message, code, line } = note.problem;
    const where = note.block === undefined ? fixLine(note) : linkTo(note);
    return `<li class="${severity}"><b>${severity}</b> ${escapeHtml(message)} <small>${[line && `line ${line}`, code].filter(Boolean).join(', ')}</small> ${where}</li>`;
  });
  return `<ol class="notes">${items.join('')}</ol>`;
}

/**
 * Adds a number to the start of each block with notes. A click on it opens the notes. The numbers take up no
 * space, so the edition keeps its layout. Finds the blocks by their `data-block` attributes.
 */
export function addNotes(html: string, notes: readonly Note[]): string {
  const blocks = Map.groupBy(
    notes.filter(({ block }) => block !== undefined),
    ({ block }) => block,
  );
  let noted = html;
  for (const [block, own] of blocks) {
    const start = new RegExp(`<(\\w+)(?=[^>]* data-block="${RegExp.escape(block ?? '')}")[^>]*>`);
    noted = noted.replace(start, (tag, name: string) => place(tag, name, own.map(noteCard).join('')));
  }
  return noted.replace('</head>', `<style>${noteStyle}</style></head>`);
}

/** The notes of a table row are in an extra row before it, and those of a cell are inside the cell. */
function place(tag: string, name: string, cards: string): string {
  const anchor = `<div class="courant-notes" dir="ltr" lang="en">${cards}</div>`;
  if (name === 'tr') return `<tr><td class="courant-row">${anchor}</td></tr>${tag}`;
  return name === 'td' || name === 'th' ? `${tag}${anchor}` : `${anchor}${tag}`;
}

function noteCard(note: Note): string {
  const { number, problem } = note;
  const { severity, message, hint, code, line } = problem;
  return `<details class="${severity}" id="note-${number}"><summary title="${escapeHtml(message)}">${number}</summary><div>
<p><b>${severity}</b> ${code}, line ${line}</p><p>${escapeHtml(message)}</p>${hint === undefined ? '' : `<p>${escapeHtml(hint)}</p>`}${fixLine(note)}
</div></details>`;
}

/** The change that `--fix` would make: deleted and inserted text, with the words around it. */
function fixLine({ fix }: Note): string {
  if (fix === undefined) return '';
  const tags = { same: 'span', old: 'del', new: 'ins' };
  const words = fix.map(({ kind, text }, at) => {
    const shown = kind === 'same' ? shorten(text, at === 0, at === fix.length - 1) : visible(text);
    return `<${tags[kind]}>${escapeHtml(shown)}</${tags[kind]}>`;
  });
  return `<p class="fix"><b>--fix</b> ${words.join('')}</p>`;
}

/** How much text to show on each side of a change, in characters. */
const context = 30;

function shorten(text: string, isFirst: boolean, isLast: boolean): string {
  if (text.length <= context * 2) return text;
  const [before, after] = [text.slice(0, context), text.slice(-context)];
  if (isFirst) return `\u2026${after}`;
  return isLast ? `${before}\u2026` : `${before}\u2026${after}`;
}

/** Replaces deleted spaces and invisible characters with visible signs. */
function visible(text: string): string {
  return text
    .replace(/[\u00a0\u202f]/g, '\u237d')
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2069\ufeff]/g, '\u25cc')
    .replace(/ /g, '\u2423');
}

const noteStyle = `
.courant-row { padding: 0; font-size: 0; line-height: 0; }
.courant-notes { position: relative; height: 0; text-align: right; color-scheme: light; }
.courant-notes details { position: relative; display: inline-block; vertical-align: top; margin: 2px 4px 0 0; font: 13px/1.45 system-ui, sans-serif; color: #1d1d1b; text-align: left; }
.courant-notes summary { box-sizing: border-box; min-width: 24px; height: 24px; padding: 0 6px; border-radius: 12px; list-style: none; font: 700 13px/24px system-ui, sans-serif; text-align: center; cursor: pointer; color: #fff; background: #7a4a00; outline: 2px solid #fff; position: relative; z-index: 1; }
.courant-notes summary::-webkit-details-marker { display: none; }
.courant-notes .error summary { background: #a3231b; }
.courant-notes .note summary { background: #2f5a8a; }
.courant-notes details:target summary { outline: 3px solid #ffb300; }
.courant-notes details:target::details-content { content-visibility: visible; }
.courant-notes details > div { position: absolute; z-index: 2; right: 0; top: 28px; box-sizing: border-box; width: 300px; max-width: 80vw; padding: 10px 14px; border: 1px solid #c9a24d; border-radius: 8px; background: #fffaf0; box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
.courant-notes p { margin: 0 0 6px; font: inherit; color: inherit; overflow-wrap: anywhere; white-space: pre-wrap; }
.courant-notes del { background: #f9d6d1; color: #7c1d12; }
.courant-notes ins { background: #d6ecd9; color: #1f5a2c; text-decoration: none; }
`;
