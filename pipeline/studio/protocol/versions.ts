import type { Refusal } from './life.ts';

// The JSON that the studio's server and its pages exchange about the versions of issues in git.

/** What git says about the publication. */
export interface VersionsView {
  /** Why there are no versions here; undefined if there are. The other fields are then empty. */
  readonly absent: Refusal | undefined;
  /** The issues with changes that are in no version. */
  readonly issues: readonly IssueChanges[];
  /** Deleted issues whose files are still in the latest version. */
  readonly deleted: readonly IssueChanges[];
  /** The branch; undefined while none is checked out. */
  readonly branch: string | undefined;
  /** The remote with which versions are exchanged; undefined if there is none. */
  readonly remote: string | undefined;
  /** Versions that the remote did not have at the last exchange. */
  readonly ahead: number;
  /** Versions of the remote that this machine knows but does not have. */
  readonly behind: number;
  /** False when other machines can reach the studio. Then it exchanges nothing. */
  readonly mayExchange: boolean;
  /** The author in git's settings; undefined if the person has to be asked. */
  readonly author: Author | undefined;
  /** Whether the repository remembers an author whom the person names. */
  readonly remembersAuthor: boolean;
  /** The folder of the repository if it is not the publication's own. */
  readonly folder: string | undefined;
}

export interface IssueChanges {
  readonly slug: string;
  readonly files: readonly FileChange[];
  /** The former name of an issue that was renamed since the latest version. */
  readonly from: string | undefined;
}

export interface FileChange {
  /** Relative to the publication's folder. */
  readonly path: string;
  readonly kind: 'new' | 'changed' | 'gone';
}

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface SaveVersionRequest {
  readonly action: 'save';
  readonly sentence: string;
  /** Left out for the author in git's settings. */
  readonly author?: Author | undefined;
  /** Whether to get the remote's versions before, and to send this one afterwards. */
  readonly exchanges: boolean;
}

/** What an exchange with the remote did. */
export interface Exchanged {
  readonly received: number;
  readonly sent: number;
}

export interface SavedVersion {
  readonly commit: string;
  readonly exchanged: Exchanged | undefined;
  /** Why the version was saved but not sent; undefined if it was, or if nobody asked for that. */
  readonly notSent: Refusal | undefined;
}
