import { memoryFiles } from '../../pipeline/files/memory-files.ts';
import type { Problem } from '../../pipeline/problems/problem.ts';
import { Report } from '../../pipeline/problems/report.ts';
import { loadPublication } from '../../pipeline/publication/load-publication.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const email = `{
  "greeting": "Hello {{name}},",
  "related": "Read also",
  "sent_one": "{{count, number}} letter on {{day, date}}",
  "sent_other": "{{count, number}} letters on {{day, date}}"
}
`;
const archive = '{ "title": "All" }\n';

/** A package of one email template and its texts, in English and Dutch, without a mistake. */
export const tinyTexts: Readonly<Record<string, string | Uint8Array>> = {
  'templates/email/edition.mjml.hbs': [
    '{{#if isMail}}{{#personal}}{{t "email:greeting" name=merge.name}}{{/personal}}{{/if}}',
    '  {{t "email:sent" count=stories.length day=edition.date}}',
  ].join('\n'),
  'templates/text/edition.txt.hbs': '{{t "email:related"}}\n',
  'templates/archive/index.html.hbs': '{{t "archive:title"}}\n',
  'locales/en/email.json': email,
  'locales/en/archive.json': archive,
  'locales/nl/email.json': email.replace('Hello', 'Beste').replace('Read also', 'Lees ook'),
  'locales/nl/archive.json': archive,
};

/** The problems of such a package, with a publication that may override some of it. */
export async function problemsOf(
  packageFiles: Readonly<Record<string, string | Uint8Array>>,
  publicationFiles: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<readonly Problem[]> {
  const report = new Report();
  const roots = {
    package: memoryFiles(packageFiles),
    publication: memoryFiles({ ...tinyFiles, ...publicationFiles }),
  };
  await loadPublication(roots, report);
  return report.problems;
}
