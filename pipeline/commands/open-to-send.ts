import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { keptWhole } from '../check/check-whole.ts';
import {
  type CheckParts,
  type IssueFindings,
  plainIssue,
  plainShared,
  reportCheck,
  runCheck,
  type SharedFindings,
} from '../check/run-check.ts';
import type { IssueLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { isSendable } from '../dispatches/is-sendable.ts';
import { type IssueToSend, toIssueToSend } from '../editions/issue-to-send.ts';
import type { Files } from '../foundation/files/files.ts';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import { hasErrors, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { cacheFolder, type ProgramContext, packageRoot } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { latestIssue } from '../schedule/latest-issue.ts';
import { hashCopies } from '../site/hash-copies.ts';
import type { KnownFile } from '../site/hash-files.ts';
import { issueKey, scanSources } from '../site/scan-sources.ts';
import { diskSource } from '../site/site-source.ts';
import { openCompiled, openKeptChecks } from './kept-checks.ts';

/** The result of checking an issue that a command sends. */
interface OpenedToSend {
  readonly report: Report;
  /** Undefined if newsletter.yaml cannot be used. */
  readonly newsletter: Newsletter | undefined;
  /** Undefined if the issue was not rendered. */
  readonly issue: IssueToSend | undefined;
}

/** The issue that was opened last, without an error. */
interface Kept {
  readonly version: number;
  /** The slug that the command named; null for the latest issue. */
  readonly wanted: string | null;
  /** A hash of everything that the check and the editions depend on, except for the moment. */
  readonly signature: string;
  /** The path of the logo, if newsletter.yaml names one. */
  readonly logo?: string;
  readonly newsletter: Newsletter;
  readonly issue: IssueToSend;
  readonly shared: SharedFindings;
  readonly issues: readonly IssueFindings[];
  readonly others?: readonly IssueLinks[];
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
}

/** Increase this when the format of `Kept` changes. */
const version = 1;

/**
 * Checks and renders an issue that a command sends: the named one, or the latest one that is ready. If no
 * source has changed since the last time, or since the last check of everything or archive build, this takes
 * the editions and the findings from then, and repeats only the part of the check that depends on the moment.
 * It then loads no code that reads or renders issues.
 */
export async function openToSend(context: ProgramContext, slug: string | undefined): Promise<OpenedToSend> {
  const path = join(cacheFolder(context), 'send.json');
  const last = readKept<Kept>(path);
  const kept = last?.version === version ? last : undefined;
  const sources = createScan(context, kept);
  const wanted = slug ?? null;
  if (kept?.wanted === wanted && (await sources.scan(kept.logo)).signature === kept.signature) {
    const { newsletter, issue } = kept;
    return { report: await checkKept(context, sources.files, keptParts(kept)), newsletter, issue };
  }
  const checked = await openChecked(context, slug);
  if (checked) return checked;
  // The sources are hashed before and after they are read. If a file changed in between and changed back later, the hash
  // would be right again, but not the editions.
  const { readLogoPath } = await import('../publication/read-logo-path.ts');
  const logo = await readLogoPath(sources.files);
  const { signature, program } = await sources.scan(logo);
  const { openPublication } = await import('../check/open-publication.ts');
  const { report, publication, rendered, parts } = await openPublication(
    context,
    slug === undefined ? [] : [slug],
    {
      choose: slug === undefined ? onlyLatest : undefined,
      ...(await openCompiled(join(cacheFolder(context), 'site'), program)),
    },
  );
  const issue = rendered[0] && toIssueToSend(rendered[0]);
  const isSame = async () => (await createScan(context, sources.known()).scan(logo)).signature === signature;
  if (publication && issue && !hasErrors(report.problems) && (await isSame())) {
    const next: Kept = {
      version,
      wanted,
      signature,
      ...(logo !== undefined && { logo }),
      newsletter: publication.newsletter,
      issue,
      shared: plainShared(parts.shared),
      issues: parts.issues.map(plainIssue),
      ...(parts.others && { others: parts.others }),
      ...sources.known(),
    };
    writeKept(path, next);
  }
  return { report, newsletter: publication?.newsletter, issue };
}

/** Checks and renders an issue that is due. Throws a `ProblemError` if it has an error. */
export async function openDue(
  context: ProgramContext,
  slug: string,
): Promise<{
  readonly publication: { readonly newsletter: Newsletter };
  readonly issue: IssueToSend;
  /** The warnings and notes of the check. */
  readonly problems: readonly Problem[];
}> {
  const { report, newsletter, issue } = await openToSend(context, slug);
  const { problems } = report;
  if (newsletter === undefined || issue === undefined || hasErrors(problems))
    throw new ProblemError(problems);
  return { publication: { newsletter }, issue, problems };
}

/** The issue to send when the command names none. */
function onlyLatest(issues: readonly ReadIssue[]): readonly ReadIssue[] {
  const sendable = issues.flatMap(({ issue }) => (issue && isSendable(issue) ? issue : []));
  const slug = latestIssue(sendable)?.slug;
  return issues.filter((issue) => issue.slug === slug);
}

/**
 * Takes an issue from the last check of everything or archive build; undefined unless these have the findings of
 * all issues and the editions of this one, for the current sources.
 */
async function openChecked(
  context: ProgramContext,
  slug: string | undefined,
): Promise<OpenedToSend | undefined> {
  const { roots, checks, scan, editions } = openKeptChecks(context);
  const parts = await keptWhole(checks, scan);
  if (parts === undefined) return undefined;
  const shared = await parts.shared();
  const issues = (await parts.issues(shared)) ?? [];
  const wanted = slug ?? latestIssue(issues.flatMap(datedIfSendable))?.slug;
  const own = issues.find((each) => each.slug === wanted);
  const kept = own && editions.read(own.slug, own.key);
  if (own === undefined || kept === undefined) return undefined;
  const others = issues.filter((each) => each !== own).map(({ links }) => links);
  const report = await checkKept(context, roots.publication, {
    shared: async () => shared,
    issues: async () => (slug === undefined ? issues : [own]),
    ...(slug !== undefined && { others: async () => others }),
  });
  return { report, newsletter: kept.newsletter, issue: kept.issue };
}

function datedIfSendable({ slug, links: { sendableDate } }: IssueFindings & { readonly slug: string }) {
  return sendableDate === undefined ? [] : [{ slug, date: sendableDate }];
}

/** Checks what depends on the moment, and reports it with the kept findings. */
async function checkKept(
  context: ProgramContext,
  files: Files,
  parts: CheckParts<SharedFindings, IssueFindings>,
): Promise<Report> {
  const report = new Report();
  reportCheck(await runCheck(files, parts, context.clock().getTime()), report);
  return report;
}

function keptParts({ shared, issues, others }: Kept): CheckParts<SharedFindings, IssueFindings> {
  return {
    shared: async () => shared,
    issues: async () => issues,
    ...(others && { others: async () => others }),
  };
}

/** Hashes the sources. The files that have not changed since `kept` was made are not read again. */
function createScan(context: ProgramContext, kept: Pick<Kept, 'known' | 'knownOfPackage'> | undefined) {
  const { roots, hashes } = diskSource(context.root, packageRoot);
  const { files, packageFiles } = hashes(kept ?? { known: {}, knownOfPackage: {} });
  return {
    files: roots.publication,
    known: () => ({
      known: files.known(),
      knownOfPackage: packageFiles === files ? {} : packageFiles.known(),
    }),
    async scan(logo: string | undefined) {
      const { engine, otherCode, program, issues } = await scanSources(packageFiles, files, logo);
      const slugs = await listSlugs(roots.publication);
      // The check compares an issue with the others, so a change in any of them counts.
      const keys = slugs.map((slug) => [slug, issueKey(engine, slug, issues.get(slug) ?? new Map())]);
      const copies = await hashCopies(roots.publication, files);
      const signature = createHash('sha256')
        .update(JSON.stringify([engine, otherCode, copies, keys]))
        .digest('hex');
      return { signature, program };
    },
  };
}
