import type { ArchivedIssue } from '../archive/render-issue.ts';
import { checkDocuments, checkEditions } from '../check/check-issue.ts';
import { checkShared } from '../check/check-shared.ts';
import { checkTogether } from '../check/check-together.ts';
import { kindsVersion } from '../content/blocks/registry.ts';
import { type IssueLinks, linksOf, readLinks } from '../content/issue-links.ts';
import { listSlugs, type ReadIssue, readIssues } from '../content/read-issues.ts';
import { checkInterface } from '../content/translation/check-translations.ts';
import { readTranslations } from '../content/translation/read-translations.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { type KeptFiles, keepFiles } from './kept-files.ts';
import { createOpenIssue, nothingRendered, type OpenIssue, type OpenIssueState } from './open-issue.ts';
import type { PastView, RenderedView } from './rendered-view.ts';
import { StudioRenderer } from './studio-renderer.ts';

export interface LivePublicationOptions {
  readonly publication: Files;
  /** Where the default templates and texts lie; the same object when it is the publication's own folder. */
  readonly package: Files;
  /** The last good view of an edition that was never rendered here because it is broken; undefined when there is none. */
  readonly lastGood?: (slug: string, locale: string) => Promise<PastView | undefined>;
}

/**
 * Keeps a publication in memory: files, templates and pictures are read once, and a change renders only what it affects
 * again.
 */
export class LivePublication {
  publication: Publication | undefined;
  /** What is wrong with the publication as a whole. */
  problems: readonly Problem[] = [];
  /** By path below the public address: the pictures of everything that was rendered. */
  readonly pictures: Map<string, Uint8Array>;
  readonly files: KeptFiles;
  readonly roots: Roots;
  readonly #package: KeptFiles;
  readonly #lastGood: NonNullable<LivePublicationOptions['lastGood']>;
  readonly #issues = new Map<string, OpenIssueState>();
  /** By slug: what an issue says of others, as long as its files stay as they are. */
  readonly #links = new Map<string, Promise<IssueLinks>>();
  readonly #renderer: StudioRenderer;
  #interface: Promise<readonly Problem[]> | undefined;
  /** Whether templates, texts and configuration are without errors. */
  #isSound = false;
  #version = 0;
  #loadedAt = 0;

  constructor(options: LivePublicationOptions) {
    this.files = keepFiles(options.publication);
    this.#lastGood = options.lastGood ?? (async () => undefined);
    this.#package = options.package === options.publication ? this.files : keepFiles(options.package);
    this.roots = { package: this.#package, publication: this.files };
    this.#renderer = new StudioRenderer(this.files);
    this.pictures = this.#renderer.pictures;
  }

  /** The newest first. */
  get issues(): OpenIssue[] {
    return [...this.#issues.values()].sort((a, b) => (a.slug < b.slug ? 1 : -1));
  }

  issue(slug: string): OpenIssue | undefined {
    return this.#issues.get(slug);
  }

  /** The stale interface texts. Views come first: this is read after them. */
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
    for (const slug of await listSlugs(this.files)) this.#issues.set(slug, this.#create(slug));
  }

  /** Reads issues that were not read yet, the newest first, and yields each. */
  async *readAll(): AsyncGenerator<OpenIssue> {
    for (const { slug, read } of this.issues) {
      const opened = read === undefined ? await this.upToDate(slug) : undefined;
      if (opened) yield opened;
    }
  }

  /** Takes in what changed on disk; returns the issues whose views may differ now. */
  async refresh(paths: readonly string[]): Promise<string[]> {
    for (const path of paths) {
      this.files.forget(path);
      this.#package.forget(path);
    }
    const slugs = paths.map((path) => /^content\/([^/]+)/.exec(path)?.[1]);
    const touched = slugs.includes(undefined) ? await this.#reload() : [];
    const changed = [...new Set(slugs.filter((slug) => slug !== undefined))];
    if (changed.length === 0) return touched;
    // A picture may have changed behind its name: every edition that shows it is rendered again.
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
  async upToDate(slug: string): Promise<OpenIssue | undefined> {
    const opened = await this.#current(slug);
    if (opened?.read === undefined || this.publication === undefined) return opened;
    // After the views, which somebody is waiting for.
    opened.inspecting ??= this.#inspect(opened, opened.read, this.publication);
    await opened.inspecting;
    return opened;
  }

  async #current(slug: string): Promise<OpenIssueState | undefined> {
    const opened = this.#issues.get(slug);
    return opened && opened.read === undefined ? this.#read(slug) : opened;
  }

  async #inspect(opened: OpenIssueState, read: ReadIssue, publication: Publication): Promise<void> {
    const report = new Report([...opened.problems]);
    await checkDocuments(this.files, publication, read, report);
    const { languages } = publication.newsletter;
    const others = this.issues.filter(({ slug }) => slug !== read.slug);
    const links = await Promise.all(others.map(({ slug }) => this.#linksOf(slug, publication.newsletter)));
    const own = linksOf(read.slug, read.documents, publication.newsletter);
    await checkTogether(this.files, [own, ...links], Date.now(), report, [read.slug]);
    opened.translations = await readTranslations(this.files, read, languages, new Report());
    opened.problems = report.problems;
  }

  #linksOf(slug: string, newsletter: Publication['newsletter']): Promise<IssueLinks> {
    const links = this.#links.get(slug) ?? readLinks(this.files, slug, newsletter);
    this.#links.set(slug, links);
    return links;
  }

  /** The view of an edition; the last good one while it cannot be rendered. */
  async view(slug: string, locale: string): Promise<RenderedView | undefined> {
    const opened = await this.#current(slug);
    if (opened === undefined) return undefined;
    const viewing = opened.viewing.get(locale) ?? this.#render(opened, locale);
    opened.viewing.set(locale, viewing);
    await viewing;
    return opened.views.get(locale);
  }

  /** The issue's editions as they are sent and published, without anchors. */
  async rendered(slug: string): Promise<RenderedIssue | undefined> {
    const opened = await this.#current(slug);
    if (opened === undefined || this.publication === undefined) return undefined;
    opened.rendering ??= this.#renderPlain(opened);
    return opened.rendering;
  }

  /** What the archive will have of the issue, drafts as if they were ready. */
  async published(slug: string): Promise<ArchivedIssue | undefined> {
    const rendered = await this.rendered(slug);
    const opened = this.#issues.get(slug);
    if (opened === undefined || rendered === undefined) return undefined;
    opened.publishing ??= this.#renderer.publish(rendered);
    return opened.publishing;
  }

  /** The problems of an issue, with those that rendering found where it has been rendered. */
  allProblems(slug: string): readonly Problem[] {
    const opened = this.#issues.get(slug);
    return opened ? [...opened.problems, ...opened.renderProblems] : [];
  }

  async #load(): Promise<void> {
    const loadedAt = ++this.#version;
    const report = new Report();
    const loaded = await checkShared(this.roots, report);
    if (this.#loadedAt > loadedAt) return; // as with issues: the later one says what the files say
    this.#loadedAt = loadedAt;
    // While it is broken, the last good one stays in use.
    const isSound = loaded !== undefined && !hasErrors(report.problems);
    this.problems = report.problems;
    if (!isSound && this.#isSound) return;
    this.#isSound = isSound;
    this.publication = loaded;
    this.#interface = undefined;
    this.#renderer.use(loaded, isSound);
  }

  async #read(slug: string): Promise<OpenIssueState> {
    const { publication } = this;
    const before = this.#issues.get(slug) ?? this.#create(slug);
    if (publication === undefined) return before;
    const readAt = ++this.#version;
    const report = new Report();
    const [read] = await readIssues(this.files, publication.newsletter, [slug], report);
    if (read === undefined) return before;
    const now = this.#issues.get(slug);
    // Somebody asked later and was faster: that is what the files say.
    if (now && now.readAt > readAt) return now;
    const opened: OpenIssueState = {
      ...before,
      ...nothingRendered(),
      read,
      readAt,
      inspecting: undefined,
      version: ++this.#version,
      problems: report.problems,
    };
    this.#issues.set(slug, opened);
    return opened;
  }

  #forgetLooks(slugs: readonly string[]): void {
    for (const slug of slugs) {
      const views = this.#issues.get(slug)?.views ?? new Map<string, RenderedView>();
      for (const [locale, view] of views) views.set(locale, { ...view, from: '' });
    }
  }

  /** Views and problems must be computed again; what the files say stays if it would be read as before. */
  #touch(slug: string, isReadAsBefore: boolean): void {
    const opened = this.#issues.get(slug);
    if (!opened) return;
    const read = isReadAsBefore ? opened.read : undefined;
    const problems = isReadAsBefore ? opened.problems : [];
    this.#issues.set(slug, {
      ...opened,
      ...nothingRendered(),
      read,
      problems,
      inspecting: read && opened.inspecting,
      version: ++this.#version,
    });
  }

  /** What content is read with. */
  get #settings(): string {
    const { languages, timeZone } = this.publication?.newsletter ?? {};
    return JSON.stringify([languages, timeZone, kindsVersion()]);
  }

  #create(slug: string): OpenIssueState {
    return createOpenIssue(slug, ++this.#version);
  }

  /** One language after the other: the first one can be seen while the next is still being made. */
  #render(opened: OpenIssueState, locale: string): Promise<void> {
    const before = opened.queue;
    opened.queue = before
      .catch(() => {}) // whoever asked for that language is told
      .then(nextTurn)
      .then(() => this.#renderOne(opened, locale));
    return opened.queue;
  }

  async #renderOne(opened: OpenIssueState, locale: string): Promise<void> {
    const { publication } = this;
    const { read, version, views } = opened;
    if (publication === undefined || read === undefined) return;
    if (read.issue !== undefined) {
      const { source } = read.issue;
      const wish = { read, issue: read.issue, source, locale, version, known: views.get(locale) };
      const view = await this.#renderer.view(wish);
      // A later change may have been faster.
      const isLate = (views.get(locale)?.version ?? 0) > version;
      if (view && !isLate) views.set(locale, view);
    }
    if (!views.has(locale) && read.documents.has(locale)) await this.#viewFromHistory(opened, locale);
  }

  /** An edition that was broken from the beginning is shown as git has it. */
  async #viewFromHistory({ slug, views }: OpenIssueState, locale: string): Promise<void> {
    const history = await this.#lastGood(slug, locale);
    if (history === undefined) return;
    for (const [path, bytes] of history.pictures) this.pictures.set(path, bytes);
    views.set(locale, history.view);
  }

  async #renderPlain(opened: OpenIssueState): Promise<RenderedIssue | undefined> {
    if (opened.read === undefined) return undefined;
    const report = new Report();
    const rendered = await this.#renderer.render(opened.read, report);
    if (rendered && this.publication) await checkEditions(this.files, this.publication, rendered, report);
    opened.renderProblems = report.problems;
    return rendered;
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
