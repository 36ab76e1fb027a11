import { setImmediate } from 'node:timers/promises';
import type { ArchivedIssue } from '../archive/render-issue.ts';
import { findSource } from '../content/find-source.ts';
import type { IssueLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { FormStore } from '../editions/mjml/form-store.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { hasLogo } from '../publication/find-logo.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { listThemes } from '../publication/themes/theme-folders.ts';
import { IssueRenderings, type LastGood } from './issue-renderings.ts';
import { IssueSummaries, type SummaryStore } from './issue-summaries.ts';
import { summarise } from './issue-summary.ts';
import { type KeptFiles, keepFiles } from './kept-files.ts';
import { KnownLinks } from './known-links.ts';
import { createMemoryCache } from './memory-cache.ts';
import { type OpenIssue, type OpenIssueState, ownLocales, sourceLocale } from './open-issue.ts';
import { OpenIssues } from './open-issues.ts';
import type { RenderedView } from './rendered-view.ts';
import { SharedParts, type UsableShared } from './shared-parts.ts';
import { StudioRenderer } from './studio-renderer.ts';
import { ThemeVariants } from './theme-variants.ts';

/** What the studio keeps on disk from one start to the next. */
export interface StudioCache {
  readonly pictures: PictureCache;
  readonly forms: FormStore;
  readonly summaries?: SummaryStore;
  /** The modules of the page without their types. */
  readonly modules?: PictureCache;
}

interface LivePublicationOptions {
  readonly publication: Files;
  /**
   * The files with the default templates and texts. It is the same object as `publication` when that is
   * Courant's own folder.
   */
  readonly package: Files;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  readonly lastGood?: LastGood;
  /** The map that receives rendered pictures. The default is a new map. */
  readonly pictures?: Map<string, Uint8Array>;
  /** Without it, pictures are converted and forms are compiled once for each studio. */
  readonly cache?: StudioCache;
}

/**
 * Keeps a publication in memory. Files, templates and pictures are read once, and after a change only the
 * affected views are rendered again.
 */
export class LivePublication {
  /** The pictures of everything that was rendered, by path below the public address. */
  readonly pictures: Map<string, Uint8Array>;
  readonly files: KeptFiles;
  readonly roots: Roots;
  readonly #package: KeptFiles;
  readonly #shared: SharedParts;
  readonly #issues: OpenIssues;
  readonly #links: KnownLinks;
  readonly #summaries: IssueSummaries;
  #openedAt = 0;
  readonly #renderer: StudioRenderer;
  readonly #renderings: IssueRenderings;
  readonly #cache: PictureCache;
  readonly #options: LivePublicationOptions;
  readonly #themes = new ThemeVariants((name) => this.#openInTheme(name));
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(options: LivePublicationOptions) {
    this.#options = options;
    this.#cache = createMemoryCache(options.cache?.pictures);
    this.files = keepFiles(options.publication);
    this.#package = options.package === options.publication ? this.files : keepFiles(options.package);
    this.roots = { package: this.#package, publication: this.files };
    this.#shared = new SharedParts(this.roots, this.#cache);
    this.#issues = new OpenIssues(this.files);
    this.#links = new KnownLinks(this.files);
    this.#summaries = new IssueSummaries({
      issues: this.#issues,
      links: this.#links,
      files: options.publication,
      store: options.cache?.summaries,
      clock: options.clock,
      shared: () => this.#shared.checked,
      upToDate: (slug) => this.upToDate(slug),
    });
    this.#renderer = new StudioRenderer(this.files, this.#cache, options.cache?.forms, options.pictures);
    this.#renderings = new IssueRenderings(this.files, this.#renderer, options.lastGood);
    this.pictures = this.#renderer.pictures;
  }

  get publication(): Publication | undefined {
    return this.#shared.publication;
  }

  /** The problems of the publication as a whole. */
  get problems(): readonly Problem[] {
    return this.#shared.problems;
  }

  /** Whether views show an earlier publication, because the present one has errors. */
  get isLastGood(): boolean {
    return this.#shared.isLastGood;
  }

  /** The issues, newest first. */
  get issues(): readonly OpenIssue[] {
    return this.#issues.newestFirst();
  }

  issue(slug: string): OpenIssue | undefined {
    return this.#issues.get(slug);
  }

  /** The names of the themes that newsletter.yaml may choose. */
  async themes(): Promise<string[]> {
    return [...(await listThemes(this.files, this.#package)).keys()];
  }

  /** The publication as if newsletter.yaml named this theme; this one if no theme has the name. */
  async inTheme(name: string): Promise<LivePublication> {
    if (!(await this.themes()).includes(name)) return this;
    return this.#themes.get(name);
  }

  async #openInTheme(name: string): Promise<LivePublication> {
    const { withTheme } = await import('./with-theme.ts');
    const roots = await withTheme(this.roots, name);
    const { cache, clock } = this.#options;
    const live = new LivePublication({ ...roots, clock, pictures: this.pictures, ...(cache && { cache }) });
    await live.open();
    return live;
  }

  get locales(): readonly string[] {
    return this.publication?.newsletter.languages.editions ?? [];
  }

  /** Reads the publication and the names of its issues, without their contents. A change in the meantime is read later. */
  open(): Promise<void> {
    const opening = this.#open();
    this.#refreshing = opening.catch(() => {}); // The caller gets the error.
    return opening;
  }

  async #open(): Promise<void> {
    this.#openedAt = this.#options.clock();
    await this.#load();
    for (const slug of await listSlugs(this.files)) this.#issues.add(slug);
  }

  /**
   * The issues, newest first. Those that somebody has opened have a current summary, and the others have the one
   * that `summariseAll` made last.
   */
  async listed(): Promise<readonly OpenIssue[]> {
    for (const { slug, read, isSummarised } of this.issues)
      if (read && !isSummarised) await this.upToDate(slug);
    return this.issues;
  }

  /** Summarises new and changed issues. Yields the name of each issue with a new summary or other problems. */
  summariseAll(): AsyncGenerator<string> {
    return this.#summaries.summariseAll(this.#openedAt);
  }

  /**
   * Reads the changed files, after all earlier changes, so that a folder that was renamed in the meantime does
   * not appear again. Returns the issues whose views may have changed.
   */
  refresh(paths: readonly string[]): Promise<string[]> {
    // What was sent before leaves first, because reading keeps this process busy.
    const turn = this.#refreshing.then(() => setImmediate()).then(() => this.#refresh(paths));
    this.#refreshing = turn.catch(() => {}); // The caller gets the error.
    return turn;
  }

  /** Resolves when all changes so far have been read. */
  get refreshed(): Promise<unknown> {
    return this.#refreshing;
  }

  /** The issues whose views a change of these files may affect. */
  touchedBy(paths: readonly string[]): string[] {
    const others = this.#isShared(paths) ? this.issues.map(({ slug }) => slug) : [];
    return [...new Set([...paths.map(slugIn), ...others])].filter((slug) => slug !== undefined);
  }

  /** Whether one of these files is outside of the issues, or is the logo. All issues depend on it then. */
  #isShared(paths: readonly string[]): boolean {
    return paths.some((path) => slugIn(path) === undefined || hasLogo(path, this.#shared.logo));
  }

  async #refresh(paths: readonly string[]): Promise<string[]> {
    for (const path of paths) {
      this.files.forget(path);
      this.#package.forget(path);
    }
    await this.#themes.refresh(paths);
    const touched = this.#isShared(paths) ? await this.#reload() : [];
    // The watcher reports a folder that it has to watch again, for example after a checkout of another branch.
    const isWhole = paths.includes('content');
    const all = isWhole ? [...this.issues.map(({ slug }) => slug), ...(await listSlugs(this.files))] : [];
    const changed = [...new Set([...paths.map(slugIn), ...all])].filter((slug) => slug !== undefined);
    if (changed.length === 0) return touched;
    // A picture may have changed under the same name, so every edition that shows it has to be rendered
    // again.
    if (paths.some((path) => !path.endsWith('.yaml'))) this.#issues.forgetViews(changed);
    const present = await listSlugs(this.files);
    const hasMoved = changed.some((slug) => present.includes(slug) !== (this.issue(slug) !== undefined));
    this.#links.forget(changed);
    for (const slug of changed) {
      if (!present.includes(slug)) this.#issues.delete(slug);
      else if (this.issue(slug)?.read) await this.#issues.read(slug, this.publication);
      else this.#issues.forget(slug);
    }
    if (hasMoved) this.#summaries.forgetComparison();
    // Stories of other issues may name an issue that has appeared or disappeared. If others have not been read yet,
    // `summariseAll` compares all issues later.
    const areRead = this.issues.every(({ slug, summary }) => summary || changed.includes(slug));
    const referring = areRead ? await this.#summaries.compare() : [];
    return [...new Set([...touched, ...changed, ...referring])];
  }

  /** The path of the logo that newsletter.yaml names, whether or not the file exists. */
  get logo(): string | undefined {
    return this.#shared.logo;
  }

  async #load(): Promise<void> {
    if (await this.#shared.load()) this.#renderer.use(this.publication, this.#shared.isSound);
  }

  /** A change outside of an issue's folder can affect all issues. */
  async #reload(): Promise<string[]> {
    const before = this.#shared.settings;
    await this.#load();
    const isSame = before === this.#shared.settings;
    if (!isSame) this.#links.forget();
    const known = this.issues.map(({ slug }) => slug);
    for (const slug of known) this.#issues.touch(slug, isSame);
    return known;
  }

  /** The issue as its files are now, after its translations have been compared with their source. */
  async upToDate(slug: string): Promise<OpenIssue | undefined> {
    const opened = await this.#current(slug);
    const shared = this.#shared.checked;
    if (opened?.read === undefined || shared === undefined) return opened;
    // Views come first, because a page waits for them.
    opened.inspecting ??= this.#inspect(opened, opened.read, shared);
    await opened.inspecting;
    // If a later change has replaced the issue, its parts and its problems would not match.
    return this.#issues.get(slug) === opened ? opened : this.upToDate(slug);
  }

  /** The language in which an issue is written, also while its source cannot be read; undefined if there is none. */
  async sourceLocale(issue: OpenIssue): Promise<string | undefined> {
    const languages = this.publication?.newsletter.languages;
    return sourceLocale(issue) ?? (languages && findSource(this.files, issue.slug, languages));
  }

  /** The issue as its files are now. It may not have been checked yet. */
  opened(slug: string): Promise<OpenIssue | undefined> {
    return this.#current(slug);
  }

  async #current(slug: string): Promise<OpenIssueState | undefined> {
    const opened = this.#issues.get(slug);
    return opened && opened.read === undefined ? this.#issues.read(slug, this.publication) : opened;
  }

  async #inspect(opened: OpenIssueState, read: ReadIssue, shared: UsableShared): Promise<void> {
    const asOf = this.#options.clock();
    const { newsletter } = shared.publication;
    const all = this.issues.filter(({ slug }) => slug !== read.slug);
    const { inspectIssue } = await import('./inspect-issue.ts');
    const { links, ...found } = await inspectIssue(this.files, read, {
      shared,
      problems: opened.problems,
      others: (own) => this.#links.thatMatter(all, newsletter, own, asOf),
      asOf,
    });
    Object.assign(opened, found);
    if (!links) return;
    const { headline } = opened.summary ?? {};
    this.#summaries.set(opened, summarise({ ...found, read, links }, this.locales, headline));
  }

  /** The names of each issue, and its references to other issues. */
  async links(): Promise<IssueLinks[]> {
    const newsletter = this.publication?.newsletter;
    return newsletter ? this.#links.all(this.issues, newsletter) : [];
  }

  /** The names of each issue. Unlike `links`, this parses only issues with former names. */
  async names(): Promise<Pick<IssueLinks, 'slug' | 'aliases'>[]> {
    const newsletter = this.publication?.newsletter;
    return newsletter ? this.#links.thatMatter(this.issues, newsletter, [], this.#options.clock()) : [];
  }

  /** The view of an edition; the last good one while it cannot be rendered. */
  async view(slug: string, locale: string): Promise<RenderedView | undefined> {
    const opened = await this.#current(slug);
    return opened && this.#renderings.view(opened, locale, this.publication);
  }

  /** Renders the views of an issue before a page requests them; those of the newest issue if none is named. */
  async prepare(slug = this.issues[0]?.slug): Promise<void> {
    const opened = slug === undefined ? undefined : await this.#current(slug);
    const locales = opened ? ownLocales(opened, this.locales) : [];
    for (const locale of locales) await this.view(opened?.slug ?? '', locale);
  }

  /** The issue's editions as they are sent and published, without anchors. */
  async rendered(slug: string): Promise<RenderedIssue | undefined> {
    const opened = await this.#current(slug);
    return opened && this.#renderings.rendered(opened, this.publication);
  }

  /** The archive's files of the issue, with drafts treated as ready. */
  async published(slug: string): Promise<ArchivedIssue | undefined> {
    const opened = await this.#current(slug);
    return opened && this.#renderings.published(opened, this.publication);
  }

  /** The problems of an issue, including those that rendering found. */
  allProblems(slug: string): readonly Problem[] {
    const opened = this.#issues.get(slug);
    return opened ? [...opened.problems, ...opened.together, ...opened.renderProblems] : [];
  }
}

/** The name of the issue to which a file belongs. */
const slugIn = (path: string) => /^content\/([^/]+)/.exec(path)?.[1];
