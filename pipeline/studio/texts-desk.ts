import { groupTexts, type TextPart } from '../content/translation/group-texts.ts';
import {
  acceptText,
  type SaveTextResult,
  saveText,
  type TextsOnDisk,
  takeOutText,
} from '../content/translation/save-text.ts';
import { diffWords } from '../content/translation/word-diff.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { type LocalePart, localeRecordPath } from '../publication/locales/locale-records.ts';
import { readInterface } from '../publication/locales/read-interface.ts';
import { namespaces, readLocales } from '../publication/locales/read-locales.ts';
import { layersOf } from '../publication/publication.ts';
import type { DeskAnswer } from './desk.ts';
import type { DeskFiles } from './desk-files.ts';
import type { TextsRequest } from './desk-request.ts';
import type { LivePublication } from './live-publication.ts';
import { newErrors } from './new-errors.ts';
import type { DeskPart, Desk as DeskView } from './protocol/desk.ts';
import type { ShownProblem, TextsState } from './protocol/issues.ts';
import { type OpenPlace, showProblems } from './show-problems.ts';

/** The translator's desk of the interface texts. It writes the publication's `locales/<locale>/` and its records. */
export class TextsDesk {
  readonly #live: LivePublication;
  readonly #files: DeskFiles;
  #states: { readonly of: readonly Problem[]; readonly states: Promise<TextsState[]> } | undefined;

  constructor(live: LivePublication, files: DeskFiles) {
    this.#live = live;
    this.#files = files;
  }

  /** The texts of a language, in the order of the source. */
  async view(locale: string, opens: OpenPlace): Promise<DeskView> {
    const { texts, broken } = await this.#read(locale);
    const parts = groupTexts(texts);
    const problems = this.#problemsOf(locale);
    const shown = problems.map((problem) => ({
      problem,
      part: parts.find((each) => standsIn(each, problem)),
    }));
    const show = (part: TextPart | undefined) =>
      showProblems(
        shown.filter((each) => each.part === part).map(({ problem }) => problem),
        opens,
      );
    return {
      slug: undefined,
      locale,
      source: this.#source,
      status: undefined,
      parts: parts.map((part) => showText(part, locale, opens, show(part))),
      problems: show(undefined),
      notes: [],
      isBroken: broken.size > 0,
      isSourceBroken: false,
      canUndo: this.#files.canUndo(folderOf(locale)),
    };
  }

  /** How many texts are open in each language. Every change of a text makes `live.problems` a new list. */
  states(): Promise<TextsState[]> {
    const { problems } = this.#live;
    if (this.#states?.of !== problems) {
      const states = this.#readStates();
      this.#states = { of: problems, states };
      // After a failure, the next request reads the files again.
      states.catch(() => {
        this.#states = undefined;
      });
    }
    return this.#states.states;
  }

  async #readStates(): Promise<TextsState[]> {
    const locales = this.#live.locales.filter((locale) => locale !== this.#source);
    return Promise.all(
      locales.map(async (locale) => {
        const parts = groupTexts((await this.#read(locale)).texts);
        const open = parts.filter(({ state }) => state === 'missing' || state === 'stale').length;
        const errors = this.#problemsOf(locale).filter(isError).length;
        return { locale, open, errors };
      }),
    );
  }

  /** Carries out a request of the page, after all earlier ones. */
  act(locale: string, request: TextsRequest, opens: OpenPlace): Promise<DeskAnswer> {
    return this.#files.changeInTurn(() => this.#act(locale, request, opens));
  }

  async #act(locale: string, request: TextsRequest, opens: OpenPlace): Promise<DeskAnswer> {
    if (request.action === 'undo') {
      const isUndone = await this.#files.undoIfUnchanged(folderOf(locale));
      return isUndone ? { kind: 'saved' } : { kind: 'conflict', current: undefined };
    }
    const namespace = namespaces.find((each) => request.part.startsWith(`${each}:`)) ?? '';
    const [path, recordPath] = [filePath(locale, namespace), localeRecordPath(locale, namespace)];
    // Discards the kept files, because somebody may have saved them a moment ago.
    const sourcePath = filePath(this.#source, namespace);
    for (const each of [path, recordPath, sourcePath]) this.#live.files.forget(each);
    const [text, sourceText] = [await this.#files.read(path), await this.#files.read(sourcePath)];
    const { texts, broken } = await this.#read(locale);
    if (broken.has(path)) return this.#files.refuseBroken(path, text);
    if (broken.has(sourcePath)) return this.#files.refuseBroken(sourcePath, sourceText);
    const disk: TextsOnDisk = {
      parts: texts.filter((part) => part.namespace === namespace),
      file: path,
      text,
      record: await this.#files.read(recordPath),
    };
    const result = edit(disk, request);
    if (result.kind === 'conflict') {
      await this.#files.settled([path, text], [sourcePath, sourceText]);
      return { kind: 'conflict', current: result.current?.translation };
    }
    if (result.text !== undefined && result.text !== disk.text) {
      const problems = await newErrors(this.#live.roots, path, result.text);
      if (problems.length > 0) return { kind: 'refused', problems: showProblems(problems, opens) };
    }
    await this.#files.commit(folderOf(locale), [
      { path, before: disk.text, after: result.text },
      { path: recordPath, before: disk.record, after: result.record },
    ]);
    return { kind: 'saved' };
  }

  /**
   * The texts of a language beside those of the source, without the namespaces that cannot be read in one of the two. The
   * paths of their broken or emptied files are in `broken`.
   */
  async #read(locale: string): Promise<{ texts: LocalePart[]; broken: ReadonlySet<string> }> {
    const report = new Report();
    const layers = layersOf(this.#live.roots);
    const both = [this.#source, locale];
    const all = await readLocales(layers, both, report);
    const paths = both.flatMap((each) => namespaces.map((namespace) => filePath(each, namespace)));
    const broken = new Set<string>();
    for (const path of paths) {
      const isBroken = report.problems.some(({ code, file }) => code === 'json-syntax' && file === path);
      if (isBroken || (await this.#isBlank(path))) broken.add(path);
    }
    const parts = await readInterface(layers, all, { source: this.#source, locale }, new Report());
    const isBroken = (namespace: string) => both.some((each) => broken.has(filePath(each, namespace)));
    return { texts: parts.filter(({ namespace }) => !isBroken(namespace)), broken };
  }

  /** Whether a file has not even the braces of an object without texts. */
  async #isBlank(path: string): Promise<boolean> {
    const bytes = await this.#live.files.read(path);
    return bytes !== undefined && Buffer.from(bytes).toString('utf8').trim() === '';
  }

  /** The problems of a language's files that the states of its texts do not show. */
  #problemsOf(locale: string): readonly Problem[] {
    const isOwn = ({ file }: Problem) => file?.startsWith(`${folderOf(locale)}/`) ?? false;
    return this.#live.problems.filter((problem) => isOwn(problem) && !isShownElsewhere(problem));
  }

  get #source(): string {
    return this.#live.publication?.newsletter.languages.source ?? '';
  }
}

const folderOf = (locale: string) => `locales/${locale}`;
const filePath = (locale: string, namespace: string) => `${folderOf(locale)}/${namespace}.json`;

const isShownElsewhere = ({ code }: Problem) => shownElsewhere.has(code);
const shownElsewhere: ReadonlySet<string> = new Set([
  'locale-key-missing',
  'locale-key-stale',
  'file-missing',
]);

const isError = ({ severity }: Problem) => severity === 'error';

function edit(disk: TextsOnDisk, request: Exclude<TextsRequest, { action: 'undo' }>): SaveTextResult {
  if (request.action === 'save') return saveText(disk, request);
  return request.action === 'remove' ? takeOutText(disk, request) : acceptText(disk, request.part);
}

function standsIn({ own }: TextPart, { file, line }: Problem): boolean {
  return own.some(
    ({ place: { source, start } }) => source.file === file && source.position(start).line === line,
  );
}

function showText(
  part: TextPart,
  locale: string,
  opens: OpenPlace,
  problems: readonly ShownProblem[],
): DeskPart {
  const { key, namespace, state, source, translation, was, own } = part;
  const place = own[0]?.place;
  const line = place?.source.position(place.start).line;
  return {
    key,
    list: 'texts',
    kind: namespace,
    state,
    source,
    whole: source,
    names: [],
    translation,
    note: undefined,
    changes: was ? diffWords(was, source) : [],
    opens: opens(place?.source.file ?? filePath(locale, namespace), line),
    problems,
    misspelt: [],
  };
}
