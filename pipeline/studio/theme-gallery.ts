import type { ArchiveFile } from '../archive/archive-file.ts';
import { fillMergeText } from '../editions/merge-text.ts';
import type { RenderedEdition } from '../editions/render-editions.ts';
import { sampleValues } from '../editions/sample-values.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { emulateScheme } from './emulate.ts';
import type { RenderedTheme } from './render-themes.ts';

const schemes = ['light', 'dark'] as const;
/** The widths of the frames in pixels. */
const widths = { desktop: 700, phone: 390 } as const;
const height = 1500;

/**
 * A page with the same issue in each theme: in every language, light and dark, on a desktop and on a phone. Its files
 * can be opened as they are, with no server and no script.
 */
export function buildThemeGallery(
  publicUrl: string,
  used: string,
  themes: readonly RenderedTheme[],
): ArchiveFile[] {
  const shown = themes.filter(({ issue }) => issue !== undefined);
  const pictures = shown.flatMap(({ issue }) => issue?.pictures ?? []);
  return [
    { path: 'index.html', content: page(shown.map((theme) => section(theme, theme.name === used)).join('')) },
    ...shown.flatMap(({ name, issue }) =>
      (issue?.editions ?? []).flatMap((each) => editionFiles(name, each, publicUrl)),
    ),
    ...new Map(pictures.map(({ path, bytes }) => [path, bytes]))
      .entries()
      .map(([path, content]) => ({ path, content })),
  ];
}

function editionFiles(theme: string, { edition }: RenderedEdition, publicUrl: string): ArchiveFile[] {
  const base = `${publicUrl.replace(/\/+$/, '')}/`;
  const filled = fillMergeText(edition.html, sampleValues(edition), escapeHtml);
  const html = filled.replaceAll(`${base}pictures/`, '../pictures/');
  return schemes.map((scheme) => ({
    path: `${theme}/${edition.locale}.${scheme}.html`,
    content: emulateScheme(html, scheme),
  }));
}

function section({ name, description, issue }: RenderedTheme, isUsed: boolean): string {
  const rows = (issue?.editions ?? []).map(({ edition: { locale } }) => {
    const frames = schemes.flatMap((scheme) =>
      Object.entries(widths).map(([width, pixels]) => {
        const title = `${name}, ${locale}, ${scheme}, ${width}`;
        const file = `${encodeURIComponent(name)}/${locale}.${scheme}.html`;
        return `<figure class="${width}"><figcaption><a href="${file}">${locale}, ${scheme}, ${pixels} px</a></figcaption><div><iframe sandbox loading="lazy" title="${escapeHtml(title)}" src="${file}"></iframe></div></figure>`;
      }),
    );
    return `<div class="row">${frames.join('')}</div>`;
  });
  return `<section><h2>${escapeHtml(name)}${isUsed ? ' <small>in use</small>' : ''}</h2>
<p>${escapeHtml(description ?? '')}</p><pre>theme: ${escapeHtml(name)}</pre>${rows.join('')}</section>`;
}

/** A page in English, like the command line, because it is for the person who chooses a theme. */
function page(body: string): string {
  return `<!doctype html>
<html lang=en><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'">
<title>Themes</title><style>${style}</style></head><body><h1>Themes</h1>
<p>The dark frames are copies of the mail whose style sheets answer as on a dark screen. Programs that make dark colours of their own, such as Gmail, differ: <code>courant studio</code> emulates them.</p>
${body}</body></html>
`;
}

const scale = 0.5;
const size = (width: number) => `width: ${width * scale}px; height: ${height * scale}px;`;

const style = `:root { color-scheme: light dark; }
body { margin: 0; padding: 24px; font: 15px/1.55 system-ui, sans-serif; background: light-dark(#f8f7f3, #161615); color: light-dark(#1d1d1b, #ecebe7); }
h1, h2, p { margin: 0 0 8px; max-width: 70ch; }
section { margin-top: 32px; padding-top: 24px; border-top: 1px solid light-dark(#dedad1, #34322e); }
small, figcaption { color: light-dark(#605d57, #aba79e); font-weight: 400; }
pre, code { font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { margin: 0 0 16px; }
a { color: inherit; }
.row { display: flex; gap: 20px; padding-bottom: 20px; overflow-x: auto; }
figure { flex: none; margin: 0; }
figure div { overflow: hidden; border: 1px solid light-dark(#dedad1, #34322e); }
.desktop div { ${size(widths.desktop)} }
.phone div { ${size(widths.phone)} }
iframe { display: block; height: ${height}px; border: 0; background: #fff; transform: scale(${scale}); transform-origin: 0 0; }
.desktop iframe { width: ${widths.desktop}px; }
.phone iframe { width: ${widths.phone}px; }
`;
