import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { courantHere } from './run-courant.ts';

async function emptyFolder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'courant-init-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

describe('courant init', () => {
  it('writes a publication that passes every check, in each language that has a welcome', async () => {
    const root = await emptyFolder();
    const look = ['--theme', 'magazine', '--accent', '#0a6b5e'];
    const args = ['--yes', '--languages', 'nl,en', '--source', 'nl', ...look];
    const more = [
      '--name',
      'De "Dijk": post',
      '--at',
      '07:00',
      '--days',
      'tuesday,friday',
      '--host',
      'server',
    ];
    const { code, stdout } = await courantHere(root, ['init', 'post', ...args, ...more]);
    expect(code).toBe(0);
    expect(stdout).toContain('\n  cd post\n');
    expect(stdout).toContain('npx courant rehearse');
    expect(await courantHere(join(root, 'post'), ['check', '--strict'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 editions: no problems'),
    });
    const settings = await readFile(join(root, 'post/newsletter.yaml'), 'utf8');
    expect(settings).toContain('name: "De \\"Dijk\\": post"');
    expect(settings).toContain('days: [tuesday, friday]');
    expect(settings).toMatch(
      /^# yaml-language-server: \$schema=\.\/node_modules\/courant\/docs\/schema\/newsletter\.schema\.json\n.*courant@\d+\.\d+\/docs\/schema\/newsletter\.schema\.json$/m,
    );
    const [slug = ''] = (await readdir(join(root, 'post/content'))).filter((name) =>
      name.endsWith('-welcome'),
    );
    for (const [locale, schema] of Object.entries({ nl: 'issue', en: 'translation' }))
      expect(await readFile(join(root, 'post/content', slug, `${locale}.yaml`), 'utf8')).toContain(
        `# yaml-language-server: $schema=../../node_modules/courant/docs/schema/${schema}.schema.json\n`,
      );
    expect(settings).toMatch(/theme:\n {2}from: magazine\n {2}light:\n {4}accent: "#0a6b5e"/);
    expect(await readdir(join(root, 'post/deploy'))).toContain('courant.service');
    expect(await readdir(join(root, 'post'))).toEqual(expect.arrayContaining(['Dockerfile', 'compose.yaml']));
  });

  it('leaves a file that is there as it is, and adds to a package.json', async () => {
    const parent = await emptyFolder();
    const root = join(parent, 'news/our post');
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'README.md'), 'Ours.\n');
    await writeFile(join(root, '.gitignore'), 'node_modules\ndist/\n');
    const ours = '{\n\t"name": "ours",\n\t"type": "commonjs",\n\t"scripts": { "test": "ours" }\n}\n';
    await writeFile(join(root, 'package.json'), ours);
    const { stdout, stderr } = await courantHere(parent, ['init', 'news/our post', '--yes']);
    expect(stdout).toContain('\n  cd "news/our post"\n');
    expect(stdout).toContain('README.md  (already there, unchanged)');
    expect(stderr).toContain('Add to .gitignore: .courant/ .env');
    expect(await readFile(join(root, 'README.md'), 'utf8')).toBe('Ours.\n');
    const text = await readFile(join(root, 'package.json'), 'utf8');
    expect(text).toContain('\t"name": "ours",\n\t"type": "commonjs",\n');
    expect(JSON.parse(text)).toMatchObject({
      scripts: { test: 'ours', start: 'courant studio' },
      dependencies: { courant: expect.stringMatching(/^\^\d/) },
    });
  });

  it('records the files that "courant upgrade" keeps up to date, and keeps the version that is asked for', async () => {
    const root = await emptyFolder();
    const wanted = { devDependencies: { courant: 'file:courant.tgz' } };
    // As "npm init" writes it.
    const scripts = { test: 'echo "Error: no test specified" && exit 1' };
    await writeFile(join(root, 'package.json'), JSON.stringify({ type: 'commonjs', scripts, ...wanted }));
    await writeFile(join(root, '.env.example'), 'OURS=\n');
    await courantHere(root, ['init', '--yes', '--host', 'github']);
    const record = JSON.parse(await readFile(join(root, 'originals/record.json'), 'utf8'));
    expect(Object.keys(record)).toEqual([
      '.github/workflows/check.yml',
      '.github/workflows/publish.yml',
      '.gitignore',
      'test/editions.test.mjs',
    ]);
    expect(await courantHere(root, ['upgrade'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to change'),
    });
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({
      ...wanted,
      type: 'module',
      scripts: { test: 'courant check && node --test' },
    });
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('adds the files of a host to an existing publication, and no issue', async () => {
    const root = await emptyFolder();
    await courantHere(root, ['init', '--yes', '--languages', 'nl']);
    const settings = await readFile(join(root, 'newsletter.yaml'), 'utf8');
    const issues = (await readdir(join(root, 'content'))).filter((name) => name.endsWith('-welcome'));
    // The publication has been in use for a while.
    await rename(join(root, 'content', issues[0] ?? ''), join(root, 'content/2020-01-02-first'));
    for (const path of ['README.md', 'content/subscribers.sample.csv', '.vscode', 'test/editions'])
      await rm(join(root, path), { recursive: true });
    const before = await readdir(join(root, 'content'), { recursive: true });
    const damaged = await readFile(join(root, 'originals/record.json'), 'utf8');
    await writeFile(join(root, 'originals/record.json'), damaged.replace('"from"', '"form"'));
    expect(await courantHere(root, ['init', '.', '--yes', '--host', 'github'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/originals\/record\.json:[\s\S]*Nothing was written\./),
    });
    expect(await readdir(root)).not.toContain('.github');
    await writeFile(join(root, 'originals/record.json'), damaged);
    expect(await courantHere(root, ['init', '.', '--yes', '--host', 'github'])).toMatchObject({ code: 0 });
    expect(await readdir(join(root, 'content'), { recursive: true })).toEqual(before);
    expect(await readFile(join(root, 'newsletter.yaml'), 'utf8')).toBe(settings);
    expect(await readdir(root)).not.toContain('README.md');
    expect(await readdir(join(root, '.github/workflows'))).toEqual(['check.yml', 'publish.yml']);
    expect(Object.keys(JSON.parse(await readFile(join(root, 'originals/record.json'), 'utf8')))).toEqual([
      '.env.example',
      '.github/workflows/check.yml',
      '.github/workflows/publish.yml',
      '.gitignore',
      'test/editions.test.mjs',
    ]);
  });

  it('makes modules of the files in a folder that had only been given Courant by npm', async () => {
    const root = await emptyFolder();
    const installed = { dependencies: { courant: 'file:courant-0.1.0.tgz' } };
    await writeFile(join(root, 'package.json'), JSON.stringify(installed, null, 2));
    await courantHere(root, ['init', '--yes']);
    expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).toMatchObject({
      ...installed,
      type: 'module',
    });
  });

  it('writes nothing where the existing files would not make a publication', async () => {
    const root = await emptyFolder();
    await writeFile(join(root, 'package.json'), '{ "name": }');
    expect(await courantHere(root, ['init', '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/package\.json:1:11[\s\S]*Nothing was written\./),
    });
    await rm(join(root, 'package.json'));
    await writeFile(join(root, 'newsletter.yaml'), 'name: Ours\n');
    expect(await courantHere(root, ['init', '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/newsletter\.yaml[\s\S]*Nothing was written\./),
    });
    expect(await readdir(root)).toEqual(['newsletter.yaml']);
  });

  it('writes nothing when an answer is wrong, and shows which', async () => {
    const root = await emptyFolder();
    const { code, stderr } = await courantHere(root, [
      'init',
      '--yes',
      '--sender',
      'nobody',
      '--time-zone',
      'Mars',
      '--theme',
      'magasine',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/newsletter\.yaml:\d+:\d+ {2}error {2}invalid-value/);
    expect(stderr).toContain('Did you mean "magazine"?');
    expect(stderr).toContain('Nothing was written.');
    expect(await readdir(root)).toEqual([]);
  });

  it('asks nothing where nobody can answer', async () => {
    const root = await emptyFolder();
    expect(await courantHere(root, ['init'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('add --yes'),
    });
    expect(await readdir(root)).toEqual([]);
  });
});
