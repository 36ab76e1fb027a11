import { parse } from 'yaml';
import { installedSchemas, schemaAddress } from '../content/schema-address.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { mergeTheme } from '../publication/themes/merge-theme.ts';
import { readTheme } from '../publication/themes/read-theme.ts';
import { listThemes } from '../publication/themes/theme-folders.ts';
import { type Theme, themeSchema } from '../publication/themes/theme-schema.ts';
import { accentOnDark } from './accent-on-dark.ts';
import type { Answers } from './answers.ts';
import { hostFiles } from './host-files.ts';
import { planManifest } from './plan-manifest.ts';
import type { PlannedFile, PlanOptions } from './plan-options.ts';

/**
 * Plans the files of a new publication, including its first issue in every language. For an existing
 * publication, plans only the files that do not depend on the answers about it: an issue that nobody has read
 * could be sent. Writes nothing.
 */
export async function planPublication(answers: Answers, options: PlanOptions): Promise<PlannedFile[]> {
  const read = async (path: string) => {
    const bytes = await options.package.read(`templates/starter/${path}`);
    if (bytes === undefined) throw new Error(`The package lacks templates/starter/${path}.`);
    return Buffer.from(bytes).toString('utf8');
  };
  const descriptions = parse(await read('words.yaml')) as Record<string, string>;
  const [fallback = ''] = Object.keys(descriptions);
  const values = {
    ...valuesOf(answers, descriptions, await darkColours(options.package, answers.theme)),
    schemas: schemaAddress(options.version.replace(/\.\d+(?:-.*)?$/, '')),
  };
  const fill = async (path: string) => fillIn(await read(path), values);
  const copy = async (path: string, from: string) => {
    return { path, content: await read(from), from: `templates/starter/${from}` };
  };
  const issue = `content/${options.date}-welcome`;
  const manifest = { path: 'package.json', content: planManifest(answers, options) };
  const copies = [
    await copy('test/editions.test.mjs', 'files/editions.test.mjs'),
    await copy('.env.example', 'files/env.example'),
    await copy('.gitignore', 'files/gitignore'),
    { path: '.vscode/extensions.json', content: await read('files/vscode-extensions.json') },
    ...(await Promise.all(hostFiles[answers.host].map(({ from, path }) => copy(path, from)))),
  ];
  if (options.isPublication) return [manifest, ...copies];
  return [
    manifest,
    { path: 'newsletter.yaml', content: await fill('newsletter.yaml') },
    ...(await Promise.all(
      answers.languages.map(async (locale) => ({
        path: `${issue}/${locale}.yaml`,
        content: await articleIn(locale, answers, { ...options, fallback }, read),
      })),
    )),
    { path: `${issue}/welcome.svg`, content: await read('content/welcome.svg') },
    { path: 'content/subscribers.sample.csv', content: sampleReaders(answers) },
    { path: 'README.md', content: await fill('files/README.md') },
    { path: '.vscode/settings.json', content: await fill('files/vscode-settings.json') },
    ...copies,
  ];
}

/** The values for `{{…}}` in the starter's files. Texts are quoted as JSON strings, which are valid YAML. */
function valuesOf(
  answers: Answers,
  descriptions: Readonly<Record<string, string>>,
  dark: Theme['dark'],
): Record<string, string> {
  const { name, languages, source, accent, schedule } = answers;
  const [fallback] = Object.values(descriptions);
  const described = languages.map((locale) => {
    const text = (descriptions[locale] ?? fallback ?? '').replace('{{name}}', () => name);
    return `  ${locale}: ${JSON.stringify(text)}`;
  });
  const translations = languages.filter((locale) => locale !== source);
  return {
    plainName: name,
    name: JSON.stringify(name),
    description: described.join('\n'),
    url: JSON.stringify(answers.url),
    address: JSON.stringify(answers.address),
    postal: JSON.stringify(answers.postal),
    source,
    editions: languages.join(', '),
    translations: JSON.stringify(translations.map((locale) => `content/*/${locale}.yaml`)),
    timeZone: answers.timeZone,
    schedule: schedule
      ? `\n# An issue is sent on its date at this time, if it is ready.\nschedule:\n  at: "${schedule.at}"\n  days: [${schedule.days.join(', ')}]\n`
      : '',
    theme: printTheme(answers.theme, accent, dark),
  };
}

function printTheme(name: string, accent: string | undefined, dark: Theme['dark']): string {
  const about =
    '\n# "npx courant themes" shows the themes; node_modules/courant/docs/design.md says how to make one.\n';
  if (accent === undefined) return `${about}theme: ${name}\n`;
  const onDark = accentOnDark(accent, [dark.surface, dark.background]);
  return `${about}theme:\n  from: ${name}\n  light:\n    accent: "${accent}"\n  dark:\n    accent: "${onDark}"\n`;
}

/** The colours of a theme on a dark screen. If the theme does not exist, the check of the plan reports it. */
async function darkColours(files: Files, name: string): Promise<Theme['dark']> {
  const chain = await readTheme(name, await listThemes(files, files), new Report());
  return themeSchema.parse(mergeTheme(undefined, chain ?? [])).dark;
}

function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  // The expressions of a workflow, ${{ … }}, are left unchanged.
  return text.replace(/(?<!\$)\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/**
 * The text of the first issue. A language that the starter lacks gets the text of another language, as a
 * draft to translate.
 */
async function articleIn(
  locale: string,
  { name, source }: Answers,
  { package: files, date, fallback }: PlanOptions & { readonly fallback: string },
  read: (path: string) => Promise<string>,
): Promise<string> {
  const isKnown = (await files.stat(`templates/starter/content/${locale}.yaml`)) !== undefined;
  const text = (await read(`content/${isKnown ? locale : fallback}.yaml`))
    .replaceAll('{{quotedName}}', () => JSON.stringify(name).slice(1, -1))
    .replaceAll('{{markdownName}}', () => name.replace(/[\\`*_[\]]/g, '\\$&'));
  const schema = (name: string) =>
    `# yaml-language-server: $schema=../../${installedSchemas}${name}.schema.json\n`;
  if (locale !== source)
    return `${schema('translation')}${isKnown ? '' : 'status: draft\n'}${withoutNeutral(text)}`;
  const neutral = neutralFields(await read(`content/${fallback}.yaml`));
  return `${schema('issue')}kind: article\ndate: ${date}\nstatus: ${isKnown ? 'ready' : 'draft'}\n${withNeutral(text, neutral)}`;
}

const neutralLine = /^ {2}- (image|button): (.+)\n {4}(alt|label): /gm;

/** The fields that only a source has, keyed by the text field that follows each of them. */
function neutralFields(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(neutralLine)].map(([, kind, value, words = '']) => [words, `${kind}: ${value}`]),
  );
}

const withoutNeutral = (text: string) =>
  text.replace(neutralLine, '  - $3: ').replace(/^ {4}ordered: true\n/gm, '');

const withNeutral = (text: string, neutral: ReadonlyMap<string, string>) =>
  text.replace(/^ {2}- (alt|label): /gm, (whole, words: string) => {
    const field = neutral.get(words);
    return field === undefined ? whole : `  - ${field}\n    ${words}: `;
  });

/** Invented readers for the first tests with the outbox. */
function sampleReaders({ languages }: Answers): string {
  const rows = languages.map(
    (locale, index) => `reader-${index + 1}@example.org,Sample ${index + 1},${locale}`,
  );
  return ['email,name,locale', ...rows, ''].join('\n');
}
