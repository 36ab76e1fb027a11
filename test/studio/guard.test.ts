import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { createStudioApp } from '../../pipeline/studio/server/create-studio-app.ts';
import { startStudio } from '../../pipeline/studio/server/start-studio.ts';
import type { Studio } from '../../pipeline/studio/studio.ts';
import { type OpenStudio, openStudio, tokenOf } from './open-studio.ts';

let studio: OpenStudio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const slug = '2026-05-07-bridges';

/** Asks as `fetch` will not: with any Host, and a path that is sent as it is. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: studio.port, path, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    },
  );
}

const save = JSON.stringify({
  action: 'save',
  part: 'headline',
  seen: { headline: 'Veermonde puts its bridge times online' },
  base: { headline: 'Veermonde zet brugtijden online' },
  words: { headline: 'Gekaapt' },
});
const json = { 'content-type': 'application/json' };

describe('a request that is not the studio\u2019s own', () => {
  test('by another name for this machine is refused (DNS rebinding)', async () => {
    const answer = await ask('/api/issues', { host: `evil.example.org:${studio.port}` });
    expect(answer.status).toBe(421);
    expect(answer.body).not.toContain('Veermonde');
  });

  test('from another site is refused, even with a token', async () => {
    const token = await tokenOf(studio);
    for (const origin of ['https://evil.example.org', 'null']) {
      const headers = { ...json, origin, 'x-studio-token': token };
      expect((await ask(`/api/desk/${slug}/nl`, headers, 'POST', save)).status).toBe(403);
    }
  });

  test('that writes without the token is refused', async () => {
    for (const token of ['', 'x'.repeat(32)]) {
      const headers = { ...json, 'x-studio-token': token };
      expect((await ask(`/api/desk/${slug}/nl`, headers, 'POST', save)).status).toBe(403);
    }
    expect(await studio.read(`content/${slug}/nl.yaml`)).not.toContain('Gekaapt');
  });
});

describe('paths', () => {
  test.each([
    '/source/../../package.json',
    '/source/studio/browser/../../../package.json',
    '/source/studio/browser/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/source/studio/guard.ts',
    '/source/config/secrets-in-file.ts',
    '/modules/lit-html/../../package.json',
    '/modules/lit-html/package.json',
    '/page/../../package.json',
    '/page/page.json',
    '/pictures/../newsletter.yaml',
    '/preview/..%2f..%2fetc/en',
    '/api/mail?id=../../courant.sqlite',
  ])('%s lead to nothing', async (path) => {
    const answer = await ask(path);
    // What is no module, picture or message is at most the studio's own page.
    if (answer.status === 200) expect(answer.body).toContain('<div id="studio">');
    expect(answer.body).not.toMatch(/"scripts"|createHash|languages:|root:x/);
  });

  test.each(['..', '.', 'en', '%2e%2e%2f%2e%2e', 'nl%00', 'xx'])(
    'the desk writes into no language that is none: %s',
    async (locale) => {
      const headers = { ...json, 'x-studio-token': await tokenOf(studio) };
      const answer = await ask(`/api/desk/${slug}/${locale}`, headers, 'POST', save);
      expect(answer.status).toBe(404);
    },
  );
});

test('the page runs only its own modules, and cannot be framed', async () => {
  const policy = String((await ask('/')).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]+';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});

test.each([
  '/',
  '/favicon.ico',
  '/page/none.js',
  '/api/issues',
  '/api/none',
  '/api/life/none',
  '/api/new',
  `/preview/${slug}/en`,
  '/preview/none/en',
  '/pictures/none.png',
  '/revision/none',
  '/mail',
])('every answer has its safety headers: %s', async (path) => {
  const { headers } = await ask(path);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test('a preview runs nothing and sends nothing', async () => {
  const policy = String((await ask(`/preview/${slug}/en`)).headers['content-security-policy']);
  expect(policy).toContain('sandbox allow-same-origin');
  expect(policy).not.toContain('script-src');
  expect(policy).toContain("form-action 'none'");
});

test('the page is one script and one style sheet, which a browser keeps, and the page itself is new each time', async () => {
  const { body, headers } = await ask('/');
  expect(headers['cache-control']).toBe('no-store');
  const files = [...body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, file = '']) => file);
  const answers = await Promise.all(files.map((file) => ask(file)));
  expect(answers.map((answer) => answer.headers['content-type'])).toEqual([
    'text/css; charset=utf-8',
    'text/javascript; charset=utf-8',
  ]);
  for (const answer of answers) expect(answer.headers['cache-control']).toContain('immutable');
});

describe('at an address that others can reach', () => {
  const options = (password?: string) => ({
    root: studio.root,
    packageRoot: studio.root,
    outbox: `${studio.root}/.courant/other`,
    port: 0,
    host: '0.0.0.0',
    password,
    editor: '',
    services: {} as never,
    clock: () => new Date(),
    onError: () => {},
  });

  test.each([undefined, 'a', 'aaaaaaaaaaaaaaaa', '12 345 6'])(
    'there is no studio with the password %j',
    async (password) => {
      await expect(startStudio(options(password))).rejects.toThrow('studio-password');
    },
  );

  test('it shows the page before the publication is read, then its data, and what changed meanwhile', async () => {
    const file = join(studio.root, 'newsletter.yaml');
    const text = readFileSync(file, 'utf8');
    // newsletter.yaml has been read when the logo is: somebody saves it at that moment.
    const saveOnce = vi.fn(async () => undefined);
    saveOnce.mockImplementationOnce(
      async () => writeFileSync(file, text.replace('name: Courant', 'name: Later')) as undefined,
    );
    const answers: Promise<Response>[] = [];
    const cookie = {
      headers: { authorization: `Basic ${Buffer.from('me:open sesame, please').toString('base64')}` },
    };
    const open = await startStudio({
      ...options('open sesame, please'),
      services: { store: async () => undefined } as never,
      cache: {
        pictures: { read: saveOnce, write: async () => {} },
        forms: { read: async () => undefined, write: async () => {} },
      },
      onListening(url) {
        const ask = (path: string) => answers.push(fetch(new URL(path, url), cookie));
        ['/', '/api/issues'].map(ask);
      },
    });
    try {
      const [page, issues] = await Promise.all(answers);
      const links = (await page?.text())?.match(/<link rel="modulepreload" href="[^"]+">/g) ?? [];
      expect(links.length).toBeGreaterThan(80);
      expect(await issues?.json()).toMatchObject({ locales: ['en', 'nl'] });
      const hasLater = () => open.live.publication?.newsletter.name === 'Later';
      await vi.waitUntil(hasLater, { timeout: 15_000 });
    } finally {
      writeFileSync(file, text);
      await open.stop();
    }
  });

  test('it renders the newest issue while the browser still starts', async () => {
    const open = await startStudio({
      ...options('open sesame, please'),
      packageRoot,
      onListening: () => {},
    });
    const [newest] = open.live.issues;
    try {
      await vi.waitUntil(() => open.live.pictures.size > 0, { timeout: 60_000 });
      expect([...open.live.pictures.keys()].join()).toContain(`pictures/${newest?.slug}/`);
    } finally {
      await open.stop();
    }
  });

  test('it closes its address if the publication cannot be opened', async () => {
    let address = '';
    const broken = {
      ...options('open sesame, please'),
      stateFolder: `${studio.root}/newsletter.yaml`,
      onListening(url: string) {
        address = url;
      },
    };
    await expect(startStudio(broken)).rejects.toThrow('ENOTDIR');
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  test('it refuses to send', async () => {
    const sending = { ...options('open sesame, please'), send: true };
    await expect(startStudio(sending)).rejects.toThrow('studio-send');
  });

  test('it asks for the password, and throttles guesses', async () => {
    let now = Date.UTC(2026, 10, 25);
    const open = await startStudio({ ...options('open sesame, please'), clock: () => new Date(now) });
    try {
      const of = async (password?: string) => {
        const basic = Buffer.from(`me:${password}`).toString('base64');
        const headers = password === undefined ? {} : { authorization: `Basic ${basic}` };
        return (await fetch(`http://127.0.0.1:${open.port}/`, { headers })).status;
      };
      const withCookie = async (cookie: string) =>
        (await fetch(`http://127.0.0.1:${open.port}/`, { headers: { cookie } })).status;
      for (let i = 0; i < 20; i++) expect(await of(), 'a browser asks without one first').toBe(401);
      const authorization = `Basic ${Buffer.from('me:open sesame, please').toString('base64')}`;
      const editor = await fetch(`http://127.0.0.1:${open.port}/`, { headers: { authorization } });
      const cookie = editor.headers.get('set-cookie') ?? '';
      expect([editor.status, cookie]).toEqual([200, expect.stringMatching(/HttpOnly; SameSite=Strict$/)]);
      for (let i = 0; i < 10; i++) expect(await of(`guess ${i}`)).toBe(401);
      expect(await of('guess 11')).toBe(429);
      expect(await of('open sesame, please'), 'nothing is looked at').toBe(429);
      expect(await withCookie(cookie.split(';')[0] ?? ''), 'an editor who was let in before').toBe(200);
      expect(await withCookie('courant-studio=guess')).toBe(401);
      now += 60_000;
      expect(await of('open sesame, please')).toBe(200);
    } finally {
      await open.stop();
    }
  });

  test('people who sign in cannot start a dispatch or send a test', async () => {
    const open = await startStudio(options('open sesame, please'));
    try {
      const headers = { authorization: `Basic ${Buffer.from('me:open sesame, please').toString('base64')}` };
      const page = await (await fetch(`http://127.0.0.1:${open.port}/`, { headers })).text();
      const token = /name="studio-token" content="([^"]+)"/.exec(page)?.[1] ?? '';
      const post = async (path: string, body: object) => {
        const answer = await fetch(`http://127.0.0.1:${open.port}${path}`, {
          method: 'POST',
          headers: { ...headers, ...json, 'x-studio-token': token },
          body: JSON.stringify(body),
        });
        return [answer.status, await answer.text()];
      };
      expect(await post('/api/dispatch/1/state', { state: 'active' })).toEqual([
        403,
        expect.stringContaining('courant studio --send'),
      ]);
      const reader = { locale: 'nl', name: 'Zoë' };
      expect(await post('/api/test', { slug, address: 'zoe@example.org', reader })).toEqual([
        403,
        expect.stringContaining('without --host'),
      ]);
    } finally {
      await open.stop();
    }
  });
});

test('every route of a module, loaded at once or later, has a path in the app', () => {
  const folder = join(import.meta.dirname, '../../pipeline/studio/server/routes');
  const declared = readdirSync(folder).flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/app\.(get|post)\(\s*'(\/api\/[^']+)'/g),
  ]);
  expect(declared.length).toBeGreaterThan(40);
  // Creating the routes uses nothing of the studio.
  const app = createStudioApp({} as Studio);
  // Middleware has a second parameter, and answers no route.
  const answered = app.routes.filter(({ path, handler }) => /^\/api\/\w/.test(path) && handler.length < 2);
  const missing = declared.filter(([, method = '', path = '']) => {
    const pathname = path.replaceAll(':', '');
    const own = answered.filter((each) => ['ALL', method.toUpperCase()].includes(each.method));
    return !own.some((each) => new URLPattern({ pathname: each.path }).test({ pathname }));
  });
  expect(missing.map(([, method, path]) => `${method} ${path}`)).toEqual([]);
});
