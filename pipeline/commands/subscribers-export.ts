import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { withStore } from '../dispatches/with-store.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { type FilterOptions, readFilter } from './subscribers-list.ts';

interface ExportOptions extends FilterOptions {
  readonly out?: string;
}

/** Writes the matching subscribers as CSV or JSON, to a file or to standard output. */
export async function exportFile(context: CommandContext, options: ExportOptions): Promise<ExitCode> {
  const { exportSubscribers } = await import('../subscribers/export/export-subscribers.ts');
  const filter = await readFilter(context, options);
  await withStore(context, async (store) => {
    const pieces = exportSubscribers(store, filter, options.json ? 'json' : 'csv');
    if (options.out !== undefined) {
      // The file has personal data, so only its owner may read it.
      const file = createWriteStream(resolve(context.workingDirectory, options.out), { mode: 0o600 });
      await pipeline(Readable.from(pieces), file, { signal: context.signal });
      return;
    }
    for await (const piece of pieces)
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain', { signal: context.signal });
  });
  return 0;
}
