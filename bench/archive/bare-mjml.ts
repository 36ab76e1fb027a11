import { writeFileSync } from 'node:fs';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import { readIssues } from '../../pipeline/content/read-issues.ts';
import { createAddresses } from '../../pipeline/editions/addresses.ts';
import { createMailView } from '../../pipeline/editions/mail-view.ts';
import { preparePictures } from '../../pipeline/editions/pictures.ts';
import { htmlHelpers } from '../../pipeline/editions/template-helpers.ts';
import { createTypesetter } from '../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../pipeline/editions/words.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { createTranslator } from '../../pipeline/publication/locales/create-translator.ts';
import { compileTemplates } from '../../pipeline/publication/templates/compile-templates.ts';

// Measures how long MJML alone needs for the editions of these issues, on one core, after it has warmed up, and prints
// milliseconds per edition, as wall-clock time and as processor time. Keeps the MJML of all editions in a file, which
// `cold-mjml.ts` compiles: node bare-mjml.ts <home> <root> <file> <slug…>
const [home = '', root = '', file = '', ...slugs] = process.argv.slice(2);
const report = new Report();
const files = diskFiles(root);
const publication = await loadPublication({ package: diskFiles(home), publication: files }, report);
if (publication === undefined) throw new Error('The publication cannot be read.');
const { newsletter, texts, templates } = publication;
const sources: string[] = [];
for (const { issue, assets } of await readIssues(files, newsletter, slugs, report)) {
  const pictures = await preparePictures(files, assets, report);
  for (const article of issue?.articles.values() ?? []) {
    const t = createTranslator(article.locale, texts.get(article.locale) ?? new Map());
    const words = createWords(
      createTypesetter(article.locale, newsletter.languages.typography[article.locale]),
    );
    const render = compileTemplates(templates.email, 'edition', htmlHelpers(t), { raw: false });
    const addresses = createAddresses(newsletter.url);
    if (issue === undefined) continue;
    const input = { newsletter, addresses, issue, article, pictures, logo: undefined, words };
    sources.push(render(createMailView(input)).text);
  }
}
writeFileSync(file, JSON.stringify(sources));
const { default: mjml } = await import('mjml');
const options = { validationLevel: 'soft', keepComments: false, fonts: {} } as const;
for (const source of sources.slice(0, 50)) await mjml(source, options); // Warms up before the measurement.
const [started, cpu] = [performance.now(), process.cpuUsage()];
for (const source of sources) await mjml(source, options);
const { user, system } = process.cpuUsage(cpu);
const each = (milliseconds: number) => milliseconds / sources.length;
console.log(JSON.stringify({ clock: each(performance.now() - started), cpu: each((user + system) / 1000) }));
