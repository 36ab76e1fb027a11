import type { IssueToSend } from '../editions/issue-to-send.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/** The result of checking an issue that a command sends. It is plain data. */
export interface OpenedToSend {
  readonly problems: readonly Problem[];
  /** Undefined if newsletter.yaml cannot be used. */
  readonly newsletter: Newsletter | undefined;
  /** Undefined if the issue was not rendered. */
  readonly issue: IssueToSend | undefined;
}
