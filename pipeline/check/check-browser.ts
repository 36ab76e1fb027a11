import { createHash } from 'node:crypto';
import type { ReadIssue } from '../content/read-issues.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { Files } from '../foundation/files/files.ts';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import type { AxeCode } from '../foundation/problems/catalogue.ts';
import type { Place } from '../foundation/problems/place.ts';
import { plural } from '../foundation/problems/plural.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import type { AxeFinding, AxeTab } from './browser/axe.ts';
import { type Look, looks, looksOf } from './browser/axe-rules.ts';
import { createPagesRenderer, type EditionPage } from './browser/render-pages.ts';
import { templatePlace } from './mail/template-place.ts';

interface BrowserCheck {
  readonly files: Files;
  /** Stores converted pictures. */
  readonly pictures: PictureCache;
  /** The path of the file that keeps the findings, so that an edition is loaded only once. */
  readonly kept: string;
  /**
   * Whether the check covers all issues of the publication. If so, it deletes the findings of pages that no
   * longer exist.
   */
  readonly isWhole: boolean;
  /** The version of axe-core. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** Starts the browser when it is first needed. */
  readonly open: () => Promise<AxeTab>;
  readonly onIssue?: (done: number, all: number) => void;
}

/**
 * Reports the findings of axe-core in the ready editions of these issues, both in the mail and on the archive
 * page. There is one problem for each rule and place. A place is the line of a block or of a template.
 */
export async function checkBrowser(
  publication: Publication,
  issues: readonly ReadIssue[],
  check: BrowserCheck,
  report: Report,
): Promise<void> {
  const before = readKept<Kept>(check.kept) ?? {};
  const now: Record<string, readonly AxeFinding[]> = {};
  const look = async (page: EditionPage) => {
    tab ??= await check.open();
    return tab.look(page);
  };
  const render = await createPagesRenderer(publication, check.files, check.pictures);
  const groups = new Map<string, Group>();
  let tab: AxeTab | undefined;
  try {
    for (const [at, issue] of issues.entries()) {
      check.onIssue?.(at, issues.length);
      for (const page of await render(issue)) {
        if (check.signal.aborted) break;
        const key = keyOf(page, check.version);
        const found = before[key] ?? (await look(page));
        now[key] = found;
        for (const each of found) group(groups, placeOf(publication, page, each), page, each);
      }
    }
  } finally {
    await tab?.close();
    const all = check.isWhole && !check.signal.aborted ? now : { ...before, ...now };
    if (Object.keys(now).some((key) => before[key] === undefined)) writeKept(check.kept, all);
  }
  for (const each of groups.values()) {
    const code: AxeCode = `axe/${each.first.rule}`;
    report.add(code, describe(each), each.place);
  }
}

/** Findings by the key of the page. */
type Kept = Readonly<Record<string, readonly AxeFinding[]>>;

/** Increase this when the looks or the format of the findings change. */
const form = 1;

/** The key of a page. It need not cover the pictures, because a changed picture has a new address. */
function keyOf({ html, kind }: EditionPage, version: string): string {
  return createHash('sha256')
    .update(JSON.stringify([form, version, kind, html]))
    .digest('base64url');
}

/** The findings of one rule at one place. */
interface Group {
  readonly place: Place | { readonly file: string };
  readonly first: AxeFinding;
  readonly kinds: Set<EditionPage['kind']>;
  readonly looks: Set<number>;
  count: number;
}

function group(
  groups: Map<string, Group>,
  place: Group['place'],
  { kind }: EditionPage,
  found: AxeFinding,
): void {
  const at = 'source' in place ? [place.source.file, place.start] : [place.file];
  const key = JSON.stringify([found.rule, ...at]);
  const own = groups.get(key) ?? { place, first: found, kinds: new Set(), looks: new Set(), count: 0 };
  groups.set(key, own);
  own.kinds.add(kind);
  for (const look of found.looks) own.looks.add(look);
  own.count += 1;
}

function placeOf(
  { templates }: Publication,
  { kind, blocks }: EditionPage,
  found: AxeFinding,
): Group['place'] {
  const block = found.block === undefined ? undefined : blocks.get(found.block);
  if (found.isWritten && block) return block;
  const names = found.classes.flatMap((attribute) => {
    const each = attribute.split(/\s+/);
    return [`"${attribute}"`, ...each.map((name) => `"${name}"`), ...each.map((name) => `.${name}`)];
  });
  return templatePlace(kind === 'mail' ? templates.email : templates.archive, ...names);
}

function describe({ first, kinds, looks: found, count }: Group): { message: string; hint: string } {
  const where = [...kinds].sort().map((kind) => (kind === 'mail' ? 'in the mail' : 'on the page'));
  const words = first.words.length > 40 ? `${first.words.slice(0, 39).trimEnd()}\u2026` : first.words;
  const more = count > 1 ? ` The same for ${plural(count - 1, 'more element')}.` : '';
  const scope = [where.join(' and '), ...scopeOf(first.rule, found)].join(', ');
  return {
    message:
      `${words === '' ? '' : `\u201c${words}\u201d: `}${first.detail || first.help} (${scope}).${more}`.replace(
        /\.? \(/,
        ' (',
      ),
    hint: `${first.help}: ${first.address}`,
  };
}

/**
 * The colour scheme and the screen that a message names. It names one only if the rule ran with several and
 * found something with that one alone.
 */
function scopeOf(rule: string, found: ReadonlySet<number>): string[] {
  const run = looksOf(rule);
  const shown = looks.filter((_, at) => found.has(at));
  const only = <Key extends 'scheme' | 'screen'>(key: Key, names: Record<Look[Key], string>) => {
    const [some, all] = [shown, run].map((list) => [...new Set(list.map((look) => look[key]))]);
    const [one] = some ?? [];
    return some?.length === 1 && all?.length !== 1 && one ? [names[one]] : [];
  };
  return [
    ...only('scheme', { light: 'in light mode', dark: 'in dark mode' }),
    ...only('screen', { desktop: 'on a wide screen', phone: 'on a phone' }),
  ];
}
