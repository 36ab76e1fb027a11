import type { ArchiveFile } from '../archive/archive-file.ts';
import { diffTexts } from '../content/translation/word-diff.ts';
import { readAnchors } from '../editions/anchors.ts';
import { fillMergeText } from '../editions/merge-text.ts';
import type { RenderedEdition, RenderedIssue } from '../editions/render-editions.ts';
import { sampleValues } from '../editions/sample-values.ts';
import { printProblems } from '../foundation/problems/print-problems.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { emulateScheme, type Scheme, withoutImages } from './emulate.ts';
import { addNotes, type Note, noteList, notesOf } from './preview-notes.ts';
import { previewStyle } from './preview-style.ts';
import type { NotedIssue } from './render-noted.ts';

/** The input for a preview of a pull request. */
interface PreviewSource {
  readonly publicUrl: string;
  readonly issues: readonly RenderedIssue[];
  readonly problems: readonly Problem[];
  /** The issues with problems in their files, by slug. Their editions have an anchor at each block. */
  readonly noted: ReadonlyMap<string, NotedIssue>;
  /** The editions of another revision, to compare with. */
  readonly before?: { readonly name: string; readonly issues: readonly RenderedIssue[] } | undefined;
  /** The name of the sample reader. */
  readonly name?: string | undefined;
}

/** The views of each edition, with their labels. */
const looks: readonly (readonly [string, string, Scheme, boolean])[] = [
  ['light', 'Light', 'light', true],
  ['dark', 'Dark, as designed', 'dark', true],
  ['gmail', 'Dark in Gmail (emulated)', 'gmail', true],
  ['outlook', 'Dark in Outlook (emulated)', 'outlook', true],
  ['plain', 'Images off', 'light', false],
];

/**
 * Writes the studio's views as files that work without a server and without scripts: the editions of each
 * issue side by side, in each colour scheme and width, as text, and compared with another revision.
 */
export function buildPreviewSite(source: PreviewSource): ArchiveFile[] {
  return [
    { path: 'index.html', content: indexPage(source) },
    { path: 'style.css', content: previewStyle },
    ...source.issues.flatMap((issue) => issueFiles(issue, source)),
  ];
}

/**
 * The page that lists the issues, newest first, and tells for each edition whether it is ready and whether it
 * has changed.
 */
function indexPage({ issues, problems, before }: PreviewSource): string {
  const newest = [...issues].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
  const rows = newest.map((rendered) => {
    const { issue, editions } = rendered;
    const earlier = before?.issues.find((each) => each.issue.slug === issue.slug);
    const states = editions.map(({ edition, status }) => {
      const change = before && changeOf(edition, earlier);
      return `<li class="${change ?? ''}"><b>${edition.locale}</b> ${[status, change].filter(Boolean).join(', ')}</li>`;
    });
    const headline = escapeHtml(editions[0]?.edition.headline ?? issue.slug);
    return `<li><time>${issue.date}</time><a href="${issue.slug}/index.html">${headline}</a><ul class="states">${states.join('')}</ul></li>`;
  });
  const since = before ? `<p>Compared with ${escapeHtml(before.name)}.</p>` : '';
  return page(
    'Preview',
    '',
    `<h1>Preview</h1>${since}<ol class="issues">${rows.join('')}</ol>${problemList(problems)}`,
  );
}

const keyOf = ({ issue }: RenderedIssue) => `${issue.date} ${issue.slug}`;

/** How an edition has changed since the other revision. */
function changeOf(edition: RenderedEdition['edition'], earlier: RenderedIssue | undefined): string {
  const then = earlier?.editions.find((each) => each.edition.locale === edition.locale);
  if (then === undefined) return 'new';
  return then.edition.hash === edition.hash ? 'unchanged' : 'changed';
}

function problemList(problems: readonly Problem[]): string {
  if (problems.length === 0) return '<p>No problems.</p>';
  return `<h2>Problems</h2><pre class="problems">${escapeHtml(printProblems(problems, { colour: false }))}</pre>`;
}

function issueFiles(rendered: RenderedIssue, source: PreviewSource): ArchiveFile[] {
  const { slug } = rendered.issue;
  const earlier = source.before?.issues.find(({ issue }) => issue.slug === slug);
  const at = (path: string) => `${slug}/${path}`;
  return [
    { path: at('index.html'), content: issuePage(rendered, earlier, source) },
    ...rendered.editions.flatMap((each) =>
      editionFiles(each, '', source).map(({ path, content }) => ({ path: at(path), content })),
    ),
    ...(source.noted.get(slug)?.editions ?? []).flatMap((each) =>
      notedFiles(each, source, slug).map(({ path, content }) => ({ path: at(path), content })),
    ),
    ...(earlier?.editions ?? []).flatMap((each) =>
      editionFiles(each, 'before.', source).map(({ path, content }) => ({ path: at(path), content })),
    ),
    ...new Map([...(earlier?.pictures ?? []), ...rendered.pictures].map(({ path, bytes }) => [path, bytes]))
      .entries()
      .map(([path, content]) => ({ path: at(path), content })),
  ];
}

function editionFiles(each: RenderedEdition, prefix: string, source: PreviewSource): ArchiveFile[] {
  const { locale } = each.edition;
  const shown = looks.map((look) => ({
    path: `${prefix}${locale}.${look[0]}.html`,
    content: lookOf(each, look, source),
  }));
  return [...shown, { path: `${prefix}${locale}.txt`, content: textOf(each.edition, source.name) }];
}

function lookOf(
  { edition }: RenderedEdition,
  [, , scheme, images]: (typeof looks)[number],
  { publicUrl, name }: PreviewSource,
): string {
  const base = `${publicUrl.replace(/\/+$/, '')}/`;
  const values = sampleValues(edition, name);
  const html = fillMergeText(edition.html, values, escapeHtml).replaceAll(`${base}pictures/`, 'pictures/');
  return emulateScheme(images ? html : withoutImages(html), scheme);
}

/** The same views with notes at their blocks. They are other files, so that a comparison shows no notes. */
function notedFiles(each: RenderedEdition, source: PreviewSource, slug: string): ArchiveFile[] {
  const { locale } = each.edition;
  const notes = notesIn(source, slug, locale).filter(({ block }) => block !== undefined);
  if (notes.length === 0) return [];
  return looks.map((look) => ({
    path: `${noted}${locale}.${look[0]}.html`,
    content: addNotes(readAnchors(lookOf(each, look, source)), notes),
  }));
}

const noted = 'noted.';

function notesIn({ problems, noted: issues }: PreviewSource, slug: string, locale: string): Note[] {
  const found = issues.get(slug);
  return found?.read.issue ? notesOf(problems, found.read, found.read.issue.source, locale) : [];
}

const textOf = (edition: RenderedEdition['edition'], name: string | undefined) =>
  fillMergeText(edition.text, sampleValues(edition, name), (value) => value);

function issuePage(
  { issue, editions }: RenderedIssue,
  earlier: RenderedIssue | undefined,
  source: PreviewSource,
): string {
  const files = editions.map(({ edition }) => `content/${issue.slug}/${edition.locale}.yaml`);
  const folder = `content/${issue.slug}/`;
  const own = source.problems.filter(({ file }) => file?.startsWith(folder) && !files.includes(file));
  const choices = [
    ...looks.map(([key, text], index) => choice('look', key, text, index === 0)),
    '<span class="gap"></span>',
    choice('width', 'desktop', 'Desktop', true),
    choice('width', 'phone', 'Phone', false),
    ...(earlier
      ? [
          '<span class="gap"></span>',
          choice('beside', 'side', 'Side by side', true),
          choice('beside', 'difference', 'Difference', false),
        ]
      : []),
  ];
  const panes = editions.flatMap((each) => {
    const before = earlier?.editions.find(({ edition }) => edition.locale === each.edition.locale);
    const notes = notesIn(source, issue.slug, each.edition.locale);
    if (before === undefined) return [pane(each, '', '', notes)];
    const name = source.before?.name ?? '';
    return [pane(before, 'before.', name, []), pane(each, '', '', notes), difference(each, name)];
  });
  return page(
    issue.slug,
    '../',
    `<p><a href="../index.html">All issues</a></p><h1>${escapeHtml(editions[0]?.edition.headline ?? issue.slug)}</h1>
${own.length > 0 ? problemList(own) : ''}<form class="choices">${choices.join('')}</form>
<div class="panes">${panes.join('')}</div>
${editions.map((each) => changes(each, earlier, source)).join('')}`,
  );
}

function choice(group: string, value: string, text: string, isChosen: boolean): string {
  return `<label><input type="radio" name="${group}" value="${value}"${isChosen ? ' checked' : ''}> ${text}</label>`;
}

function pane(
  { edition, status }: RenderedEdition,
  prefix: string,
  when: string,
  notes: readonly Note[],
): string {
  const { locale, subject, preheader, direction } = edition;
  const title = `${locale}${when ? `, ${when}` : ''}`;
  const shown = notes.some(({ block }) => block !== undefined) ? noted : prefix;
  const frames = looks.map(
    ([key, text]) =>
      `<iframe class="look-${key}" name="${shown}${locale}.${key}" sandbox loading="lazy" title="${escapeHtml(`${title}: ${text}`)}" src="${shown}${locale}.${key}.html"></iframe>`,
  );
  // Each link scrolls the view that is shown.
  const linkTo = ({ number }: Note) =>
    looks
      .map(([key]) => {
        const view = `${shown}${locale}.${key}`;
        return `<a class="look-${key}" target="${view}" href="${view}.html#note-${number}">Show</a>`;
      })
      .join('');
  return `<section><h2>${escapeHtml(title)} <small>${status}</small></h2>
<p lang="${locale}" dir="${direction}"><strong>${escapeHtml(subject)}</strong> ${escapeHtml(preheader)}</p>
<p><a href="${prefix}${locale}.txt">Text</a></p>${noteList(notes, linkTo)}${frames.join('')}</section>`;
}

/** Both revisions on top of each other, blended so that equal parts are white. They scroll together. */
function difference({ edition: { locale } }: RenderedEdition, when: string): string {
  const layers = looks.map(([key, text]) => {
    const layer = (prefix: string) =>
      `<iframe sandbox loading="lazy" title="${escapeHtml(`${locale}, ${prefix ? when : 'now'}: ${text}`)}" src="${prefix}${locale}.${key}.html"></iframe>`;
    return `<div class="look-${key}">${layer('before.')}${layer('')}</div>`;
  });
  return `<section class="difference"><h2>${escapeHtml(`${locale}: difference from ${when}`)}</h2><div class="layers">${layers.join('')}</div></section>`;
}

/** The words that changed since the other revision. */
function changes(
  each: RenderedEdition,
  earlier: RenderedIssue | undefined,
  { name, before }: PreviewSource,
): string {
  const { locale, direction } = each.edition;
  const then = earlier?.editions.find(({ edition }) => edition.locale === locale);
  if (then === undefined) return '';
  const parts = diffTexts(textOf(then.edition, name), textOf(each.edition, name));
  const title = `<h2>${locale}: what changed since ${escapeHtml(before?.name ?? '')}</h2>`;
  if (parts.every(({ kind }) => kind === 'same')) return `${title}<p>Nothing.</p>`;
  const tags = { same: '', old: 'del', new: 'ins' };
  const marked = parts.map(({ kind, text }) => {
    const tag = tags[kind];
    return tag ? `<${tag}>${escapeHtml(text)}</${tag}>` : escapeHtml(text);
  });
  return `${title}<pre class="diff" lang="${locale}" dir="${direction}">${marked.join('')}</pre>`;
}

/** A page in English, like the command line, because it is for people who review a change. */
function page(title: string, up: string, body: string): string {
  return `<!doctype html>
<html lang=en><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="${up}style.css"></head><body><main>${body}</main></body></html>
`;
}
