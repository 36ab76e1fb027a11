import { closeHistory, undoDepth } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import type { ShownProblem } from '../../protocol/issues.ts';
import type { FieldInput, WriteAnswer, WriteRequest, WriteView } from '../../protocol/write.ts';
import { path, postJson, postLast, RefusedError } from '../api.ts';
import { wordsOfFailure } from '../failure-words.ts';
import { passingProblem, retryPause } from '../passing-problem.ts';
import { randomId } from '../random-id.ts';
import { readSettled } from '../read-settled.ts';
import { tellProblems } from '../state.ts';
import type { ProblemWords } from '../texts/problem-texts.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { t } from '../texts/t.ts';
import { cursorPart } from './block-at.ts';
import { forgetDraft, keepDraft } from './kept-draft.ts';
import type { PlannedRequest } from './plan-request.ts';
import { type Merged, type Received, receiveView } from './receive-view.ts';
import { showMerged } from './show-merged.ts';
import { stepLabel } from './step-label.ts';
import { hasUnsaved, isWaitingIn, plannedIn } from './unsaved.ts';
import { isSettled, leaveToJournal, type Writing } from './writing.ts';

/**
 * In milliseconds: how long nobody types before the words are saved, and how long they wait at most while somebody types
 * on.
 */
const pauses = { typing: 400, longest: 3000 };

/** Keeps the file and the page equal. It sends one request at a time. */
export class Saver {
  readonly #writing: Writing;
  readonly #address: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the words are saved at the latest; undefined if none wait. */
  #latest: number | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #waitsToRead = false;
  #isHeld = false;

  constructor(writing: Writing) {
    this.#writing = writing;
    this.#address = path('api', 'write', writing.slug);
  }

  /** Somebody has changed the page. */
  touched(): void {
    const { save } = this.#writing;
    if (save.value.kind !== 'saving' && save.value.kind !== 'failed') save.value = { kind: 'typing' };
    this.#saveSoon();
  }

  /** The cursor is in another block. The one before may show what the file has, or be saved as empty. */
  cursorMoved(): void {
    if (this.#isHeld) void this.read();
    else if (plannedIn(this.#writing) !== undefined) this.#saveSoon();
  }

  /** Saves as soon as nobody types for a moment. */
  #saveSoon(): void {
    this.#latest ??= performance.now() + pauses.longest;
    this.#saveIn(Math.min(pauses.typing, this.#latest - performance.now()));
  }

  #saveIn(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  /** Saves what is not saved yet. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = undefined;
    return this.#enqueue(() => this.#save());
  }

  /** Reads the file again, after it has changed. */
  read(): Promise<void> {
    if (this.#waitsToRead) return Promise.resolve();
    this.#waitsToRead = true;
    return this.#enqueue(async () => {
      this.#waitsToRead = false;
      const view = await readSettled<WriteView>(this.#address, (each) => this.#isDoubtful(each));
      const received = this.#received(view);
      if (received) this.#receive(received);
      else if (view === undefined) this.#unreadable([]);
      if (plannedIn(this.#writing) === undefined) return;
      // A program that writes the file again and again does not put off the save.
      if (this.#timer === undefined || this.#writing.save.value.kind === 'failed') this.#saveSoon();
    });
  }

  /** Whether a file that could be read until now cannot be read, or has words that conflict with those of the page. */
  #isDoubtful(view: WriteView | undefined): boolean {
    const { confirmed } = this.#writing;
    if (view === undefined || view.isBroken) return !confirmed.value.view.isBroken;
    const received = hasUnsaved(this.#writing) ? this.#received(view) : undefined;
    return received !== undefined && this.#merged(received).hasConflict;
  }

  /** A state of the file that the page has read, with what the page has now. */
  #received(view: WriteView | undefined): Omit<Received, 'conflicts'> | undefined {
    const { editor, sent } = this.#writing;
    if (view === undefined || editor === undefined) return undefined;
    return { view, doc: editor.state.doc, cursor: cursorPart(editor.state), sent };
  }

  /**
   * Saves the words that the browser has kept from an earlier visit. An empty request comes first: the server
   * answers it after what the earlier page sent while it was closed, so that nothing is written twice.
   */
  async catchUp(): Promise<void> {
    await this.#enqueue(async () => void (await this.#readInTurn()));
    if (this.#writing.save.value.kind !== 'failed') await this.flush();
  }

  /** Reads what the server has after all earlier requests. Returns false if it does not answer. */
  async #readInTurn(): Promise<boolean> {
    const { editor } = this.#writing;
    const answer = await this.#post({ action: 'write' });
    if (editor === undefined || answer === undefined || answer.kind === 'refused') return false;
    const { sent } = this.#writing;
    this.#receive({ view: answer.view, doc: editor.state.doc, cursor: undefined, sent });
    this.#writing.sent = new Map();
    return true;
  }

  /** Takes back the latest step of the journal, or does it again. Returns whether it did. */
  async step(action: 'undo' | 'redo'): Promise<boolean> {
    let isDone = false;
    const { waiting } = this.#writing;
    waiting.value = [...waiting.value, action];
    await this.#enqueue(async () => {
      await this.#save();
      const { editor, save } = this.#writing;
      if (editor === undefined || save.value.kind === 'failed' || save.value.kind === 'refused') return;
      const answer = await this.#post({ action });
      if (answer?.kind === 'refused') tellProblems(answer.problems);
      if (answer === undefined || answer.kind === 'refused') return;
      this.#receive({ view: answer.view, doc: editor.state.doc, cursor: undefined });
      leaveToJournal(this.#writing);
      isDone = true;
    });
    waiting.value = waiting.value.slice(1);
    return isDone;
  }

  /** Changes fields of a saved block to what the server makes of them, such as Markdown that somebody typed. */
  set(uid: string, values: Readonly<Record<string, FieldInput>>): Promise<void> {
    return this.#enqueue(async () => {
      await this.#save();
      const { confirmed, editor, save } = this.#writing;
      if (editor === undefined || !isSettled(save.value)) return;
      for (const [list, known] of confirmed.value.lists) {
        const at = known.findIndex((each) => each.uid === uid);
        if (at < 0) continue;
        const next = known.map((_, from) => (from === at ? { from, set: values } : { from }));
        const lists = { [list]: { seen: known.map(({ hash }) => hash), next } };
        const answer = await this.#post({ action: 'write', lists, label: t('writeMarkdown') });
        if (answer?.kind === 'refused') save.value = { kind: 'refused', problems: answer.problems };
        else if (answer) this.#receive({ view: answer.view, doc: editor.state.doc, cursor: undefined });
      }
    });
  }

  /** Saves while the page is being left. The browser has kept the words in case this fails. */
  leave(): void {
    clearTimeout(this.#timer);
    const planned = plannedIn(this.#writing);
    if (hasUnsaved(this.#writing)) keepDraft(this.#writing);
    if (planned === undefined) return;
    if (this.#writing.save.value.kind !== 'saving') postLast(this.#address, withId(planned.request));
  }

  async #save(): Promise<void> {
    const { editor, save } = this.#writing;
    if (editor === undefined) return;
    if (save.value.kind === 'failed') {
      keepDraft(this.#writing);
      // A request without an answer may have been carried out. It must not be carried out twice.
      if (!(await this.#readInTurn())) return;
    }
    const planned = plannedIn(this.#writing);
    if (planned === undefined) {
      this.#settled();
      return;
    }
    this.#writing.sent = newBlocksOf(planned);
    keepDraft(this.#writing);
    save.value = { kind: 'saving' };
    const steps = undoDepth(editor.state);
    editor.dispatch(closeHistory(editor.state.tr));
    const label = stepLabel(this.#writing.confirmed.value, planned).slice(0, 200);
    const answer = await this.#post({ ...planned.request, label });
    if (answer === undefined) return;
    this.#writing.sent = new Map();
    if (answer.kind === 'refused') {
      const passing = passingProblem(answer.problems);
      if (passing) this.#failed(wordsOf(passing));
      else save.value = { kind: 'refused', problems: answer.problems };
      return;
    }
    const received = { view: answer.view, doc: editor.state.doc, cursor: cursorPart(editor.state) };
    if (answer.kind === 'repeated') this.#receive(received);
    else {
      const parts = answer.kind === 'conflict' ? answer.parts : [];
      this.#writing.unfollowed.value = answer.unfollowed.map(({ locale }) => locale);
      this.#receive({ ...received, answered: { planned, places: answer.places, parts } });
    }
    leaveToJournal(this.#writing, steps);
    if (plannedIn(this.#writing) !== undefined) {
      keepDraft(this.#writing);
      save.value = { kind: 'typing' };
      this.#saveSoon();
      return;
    }
    this.#settled();
  }

  /** Nothing is left to send. Words that wait for a decision or for a required field stay in the browser. */
  #settled(): void {
    const { confirmed, conflicts, save } = this.#writing;
    if (confirmed.value.view.isBroken) {
      // A page that was opened with such a file has no words, and has not read the kept ones.
      if (hasUnsaved(this.#writing)) keepDraft(this.#writing);
      return;
    }
    const isDecided = conflicts.value.size === 0;
    const isWhole = !isWaitingIn(this.#writing);
    if (isDecided && isWhole) forgetDraft(this.#writing);
    else keepDraft(this.#writing);
    save.value = { kind: !isDecided ? 'typing' : isWhole ? 'saved' : 'lacking' };
  }

  /** The answer; undefined if there is none, in which case the words are sent again later. */
  async #post(request: WriteRequest): Promise<WriteAnswer | undefined> {
    try {
      return await postJson<WriteAnswer>(this.#address, withId(request));
    } catch (error) {
      const body = error instanceof RefusedError ? error.body : undefined;
      if (isAnswer(body)) return body;
      const isGone = error instanceof RefusedError && error.status === 404;
      this.#failed(isGone ? { message: t('fileGone') } : wordsOfFailure(error)[0]);
      return undefined;
    }
  }

  /** The words are sent again after a pause. */
  #failed({ message }: ProblemWords): void {
    this.#writing.save.value = { kind: 'failed', reason: message };
    if (this.#writing.editor) this.#saveIn(retryPause);
  }

  #receive(received: Omit<Received, 'conflicts'>): void {
    const { confirmed, conflicts, editor } = this.#writing;
    if (editor === undefined) return;
    if (received.view.isBroken) {
      this.#unreadable(received.view.problems);
      return;
    }
    const merged = this.#merged(received);
    this.#isHeld = merged.isHeld;
    const change = showMerged(editor.state, merged);
    confirmed.value = merged.confirmed;
    const isDecided = merged.conflicts.size < conflicts.value.size;
    if (isDecided || merged.hasConflict) conflicts.value = merged.conflicts;
    if (change) editor.dispatch(change);
    if (merged.hasConflict || (isDecided && plannedIn(this.#writing) === undefined)) this.#settled();
  }

  #merged(received: Omit<Received, 'conflicts'>): Merged {
    const { article, confirmed, conflicts } = this.#writing;
    return receiveView(article, confirmed.value, { ...received, conflicts: conflicts.value });
  }

  /** The file is gone, or its syntax is broken. The page keeps its words until it can be read again. */
  #unreadable(problems: WriteView['problems']): void {
    const { confirmed } = this.#writing;
    const { view } = confirmed.value;
    confirmed.value = { ...confirmed.value, view: { ...view, isBroken: true, problems } };
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    // The state of the page shows why a request failed. The next one is sent all the same.
    this.#queue = done.catch(() => {});
    return done.catch((error: unknown) => {
      const reason = wordsOfFailure(error)[0].message;
      if (plannedIn(this.#writing) !== undefined) this.#writing.save.value = { kind: 'failed', reason };
    });
  }
}

/** The blocks of a request that are new to the file, by uid. */
function newBlocksOf({ sent }: PlannedRequest): ReadonlyMap<string, Node> {
  const blocks = [...sent.values()].flat().filter(({ entry }) => !('from' in entry));
  return new Map(blocks.map(({ uid, node }) => [uid, node]));
}

/** The request with an id, so that the server carries it out once, even if a proxy sends it twice. */
function withId(request: WriteRequest): WriteRequest {
  return { ...request, request: randomId() };
}

function isAnswer(body: unknown): body is WriteAnswer {
  const kind = (body as { kind?: string } | null | undefined)?.kind;
  if (kind === 'refused') return Array.isArray((body as { problems?: readonly ShownProblem[] }).problems);
  return kind === 'saved' || kind === 'conflict';
}
