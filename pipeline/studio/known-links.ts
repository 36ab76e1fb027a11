import { linksThatMatter } from '../check/links-that-matter.ts';
import { type IssueLinks, readLinks } from '../content/issue-links.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { OpenIssue } from './open-issue.ts';

/** The references of issues to each other. Issues without a summary are parsed only if their references matter. */
export class KnownLinks {
  readonly #files: Files;
  /** The references of issues without a summary, as far as other issues need them, by slug. */
  readonly #light = new Map<string, IssueLinks>();

  constructor(files: Files) {
    this.#files = files;
  }

  forget(slugs: Iterable<string> = [...this.#light.keys()]): void {
    for (const slug of slugs) this.#light.delete(slug);
  }

  /** The names of each issue, and all of its references. */
  all(issues: readonly OpenIssue[], newsletter: Newsletter): Promise<IssueLinks[]> {
    const linksOf = async (issue: OpenIssue) =>
      known(issue) ?? readLinks(this.#files, issue.slug, newsletter);
    return Promise.all(issues.map(linksOf));
  }

  /** The names of each issue, and the references that matter to the issues with the references `own`. */
  async thatMatter(
    issues: readonly OpenIssue[],
    newsletter: Newsletter,
    own: readonly IssueLinks[],
    asOf: number,
  ): Promise<IssueLinks[]> {
    const targets = new Set(own.flatMap(({ stories }) => stories.map(({ slug }) => slug)));
    const found: IssueLinks[] = [];
    const unread: string[] = [];
    for (const issue of issues) {
      const light = targets.has(issue.slug) ? undefined : this.#light.get(issue.slug);
      const links = known(issue) ?? light;
      if (links) found.push(links);
      else unread.push(issue.slug);
    }
    const rest = await linksThatMatter(this.#files, newsletter, unread, own, asOf);
    for (const links of rest) this.#light.set(links.slug, links);
    return [...found, ...rest];
  }
}

const known = ({ isSummarised, summary }: OpenIssue) => (isSummarised ? summary?.links : undefined);
