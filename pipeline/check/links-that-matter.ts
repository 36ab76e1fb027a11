import { type IssueLinks, readLinks } from '../content/issue-links.ts';
import type { Files } from '../foundation/files/files.ts';
import { day } from '../foundation/time/durations.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/**
 * Reads the references of issues that are not being checked. Parsing all of them would take longer than the
 * check itself, so this parses only issues with former names, issues to which a checked issue links, and issues
 * that may still be sent. `asOf` is the moment of the check, in milliseconds since 1970.
 */
export async function linksThatMatter(
  files: Files,
  newsletter: Newsletter,
  others: readonly string[],
  checked: readonly IssueLinks[],
  asOf: number,
): Promise<IssueLinks[]> {
  const targets = new Set(checked.flatMap(({ stories }) => stories.map(({ slug }) => slug)));
  return Promise.all(
    others.map(async (slug) => {
      const bytes = await files.read(`content/${slug}/${newsletter.languages.source}.yaml`);
      // If the source file is missing, the issue has a different source language, or the folder has no issue.
      const text = bytes && Buffer.from(bytes).toString();
      if (text === undefined || targets.has(slug) || text.includes('aliases') || mayBeSent(text, asOf))
        return readLinks(files, slug, newsletter);
      return { slug, isReady: false, isHeld: false, aliases: [], stories: [] };
    }),
  );
}

/**
 * Whether an issue may be sent after this moment, judged by the lines with its date and its moment. A line that
 * is written in an unusual way counts as later.
 */
function mayBeSent(text: string, asOf: number): boolean {
  // In every time zone, this day has passed.
  const passed = new Date(asOf - 2 * day).toISOString().slice(0, 10);
  const lines = [...text.matchAll(/^["']?(date|sendAt)["']?\s*:\s*["']?(\d{4}-\d{2}-\d{2})?/gm)];
  const isElsewhere = text.split('sendAt').length - 1 > lines.filter(([, key]) => key === 'sendAt').length;
  return lines.length === 0 || isElsewhere || lines.some(([, , date]) => date === undefined || date > passed);
}
