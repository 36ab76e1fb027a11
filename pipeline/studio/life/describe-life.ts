import { withLedgerNames } from '../../delivery/ledger/issue-names.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import { localisedText } from '../../publication/newsletter/localised.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { type OpenIssue, ownLocales } from '../open-issue.ts';
import type { LifeView } from '../protocol/life.ts';
import { readDispatches } from './ask-ledger.ts';
import { aliasesOf, type IssueFile, readSourceFiles } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';

/** Describes an issue for its page of settings. Fails with `issue-unknown` or `issue-source-missing`. */
export async function describeLife(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
): Promise<LifeView> {
  const { live, maySend, clock } = context;
  const { source, translations } = await readSourceFiles(context, newsletter, slug);
  const opened = await live.upToDate(slug);
  const appears = opened ? ownLocales(opened, live.locales) : [];
  const targets = appears.filter((locale) => locale !== source.locale);
  const names = [slug, ...aliasesOf(source)];
  const links = (await live.links()).find((each) => each.slug === slug);
  const { status } = source.values;
  return {
    slug,
    source: source.locale,
    status: status === 'ready' || status === 'draft' ? status : undefined,
    aliases: aliasesOf(source),
    corrections: correctionsOf(source).map(({ date, text }, at) => ({
      date,
      text: text ?? '',
      missing: targets.filter((locale) => {
        const file = translations.find((each) => each.locale === locale);
        return (file && correctionsOf(file)[at]?.text) === undefined;
      }),
    })),
    withdrawn: withdrawalOf(source, targets, translations),
    ...(await askLedger(context, names)),
    maySend,
    isPublic: links?.isReady === true && !links.isHeld && (links.publicFrom ?? 0) <= clock().getTime(),
    translations: targets,
    choices: choicesIn(await live.listed(), newsletter, slug),
  };
}

function choicesIn(issues: readonly OpenIssue[], newsletter: Newsletter, slug: string): LifeView['choices'] {
  const { source, editions } = newsletter.languages;
  const others = issues.filter((issue) => issue.slug !== slug);
  const topics = others.flatMap(({ summary }) => summary?.topics ?? []);
  const counts = [...Map.groupBy(topics, (topic) => topic)].sort(([, a], [, b]) => b.length - a.length);
  return {
    locales: editions,
    lists: newsletter.lists.map(({ id, name }) => ({
      id,
      name: localisedText(name, source),
    })),
    topics: counts.map(([topic]) => topic),
    timeZone: newsletter.timeZone,
    at: newsletter.schedule?.at,
  };
}

/** What the ledger knows of the issue. The page also opens while the database cannot be read. */
async function askLedger(
  context: LifeContext,
  names: readonly string[],
): Promise<Pick<LifeView, 'isHeld' | 'dispatchedAt'>> {
  try {
    const first = (await readDispatches(context, names)).at(-1);
    const store = await context.services.store();
    const hold = await store?.read(async (db) =>
      db
        .selectFrom('holds')
        .select('issue')
        .where('issue', 'in', await withLedgerNames(db, names))
        .executeTakeFirst(),
    );
    return { isHeld: hold !== undefined, dispatchedAt: first?.createdAt.getTime() };
  } catch {
    // The page shows the files. Renaming and deleting ask the ledger again, and say why they are refused.
    return { isHeld: false, dispatchedAt: undefined };
  }
}

function correctionsOf({ values }: IssueFile): { date: string; text: string | undefined }[] {
  const list = Array.isArray(values['corrections']) ? values['corrections'].filter(isObject) : [];
  return list.map(({ date, text }) => ({
    date: String(date ?? ''),
    text: typeof text === 'string' && text.trim() !== '' ? text : undefined,
  }));
}

function withdrawalOf(
  { values }: IssueFile,
  targets: readonly string[],
  translations: readonly IssueFile[],
): LifeView['withdrawn'] {
  const { withdrawn } = values;
  if (withdrawn === undefined || withdrawn === false) return undefined;
  const text = reasonIn(withdrawn);
  const date = isObject(withdrawn) && withdrawn['date'] !== undefined ? String(withdrawn['date']) : undefined;
  const silent = targets.filter((locale) => {
    const file = translations.find((each) => each.locale === locale);
    return reasonIn(file?.values['withdrawn']) === undefined;
  });
  return { date, text, withoutReason: text === undefined ? [] : silent };
}

function reasonIn(withdrawn: unknown): string | undefined {
  if (typeof withdrawn === 'string') return withdrawn;
  return isObject(withdrawn) && typeof withdrawn['text'] === 'string' ? withdrawn['text'] : undefined;
}
