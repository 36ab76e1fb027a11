/** The path below which the site is served, from `DOCS_BASE`, with a slash at both ends: `/courant/`. */
export const siteBase = `${process.env['DOCS_BASE'] ?? ''}/`.replace(/^\/*/, '/').replace(/\/+$/, '/');
