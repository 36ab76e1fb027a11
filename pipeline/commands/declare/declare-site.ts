import { type Command, Option } from 'commander';
import { every } from './declare-sending.ts';
import type { Declaring } from './declaring.ts';
import { readPort } from './read-values.ts';

/** Declares the commands for the public side: the archive and the subscription pages. */
export function declareSite(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('archive')
      .description('build the static site of all ready editions in dist/, and render only what has changed')
      .option('--verify [folder]', 'do not build, but verify that a published folder matches this commit')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../archive.ts')).archive(context, options), options),
      ),
    ['archive', 'archive --json', 'archive --verify', 'archive --verify ../published'],
  );
  examples(
    program
      .command('serve')
      .description('serve the public pages: sign-up, preferences, unsubscribing, export and erasure')
      .addOption(new Option('--port <port>', 'the port to listen on').argParser(readPort).default(8025))
      .option('--host <host>', 'the address to listen on', '127.0.0.1')
      .option('--url <url>', 'the public address of the pages (default: that in newsletter.yaml)')
      .option('--work', 'also do the work of "courant work": publish and send on schedule')
      .addOption(
        new Option('--pull', 'with --work: run "git pull --ff-only" before each run').implies({ work: true }),
      )
      .addOption(every())
      .action((options) => act(async (context) => (await import('../serve.ts')).serve(context, options))),
    ['serve', 'serve --work --pull', 'serve --port 8080 --url https://news.example.org'],
  );
}
