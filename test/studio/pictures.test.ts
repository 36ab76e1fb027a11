import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hono } from 'hono';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { EventHub } from '../../pipeline/studio/event-hub.ts';
import { LivePublication } from '../../pipeline/studio/live-publication.ts';
import { findUnsafe } from '../../pipeline/studio/pictures/find-unsafe.ts';
import { namePicture } from '../../pipeline/studio/pictures/name-picture.ts';
import { PictureDesk } from '../../pipeline/studio/pictures/picture-desk.ts';
import type { PictureList } from '../../pipeline/studio/protocol/pictures.ts';
import { pictureRoutes } from '../../pipeline/studio/server/routes/pictures.ts';
import type { Studio } from '../../pipeline/studio/studio.ts';

let root: string;
let app: Hono;
let live: LivePublication;
const folder = () => join(root, 'content/spring');

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-pictures-'));
  await put(
    'newsletter.yaml',
    'name: Tiny\ndescription: A tiny one\nurl: https://tiny.example.org\nsender: { address: news@example.org, postal: Kade 1 }\nlanguages: { source: en, editions: [en, nl] }\ntheme: { logo: content/spring/logo.png }\n',
  );
  await put(
    'content/spring/en.yaml',
    'kind: article\ndate: 2026-03-09\nstatus: draft\nheadline: Spring\nbody:\n  - image: used.png\n    alt: A field\n',
  );
  await put(
    'content/spring/nl.yaml',
    'status: draft\nheadline: Lente\nbody:\n  - image: nl.png\n    alt: Een veld\n',
  );
  for (const name of ['used', 'nl', 'logo'])
    await put(`content/spring/${name}.png`, await sharp(field(2, 2)).png().toBuffer());
  live = new LivePublication({
    clock: Date.now,
    publication: diskFiles(root),
    package: diskFiles(packageRoot),
  });
  await live.open();
  const studio = {
    root,
    stateFolder: join(root, '.courant'),
    live,
    deskFiles: { inTurn: <Result>(work: () => Promise<Result>) => work() },
    events: new EventHub(),
    opens: () => undefined,
    clock: () => new Date('2026-03-09T08:00:00Z'),
  } as unknown as Studio;
  app = pictureRoutes(studio, new PictureDesk(studio));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const field = (width: number, height: number, background = '#446688') => ({
  create: { width, height, channels: 3 as const, background },
});

async function give(name: string, bytes: Uint8Array, slug = 'spring') {
  const address = `/api/pictures/${slug}?name=${encodeURIComponent(name)}`;
  const answer = await app.request(address, { method: 'POST', body: new Uint8Array(bytes) });
  const json = (await answer.json()) as Readonly<Record<string, unknown>>;
  return { ...json, status: answer.status };
}

describe('a picture that is given', () => {
  it('is upright, without its place and camera, whole, and of a sane size', async () => {
    const photograph = await sharp(field(3000, 1500))
      .withExif({ IFD0: { Make: 'Acme' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 38/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const answer = await give('IMG_1234.JPEG', photograph);
    expect(answer).toMatchObject({ status: 200, file: 'img-1234.jpg', width: 1200, height: 2400 });
    const stored = await readFile(join(folder(), 'img-1234.jpg'));
    expect(answer).toMatchObject({ bytes: stored.length });
    const facts = await sharp(stored).metadata();
    expect([facts.width, facts.height, facts.orientation, facts.exif, facts.icc]).toEqual([
      1200,
      2400,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gets a name that no other file has, and is stored once', async () => {
    const [one, two] = [
      await sharp(field(8, 8)).png().toBuffer(),
      await sharp(field(8, 8, '#ff0000'))
        .png()
        .toBuffer(),
    ];
    expect(await give('Boat.png', one)).toMatchObject({ file: 'boat.png' });
    expect(await give('Boat.png', two)).toMatchObject({ file: 'boat-2.png' });
    expect(await give('other name.png', one)).toMatchObject({ file: 'boat.png' });
    await put('content/spring/QUAY.png', 'x');
    expect(await give('quay.png', await sharp(field(9, 9)).png().toBuffer())).toMatchObject({
      file: 'quay-2.png',
    });
    expect(await readFile(join(folder(), 'QUAY.png'), 'utf8')).toBe('x');
    expect((await readdir(folder())).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('moves if it moved before', async () => {
    const frames = Buffer.concat([Buffer.alloc(4 * 4 * 3, 0), Buffer.alloc(4 * 4 * 3, 255)]);
    const raw = { width: 4, height: 8, channels: 3 as const, pageHeight: 4 };
    const moving = await sharp(frames, { raw })
      .gif({ delay: [100, 100] })
      .toBuffer();
    expect(await give('wave.gif', moving)).toMatchObject({ file: 'wave.gif', width: 4, height: 4 });
    expect((await sharp(join(folder(), 'wave.gif')).metadata()).pages).toBe(2);
  });

  it('may be a drawing, which stays as it is', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect id="a" width="9" height="9"/><use href="#a"/></svg>';
    expect(await give('plan.svg', Buffer.from(drawing))).toMatchObject({
      file: 'plan.svg',
      width: 2400,
      height: 1200,
    });
    expect(await readFile(join(folder(), 'plan.svg'), 'utf8')).toBe(drawing);
  });

  it.each([
    ['a text', 'note.jpg', Buffer.from('not a picture'), 'its content is not a picture'],
    ['nothing', 'empty.jpg', Buffer.alloc(0), 'its content is not a picture'],
    [
      'half a file',
      'half.png',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'cannot be used as a picture',
    ],
    [
      'a HEIC file',
      'IMG_1.HEIC',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'is a HEIC file',
    ],
    [
      'a program',
      'x.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
      'it has a script',
    ],
  ])('is refused if it is %s', async (_, name, bytes, message) => {
    const before = await readdir(folder());
    expect(await give(name, bytes)).toMatchObject({ status: 422, message: expect.stringContaining(message) });
    expect(await readdir(folder())).toEqual(before);
  });

  it('is refused with the reason if the disk does not take it', async () => {
    const picture = await sharp(field(5, 5)).png().toBuffer();
    // A folder in the place of the new file makes writing fail, for every user.
    const part = join(folder(), `.${process.pid}.part`);
    await mkdir(part);
    expect(await give('full.png', picture)).toMatchObject({
      status: 422,
      problems: [{ code: 'studio-unwritten' }],
    });
    await rm(part, { recursive: true });
    expect(await give('full.png', picture)).toMatchObject({ file: 'full.png' });
  });

  it('needs an issue', async () => {
    const picture = await sharp(field(3, 3)).png().toBuffer();
    expect(await give('a.png', picture, 'nowhere')).toMatchObject({ status: 404 });
  });

  it('has at most 25 MB', async () => {
    expect(await give('large.png', Buffer.alloc(25_000_001))).toMatchObject({
      status: 413,
      message: expect.stringContaining('25 MB'),
    });
  });
});

test('pictures are listed with whether a language uses them, and shown without scripts', async () => {
  const { files } = (await (await app.request('/api/pictures/spring')).json()) as {
    files: { file: string }[];
  };
  expect(files.filter(({ file }) => /^(?:used|boat)\.png$/.test(file))).toEqual([
    expect.objectContaining({ file: 'boat.png', isUsed: false }),
    expect.objectContaining({ file: 'used.png', isUsed: true }),
  ]);
  const shown = await app.request('/api/pictures/spring/plan.svg');
  expect(shown.headers.get('content-type')).toBe('image/svg+xml');
  expect(shown.headers.get('content-security-policy')).toContain('sandbox');
  await writeFile(join(root, 'secret.png'), 'x');
  await symlink(join(root, 'secret.png'), join(folder(), 'linked.png'));
  for (const name of ['none.png', 'en.yaml', '..%2F..%2Fnewsletter.yaml', 'linked.png'])
    expect((await app.request(`/api/pictures/spring/${name}`)).status).toBe(404);
});

test('an issue that was renamed a moment ago is unknown', async () => {
  await rename(folder(), join(root, 'content/summer'));
  for (const path of ['spring', 'spring/used.png'])
    expect((await app.request(`/api/pictures/${path}`)).status).toBe(404);
  await rename(join(root, 'content/summer'), folder());
});

test('an issue that is renamed while its pictures are listed is unknown', async () => {
  const list = () => app.request('/api/pictures/spring');
  vi.spyOn(live, 'upToDate').mockImplementationOnce(async () => {
    await rename(folder(), join(root, 'content/summer'));
    return undefined;
  });
  expect((await list()).status).toBe(404);
  await rename(join(root, 'content/summer'), folder());
  expect((await list()).status).toBe(200);
});

test('a link that leads nowhere is not a picture', async () => {
  await symlink('nowhere.png', join(folder(), 'broken.png'));
  const answer = await app.request('/api/pictures/spring');
  expect(((await answer.json()) as PictureList).files.map(({ file }) => file)).not.toContain('broken.png');
  await rm(join(folder(), 'broken.png'));
});

test('a picture that no language uses moves to the trash, and any other stays', async () => {
  const remove = async (file: string) => {
    const answer = await app.request('/api/pictures/spring/trash', {
      method: 'POST',
      body: JSON.stringify({ file }),
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  const bytes = await readFile(join(folder(), 'boat.png'));
  const trashed = 'trash/pictures/spring-20260309T080000000Z/boat.png';
  expect(await remove('boat.png')).toEqual({ status: 200, trashed });
  expect(await readFile(join(root, '.courant', trashed))).toEqual(bytes);
  expect(await readdir(folder())).not.toContain('boat.png');
  expect(await remove('used.png')).toMatchObject({ status: 422, problems: [{ code: 'picture-used' }] });
  expect(await remove('../../newsletter.yaml')).toMatchObject({ status: 404 });
  for (const file of ['nl.png', 'logo.png'])
    expect(await remove(file)).toMatchObject({ status: 422, problems: [{ code: 'picture-used' }] });
  expect(await readdir(folder())).toContain('used.png');
});

test('a picture comes back from the trash, under another name if its own is taken', async () => {
  const post = async (action: string, request: object) => {
    const answer = await app.request(`/api/pictures/spring/${action}`, {
      method: 'POST',
      body: JSON.stringify(request),
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  const trashed = async () =>
    ((await (await app.request('/api/pictures/spring')).json()) as PictureList).trashed;
  const path = 'trash/pictures/spring-20260309T080000000Z/boat.png';
  const bytes = await readFile(join(root, '.courant', path));
  expect(await trashed()).toEqual([{ path, file: 'boat.png' }]);
  await put('content/spring/boat.png', 'of somebody else');
  expect(await post('restore', { path })).toEqual({ status: 200, file: 'boat-3.png' });
  expect(await readFile(join(folder(), 'boat-3.png'))).toEqual(bytes);
  expect(await readFile(join(folder(), 'boat.png'), 'utf8')).toBe('of somebody else');
  expect(await trashed()).toEqual([]);
  expect(await post('restore', { path })).toMatchObject({ status: 404 });
  expect(await post('restore', { path: 'trash/pictures/../../newsletter.yaml' })).toMatchObject({
    status: 404,
  });
});

test.each([
  ['IMG_1234.jpeg', 'img-1234'],
  ['Été à Hoorn (1).JPG', 'ete-a-hoorn-1'],
  ['C:\\Users\\Ada\\boat.png', 'boat'],
  ['../../etc/passwd', 'passwd'],
  ['🎪🎪.png', 'picture'],
  ['.png', 'picture'],
  ['CON.png', 'picture-con'],
  ['мост.jpg', 'мост'],
  ['हिन्दी.jpg', 'हिन्दी'],
  ['a\0b\ud800c\u202egpj.exe', 'a-b-c-gpj'],
  [`${'long '.repeat(40)}.jpg`, 'long-long-long-long-long-long-long-long-long-long-long-long'],
])('the file %j is named %s', (original, name) => {
  expect(namePicture(original)).toBe(name);
});

test.each([
  ['<svg><script>x</script></svg>', 'a script'],
  ['<svg><svg:script/></svg>', 'a script'],
  ['<svg onload = "x"/>', 'a script'],
  ['<svg><a href="java&#115;cript:x">y</a></svg>', 'a script'],
  ['<svg><foreignObject/></svg>', 'a part that is no drawing'],
  ['<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', 'an entity of its own'],
  ['<svg><image xlink:href="https://a.example.org/x.png"/></svg>', 'a link out of the file'],
  ["<svg><use href='other.svg#a'/></svg>", 'a link out of the file'],
  ['<svg><rect fill="url(https://a.example.org/#a)"/></svg>', 'a link out of the file'],
  ['<svg><style>@import "x.css"</style></svg>', 'a style sheet outside of the file'],
  [
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/><rect fill="url(#b)"/></svg>',
    undefined,
  ],
  ['<svg><image href="data:image/png;base64,AA"/><text>on time = now</text></svg>', undefined],
])('in %s is %s', (svg, found) => {
  expect(findUnsafe(svg)).toBe(found);
});
