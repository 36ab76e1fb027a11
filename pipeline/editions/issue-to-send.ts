import type { Article, Issue } from '../content/issue.ts';
import type { Edition } from './edition.ts';

/** The part of a rendered issue that sending needs. It is plain data, so it can be kept in a file. */
export interface IssueToSend {
  readonly issue: Omit<Issue, 'articles'>;
  readonly editions: readonly {
    readonly edition: Edition;
    readonly status: Article['status'];
    readonly article: Pick<Article, 'withdrawn'>;
  }[];
  /** See `RenderedIssue`. */
  readonly substitutes: readonly Edition[];
}

/** Removes everything from a rendered issue that sending does not need. */
export function toIssueToSend({ issue, editions, substitutes }: IssueToSend): IssueToSend {
  const { articles: _, ...facts } = issue as Issue;
  return {
    issue: facts,
    editions: editions.map(({ edition, status, article: { withdrawn } }) => ({
      edition,
      status,
      article: { withdrawn },
    })),
    substitutes,
  };
}
