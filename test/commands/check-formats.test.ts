import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { copyPublication, courantHere, readText } from './run-courant.ts';

const issue = 'content/2026-05-07-bridges/en.yaml';

/** A publication with one mistake in one issue. */
async function damaged(): Promise<string> {
  const root = await copyPublication();
  const text = await readText(root, issue);
  await writeFile(join(root, issue), text.replace('headline: Veermonde', 'headlin: Veermonde'));
  return root;
}

test('SARIF is valid by its schema, and says what, where and how to mend it', async () => {
  const { code, stdout } = await courantHere(await damaged(), [
    ...['check', '2026-05-07-bridges', '--format', 'sarif'],
  ]);
  const log = JSON.parse(stdout);
  expect(code).toBe(1);
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  // The schema is written in draft 4, whose keywords Ajv knows but for these two.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...log, version: '2.0.0' })).toBe(false);

  const [run] = log.runs;
  const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'unknown-key');
  expect(result.level).toBe('error');
  expect(result.message.text).toContain('Did you mean "headline"?');
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  expect(artifactLocation).toEqual({ uri: issue, uriBaseId: '%SRCROOT%' });
  expect(region).toMatchObject({ startColumn: 1, endColumn: 8 });
  const rule = run.tool.driver.rules[result.ruleIndex];
  expect(rule).toMatchObject({ id: 'unknown-key', defaultConfiguration: { level: 'error' } });
  expect(rule.help.markdown).toContain('```text');
  expect(rule.shortDescription.text).toMatch(/^\S.*\.$/);
});

test('for GitHub, standard output has only annotations', async () => {
  const { code, stdout, stderr } = await courantHere(await damaged(), [
    ...['check', '2026-05-07-bridges', '--format', 'github'],
  ]);
  expect(code).toBe(1);
  for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^::(error|warning) file=content\//);
  expect(stderr).toMatch(/^1 issue, \d editions?: \d errors?.*\.\n$/);
});

test('a format that is not known is refused, and --json with another format too', async () => {
  const root = await copyPublication();
  expect((await courantHere(root, ['check', '--format', 'xml'])).stderr).toContain(
    'pretty, json, github, sarif',
  );
  expect((await courantHere(root, ['check', '--json', '--format', 'sarif'])).code).not.toBe(0);
});
