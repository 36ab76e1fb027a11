import type { ArchivedIssue } from '../archive/render-issue.ts';
import { checkDocuments, checkEditions } from '../check/check-issue.ts';
import { checkShared } from '../check/check-shared.ts';
import { checkTogether } from '../check/check-together.ts';
import { type IssueLinks, linksOf, readLinks } from '../content/issue-links.ts';
import { listSlugs, type ReadIssue, readIssues } from '../content/read-issues.ts';
import { checkInterface } from '../content/translation/check-translations.ts';
import { readTranslations } from '../content/translation/read-translations.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { type Bench, type BenchIssue, createBench, nothingRendered } from './bench.ts';
import { type KeptFiles, keepFiles } from './kept-files.ts';
import type { Look, PastLook } from './look.ts';
import { Press } from './press.ts';

export interface WorkshopOptions {
  readonly publication: Files;
  /** Where the default templates and texts lie; the same object when it is the publication's own folder. */
  readonly package: Files;
  /** How an edition looked that is broken and was never rendered here; undefined when nobody knows. */
  readonly lastGood?: (slug: string, locale: string) => Promise<PastLook | undefined>;
}

/**
 * Keeps a publication warm: files, templates and pictures are read once, and after a change only what it touches is
 * made anew.
 */
export class Workshop {
  publication: Publication | undefined;
  /** What is wrong with the publication as a whole. */
  problems: readonly Problem[] = [];
  /** By path below the public address: the pictures of everything that was rendered. */
  readonly pictures: Map<string, Uint8Array>;
  readonly files: KeptFiles;
  readonly roots: Roots;
  readonly #package: KeptFiles;
  readonly #lastGood: NonNullable<WorkshopOptions['lastGood']>;
  readonly #issues = new Map<string, Bench>();
  /** By slug: what an issue says of others, as long as its files stay as they are. */
  readonly #links = new Map<string, Promise<IssueLinks>>();
  readonly #press: Press;
  #interface: Promise<readonly Problem[]> | undefined;
  /** Whether templates, texts and configuration are without errors. */
  #isSound = false;
  #version = 0;
  #loadedAt = 0;

  constructor(options: WorkshopOptions) {
    this.files = keepFiles(options.publication);
    this.#lastGood = options.lastGood ?? (async () => undefined);
    this.#package = options.package === options.publication ? this.files : keepFiles(options.package);
    this.roots = { package: this.#package, publication: this.files };
    this.#press = new Press(this.files);
    this.pictures = this.#press.pictures;
  }

  /** The newest first. */
  get issues(): BenchIssue[] {
    return [...this.#issues.values()].sort((a, b) => (a.slug < b.slug ? 1 : -1));
  }

  issue(slug: string): BenchIssue | undefined {
    return this.#issues.get(slug);
  }

  /** What is stale among the texts of the interface: asked for behind the looks. */
  interfaceProblems(): Promise<readonly Problem[]> {
    this.#interface ??= this.#checkInterface();
    return this.#interface;
  }

  async #checkInterface(): Promise<readonly Problem[]> {
    const report = new Report();
    if (this.publication) await checkInterface(this.roots, this.publication, report);
    return report.problems;
  }

  get locales(): readonly string[] {
    return this.publication?.newsletter.languages.editions ?? [];
  }

  /** Reads the publication and the names of its issues; their contents follow by `read`. */
  async open(): Promise<void> {
    await this.#load();
    for (const slug of await listSlugs(this.files)) this.#issues.set(slug, this.#blank(slug));
  }

  /** Reads issues that were not read yet, the newest first, and yields each. */
  async *readAll(): AsyncGenerator<BenchIssue> {
    for (const { slug, read } of this.issues) {
      const bench = read === undefined ? await this.upToDate(slug) : undefined;
      if (bench) yield bench;
    }
  }

  /** Takes in what changed on disk; returns the issues that may look otherwise now. */
  async refresh(paths: readonly string[]): Promise<string[]> {
    for (const path of paths) {
      this.files.forget(path);
      this.#package.forget(path);
    }
    const slugs = paths.map((path) => /^content\/([^/]+)/.exec(path)?.[1]);
    const touched = slugs.includes(undefined) ? await this.#reload() : [];
    const changed = [...new Set(slugs.filter((slug) => slug !== undefined))];
    if (changed.length === 0) return touched;
    // A picture may have changed behind its name: whoever shows it is rendered anew.
    if (paths.some((path) => !path.endsWith('.yaml'))) this.#forgetLooks(changed);
    const present = await listSlugs(this.files);
    for (const slug of changed) {
      this.#links.delete(slug);
      if (present.includes(slug)) await this.#read(slug);
      else this.#issues.delete(slug);
    }
    return [...new Set([...touched, ...changed])];
  }

  /** What is not of one issue may show in all of them. */
  async #reload(): Promise<string[]> {
    const before = this.#settings;
    await this.#load();
    const known = this.issues.map(({ slug }) => slug);
    for (const slug of known) this.#touch(slug, before === this.#settings);
    return known;
  }

  /** The issue as its files are now, its translations held against their source. */
  async upToDate(slug: string): Promise<BenchIssue | undefined> {
    const bench = await this.#current(slug);
    if (bench?.read === undefined || this.publication === undefined) return bench;
    // Behind the looks: they are what somebody waits for.
    bench.inspecting ??= this.#inspect(bench, bench.read, this.publication);
    await bench.inspecting;
    return bench;
  }

  async #current(slug: string): Promise<Bench | undefined> {
    const bench = this.#issues.get(slug);
    return bench && bench.read === undefined ? this.#read(slug) : bench;
  }

  async #inspect(bench: Bench, read: ReadIssue, publication: Publication): Promise<void> {
    const report = new Report([...bench.problems]);
    await checkDocuments(this.files, publication, read, report);
    const { languages } = publication.newsletter;
    const others = this.issues.filter(({ slug }) => slug !== read.slug);
    const links = await Promise.all(others.map(({ slug }) => this.#linksOf(slug, publication.newsletter)));
    const own = linksOf(read.slug, read.documents, publication.newsletter);
    await checkTogether(this.files, [own, ...links], Date.now(), report, [read.slug]);
    bench.translations = await readTranslations(this.files, read, languages, new Report());
    bench.problems = report.problems;
  }

  #linksOf(slug: string, newsletter: Publication['newsletter']): Promise<IssueLinks> {
    const links = this.#links.get(slug) ?? readLinks(this.files, slug, newsletter);
    this.#links.set(slug, links);
    return links;
  }

  /** How an edition looks; the last good look where it cannot be rendered now. */
  async look(slug: string, locale: string): Promise<Look | undefined> {
    const bench = await this.#current(slug);
    if (bench === undefined) return undefined;
    const looking = bench.looking.get(locale) ?? this.#render(bench, locale);
    bench.looking.set(locale, looking);
    await looking;
    return bench.looks.get(locale);
  }

  /** The issue's editions as they are sent and published, without anchors. */
  async rendered(slug: string): Promise<RenderedIssue | undefined> {
    const bench = await this.#current(slug);
    if (bench === undefined || this.publication === undefined) return undefined;
    bench.rendering ??= this.#renderPlain(bench);
    return bench.rendering;
  }

  /** What the archive will have of the issue, drafts as if they were ready. */
  async published(slug: string): Promise<ArchivedIssue | undefined> {
    const rendered = await this.rendered(slug);
    const bench = this.#issues.get(slug);
    if (bench === undefined || rendered === undefined) return undefined;
    bench.publishing ??= this.#press.publish(rendered);
    return bench.publishing;
  }

  /** The problems of an issue, with those that rendering found where it has been rendered. */
  allProblems(slug: string): readonly Problem[] {
    const bench = this.#issues.get(slug);
    return bench ? [...bench.problems, ...bench.renderProblems] : [];
  }

  async #load(): Promise<void> {
    const loadedAt = ++this.#version;
    const report = new Report();
    const loaded = await checkShared(this.roots, report);
    if (this.#loadedAt > loadedAt) return; // as with issues: the later one says what the files say
    this.#loadedAt = loadedAt;
    // While it is broken, the last good one goes on serving.
    const isSound = loaded !== undefined && !hasErrors(report.problems);
    this.problems = report.problems;
    if (!isSound && this.#isSound) return;
    this.#isSound = isSound;
    this.publication = loaded;
    this.#interface = undefined;
    this.#press.use(loaded, isSound);
  }

  async #read(slug: string): Promise<Bench> {
    const { publication } = this;
    const before = this.#issues.get(slug) ?? this.#blank(slug);
    if (publication === undefined) return before;
    const readAt = ++this.#version;
    const report = new Report();
    const [read] = await readIssues(this.files, publication.newsletter, [slug], report);
    if (read === undefined) return before;
    const now = this.#issues.get(slug);
    // Somebody asked later and was faster: that is what the files say.
    if (now && now.readAt > readAt) return now;
    const bench: Bench = {
      ...before,
      ...nothingRendered(),
      read,
      readAt,
      inspecting: undefined,
      version: ++this.#version,
      problems: report.problems,
    };
    this.#issues.set(slug, bench);
    return bench;
  }

  #forgetLooks(slugs: readonly string[]): void {
    for (const slug of slugs) {
      const looks = this.#issues.get(slug)?.looks ?? new Map<string, Look>();
      for (const [locale, look] of looks) looks.set(locale, { ...look, from: '' });
    }
  }

  /** Looks and problems are to be made anew; what the files say stays, where it is read as before. */
  #touch(slug: string, isReadAsBefore: boolean): void {
    const bench = this.#issues.get(slug);
    if (!bench) return;
    const read = isReadAsBefore ? bench.read : undefined;
    const problems = isReadAsBefore ? bench.problems : [];
    this.#issues.set(slug, {
      ...bench,
      ...nothingRendered(),
      read,
      problems,
      inspecting: read && bench.inspecting,
      version: ++this.#version,
    });
  }

  /** What content is read with. */
  get #settings(): string {
    const { languages, timeZone } = this.publication?.newsletter ?? {};
    return JSON.stringify([languages, timeZone]);
  }

  #blank(slug: string): Bench {
    return createBench(slug, ++this.#version);
  }

  /** One language after the other: the first one can be seen while the next is still being made. */
  #render(bench: Bench, locale: string): Promise<void> {
    const before = bench.queue;
    bench.queue = before
      .catch(() => {}) // whoever asked for that language is told
      .then(nextTurn)
      .then(() => this.#renderOne(bench, locale));
    return bench.queue;
  }

  async #renderOne(bench: Bench, locale: string): Promise<void> {
    const { publication } = this;
    const { read, version, looks } = bench;
    if (publication === undefined || read === undefined) return;
    if (read.issue !== undefined) {
      const { source } = publication.newsletter.languages;
      const wish = { read, issue: read.issue, source, locale, version, known: looks.get(locale) };
      const look = await this.#press.look(wish);
      // A later change may have been faster.
      const isLate = (looks.get(locale)?.version ?? 0) > version;
      if (look && !isLate) looks.set(locale, look);
    }
    if (!looks.has(locale) && read.documents.has(locale)) await this.#lookBack(bench, locale);
  }

  /** An edition that was broken from the beginning is shown as git has it. */
  async #lookBack({ slug, looks }: Bench, locale: string): Promise<void> {
    const past = await this.#lastGood(slug, locale);
    if (past === undefined) return;
    for (const [path, bytes] of past.pictures) this.pictures.set(path, bytes);
    looks.set(locale, past.look);
  }

  async #renderPlain(bench: Bench): Promise<RenderedIssue | undefined> {
    if (bench.read === undefined) return undefined;
    const report = new Report();
    const rendered = await this.#press.render(bench.read, report);
    if (rendered && this.publication) await checkEditions(this.files, this.publication, rendered, report);
    bench.renderProblems = report.problems;
    return rendered;
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
