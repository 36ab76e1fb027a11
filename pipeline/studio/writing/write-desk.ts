import { type ParsedDocument, parseDocument } from '../../content/parse-document.ts';
import { recordPath } from '../../content/translation/source-record.ts';
import { arrangeList, type Values } from '../../content/writing/arrange-list.ts';
import { setValues } from '../../content/writing/set-values.ts';
import { SourceEditor } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import { type DeskFiles, historyOf } from '../desk-files.ts';
import type { LivePublication } from '../live-publication.ts';
import type { OpenIssue } from '../open-issue.ts';
import type { WriteAnswer, WriteList, WriteRequest, WriteView } from '../protocol/write.ts';
import { type OpenPlace, showProblems } from '../show-problems.ts';
import { followTranslations, type UnfollowedLocale } from './follow-translations.ts';
import { headForms } from './kind-forms.ts';
import { planWrite, type WritePlan } from './plan-write.ts';
import { orderOf } from './read-block.ts';
import { reviveBlocks } from './revive-blocks.ts';
import { writeView } from './write-view.ts';

interface WriteDeskOptions {
  readonly live: LivePublication;
  readonly deskFiles: DeskFiles;
  readonly opens: OpenPlace;
}

type Write = Extract<WriteRequest, { action: 'write' }>;

/** The desk on which the source of an issue is written. */
export class WriteDesk {
  readonly #live: LivePublication;
  readonly #files: DeskFiles;
  readonly #opens: OpenPlace;

  constructor({ live, deskFiles, opens }: WriteDeskOptions) {
    this.#live = live;
    this.#files = deskFiles;
    this.#opens = opens;
  }

  /** The source as it is now; undefined if there is no such issue, or if it has no source. */
  async view(slug: string): Promise<WriteView | undefined> {
    const issue = await this.#live.upToDate(slug);
    const locale = issue && (await this.#live.sourceLocale(issue));
    if (issue === undefined || locale === undefined) return undefined;
    const file = filePath(slug, locale);
    const undoes = this.#files.undoes(historyOf(slug));
    const problems = this.#live.allProblems(slug).filter((each) => each.file === file);
    return writeView({
      issue,
      locale,
      document: issue.read?.documents.get(locale),
      problems: showProblems(problems, this.#opens, issue.read?.documents, locale),
      opens: this.#opens,
      history: {
        canUndo: this.#files.canUndo(historyOf(slug)),
        canRedo: this.#files.canRedo(historyOf(slug)),
        ...(undoes !== undefined && { undoes }),
      },
    });
  }

  /** Carries out a request of the page, after all earlier ones. Undefined if there is no such issue. */
  act(slug: string, request: WriteRequest): Promise<WriteAnswer | undefined> {
    return this.#files.changeInTurn(() => this.#act(slug, request));
  }

  async #act(slug: string, request: WriteRequest): Promise<WriteAnswer | undefined> {
    const issue = this.#live.issue(slug);
    const locale = issue && (await this.#live.sourceLocale(issue));
    if (issue === undefined || locale === undefined) return undefined;
    if (this.#files.isKnown(historyOf(slug), request.request)) {
      const view = await this.view(slug);
      return view && { kind: 'repeated', view };
    }
    if (request.action === 'write') return this.#write(issue, locale, request);
    if (request.action === 'undo') await this.#files.undo(historyOf(slug));
    else await this.#files.redo(historyOf(slug));
    this.#files.remember(historyOf(slug), request.request);
    return this.#answer(slug, { isConflict: false, conflicts: [], places: {} });
  }

  async #write(issue: OpenIssue, locale: string, request: Write): Promise<WriteAnswer | undefined> {
    const { slug } = issue;
    await this.#readAgain(issue);
    const file = filePath(slug, locale);
    const found = await this.#files.read(file);
    const before = found ?? '';
    const document = (await this.#live.upToDate(slug))?.read?.documents.get(locale);
    if (!document?.reading.isSound) await this.#files.refuseBroken(file, found);
    const editor = new SourceEditor(createSource(file, before));
    const root = editor.value;
    const plan = await reviveBlocks(planWrite(isObject(root) ? root : {}, request, file), {
      slug,
      locale,
      locales: this.#translationsOf(locale),
      earlier: () => this.#files.earlier(historyOf(slug), this.#pathsOf(slug)),
    });
    if (plan.isConflict) await this.#files.settled([file, found]);
    editSourceBy(editor, plan);
    const isChanged = editor.text !== before;
    const { written, unfollowed } = isChanged
      ? await this.#follow(slug, locale, plan, editor)
      : { written: [], unfollowed: [] };
    const step = { label: request.label, part: singlePart(request), request: request.request };
    await this.#files.commit(historyOf(slug), [{ path: file, before, after: editor.text }, ...written], step);
    return this.#answer(slug, plan, unfollowed);
  }

  /** The translations after the change of their source. */
  async #follow(slug: string, locale: string, { lists }: WritePlan, editor: SourceEditor) {
    const issue = await this.#live.upToDate(slug);
    const documents = issue?.read?.documents ?? new Map<string, ParsedDocument>();
    const root = editor.value;
    if (issue === undefined || !documents.has(locale) || !isObject(root))
      return { written: [], unfollowed: [] };
    const after = () => {
      const source = createSource(filePath(slug, locale), editor.text.replace(/^\ufeff/, ''));
      const reading = parseYaml(source, new Report());
      return reading && parseDocument(reading, 'source');
    };
    const arrangement = (list: WriteList) => ({
      ...arrangementOf(list, root['kind'] === 'digest'),
      staysEmpty: false,
    });
    return followTranslations(
      { root, after, lists, arrangement },
      {
        slug,
        locales: this.#translationsOf(locale),
        documents,
        statuses: issue.translations,
        files: this.#live.files,
        deskFiles: this.#files,
      },
    );
  }

  async #answer(
    slug: string,
    { isConflict, conflicts, places }: Pick<WritePlan, 'isConflict' | 'conflicts' | 'places'>,
    left: readonly UnfollowedLocale[] = [],
  ): Promise<WriteAnswer | undefined> {
    const view = await this.view(slug);
    if (view === undefined) return undefined;
    const unfollowed = left.map((each) => ({ ...each, problems: showProblems(each.problems, this.#opens) }));
    const result = { view, places, unfollowed };
    return isConflict ? { kind: 'conflict', parts: conflicts, ...result } : { kind: 'saved', ...result };
  }

  /** Reads the files again that somebody has saved a moment ago. */
  async #readAgain({ slug, read }: OpenIssue): Promise<void> {
    const changed: string[] = [];
    for (const path of this.#pathsOf(slug, read?.documents.keys())) {
      const kept = await this.#live.files.read(path);
      const text = kept && Buffer.from(kept).toString('utf8');
      if (text !== (await this.#files.read(path))) changed.push(path);
    }
    if (changed.length > 0) await this.#live.refresh(changed);
  }

  /** The paths of an issue's files and records. */
  #pathsOf(slug: string, more: Iterable<string> = []): string[] {
    const locales = new Set([...this.#live.locales, ...more]);
    return [...locales].flatMap((locale) => [filePath(slug, locale), recordPath(slug, locale)]);
  }

  #translationsOf = (locale: string) => this.#live.locales.filter((each) => each !== locale);
}

function editSourceBy(editor: SourceEditor, { head, lists }: WritePlan): void {
  setValues(editor, head);
  const isDigest = isObject(editor.value) && editor.value['kind'] === 'digest';
  for (const { list, next } of lists) arrangeList(editor, { list, next, ...arrangementOf(list, isDigest) });
}

/** The only part that a request changes, if it changes nothing but fields of that part. */
function singlePart({ head = {}, lists = {} }: Write): string | undefined {
  const parts = Object.keys(head);
  for (const [list, { seen, next }] of Object.entries(lists)) {
    const stays = next.length === seen.length && next.every((each, at) => 'from' in each && each.from === at);
    if (!stays || next.some((each) => 'into' in each || 'joins' in each)) return undefined;
    parts.push(...next.flatMap((each, at) => ('set' in each ? [`${list}.${at}`] : [])));
  }
  return parts.length === 1 ? parts[0] : undefined;
}

/** Where a list of an issue belongs, and how its blocks are written. */
function arrangementOf(list: WriteList, isDigest: boolean) {
  const order = [...headForms().map(({ name }) => name), 'body', 'stories', 'corrections'];
  return {
    orderOf: (values: Values) => orderOf(list, values),
    after: order.slice(0, order.indexOf(list)),
    // The list that an issue needs keeps its place in the file.
    staysEmpty: list === (isDigest ? 'stories' : 'body'),
  };
}

const filePath = (slug: string, locale: string) => `content/${slug}/${locale}.yaml`;
