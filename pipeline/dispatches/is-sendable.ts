import type { Issue } from '../content/issue.ts';

/** Whether an issue may be sent: its source edition is ready and has not been withdrawn. */
export function isSendable({ articles, source }: Issue): boolean {
  const article = articles.get(source);
  return article?.status === 'ready' && article.withdrawn === undefined;
}
