import { join, relative } from 'node:path';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { Refusal } from '../protocol/life.ts';
import type {
  Author,
  Exchanged,
  IssueChanges,
  SavedVersion,
  SaveVersionRequest,
  VersionsView,
} from '../protocol/versions.ts';
import type { Studio } from '../studio.ts';
import { fastForward, fetchVersions, findRemote, sendVersions } from './exchange-versions.ts';
import { findAuthor } from './find-author.ts';
import { findRepository, type Repository } from './find-repository.ts';
import { type ChangedIssue, groupChanges } from './group-changes.ts';
import { readStatus } from './read-status.ts';
import { saveVersion } from './save-version.ts';

/** The parts of the studio that versions need. */
type VersionsContext = Pick<Studio, 'root' | 'live' | 'deskFiles' | 'isLocal'>;

/** The versions of the issues in git. */
export class Versions {
  readonly #context: VersionsContext;
  #queue: Promise<unknown> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<VersionsView> | undefined;

  constructor(context: VersionsContext) {
    this.#context = context;
  }

  /** What git says about the publication now. Requests that arrive while git reads share the next reading. */
  view(): Promise<VersionsView> {
    this.#next ??= this.#reading.then(() => {
      this.#next = undefined;
      const reading = this.#view();
      this.#reading = reading.catch(() => {}); // The caller gets the error.
      return reading;
    });
    return this.#next;
  }

  async #view(): Promise<VersionsView> {
    const { root, isLocal } = this.#context;
    try {
      const { repository, status, changed, deleted } = await this.#read();
      const remote = await findRemote(root, status.branch);
      return {
        ...nowhere,
        issues: changed.map(show),
        deleted: deleted.map(show),
        branch: status.branch,
        remote: remote?.remote,
        ahead: status.ahead,
        behind: status.behind,
        mayExchange: isLocal,
        // On a shared machine, the settings name the person who started the studio.
        author: isLocal ? await findAuthor(root) : undefined,
        remembersAuthor: isLocal,
        folder: repository.prefix === '' ? undefined : repository.top,
      };
    } catch (error) {
      return { ...nowhere, absent: refusalOf(error) };
    }
  }

  /**
   * Saves the files of an issue, or of a deleted one, as a version. If an exchange was requested, it receives the
   * remote's versions before, so that the new one follows them, and sends afterwards.
   */
  save(slug: string, request: SaveVersionRequest): Promise<SavedVersion> {
    return this.#inOrder(async () => {
      if (request.exchanges) await this.#fetch();
      const { received, commit } = await this.#context.deskFiles.inTurn(async () => ({
        received: request.exchanges ? await this.#receive() : 0,
        commit: await this.#commit(slug, request),
      }));
      if (!request.exchanges) return { commit, exchanged: undefined, notSent: undefined };
      try {
        return { commit, exchanged: { received, sent: await this.#send() }, notSent: undefined };
      } catch (error) {
        return { commit, exchanged: undefined, notSent: refusalOf(error) };
      }
    });
  }

  /** Receives the remote's versions, and sends those that it lacks. */
  exchange(): Promise<Exchanged> {
    return this.#inOrder(async () => {
      await this.#fetch();
      const received = await this.#context.deskFiles.inTurn(() => this.#receive());
      return { received, sent: await this.#send() };
    });
  }

  /** One person's request after another's. The desks save in the meantime, except while git changes or reads files. */
  #inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {}); // The caller gets the error.
    return turn;
  }

  async #commit(slug: string, { sentence, author: named }: SaveVersionRequest): Promise<string> {
    const { isLocal } = this.#context;
    const { repository, status, changed, deleted } = await this.#read();
    const found = [...changed, ...deleted].find((each) => each.slug === slug);
    if (found === undefined) return fail('git-unchanged', { issue: slug });
    const author = readAuthor(named);
    if (!isLocal && author === undefined) fail('git-author', {});
    const saving = { sentence, author, remembers: isLocal };
    return saveVersion(repository, { branch: status.branch, changed: found }, saving);
  }

  async #fetch(): Promise<void> {
    const { repository, target } = await this.#target();
    await fetchVersions(repository, target);
  }

  async #receive(): Promise<number> {
    const { root, live } = this.#context;
    const { repository, target } = await this.#target();
    const { received, paths } = await fastForward(repository, target);
    const changed = paths.map((path) => relative(root, join(repository.top, path)).replaceAll('\\', '/'));
    if (received > 0) await live.refresh(changed.filter((path) => !path.startsWith('../')));
    return received;
  }

  async #send(): Promise<number> {
    const { repository, target } = await this.#target();
    return sendVersions(repository, target);
  }

  async #target() {
    const { root, isLocal } = this.#context;
    if (!isLocal) fail('git-not-here', {});
    const repository = await findRepository(root);
    const { branch } = await readStatus(repository);
    if (branch === undefined) fail('git-detached', {});
    const target = (await findRemote(root, branch)) ?? fail('git-no-remote', {});
    return { repository, target };
  }

  async #read(): Promise<{
    readonly repository: Repository;
    readonly status: Awaited<ReturnType<typeof readStatus>>;
    readonly changed: readonly ChangedIssue[];
    readonly deleted: readonly ChangedIssue[];
  }> {
    const { root, live } = this.#context;
    const repository = await findRepository(root);
    const [status, names] = await Promise.all([readStatus(repository), live.names()]);
    const named = names.map(({ slug, aliases }) => ({ slug, aliases: aliases.map((alias) => alias.slug) }));
    return { repository, status, ...groupChanges(status.changes, named) };
  }
}

const nowhere: VersionsView = {
  absent: undefined,
  issues: [],
  deleted: [],
  branch: undefined,
  remote: undefined,
  ahead: 0,
  behind: 0,
  mayExchange: false,
  author: undefined,
  remembersAuthor: false,
  folder: undefined,
};

function show({ slug, changes, from }: ChangedIssue): IssueChanges {
  return { slug, from, files: changes.map(({ path, kind }) => ({ path, kind })) };
}

/** Without the characters with which git separates a name from an address. */
function readAuthor(author: Author | undefined): Author | undefined {
  const clean = (text: string) => text.replace(/[<>\p{Cc}]/gu, '').trim();
  if (author === undefined) return undefined;
  const [name, email] = [clean(author.name), clean(author.email)];
  return name && email ? { name, email } : fail('git-author', {});
}

function refusalOf(error: unknown): Refusal {
  const [problem] = error instanceof ProblemError ? error.problems : [];
  if (problem === undefined) throw error;
  return { code: problem.code, message: problem.message, hint: problem.hint };
}
