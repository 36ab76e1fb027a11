import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type IssueToSend, toIssueToSend } from '../editions/issue-to-send.ts';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import { namesIn } from '../foundation/files/names-in.ts';
import { hasErrors } from '../foundation/problems/problem.ts';
import { day } from '../foundation/time/durations.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { CheckedIssue } from './check-issue.ts';

/** The editions of an issue as a command sends them, with the configuration that they were rendered with. */
export interface KeptEditions {
  readonly newsletter: Newsletter;
  readonly issue: IssueToSend;
}

export interface EditionStore {
  /** Returns the editions that were rendered from the sources with this key. */
  read(slug: string, key: string): KeptEditions | undefined;
  /** Keeps the editions of an issue that has no error, if somebody may still send it. */
  keep(key: string, newsletter: Newsletter, checked: CheckedIssue): void;
}

/** An entry of the store. Each issue has one, and the next rendering replaces it. */
interface Entry extends KeptEditions {
  readonly key: string;
}

/** In milliseconds. An issue with an earlier date was probably sent already, and a `send` renders it again. */
const recently = 31 * day;

/**
 * Keeps rendered editions in a folder, so that a `send` after a check or an archive build renders nothing. Anybody
 * may delete the folder at any time. `asOf` is the current moment, in milliseconds since 1970.
 */
export function openEditionStore(folder: string, asOf: number): EditionStore {
  const firstDay = new Date(asOf - recently).toISOString().slice(0, 10);
  const pathOf = (slug: string) => join(folder, `${slug}.json`);
  let isPruned = false;
  return {
    read(slug, key) {
      const entry = readKept<Entry>(pathOf(slug));
      return entry?.key === key ? entry : undefined;
    },
    keep(key, newsletter, { rendered, inDocuments, inEditions }) {
      if (rendered === undefined || rendered.issue.date < firstDay) return;
      if (hasErrors([...inDocuments.problems, ...inEditions.problems])) return;
      if (!isPruned) pruneEntries(folder, asOf);
      isPruned = true;
      const entry: Entry = { key, newsletter, issue: toIssueToSend(rendered) };
      writeKept(pathOf(rendered.issue.slug), entry);
    },
  };
}

/** Deletes the entries that were written so long ago that their issues are no longer recent. */
function pruneEntries(folder: string, asOf: number): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && found.mtimeMs < asOf - recently) rmSync(path, { force: true });
  }
}
