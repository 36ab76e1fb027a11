import { escapeHtml } from '../foundation/text/escape-html.ts';
import { direction } from '../publication/locales/direction.ts';

/** A page that redirects to another address, since a static site cannot send redirects. */
export function redirectPage(locale: string, url: string, title: string): string {
  const [address, name] = [escapeHtml(url), escapeHtml(title)];
  return `<!doctype html>
<html lang="${locale}" dir="${direction(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name}</title>
<link rel="canonical" href="${address}">
<meta http-equiv="refresh" content="0; url=${address}">
<meta name="robots" content="noindex">
</head>
<body>
<main>
<h1><a href="${address}">${name}</a></h1>
</main>
</body>
</html>
`;
}
