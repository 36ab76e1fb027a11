import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { readTextIfThere } from '../../pipeline/foundation/files/read-if-there.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { DeskFiles } from '../../pipeline/studio/desk-files.ts';
import { EventHub } from '../../pipeline/studio/event-hub.ts';
import { Journal } from '../../pipeline/studio/journal/journal.ts';
import { LivePublication } from '../../pipeline/studio/live-publication.ts';
import type { WriteAnswer, WriteRequest, WriteView } from '../../pipeline/studio/protocol/write.ts';
import { writeRoutes } from '../../pipeline/studio/server/routes/write.ts';
import type { Studio } from '../../pipeline/studio/studio.ts';

/** The routes of writing over a publication of its own, without a server. */
export interface WriteRoom {
  readonly root: string;
  /** The time, in milliseconds since 1970. */
  readonly clock: { now: number };
  readonly deskFiles: DeskFiles;
  /** What happens each time the desk waits for a file to settle. */
  readonly settling: { meanwhile: () => Promise<void> };
  /** Begins an issue with these files: `en.yaml`, `nl.yaml`, `nl.source.yaml`. Its name is a new one. */
  begin(files: Readonly<Record<string, string>>, slug?: string): Promise<WrittenIssue>;
  close(): Promise<void>;
}

export interface WrittenIssue {
  readonly slug: string;
  /** The text of a file of the issue; undefined if it does not exist. */
  text(name: string): string | undefined;
  write(name: string, text: string): Promise<void>;
  view(): Promise<WriteView>;
  act(request: WriteRequest): Promise<WriteAnswer>;
}

const settings = `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en, nl] }
`;

export async function openWriteRoom(more: Readonly<Record<string, string>> = {}): Promise<WriteRoom> {
  const root = await mkdtemp(join(tmpdir(), 'courant-write-'));
  for (const [path, text] of Object.entries({ 'newsletter.yaml': settings, ...more }))
    await put(root, path, text);
  return openWriteRoomIn(root);
}

async function put(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

let begun = 0;

/** Opens the folder as it is, as a restarted studio does. */
export async function openWriteRoomIn(root: string): Promise<WriteRoom> {
  const live = new LivePublication({
    clock: Date.now,
    publication: diskFiles(root),
    package: diskFiles(packageRoot),
  });
  await live.open();
  const clock = { now: 0 };
  const settling = { meanwhile: async () => {} };
  const deskFiles = new DeskFiles({
    root,
    journal: new Journal(join(root, '.courant/studio')),
    clock: () => new Date(clock.now),
    onWritten: (paths) => live.refresh(paths),
    wait: () => settling.meanwhile(),
  });
  await deskFiles.recover();
  const studio: Partial<Studio> = {
    live,
    deskFiles,
    opens: (file, line) => `${file}:${line}`,
    events: new EventHub(),
    clock: () => new Date(clock.now),
  };
  const app = writeRoutes(studio as Studio);
  return {
    root,
    clock,
    deskFiles,
    settling,
    async begin(files, slug = `issue-${++begun}`) {
      for (const [name, text] of Object.entries(files)) await put(root, `content/${slug}/${name}`, text);
      await live.refresh([`content/${slug}`]);
      const address = `/api/write/${slug}`;
      return {
        slug,
        text: (name) => readTextIfThere(join(root, 'content', slug, name)),
        write: (name, text) => put(root, `content/${slug}/${name}`, text),
        view: async () => (await (await app.request(address)).json()) as WriteView,
        async act(request) {
          const answer = await app.request(address, { method: 'POST', body: JSON.stringify(request) });
          if (answer.status === 400) throw new Error(await answer.text());
          return (await answer.json()) as WriteAnswer;
        },
      };
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}
