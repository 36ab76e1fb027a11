import { emailRules, textRules } from '../../../pipeline/editions/edition-rules.ts';
import type { Files } from '../../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { checkLocales } from '../../../pipeline/publication/locales/check-locales.ts';
import { codeKeys } from '../../../pipeline/publication/locales/message-key.ts';
import { namespaces, readLocales } from '../../../pipeline/publication/locales/read-locales.ts';
import { lintTemplates } from '../../../pipeline/publication/templates/lint-templates.ts';
import { readTemplates } from '../../../pipeline/publication/templates/read-templates.ts';
import { layerOf } from '../templates/layer-of.ts';

const email = `{
  "greeting": "Hello {{name}},",
  "related": "Read also",
  "sent_one": "{{count, number}} letter on {{day, date}}",
  "sent_other": "{{count, number}} letters on {{day, date}}",
  "labelled": "{{label}}:",
  "otherLanguage": "In {{language}} alone"
}
`;
/** The other namespaces, each with the texts that code asks for and one of its own. */
const others = namespaces.filter((namespace) => namespace !== 'email');
const fillers = others.map((namespace) => {
  const keys = codeKeys.filter((key) => key.startsWith(`${namespace}:`)).map((key) => key.split(':')[1]);
  const texts = Object.fromEntries([...keys, 'own'].map((key) => [key, 'A text']));
  return [namespace, JSON.stringify(texts, null, 2)] as const;
});

/** A package of one email template and its texts, in English and Dutch, without a mistake. */
export const tinyTexts: Readonly<Record<string, string | Uint8Array>> = {
  'templates/email/edition.mjml.hbs': [
    '{{#personal}}{{t "email:greeting" name=merge.name}}{{/personal}}',
    '  {{t "email:sent" count=stories.length day=edition.date}}',
  ].join('\n'),
  'templates/text/edition.txt.hbs': others.map((namespace) => `{{t "${namespace}:own"}}\n`).join(''),
  'locales/en/email.json': email,
  'locales/nl/email.json': email.replace('Hello', 'Beste').replace('Read also', 'Lees ook'),
  ...Object.fromEntries(
    ['en', 'nl'].flatMap((locale) =>
      fillers.map(([namespace, texts]) => [`locales/${locale}/${namespace}.json`, texts]),
    ),
  ),
};

/** The problems of such files, or of a publication that overrides some of a package's. */
export async function problemsOf(
  packageFiles: Readonly<Record<string, string | Uint8Array>>,
  publicationFiles?: Readonly<Record<string, string | Uint8Array>>,
): Promise<readonly Problem[]> {
  return problemsIn([packageFiles, ...(publicationFiles ? [publicationFiles] : [])].map(memoryFiles));
}

/** The problems of the texts and templates in these layers. */
export async function problemsIn(layers: readonly Files[]): Promise<readonly Problem[]> {
  const report = new Report();
  const texts = await readLocales(layers, ['en', 'nl'], report);
  const templates = {
    email: await readTemplates(
      layers.map((files) => layerOf(files)),
      'email',
      report,
    ),
    text: await readTemplates(
      layers.map((files) => layerOf(files)),
      'text',
      report,
    ),
  };
  const isWhole = report.errors === 0;
  const uses = [
    ...lintTemplates(templates.email, emailRules, report),
    ...lintTemplates(templates.text, textRules, report),
  ];
  checkLocales(texts, uses, isWhole, report);
  return report.problems;
}
