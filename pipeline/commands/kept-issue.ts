import { createHash } from 'node:crypto';
import type { IssueFindings, SharedFindings } from '../check/run-check.ts';
import type { IssueLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import { type ProgramContext, packageRoot } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { hashCopies } from '../site/hash-copies.ts';
import type { KnownFile } from '../site/hash-files.ts';
import { issueKey, scanSources } from '../site/scan-sources.ts';
import { diskSource } from '../site/site-source.ts';

/** The issue that a command opened last to send it, without an error. */
export interface KeptIssue {
  readonly version: number;
  /** The slug that the command named; null for the latest issue. */
  readonly wanted: string | null;
  /** A hash of everything that the check and the editions depend on, except for the moment. */
  readonly signature: string;
  /** The path of the logo, if newsletter.yaml names one. */
  readonly logo?: string;
  readonly newsletter: Newsletter;
  readonly issue: IssueToSend;
  readonly shared: SharedFindings;
  readonly issues: readonly IssueFindings[];
  readonly others?: readonly IssueLinks[];
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
}

/** Increase this when the format of `KeptIssue` changes. */
export const keptVersion = 1;

/** Hashes the sources. The files that have not changed since `kept` was made are not read again. */
export function scanToSend(
  context: ProgramContext,
  kept: Pick<KeptIssue, 'known' | 'knownOfPackage'> | undefined,
) {
  const { roots, hashes } = diskSource(context.root, packageRoot);
  const { files, packageFiles } = hashes(kept ?? { known: {}, knownOfPackage: {} });
  return {
    files: roots.publication,
    known: () => ({
      known: files.known(),
      knownOfPackage: packageFiles === files ? {} : packageFiles.known(),
    }),
    async scan(logo: string | undefined) {
      const { engine, otherCode, program, issues } = await scanSources(packageFiles, files, logo);
      const slugs = await listSlugs(roots.publication);
      // The check compares an issue with the others, so a change in any of them counts.
      const keys = slugs.map((slug) => [slug, issueKey(engine, slug, issues.get(slug) ?? new Map())]);
      const copies = await hashCopies(roots.publication, files);
      const signature = createHash('sha256')
        .update(JSON.stringify([engine, otherCode, copies, keys]))
        .digest('hex');
      return { signature, program };
    },
  };
}
