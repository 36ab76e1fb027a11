import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { namesIn } from '../../foundation/files/names-in.ts';
import { readIfThere } from '../../foundation/files/read-if-there.ts';
import { makeStateFolder } from '../../foundation/files/state-folder.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { refuseName } from '../../scaffold/issues/name-issue.ts';
import { historyOf } from '../desk-files.ts';
import type { TrashedIssue } from '../protocol/life.ts';
import { readDispatches } from './ask-ledger.ts';
import { aliasesOf, readIssueFiles } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';

/** The end of a name in the trash: a hyphen and the moment in UTC, to the millisecond. */
const stamp = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;

/**
 * Moves an issue to the trash and returns its name there. Fails with `issue-unknown`, `issue-dispatched` if it
 * was ever dispatched under any of its names, or `ledger-silent`.
 */
export function deleteIssue(context: LifeContext, newsletter: Newsletter, slug: string): Promise<string> {
  const { root, live, deskFiles, clock } = context;
  return deskFiles.inTurn(async () => {
    const files = await readIssueFiles(context, newsletter, slug);
    const [latest] = await readDispatches(context, [slug, ...files.flatMap(aliasesOf)]);
    if (latest !== undefined) {
      const { transport, createdAt } = latest;
      fail('issue-dispatched', { issue: slug, transport, date: createdAt.toISOString().slice(0, 10) });
    }
    const now = clock().toISOString().replaceAll(/[-:.]/g, '');
    const name = `${slug}-${now}`;
    makeStateFolder(trashOf(context));
    await move(join(root, 'content', slug), join(trashOf(context), name));
    deskFiles.histories.putAway(historyOf(slug), stepsOf(context, name));
    await live.refresh([`content/${slug}`]);
    return name;
  });
}

/** Moves an issue back from the trash and returns its slug. Fails with `trash-unknown`, or if its name is taken. */
export function restoreIssue(context: LifeContext, name: string): Promise<string> {
  const { root, live, deskFiles } = context;
  return deskFiles.inTurn(async () => {
    const slug = namesInTrash(context).includes(name) ? name.replace(stamp, '') : undefined;
    if (slug === undefined) return fail('trash-unknown', { name });
    const refusal = refuseName(slug, await live.links());
    if (refusal !== undefined) throw new ProblemError([refusal]);
    if (existsSync(join(root, 'content', slug))) fail('issue-exists', { slug });
    await move(join(trashOf(context), name), join(root, 'content', slug));
    deskFiles.histories.bringBack(historyOf(slug), stepsOf(context, name));
    await live.refresh([`content/${slug}`]);
    return slug;
  });
}

/** The issues in the trash, the latest first. */
export async function listTrash(context: LifeContext, newsletter: Newsletter): Promise<TrashedIssue[]> {
  const { source, editions } = newsletter.languages;
  const found = await Promise.all(
    namesInTrash(context).map(async (name) => {
      const texts = await Promise.all(
        [source, ...editions].map((locale) => readIfThere(join(trashOf(context), name, `${locale}.yaml`))),
      );
      const text = texts.find((each) => each !== undefined)?.toString('utf8') ?? '';
      return { name, slug: name.replace(stamp, ''), headline: headlineIn(text), deletedAt: momentOf(name) };
    }),
  );
  return found.sort((a, b) => b.deletedAt - a.deletedAt);
}

const trashOf = ({ stateFolder }: LifeContext) => join(stateFolder, 'trash');

/** The folder of the steps of an issue in the trash, for undo after it is restored. */
const stepsOf = (context: LifeContext, name: string) => join(trashOf(context), `${name}.steps`);

const namesInTrash = (context: LifeContext) => namesIn(trashOf(context)).filter((name) => stamp.test(name));

function headlineIn(text: string): string | undefined {
  const headline = parseDocument(text).get('headline');
  return typeof headline === 'string' ? headline : undefined;
}

function momentOf(name: string): number {
  const [, year, month, day, hour, minute, second, rest] = stamp.exec(name) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`);
}

/** Moves a folder. Between two disks it is copied whole before the original is removed. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const unfinished = `${to}.${process.pid}.part`;
    await cp(from, unfinished, { recursive: true });
    await rename(unfinished, to);
    await rm(from, { recursive: true });
  }
}
