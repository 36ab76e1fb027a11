import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { schema } from '../../../pipeline/commands/schema.ts';
import { usePublicationKinds } from '../../../pipeline/content/blocks/registry.ts';
import { jsonSchemas } from '../../../pipeline/content/json-schema.ts';
import { fillMergeText } from '../../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../../pipeline/editions/sample-values.ts';
import { createProblem, ProblemError } from '../../../pipeline/foundation/problems/problem.ts';
import { packageRoot } from '../../../pipeline/foundation/program/context.ts';
import { checkPublication, diskFiles, packageFiles, Report } from '../../../pipeline/index.ts';
import type { IssueResult } from '../../../pipeline/site/issue-renderer.ts';
import { startWorker } from '../../../pipeline/site/start-worker.ts';
import type { Desk } from '../../../pipeline/studio/protocol/desk.ts';
import { openCommand } from '../../commands/open-command.ts';
import { courant } from '../../commands/run-courant.ts';
import { createSiteFolder } from '../../site/site-folder.ts';
import { openStudio } from '../../studio/open-studio.ts';
import {
  calendarArticle,
  calendarExtension,
  calendarFiles,
  calendarNewsletter,
  calendarTranslation,
} from './calendar-extension.ts';

const spring = {
  'content/spring/en.yaml': calendarArticle('The bridge'),
  'content/spring/nl.yaml': calendarTranslation('De brug'),
};
const publication = { 'newsletter.yaml': calendarNewsletter, ...calendarFiles, ...spring };

/** A publication in a folder of its own. */
function writePublication(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'courant-extensions-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

async function check(root: string) {
  const report = new Report();
  const roots = { package: packageFiles, publication: diskFiles(root) };
  const { rendered } = await checkPublication(roots, report, { asOf: Date.parse('2030-01-01') });
  const problems = report.problems.map(({ code, file, line, column, message }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    return `${code} ${place}: ${message}`;
  });
  return { rendered, problems };
}

afterEach(() => usePublicationKinds([]));

describe('a kind of block in an extension', () => {
  test('is checked and rendered in every language, and is in the schemas', async () => {
    const { rendered, problems } = await check(writePublication(publication));
    expect(problems).toEqual([]);
    const [dutch] = (rendered[0]?.editions ?? []).filter(({ edition }) => edition.locale === 'nl');
    const fill = (part: 'html' | 'text') =>
      dutch && fillMergeText(dutch.edition[part], sampleValues(dutch.edition), String);
    expect(fill('html')).toMatch(/<li[^>]*><em>1912<\/em>: gebouwd<\/li>/);
    expect(fill('text')).toContain('- _1912_: gebouwd\n- 1921: verbreed\n');
    expect(jsonSchemas()['issue.schema.json']).toContain('"calendar"');
  });

  test('has its problems at their places', async () => {
    const wrong = {
      'content/spring/en.yaml': calendarArticle('The bridge').replace('2026-03-09\n', '2026-02-30\n'),
      'content/spring/nl.yaml': calendarTranslation('De brug').replace(', "1921: verbreed"', ''),
    };
    const { problems } = await check(writePublication({ ...publication, ...wrong }));
    expect(problems).toEqual([
      expect.stringContaining('invalid-date content/spring/en.yaml:2:7'),
      expect.stringContaining('translation-list content/spring/nl.yaml:4:16'),
      expect.stringContaining('translation-numbers content/spring/nl.yaml:4:17'),
    ]);
  });

  test('is not known to a publication that does not name it', async () => {
    await check(writePublication(publication));
    const without = calendarNewsletter.replace(/extensions: .*\n/, '');
    const { problems } = await check(writePublication({ ...publication, 'newsletter.yaml': without }));
    expect(problems.join('\n')).toContain('block-kind-unknown content/spring/en.yaml:6:5');
  });

  test('is in the archive, which is built again when its file changes', { timeout: 60_000 }, async () => {
    const folder = createSiteFolder(publication);
    expect((await folder.build()).rendered).toEqual(['spring']);
    expect(String(folder.published().get('en/spring/index.html'))).toContain('<li><em>1912</em>: built</li>');
    expect((await folder.build()).rendered).toEqual([]);
    folder.write('extensions/bullet.js', "export const bullet = '*';\n");
    expect((await folder.build()).rendered).toEqual(['spring']);
  });

  test('is known to the threads of the archive', { timeout: 60_000 }, async () => {
    const root = writePublication(publication);
    const folders = {
      pages: join(root, 'pages'),
      pictures: join(root, 'pictures'),
      editions: join(root, 'editions'),
      forms: join(root, 'forms'),
      templates: join(root, 'templates'),
    };
    const worker = startWorker({ root, packageRoot, folders, asOf: 0 }, false);
    const done: IssueResult[] = [];
    const tasks = [{ slug: 'spring', key: 'spring', engine: '', known: {} }];
    expect(await worker.isReady).toBe(true);
    await worker.render(
      () => tasks.splice(0),
      (some) => done.push(...some),
    );
    await worker.end();
    expect(done).toMatchObject([
      {
        slug: 'spring',
        findings: { inDocuments: { problems: [] } },
        record: { key: expect.stringContaining('spring') },
      },
    ]);
  });

  test('is on the desk, and changes there with its file', { timeout: 60_000 }, async () => {
    const studio = await openStudio({
      ...calendarFiles,
      'newsletter.yaml': calendarNewsletter,
      'content/2026-01-01-bridge/en.yaml': calendarArticle('The bridge'),
      'content/2026-01-01-bridge/nl.yaml': calendarTranslation('De brug').replace(/ {2}- calendar.*\n/, ''),
    });
    const partKinds = async () => {
      const response = await fetch(`${studio.url}api/desk/2026-01-01-bridge/nl`);
      return ((await response.json()) as Desk).parts.map(({ kind, state }) => `${kind} ${state}`);
    };
    expect(await partKinds()).toContain('calendar missing');
    await studio.write('extensions/calendar.ts', calendarExtension.replaceAll('calendar', 'history'));
    await expect.poll(partKinds, { timeout: 20_000 }).not.toContain('calendar missing');
    await studio.close();
  });
});

test('the page shows extensions that work', async () => {
  const page = await readFile(join(packageRoot, 'docs/contributor/extensions.md'), 'utf8');
  const [calendar, prices] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, module = '']) => module);
  const root = writePublication({
    ...publication,
    'newsletter.yaml': calendarNewsletter.replace('calendar.ts]', 'calendar.ts, extensions/euros.ts]'),
    'extensions/calendar.ts': calendar ?? '',
    'extensions/euros.ts': prices ?? '',
    'templates/email/blocks/heading.mjml.hbs': '<mj-text><h2>{{heading}} {{euros 3.5}}</h2></mj-text>\n',
  });
  expect((await check(root)).problems).toEqual([]);
});

describe('a helper in an extension', () => {
  const module = `export default () => ({
  helpers: [
    {
      name: 'shout',
      takes: [1, 2],
      value: ([text, sign = '!'], { locale }) => \`\${String(text).toLocaleUpperCase(locale)} & \${sign}\`,
    },
    { name: 'isShort', takes: 1, value: ([text]) => String(text).length < 9 },
  ],
});
`;
  const withHelper = (email: string, more: Readonly<Record<string, string>> = {}) => ({
    ...publication,
    'newsletter.yaml': calendarNewsletter.replace('calendar.ts]', 'calendar.ts, extensions/shout.js]'),
    'extensions/shout.js': module,
    'templates/email/blocks/calendar.mjml.hbs': `<mj-text css-class="block text">${email}</mj-text>\n`,
    ...more,
  });

  test('gets plain text and the language, and its text is escaped, in every kind of template', async () => {
    const each = '{{#each calendar}}{{shout this}}{{#if (isShort this)}} short{{/if}} {{/each}}';
    const { rendered, problems } = await check(
      writePublication(
        withHelper(each, { 'templates/archive/blocks/calendar.html.hbs': `<p>${each}</p>\n` }),
      ),
    );
    expect(problems).toEqual([]);
    const [dutch] = (rendered[0]?.editions ?? []).filter(({ edition }) => edition.locale === 'nl');
    const html = dutch && fillMergeText(dutch.edition.html, sampleValues(dutch.edition), String);
    expect(html).toMatch(/>\s*1912: GEBOUWD &amp; ! 1921: VERBREED &amp; !\s*</);
  });

  test('is in the archive', { timeout: 60_000 }, async () => {
    const folder = createSiteFolder(
      withHelper('{{#each calendar}}{{this}}{{/each}}', {
        'templates/archive/blocks/calendar.html.hbs':
          '<p>{{#each calendar}}{{shout this "<"}}{{/each}}</p>\n',
      }),
    );
    expect((await folder.build()).problems).toEqual([]);
    expect(String(folder.published().get('en/spring/index.html'))).toContain('1912: BUILT &amp; &lt;');
  });

  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'with a wrong number of values',
      withHelper('{{shout "a" "b" "c"}}'),
      /^template-arguments .*hbs:1:35: /,
    ],
    ['with a misspelt name', withHelper('{{shuot "a"}}'), /^template-helper .*hbs:1:35: /],
    [
      'with a value that nothing has',
      withHelper('{{shout calender}}'),
      /^template-name .*hbs:1:41: .*"calender"/,
    ],
    [
      'with the name of one of Courant',
      withHelper('', { 'extensions/shout.js': module.replace("'shout'", "'wrap'") }),
      /^extension-invalid extensions\/shout.js: .* has a helper "wrap", which Courant itself has\.$/,
    ],
    [
      'that does not say what it takes',
      withHelper('', { 'extensions/shout.js': module.replace('takes: 1', 'takes: 0') }),
      /^extension-invalid .* has a helper "isShort" without "takes", the number of its values: 1 or more\.$/,
    ],
    [
      'that is there twice',
      withHelper('{{#each calendar}}{{this}}{{/each}}', {
        'extensions/shout.js': module.replace("'isShort'", "'shout'"),
      }),
      /^extension-invalid extensions\/shout.js: Two helpers have the name "shout"\.$/,
    ],
  ];
  test.each(cases)('%s is reported', async (_, files, message) => {
    expect((await check(writePublication(files))).problems).toContainEqual(expect.stringMatching(message));
  });

  test.each([
    ['throws', 'String(text)', 'text.none()', /failed: text\.none is not a function/],
    [
      'returns a list',
      '([text]) => String(text).length < 9',
      '() => []',
      /returns neither text, a number nor a truth value/,
    ],
  ])('that %s names its module', async (_, from, to, message) => {
    const each = '{{#each calendar}}{{shout this}}{{isShort this}}{{/each}}';
    const root = writePublication(withHelper(each, { 'extensions/shout.js': module.replace(from, to) }));
    const error: unknown = await check(root).catch((thrown: unknown) => thrown);
    expect((error as ProblemError).problems).toMatchObject([
      { code: 'extension-failed', file: 'extensions/shout.js', message: expect.stringMatching(message) },
    ]);
  });
});

test('the command writes schemas that have it, and makes the files use them', async () => {
  const installed =
    '# yaml-language-server: $schema=../../node_modules/courant/docs/schema/issue.schema.json\n';
  const root = writePublication({
    ...publication,
    'newsletter.yaml': `# yaml-language-server: $schema=https://cdn.jsdelivr.net/npm/courant@0.1/docs/schema/newsletter.schema.json\n${calendarNewsletter}`,
    'content/spring/en.yaml': installed + calendarArticle('The bridge'),
    '.vscode/settings.json':
      '{ "yaml.schemas": {\n  "./node_modules/courant/docs/schema/newsletter.schema.json": "newsletter.yaml"\n} }\n',
  });
  const { context, run } = await openCommand();
  const { code, stdout } = await run(() => schema({ ...context, root }));
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'docs/schema/issue.schema.json\ndocs/schema/translation.schema.json\ndocs/schema/newsletter.schema.json\n' +
      '.vscode/settings.json  now uses docs/schema/\ncontent/spring/en.yaml  now uses docs/schema/\n' +
      'newsletter.yaml  now uses docs/schema/',
  });
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const schemas = await read('docs/schema/translation.schema.json');
  expect(schemas).toContain('"calendar"');
  expect(schemas).not.toContain('"$id"');
  expect(await read('newsletter.yaml')).toBe(
    `# yaml-language-server: $schema=./docs/schema/newsletter.schema.json\n${calendarNewsletter}`,
  );
  expect((await read('content/spring/en.yaml')).split('\n')[0]).toBe(
    '# yaml-language-server: $schema=../../docs/schema/issue.schema.json',
  );
  expect(await read('.vscode/settings.json')).toContain('"./docs/schema/newsletter.schema.json"');
});

describe('an extension that cannot be used', () => {
  const broken = (module: string) => ({ ...publication, 'extensions/calendar.ts': module });
  const block = (change: [string, string]) => broken(calendarExtension.replace(...change));
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'that does not exist',
      { ...publication, 'newsletter.yaml': calendarNewsletter.replace('calendar.ts', 'tineline.ts') },
      /^file-missing newsletter.yaml:10:14: There is no file "extensions\/tineline.ts"/,
    ],
    [
      'that is elsewhere',
      { ...publication, 'newsletter.yaml': calendarNewsletter.replace('/calendar', '/../../calendar') },
      /^invalid-value newsletter.yaml:10:14/,
    ],
    [
      'that Node cannot read',
      broken('export default () => ({\n  blocks: [;\n});\n'),
      /^extension-failed extensions\/calendar.ts.*: The extension "extensions\/calendar.ts" failed: /,
    ],
    [
      'that throws',
      broken('const none = undefined;\nnone.call();\n'),
      /^extension-failed extensions\/calendar.ts:2:6: .*failed: Cannot read properties of undefined/,
    ],
    [
      'that ends the process',
      broken('process.exit(0);\n'),
      /^extension-failed extensions\/calendar.ts:1:9: .*failed: it calls "process.exit", which would/,
    ],
    [
      'that imports a file that ends the process',
      { ...broken("import './ending.mjs';\n"), 'extensions/ending.mjs': 'process.exit(0);\n' },
      /^extension-failed extensions\/calendar.ts: .*failed: it calls "process.exit", which would/,
    ],
    [
      'that is asynchronous',
      broken('export default async () => ({});\n'),
      /^extension-failed extensions\/calendar.ts: .*failed: it returns a promise, and Courant does not wait/,
    ],
    [
      'that imports what is not there',
      broken("import './absent.ts';\n"),
      /^extension-failed .*failed: Cannot find module '(extensions|\.)\/absent.ts' imported from extensions\/calendar.ts\.$/,
    ],
    [
      'that exports nothing',
      broken('export const calendar = 1;\n'),
      /^extension-invalid extensions\/calendar.ts: .* has no function as its default export\.$/,
    ],
    [
      'that returns something else',
      broken('export default () => ({ themes: [] });\n'),
      /^extension-invalid .* returns "themes", which Courant does not know\.$/,
    ],
    [
      'without a label',
      block(["label: 'a calendar'", "label: ''"]),
      /has a block "calendar" without a "label"/,
    ],
    [
      'with a field that is no field',
      block(["date('The first day.').optional()", "'2026-03-09'"]),
      /has a block "calendar" whose field "since" is not made by/,
    ],
    [
      'with a kind that there is',
      broken(
        calendarExtension
          .replace("kind: 'calendar'", "kind: 'quote'")
          .replace('calendar: several', 'quote: several')
          .replace('({ calendar }', '({ quote: calendar }'),
      ),
      /^extension-invalid newsletter.yaml:10:13: The kind of block "quote" is defined twice\.$/,
    ],
  ];
  test.each(cases)('%s', async (_, files, message) => {
    const { problems } = await check(writePublication(files));
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems.join()).not.toContain(tmpdir());
  });

  const importing = "import './later.mjs';\nexport default () => ({});\n";
  test.each([
    ['in a timer', 'setTimeout(() => process.exit(0));\nexport default () => ({});\n', 'calendar.ts'],
    [
      'after it was refused',
      'export default async () => {\n  await null;\n  process.exit(3);\n};\n',
      'calendar.ts',
    ],
    ['in a file that it imports', importing, 'later.mjs'],
  ])('that ends the process %s makes the command fail', async (_, module, file) => {
    const files = { ...broken(module), 'extensions/later.mjs': 'setTimeout(() => process.exit(0));\n' };
    const { code, stdout, stderr } = await courant(writePublication(files), ['check']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^extensions/${file} {2}error {2}extension-failed\n`));
    expect(stderr).toContain('failed: it calls "process.exit", which ended the whole command.');
  });

  test.each([
    ["process.on('exit', () => { process.exitCode = 0; });\n"],
    ["process.on('exit', () => process.exit(0));\n"],
    ["process.on('exit', () => process.reallyExit(0));\n"],
  ])('that sets the exit code at the end makes no failure a success: %s', async (module) => {
    const root = writePublication({
      ...broken(`${module}export default () => ({});\n`),
      'content/spring/en.yaml': 'kind: article\n',
    });
    expect(await courant(root, ['check'])).toMatchObject({ code: 1 });
  });

  test('that ends the process without its handlers makes the command fail', async () => {
    const root = writePublication(broken('process.reallyExit(0);\n'));
    const { code, stdout, stderr } = await courant(root, ['check']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^extensions\/calendar.ts {2}error {2}extension-failed\n/);
  });

  test.each(['queueMicrotask', 'Promise.resolve().then'])(
    'that ends the process with %s while it loads is reported with its line',
    async (later) => {
      const module = `${later}(() => process.exit(0));\nawait new Promise(() => {});\n`;
      const { code, stdout, stderr } = await courant(writePublication(broken(module)), ['check']);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(/extensions\/calendar.ts:1:\d+ {2}error {2}extension-failed/);
      expect(stdout + stderr).not.toMatch(/^ +at /m);
    },
  );

  test('that imports what ends the process makes the command fail', async () => {
    const root = writePublication({
      ...broken("import 'calendars';\nexport default () => ({});\n"),
      'node_modules/calendars/index.js': 'process.exit(0);\n',
    });
    const { code, stdout, stderr } = await courant(root, ['check']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error {2}command-ended\n {2}"node_modules\/calendars\/index.js" ended the /);
  });

  test.each([['check'], ['send', '--dry-run']])(
    'that waits for what never happens makes the command fail: %s',
    async (...command) => {
      const files = broken('await new Promise(() => {});\nexport default () => ({});\n');
      const { code, stdout, stderr } = await courant(writePublication(files), command);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^error {2}command-ended\n.* it waited for something that could no longer/m);
    },
  );

  test.each([
    ['sets the exit code', 'process.exitCode = 1;\nawait new Promise(() => {});\n'],
    ['lets a timer end the process', 'setTimeout(process.exit, 0, 1);\n'],
    [
      'ends after an error that it caught',
      "process.on('uncaughtException', () => {});\nsetTimeout(() => { throw new Error(); });\nawait new Promise(() => {});\n",
    ],
  ])('that %s does not end the command without a word', async (_, module) => {
    const files = broken(`${module}export default () => ({});\n`);
    const { code, stdout, stderr } = await courant(writePublication(files), ['check']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error {2}command-ended$/m);
  });

  test('whose error nothing catches ends the command with its stack alone', async () => {
    const files = broken("setTimeout(() => { throw new Error('Boom.'); });\nexport default () => ({});\n");
    const { code, stdout, stderr } = await courant(writePublication(files), ['check']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Error: Boom.');
    expect(stderr).not.toContain('command-ended');
  });

  test('whose timer never ends does not keep the command alive', async () => {
    const module = `setInterval(() => {}, 1000);\n${calendarExtension}`;
    const root = writePublication({ ...publication, 'extensions/calendar.ts': module });
    const { code, stdout } = await courant(root, ['check']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('no problems') });
  });

  test('that is a link to elsewhere', async () => {
    const root = writePublication(publication);
    rmSync(join(root, 'extensions/calendar.ts'));
    const other = writePublication({ 'calendar.ts': calendarExtension });
    symlinkSync(join(other, 'calendar.ts'), join(root, 'extensions/calendar.ts'));
    const { problems } = await check(root);
    expect(problems).toEqual([
      expect.stringMatching(/^file-unreadable extensions\/calendar.ts: .*leads out/),
    ]);
  });

  test.each(["Unexpected token 'export'", 'Cannot use import statement outside a module'])(
    'that Node reads as CommonJS is told how to be a module: %s',
    (reason) => {
      // The modules of a test are loaded by vite, which reads none as CommonJS.
      const { hint } = createProblem('extension-failed', { file: 'extensions/calendar.ts', reason });
      expect(hint).toMatch(/CommonJS.*Rename it to end in "\.mts", or set "type": "module"/);
    },
  );

  test('that throws while it writes a block names its line', async () => {
    const root = writePublication(block(['calendar.map', 'tools.none(calendar).map']));
    const error: unknown = await check(root).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problems).toMatchObject([
      { code: 'extension-failed', file: 'extensions/calendar.ts', line: 15 },
    ]);
  });

  test('with a mistake that is none', async () => {
    const ownCheck = "check: () => [{ message: () => 'Wrong.', hint: 'Correct it.' }],\n      toText:";
    const root = writePublication(block(['toText:', ownCheck]));
    await expect(check(root)).rejects.toThrow(
      /the block "calendar" has a mistake that is not \{ path, message, hint \}\.$/,
    );
  });
});
