import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installTarball, makePublication, repository } from './install-tarball.ts';

const run = promisify(execFile);
let folder = '';
let files: readonly string[] = [];

beforeAll(async () => {
  ({ folder, files } = await installTarball());
  await makePublication(folder, 2);
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the package's own command in the publication's folder. */
const courant = (args: readonly string[], environment: Record<string, string> = {}) =>
  run(process.execPath, ['node_modules/courant/bin/courant.cjs', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...environment },
    maxBuffer: 1e8,
  });

describe('the package that npm pack makes', () => {
  it('has the compiled program with its types, templates, texts and schemas, and nothing else', () => {
    const folders = new Set(files.map((file) => file.split('/')[0]));
    expect([...folders].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'docs',
      'lib',
      'locales',
      'package.json',
      'templates',
      'themes',
    ]);
    expect(files.filter((file) => /(?<!\.d)\.ts$|\.map$|^(test|content|bench)\//.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'lib/index.d.ts',
        'lib/publication/templates/shipped-templates',
        'lib/third-party-notices.txt',
        'lib/studio/page/page.json',
        'docs/schema/issue.schema.json',
      ]),
    );
  });

  it('has the types that the documented extensions use', async () => {
    await cp(join(repository, 'test/types'), join(folder, 'extensions'), { recursive: true });
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    const options = '--noEmit --strict --module nodenext --target es2024 --lib es2024'.split(' ');
    // The types of the package are checked too, and not only those of the extensions.
    options.push('--skipLibCheck', 'false', '--skipDefaultLibCheck');
    options.push('--types', 'node', '--typeRoots', join(repository, 'node_modules/@types'));
    const names = (await readdir(join(folder, 'extensions'))).map((name) => `extensions/${name}`);
    await run(process.execPath, [compiler, ...options, ...names], { cwd: folder });
  }, 60_000);

  it('names no folder of the machine that it was made on', async () => {
    const texts = await Promise.all(
      files.map((file) => readFile(join(folder, 'node_modules/courant', file), 'utf8')),
    );
    expect(texts.filter((text) => text.includes(repository))).toEqual([]);
  });

  it('has the licences of the packages in it', async () => {
    const notices = await readFile(join(folder, 'node_modules/courant/lib/third-party-notices.txt'), 'utf8');
    // lodash is inside of the one file of mjml-browser, and boolbase has no licence file.
    for (const name of ['kysely', 'mjml-browser', 'lodash', 'boolbase', 'prosemirror-view'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\w+\\)$`, 'm'));
  });

  it('builds the archive, and writes nothing into itself', async () => {
    const before = await readdir(join(folder, 'node_modules/courant'), { recursive: true });
    const { stdout } = await courant(['archive', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ isPublished: true, problems: [] });
    expect(JSON.parse(stdout).rendered).toHaveLength(5);
    expect(await readdir(join(folder, 'node_modules/courant'), { recursive: true })).toEqual(before);
    const cached = await readdir(join(folder, '.courant/cache'));
    expect(cached).toContain('code');
    // The package has all compiled forms that these mails need.
    expect(cached).not.toContain('forms');
  }, 120_000);

  it('renders again when a file of its code or the version of a dependency changes', async () => {
    const archive = async () => JSON.parse((await courant(['archive', '--json'])).stdout).rendered.length;
    expect(await archive()).toBe(0);
    const chunks = join(folder, 'node_modules/courant/lib/chunks');
    const [chunk = ''] = (await readdir(chunks)).filter((name) => name.startsWith('render-editions-'));
    await appendFile(join(chunks, chunk), '\n// changed\n');
    expect(await archive()).toBe(5);
  }, 120_000);

  it('signs what it sends', async () => {
    await appendFile(
      join(folder, 'newsletter.yaml'),
      '\ndelivery:\n  dkim: { domain: courant.example.org, selector: news }\n',
    );
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const slug = '2026-11-19-november';
    await courant(['send', slug, '--outbox'], { DKIM_PRIVATE_KEY: key });
    const outbox = join(folder, '.courant/outbox', slug);
    const [first = ''] = (await readdir(outbox)).filter((name) => name.endsWith('.eml'));
    expect(await readFile(join(outbox, first), 'utf8')).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/m);
  }, 60_000);

  it('opens the studio, whose page is a bundle', async () => {
    const { child, url } = await startStudio();
    const page = await (await fetch(url)).text();
    const [, main = ''] = /<script[^>]+src="([^"]+)"/.exec(page) ?? [];
    const [, style = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
    const script = await (await fetch(new URL(main, url))).text();
    const [, desk = ''] = /import\([`'"]\.(\/write-desk[^`'"]+)/.exec(script) ?? [];
    const statuses = [main, style, `/page${desk}`].map(
      async (path) => (await fetch(new URL(path, url))).headers.get('cache-control') ?? '',
    );
    for (const kept of await Promise.all(statuses)) expect(kept).toContain('immutable');
    child.kill('SIGTERM');
  }, 60_000);

  it('creates a publication whose own tests pass, and fail once an edition changes', async () => {
    const root = join(folder, 'post');
    const { stdout } = await courant(['init', 'post', '--yes', '--languages', 'en,nl', '--host', 'github']);
    expect(stdout).toContain('post/package.json'.slice('post/'.length));
    const test = () => run('npm', ['test', '--silent'], { cwd: root, env: withBin(folder) });
    await test();
    const [slug = ''] = (await readdir(join(root, 'content'))).filter((name) => name.endsWith('-welcome'));
    const article = join(root, 'content', slug, 'en.yaml');
    await writeFile(article, (await readFile(article, 'utf8')).replace('What comes next', 'What is next'));
    await expect(test()).rejects.toMatchObject({ stdout: expect.stringContaining('What is next') });
    await run('npm', ['run', 'test:update', '--silent'], { cwd: root, env: withBin(folder) });
    await test();
  }, 120_000);

  it('creates a publication by "npm create courant", with its own version', async () => {
    const creator = join(folder, 'node_modules/create-courant');
    await cp(join(repository, 'packages/create-courant'), creator, { recursive: true });
    await run(process.execPath, [join(creator, 'create-courant.js'), 'second', '--yes'], { cwd: folder });
    expect(await readdir(join(folder, 'second'))).toContain('newsletter.yaml');
    const manifests = await Promise.all(
      ['package.json', 'packages/create-courant/package.json'].map(async (path) =>
        JSON.parse(await readFile(join(repository, path), 'utf8')),
      ),
    );
    const [{ version }, { version: own, dependencies }] = manifests;
    expect({ own, courant: dependencies.courant }).toEqual({ own: version, courant: `^${version}` });
  }, 60_000);

  it('is a library with types', async () => {
    const script = "import('courant').then((all) => console.log(Object.keys(all).length > 5))";
    const { stdout } = await run(process.execPath, ['--eval', script], { cwd: folder });
    expect(stdout.trim()).toBe('true');
  });

  it.each(['status', 'work'])(
    'names the package that "courant %s" with a database needs',
    async (command) => {
      const ended = courant([command], { DATABASE_URL: 'postgres://courant@127.0.0.1:1/none' });
      await expect(ended).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('npm install pg'),
      });
    },
  );

  it('says in a sentence which Node it needs', async () => {
    const script = `Object.defineProperty(process.versions, 'node', { value: '18.19.0' });
      require('./node_modules/courant/bin/courant.cjs')`;
    const ended = run(process.execPath, ['--eval', script], { cwd: folder });
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^Courant needs Node \d+ or newer, and this is Node 18\.19\.0\. Install /,
      ),
    });
  });
});

/** As npm has it in an installed publication: the command of the package, and the Node that runs this test. */
function withBin(installed: string): NodeJS.ProcessEnv {
  const bin = join(installed, 'node_modules/.bin');
  return { ...process.env, PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH']}` };
}

async function startStudio(): Promise<{ child: ChildProcess; url: string }> {
  const args = ['node_modules/courant/bin/courant.cjs', 'studio', '--port', '0', '--no-open'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data).trim())),
  );
  return { child, url };
}
