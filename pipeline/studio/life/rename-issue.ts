import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { refuseName } from '../../scaffold/issues/name-issue.ts';
import { historyOf } from '../desk-files.ts';
import { isRunning, readDispatches } from './ask-ledger.ts';
import { setHeadField } from './head-fields.ts';
import { aliasesOf, type IssueFile, readSourceFiles, withText } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';

/** A request to rename an issue. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
  /**
   * Whether this takes back a renaming: the present name is then forgotten. Otherwise it becomes an alias, so
   * that its address and the ledger still lead to the issue.
   */
  readonly isUndo: boolean;
}

/**
 * Renames the folder of an issue and keeps its former name as an alias. Fails with `issue-unknown`, a refusal
 * of the name, `issue-running` while it is being sent, or `ledger-silent`.
 */
export function renameIssue(context: LifeContext, newsletter: Newsletter, renaming: Renaming): Promise<void> {
  return context.deskFiles.inTurn(() => renameNow(context, newsletter, renaming));
}

async function renameNow(context: LifeContext, newsletter: Newsletter, renaming: Renaming): Promise<void> {
  const { root, live, deskFiles } = context;
  const { from, to } = renaming;
  const { source } = await readSourceFiles(context, newsletter, from);
  const refusal = refuseName(to, await live.links(), from);
  if (refusal !== undefined) throw new ProblemError([refusal]);
  const dispatches = await readDispatches(context, [from, ...aliasesOf(source)]);
  if (dispatches.some(isRunning)) fail('issue-running', { issue: from });
  if (existsSync(join(root, 'content', to))) fail('issue-exists', { slug: to });
  const forgets = renaming.isUndo && dispatches.every(({ issue }) => issue !== from);
  const change = (text: string) => withNames(withText(source, text), { from, to, forgets });
  const after = change(source.text);
  const steps = [{ path: source.path, before: source.text, after }];
  await deskFiles.commit(`rename ${from}`, steps);
  try {
    await rename(join(root, 'content', from), join(root, 'content', to));
  } catch (error) {
    await deskFiles.commit(`rename ${from}`, [{ path: source.path, before: after, after: source.text }]);
    throw error;
  }
  const { path, text } = source;
  await deskFiles.histories.move(historyOf(from), historyOf(to), { path, text, change });
  await live.refresh([`content/${from}`, `content/${to}`]);
}

/** The source with the former name among its aliases, and without the new one. */
function withNames(
  source: IssueFile,
  { from, to, forgets }: { readonly from: string; readonly to: string; readonly forgets: boolean },
): string {
  const { path, text } = source;
  const before = aliasesOf(source);
  const kept = before.filter((alias) => alias !== to && alias !== from);
  const after = forgets ? kept : [...kept, from];
  if (before.length === 0 || after.length === 0)
    return setHeadField(path, text, 'aliases', after.length > 0 ? after : undefined);
  const edit = (edited: string, change: Parameters<typeof editSource>[1]) =>
    editSource(createSource(path, edited), change);
  const isNew = !forgets && !before.includes(from);
  const added = isNew
    ? edit(text, { kind: 'insert', list: ['aliases'], index: before.length, item: from })
    : text;
  const at = before.indexOf(to);
  return at < 0 ? added : edit(added, { kind: 'remove', path: ['aliases', at] });
}
