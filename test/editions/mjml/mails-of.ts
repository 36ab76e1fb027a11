import mjml from 'mjml';
import { expect } from 'vitest';
import { loadPublication } from '../../../pipeline/content/extensions/load-publication.ts';
import { listSlugs } from '../../../pipeline/content/list-slugs.ts';
import { readIssues } from '../../../pipeline/content/read-issues.ts';
import { createAddresses } from '../../../pipeline/editions/addresses.ts';
import { anchorIssue, anchorTemplates } from '../../../pipeline/editions/anchors.ts';
import { createMailView } from '../../../pipeline/editions/mail-view.ts';
import { mjmlOptions } from '../../../pipeline/editions/mjml/render-mjml.ts';
import { preparePictures } from '../../../pipeline/editions/pictures.ts';
import { htmlHelpers } from '../../../pipeline/editions/template-helpers.ts';
import { createThemeView } from '../../../pipeline/editions/theme-view.ts';
import { createTypesetter } from '../../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../../pipeline/editions/words.ts';
import type { Files } from '../../../pipeline/foundation/files/files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { createTranslator } from '../../../pipeline/publication/locales/create-translator.ts';
import { compileTemplates } from '../../../pipeline/publication/templates/compile-templates.ts';
import { repository } from '../publish.ts';

/** What MJML itself makes of a mail, where braces are words: to juice, by which it inlines styles, they are code. */
export async function byMjml(text: string): Promise<string> {
  const { html, errors } = await mjml(
    text.replaceAll('{{', '\ue000').replaceAll('}}', '\ue001'),
    mjmlOptions(),
  );
  expect(errors).toEqual([]);
  return html.replaceAll('\ue000', '{{').replaceAll('\ue001', '}}');
}

/** The MJML of every edition of a publication, as it is sent or as the studio shows it, and the theme. */
export async function mailsOf(files: Files, kind: 'sent' | 'shown' = 'sent') {
  const report = new Report();
  const publication = await loadPublication({ package: repository, publication: files }, report);
  if (publication === undefined) throw new Error(JSON.stringify(report.problems));
  const { newsletter, texts, templates } = publication;
  const mails: string[] = [];
  const email = kind === 'shown' ? anchorTemplates(templates.email) : templates.email;
  const all = await readIssues(files, newsletter, await listSlugs(files), report);
  for (const { issue: read, documents, assets } of all) {
    if (read === undefined) continue;
    const issue = kind === 'shown' ? anchorIssue(read, documents) : read;
    const pictures = await preparePictures(files, assets, report);
    for (const article of issue.articles.values()) {
      const t = createTranslator(article.locale, texts.get(article.locale) ?? new Map());
      const words = createWords(
        createTypesetter(article.locale, newsletter.languages.typography[article.locale]),
      );
      const render = compileTemplates(email, 'edition', htmlHelpers(t), { raw: false });
      const addresses = createAddresses(newsletter.url);
      const view = { newsletter, addresses, issue, article, pictures, logo: undefined, words };
      mails.push(render(createMailView(view)).text);
    }
  }
  return { mails, theme: createThemeView(newsletter.theme) };
}
