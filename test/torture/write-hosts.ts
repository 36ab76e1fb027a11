import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tinyFiles } from '../problems/tiny-publication.ts';

/** The folders of one publication on several hosts. */
export interface Hosts {
  readonly roots: readonly string[];
  /** Adds issues with the moments at which they are sent (ms since 1970). */
  announce(issues: readonly (readonly [slug: string, sendAt: number])[]): Promise<void>;
}

export async function writeHosts(
  folder: string,
  { url, connections, count }: { url: string; connections: number; count: number },
): Promise<Hosts> {
  const roots = Array.from({ length: count }, (_, index) => join(folder, `host-${index + 1}`));
  const write = async (path: string, content: string | Uint8Array) => {
    for (const root of roots) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
  };
  for (const [path, content] of Object.entries(tinyFiles)) await write(path, content);
  const newsletter = String(tinyFiles['newsletter.yaml']).replace('https://tiny.example.org', url);
  await write('newsletter.yaml', `${newsletter}delivery: { connections: ${connections} }\n`);
  return {
    roots,
    async announce(issues) {
      for (const [slug, sendAt] of issues) {
        for (const name of ['nl.yaml', 'boat.png', 'en.yaml']) {
          const content = tinyFiles[`content/spring/${name}`] ?? '';
          const dated = () =>
            String(content)
              .replace('Spring at the harbour', `Spring at the harbour, part ${slug}`)
              .replace('status: ready', `status: ready\nsendAt: ${new Date(sendAt).toISOString()}`);
          await write(`content/${slug}/${name}`, name === 'en.yaml' ? dated() : content);
        }
      }
    },
  };
}
