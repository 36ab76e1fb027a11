import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface UnpackedChromium {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * One process for all is for machines without a sandbox, and takes the browser down with a page. A graphics card that
 * is imitated in software takes more time than to draw without one.
 */
const unwanted =
  /^--(?:single-process|no-zygote|ignore-gpu-blocklist|in-process-gpu|use-gl=|use-angle=|enable-unsafe-swiftshader)/;

const repository = join(import.meta.dirname, '../..');

/**
 * Unpacks the packaged Chromium with the libraries and fonts that a bare Linux machine lacks. It is put in place
 * whole, so that test files which need it at once do not meet half of it.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = join(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const cache = join(repository, 'node_modules/.cache');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const next = await mkdtemp(`${folder}-`);
    try {
      await unpack(entry, root, next);
      await writeFile(join(next, 'fonts/fonts.conf'), fontsConf(folder));
      await rename(next, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error; // otherwise another test file was faster
    } finally {
      await rm(next, { recursive: true, force: true });
    }
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  return {
    executablePath: join(folder, 'chromium'),
    args: [...packaged.args.filter((arg) => !unwanted.test(arg)), '--disable-gpu'],
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts/fonts.conf'),
    },
  };
}

/** The package unpacks into the folder for temporary files, which is read from the environment. */
async function unpack(entry: string, root: string, folder: string): Promise<void> {
  const script = `
    const { default: chromium, inflate } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    await chromium.executablePath();
    await inflate(${JSON.stringify(join(root, 'bin/al2023.tar.br'))});
  `;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: folder },
  });
}

/** The machine's fonts, where it has any, and the packaged one. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
`;
}
