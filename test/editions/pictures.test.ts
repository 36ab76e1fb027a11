import { readdirSync, readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareWebPicture } from '../../pipeline/archive/web-pictures.ts';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import type { Framing } from '../../pipeline/content/framing.ts';
import { convertPictures, type PictureCache, uncached } from '../../pipeline/editions/convert-picture.ts';
import { drawInProcess, startDrawing } from '../../pipeline/editions/draw-in-process.ts';
import { preparePictures } from '../../pipeline/editions/pictures.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { createSource } from '../../pipeline/foundation/problems/place.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { placed, publish, repository } from './publish.ts';

/** The processes that this one has started to draw pictures. */
function drawingProcesses(): string[] {
  const threads = readdirSync('/proc/self/task').map((id) => `/proc/self/task/${id}/children`);
  const children = threads.flatMap((path) => readFileSync(path, 'utf8').split(' ').filter(Boolean));
  return children.filter((id) => commandOf(id).includes('draw-process'));
}

function commandOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return ''; // It has ended in the meantime.
  }
}

const place = { source: createSource('content/spring/en.yaml', 'a:\n  - image: it\n'), start: 13, end: 15 };

async function prepare(name: string, bytes: Uint8Array | string) {
  const asset = `content/spring/${name}`;
  const report = new Report();
  const pictures = await preparePictures(memoryFiles({ [asset]: bytes }), new Map([[asset, place]]), report);
  return { picture: pictures.get(asset), problems: report.problems };
}

const pixels = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#b3261e' } });

/** A black square of one bit per pixel. An encoder would need seconds for a large one. */
function blackPng(side: number): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const chunks = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', new Uint8Array())];
  return Buffer.concat([signature, ...chunks]);
}

const drawing = (width: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9" ${width}><circle r="4"/></svg>`;

const level = (at: number) => `<g id="l${at}">${`<use href="#l${at - 1}"/>`.repeat(10)}</g>`;
const levels = Array.from({ length: 7 }, (_, at) => level(at + 1)).join('');
const svg = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">${body}</svg>`;
/** Takes minutes to draw. */
const slow = svg(`<defs><circle id="l0" r="40" opacity="0.5"/>${levels}</defs><use href="#l7"/>`);

describe('pictures', () => {
  it.each([
    ['a drawing with a size', 'width="160" height="90"'],
    ['a drawing without one', ''],
  ])('%s becomes a PNG of the width that is shown', async (_title, size) => {
    const { picture } = await prepare('My boat.svg', drawing(size));
    expect(picture).toMatchObject({ width: 1200, height: 675 });
    expect(picture?.path).toMatch(/^pictures\/spring\/my-boat-[0-9a-f]{10}\.png$/);
    expect((await sharp(picture?.bytes).metadata()).format).toBe('png');
  });

  it.each([
    ['dark lines', '#14213a', 3],
    ['light lines', '#f4d35e', 4],
  ])('a transparent picture with %s is kept visible in dark mode', async (_title, stroke, channels) => {
    const asset = 'content/spring/logo.png';
    const lines = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><path d="M0 20h80" stroke="${stroke}" stroke-width="9"/></svg>`;
    const bytes = await sharp(Buffer.from(lines)).png().toBuffer();
    const wanted = new Map([[asset, place]]);
    const files = memoryFiles({ [asset]: bytes });
    const thumbnails = { width: 20, height: 20, of: new Set([asset]) };
    const pictures = await preparePictures(files, wanted, new Report(), {
      thumbnails,
      ground: '#fffdf9',
    });
    const picture = pictures.get(asset);
    if (picture === undefined) throw new Error('The picture was not prepared.');
    const web = await prepareWebPicture(picture, uncached);
    for (const file of [picture, picture.thumbnail, web.sources[0]?.files[0]])
      expect((await sharp(file?.bytes).metadata()).channels).toBe(channels);
    const [red, green, blue] = await sharp(picture.bytes).raw().toBuffer();
    if (channels === 3) expect([red, green, blue]).toEqual([0xff, 0xfd, 0xf9]);
    const [plain] = (await preparePictures(files, wanted, new Report())).values();
    expect(plain?.path === picture.path).toBe(channels === 4);
  });

  it('a large photograph is made smaller and loses the metadata of the camera', async () => {
    const photograph = await pixels(3000, 2000)
      .jpeg()
      .withExif({ IFD0: { Artist: 'Somebody', ImageDescription: 'At home' }, IFD3: { GPSLatitudeRef: 'N' } })
      .toBuffer();
    expect((await sharp(photograph).metadata()).exif).toBeDefined();
    const { picture } = await prepare('photo.jpeg', photograph);
    const { format, exif, icc, xmp } = await sharp(picture?.bytes).metadata();
    expect(picture).toMatchObject({ width: 1200, height: 800 });
    expect({ format, exif, icc, xmp }).toEqual({
      format: 'jpeg',
      exif: undefined,
      icc: undefined,
      xmp: undefined,
    });
    expect(Buffer.from(picture?.bytes ?? []).includes('Somebody')).toBe(false);
  });

  it.each([
    ['wide', 1800, 420, 560, 420],
    ['tall', 600, 1800, 600, 450],
    ['small', 240, 240, 240, 180],
    ['large', 1500, 1500, 1040, 780],
  ])(
    'a thumbnail of a %s picture has the shape that the theme asks for',
    async (_title, w, h, width, height) => {
      const asset = 'content/spring/a.png';
      const files = memoryFiles({ [asset]: await pixels(w, h).png().toBuffer() });
      const thumbnails = { width: 520, height: 390, of: new Set([asset]) };
      const wanted = new Map([[asset, place]]);
      const pictures = await preparePictures(files, wanted, new Report(), { thumbnails });
      expect(pictures.get(asset)?.thumbnail).toMatchObject({ width, height });
    },
  );

  it('a sideways photograph is turned upright', async () => {
    const { picture } = await prepare(
      'a.jpg',
      await pixels(80, 40).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    );
    expect(picture).toMatchObject({ width: 40, height: 80 });
  });

  it('a wide drawing is drawn as large as a crop of it needs', async () => {
    const stripes = Array.from({ length: 50 }, (_, at) => `<rect x="${at * 40}" width="20" height="200"/>`);
    const wide = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="200"><rect width="2000" height="200" fill="#fff"/>${stripes.join('')}</svg>`;
    const request = { width: 1200, height: 630, form: 'card' } as const;
    const [made] = await convertPictures('a.svg', Buffer.from(wide), [request], uncached);
    const row = sharp(made?.bytes).extract({ left: 0, top: 300, width: 1200, height: 1 }).greyscale();
    const shades = [...(await row.raw().toBuffer())].filter((value) => value > 60 && value < 195);
    // Nineteen edges are in the crop. Each has at most two grey pixels, and six if it was enlarged.
    expect(shades.length).toBeLessThanOrEqual(2 * 20);
  });

  it('a small picture keeps its size', async () => {
    const { picture } = await prepare('a.png', await pixels(20, 10).png().toBuffer());
    expect(picture).toMatchObject({ width: 20, height: 10 });
  });

  it.each([
    ['webp', 'jpg'],
    ['avif', 'jpg'],
    ['png', 'png'],
  ] as const)('%s becomes %s', async (format, type) => {
    const { picture } = await prepare(`a.${format}`, await pixels(20, 10).toFormat(format).toBuffer());
    expect(picture?.path).toMatch(new RegExp(`\\.${type}$`));
  });

  it('a photograph in a PNG file becomes a JPEG; pictures of text and transparent pictures do not', async () => {
    const photograph = (channels: 3 | 4) =>
      sharp({
        create: {
          width: 900,
          height: 600,
          channels,
          background: '#808080',
          noise: { type: 'gaussian', mean: 128, sigma: 30 },
        },
      }).blur(2);
    const opaque = await prepare('photo.png', await photograph(3).png().toBuffer());
    expect(opaque.picture?.path).toMatch(/\.jpg$/);
    expect(opaque.picture?.bytes.length).toBeLessThan(200_000);
    const clear = photograph(3).joinChannel(Buffer.alloc(900 * 600, 200), {
      raw: { width: 900, height: 600, channels: 1 },
    });
    expect((await prepare('clear.png', await clear.png().toBuffer())).picture?.path).toMatch(/\.png$/);
    const words = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="#fff"/>${'<text y="40" font-size="12">Timetable of the ferry</text>'.repeat(9)}</svg>`;
    const screen = await sharp(Buffer.from(words)).png().toBuffer();
    expect((await prepare('screen.png', screen)).picture?.path).toMatch(/\.png$/);
  });

  it('transparency is kept', async () => {
    const clear = sharp({ create: { width: 20, height: 10, channels: 4, background: '#b3261e80' } });
    const { picture } = await prepare('a.webp', await clear.webp().toBuffer());
    expect(picture?.path).toMatch(/\.png$/);
    expect((await sharp(picture?.bytes).metadata()).hasAlpha).toBe(true);
  });

  it('an animated GIF stays animated, and a still one becomes a picture', async () => {
    const frames = await Promise.all(
      ['#b3261e', '#ffffff'].map((background) =>
        sharp({ create: { width: 20, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { picture } = await prepare('a.gif', moving);
    expect(picture).toMatchObject({ width: 20, height: 10 });
    expect((await sharp(picture?.bytes).metadata()).pages).toBe(2);
    const still = await prepare('a.gif', await pixels(20, 10).gif().toBuffer());
    expect(still.picture?.path).toMatch(/\.(png|jpg)$/);
  });

  it.each([
    ['what is no picture', 'a.png', Buffer.from('no picture')],
    ['an empty file', 'a.jpg', Buffer.alloc(0)],
    ['a drawing that is broken', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><g'],
    ['a drawing of no size', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'],
  ])('%s is reported where it is named', async (_title, name, bytes) => {
    const { picture, problems } = await prepare(name, bytes);
    expect(picture).toBeUndefined();
    expect(problems.map(placed)).toEqual(['asset-unreadable content/spring/en.yaml:2:11']);
    expect(problems[0]?.message).not.toContain(process.cwd());
  });

  it('a photograph that breaks off is reported', async () => {
    const whole = await sharp({
      create: {
        width: 400,
        height: 300,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer();
    const { problems } = await prepare('a.jpg', whole.subarray(0, whole.length / 2));
    expect(problems.map(placed)).toEqual(['asset-unreadable content/spring/en.yaml:2:11']);
  });

  it('a small file with a huge picture is refused before it is decoded', async () => {
    const bomb = blackPng(15_000);
    expect(await sharp(bomb).metadata()).toMatchObject({ width: 15_000, height: 15_000 });
    expect(bomb.length).toBeLessThan(1_000_000);
    const started = performance.now();
    const { problems } = await prepare('bomb.png', bomb);
    expect(problems.map(placed)).toEqual(['asset-unreadable content/spring/en.yaml:2:11']);
    expect(performance.now() - started).toBeLessThan(2_000);
    const huge = await prepare('bomb.svg', drawing('width="100000" height="100000"'));
    expect(huge.problems.map(({ code }) => code)).toEqual(['asset-unreadable']);
  });

  it('a drawing that takes too long or too much memory is reported, and delays no other', async () => {
    const blurs = '<feTurbulence baseFrequency="0.1" numOctaves="9"/><feGaussianBlur stdDeviation="30"/>';
    const filter = `<filter id="f" x="-5000%" y="-5000%" width="10100%" height="10100%">${blurs.repeat(60)}</filter>`;
    const large = svg(`${filter}<rect width="100" height="100" filter="url(#f)"/>`);
    const ended: string[] = [];
    let quick: Promise<unknown> | undefined;
    for (const drawn of [slow, large]) {
      const begun = prepare('a.svg', drawn);
      quick ??= prepare('b.svg', drawing('')).then(() => ended.push('quick'));
      const { picture, problems } = await begun;
      ended.push('refused');
      expect(picture).toBeUndefined();
      expect(problems.map(placed)).toEqual(['asset-unreadable content/spring/en.yaml:2:11']);
      expect(problems[0]?.message).toMatch(/more than \d+ (s|MB) to draw/);
    }
    expect((await prepare('a.svg', drawing(''))).problems).toEqual([]);
    await quick;
    expect(ended).toEqual(['quick', 'refused', 'refused']);
  }, 120_000);

  it.runIf(process.platform === 'linux')(
    'a process that draws and is killed does not blame the picture',
    async () => {
      await expect.poll(drawingProcesses).toEqual([]);
      const ended = expect(prepare('boat.svg', slow)).rejects.toMatchObject({
        problems: [{ code: 'drawing-ended', file: 'content/spring/boat.svg', data: { signal: 'SIGKILL' } }],
      });
      await expect.poll(drawingProcesses).toHaveLength(1);
      // Kills its group. If it were in the group of the terminal, which Ctrl-C ends, this would throw.
      process.kill(-Number(drawingProcesses()[0]), 'SIGKILL');
      await ended;
    },
  );

  it.runIf(process.platform === 'linux')(
    'a process that cannot be started does not blame the picture',
    async () => {
      await expect.poll(drawingProcesses).toEqual([]);
      const { execPath } = process;
      onTestFinished(() => {
        process.execPath = execPath;
      });
      process.execPath = '/nowhere/node';
      startDrawing(1);
      await expect(prepare('boat.svg', slow)).rejects.toMatchObject({
        problems: [{ code: 'drawing-unstarted', data: { code: 'ENOENT' } }],
      });
    },
  );

  it.runIf(process.platform === 'linux')('a drawing that nobody needs any more ends', async () => {
    await expect.poll(drawingProcesses).toEqual([]);
    const unneeded = new AbortController();
    const request = { form: 'mail', width: 1200 } as const;
    const ended = expect(drawInProcess(Buffer.from(slow), [request], unneeded.signal)).rejects.toThrow(
      'nobody needs it',
    );
    await expect.poll(drawingProcesses).toHaveLength(1);
    unneeded.abort();
    await ended;
    await expect.poll(drawingProcesses).toEqual([]);
    await expect(drawInProcess(Buffer.from(slow), [request], unneeded.signal)).rejects.toThrow('aborted');
    expect(drawingProcesses()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'a process that was started for it draws the next picture',
    async () => {
      await expect.poll(drawingProcesses).toEqual([]);
      startDrawing(60_000);
      await expect.poll(drawingProcesses).toHaveLength(1);
      const started = drawingProcesses();
      expect((await prepare('boat.svg', drawing('width="16" height="9"'))).picture).toBeDefined();
      expect(drawingProcesses()).toEqual(started);
      await expect.poll(drawingProcesses).toEqual([]);
    },
  );

  it.runIf(process.platform === 'linux')('the processes that draw end when they have no work', async () => {
    expect((await prepare('boat.svg', drawing('width="16" height="9"'))).picture).toBeDefined();
    await expect.poll(drawingProcesses).toEqual([]);
    expect((await prepare('boat.svg', drawing('width="32" height="18"'))).picture).toBeDefined();
  });

  it('the same picture has the same address and bytes, and another has another', async () => {
    const [one, again, other] = [
      await prepare('a.svg', drawing('')),
      await prepare('a.svg', drawing('')),
      await prepare('a.svg', drawing('width="3"')),
    ];
    expect(again.picture).toEqual(one.picture);
    expect(other.picture?.path).not.toBe(one.picture?.path);
  });
});

describe('a crop', () => {
  /** A quarter of each colour: red and green above blue and white. */
  const quarters = (width: number, height: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 2 2" preserveAspectRatio="none"><rect width="2" height="2" fill="#fff"/><rect width="1" height="1" fill="#f00"/><rect x="1" width="1" height="1" fill="#0f0"/><rect y="1" width="1" height="1" fill="#00f"/></svg>`;
  const raster = (width: number, height: number) => sharp(Buffer.from(quarters(width, height)));
  const green = { top: 2, right: 2, bottom: 52, left: 52 };

  const colourOf = async (bytes: Uint8Array | undefined) =>
    (await sharp(bytes).stats()).channels.slice(0, 3).map(({ mean }) => Math.round(mean / 51) * 51);

  it.each([
    ['photograph', 'a.jpg', () => raster(1600, 800).jpeg().toBuffer(), 736, 368],
    ['small picture', 'a.png', () => raster(80, 40).png().toBuffer(), 36, 18],
    ['drawing', 'a.svg', async () => quarters(20, 10), 1200, 599],
    [
      'sideways photograph',
      'a.jpg',
      async () =>
        sharp(await raster(800, 400).rotate(-90).jpeg().toBuffer())
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer(),
      368,
      184,
    ],
    [
      'moving picture',
      'a.gif',
      async () => {
        const frames = [
          await raster(80, 40).png().toBuffer(),
          await raster(80, 40).negate().png().toBuffer(),
        ];
        return sharp(frames, { join: { animated: true } })
          .gif()
          .toBuffer();
      },
      36,
      18,
    ],
  ])('of a %s shows this part alone', async (_title, name, make, width, height) => {
    const asset = `content/spring/${name}`;
    const files = memoryFiles({ [asset]: await make() });
    const framings = new Map([[asset, [{}, { crop: green }]]]);
    const pictures = await preparePictures(files, new Map([[asset, place]]), new Report(), { framings });
    const [full, cropped] = [...pictures.values()];
    expect([...pictures.keys()]).toEqual([asset, `${asset} crop 2 2 52 52`]);
    expect(full?.path).not.toBe(cropped?.path);
    expect(cropped).toMatchObject({ width, height });
    expect(await colourOf(cropped?.bytes)).toEqual([0, 255, 0]);
    if (cropped === undefined || name !== 'a.jpg') return;
    for (const { bytes } of (await prepareWebPicture(cropped, uncached)).sources.flatMap(
      (each) => each.files,
    ))
      expect(await colourOf(bytes)).toEqual([0, 255, 0]);
  });

  it.each([
    ['at the left', { focus: { x: 0, y: 50 } }, [255, 0, 0]],
    ['in the right half', { focus: { x: 74, y: 10 } }, [0, 255, 0]],
    ['of the full picture, outside of the crop', { focus: { x: 0, y: 50 }, crop: green }, [0, 255, 0]],
  ] as const)('to another shape keeps a focus %s', async (_title, framing, colour) => {
    const original = await raster(400, 100)
      .extract({ left: 0, top: 0, width: 400, height: 49 })
      .png()
      .toBuffer();
    const shape = { width: 20, height: 20, framing };
    const requests = [
      { ...shape, form: 'mail' },
      { ...shape, form: 'card' },
    ] as const;
    for (const { bytes, width, height } of await convertPictures('a.png', original, requests, uncached)) {
      expect(await colourOf(bytes)).toEqual(colour);
      expect([width, height]).toEqual([20, 20]);
    }
  });

  it('changes the address only where it changes the picture', async () => {
    const original = await raster(80, 40).png().toBuffer();
    const recipes = async (framing: Framing) => {
      const requests = [
        { width: 60, form: 'mail', framing },
        { width: 20, height: 20, form: 'mail', framing },
      ] as const;
      return (await convertPictures('a.png', original, requests, uncached)).map(({ recipe }) => recipe);
    };
    const [plain, thumbnail] = await recipes({});
    const [cropped] = await recipes({ crop: green });
    expect(await recipes({ focus: { x: 10, y: 10 } })).toEqual([plain, `${thumbnail} focus 10 10`]);
    expect(cropped).toBe(`${plain} crop 2 2 52 52`);
  });
});

it('drawings that are converted at the same time are the same as when converted alone', async () => {
  const bytes = await repository.read('content/2026-11-19-november/library.svg');
  const convert = async () => {
    const request = { width: 300, form: 'mail' } as const;
    const [made] = await convertPictures('a.svg', bytes ?? new Uint8Array(), [request], uncached);
    return Buffer.from(made?.bytes ?? []).toString('base64');
  };
  const together = await Promise.all(Array.from({ length: 200 }, convert));
  expect(new Set(together)).toEqual(new Set([await convert()]));
});

describe('a kept picture', () => {
  const damage = {
    'cut in half': (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2),
    emptied: () => new Uint8Array(),
    'changed in one byte': (bytes: Uint8Array) => bytes.with(-20, bytes.at(-20) === 1 ? 2 : 1),
    'without its first line': (bytes: Uint8Array) => bytes.subarray(bytes.indexOf(10) + 1),
  };

  it.each(Object.entries(damage))('that was %s is converted again', async (_, change) => {
    const kept = new Map<string, Uint8Array>();
    const cache: PictureCache = {
      read: async (key) => kept.get(key),
      write: async (key, bytes) => void kept.set(key, bytes),
    };
    const bytes = (await repository.read('content/2026-11-19-november/library.svg')) ?? new Uint8Array();
    const convert = async () => {
      const [made] = await convertPictures('a.png', bytes, [{ width: 300, form: 'mail' }], cache);
      return { bytes: new Uint8Array(), ...made };
    };
    const first = await convert();
    const [[key, whole] = ['', new Uint8Array()]] = kept;
    kept.set(key, change(new Uint8Array(whole)));
    expect({ ...(await convert()), bytes: '' }).toEqual({ ...first, bytes: '' });
    expect(Buffer.from((await convert()).bytes).equals(first.bytes)).toBe(true);
    expect(Buffer.from(kept.get(key) ?? '').equals(whole)).toBe(true);
  });
});

describe('an issue with a picture that cannot be read', () => {
  it('has no edition without it, and the others are rendered', async () => {
    const { issues, problems } = await publish({ ...tinyFiles, 'content/spring/boat.png': 'no picture' });
    expect(problems.map(placed)).toEqual(['asset-unreadable content/spring/en.yaml:14:12']);
    expect(issues.map(({ issue, editions }) => [issue.slug, editions.length])).toEqual([
      ['april', 2],
      ['spring', 0],
    ]);
  });
});

describe('the logo', () => {
  const newsletter = (logo: string) => `name: Tiny
description: Tiny
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en] }
theme:
  logo: ${logo}
`;
  const article = JSON.stringify({
    kind: 'article',
    date: '2026-03-09',
    status: 'ready',
    headline: 'Spring',
    body: [{ paragraph: 'Hello' }],
  });

  it('is prepared like a picture, published and shown', async () => {
    const { issues, problems } = await publish({
      'newsletter.yaml': newsletter('assets/logo.svg'),
      'content/spring/en.yaml': article,
      'assets/logo.svg': drawing(''),
    });
    expect(problems).toEqual([]);
    const [issue] = issues;
    expect(issue?.pictures[0]?.path).toMatch(/^pictures\/assets\/logo-[0-9a-f]{10}\.png$/);
    expect(issue?.editions[0]?.edition.html.join('')).toContain(
      `https://tiny.example.org/${issue?.pictures[0]?.path}`,
    );
  });

  it('is drawn once for a check and its editions, even if it cannot be drawn', async () => {
    const files = memoryFiles({
      'newsletter.yaml': newsletter('assets/logo.svg'),
      'content/spring/en.yaml': article,
      'assets/logo.svg': 'no drawing',
    });
    const read: string[] = [];
    const publication = {
      ...files,
      read: (path: string) => {
        read.push(path);
        return files.read(path);
      },
    };
    const report = new Report();
    const { rendered } = await checkPublication({ package: repository, publication }, report, { asOf: 0 });
    expect(report.problems.map(placed)).toEqual(['asset-unreadable newsletter.yaml:7:9']);
    expect(rendered).toHaveLength(1);
    expect(read.filter((path) => path === 'assets/logo.svg')).toHaveLength(1);
  });

  it.each([
    ['does not exist', 'logo.png', 'asset-missing'],
    ['lies outside', '../logo.png', 'asset-missing'],
    ['is no picture', 'content/spring/en.yaml', 'asset-unreadable'],
  ])('is reported where it is named when it %s', async (_title, logo, code) => {
    const { problems } = await publish({
      'newsletter.yaml': newsletter(logo),
      'content/spring/en.yaml': article,
    });
    expect(problems.map(placed)).toEqual([`${code} newsletter.yaml:7:9`]);
    // A logo belongs to no issue.
    expect(problems[0]?.hint).not.toContain("issue's folder");
  });
});
