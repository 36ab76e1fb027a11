import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

// The minimum for a durable unsubscription in the same framework: one INSERT that is on disk.
const database = new DatabaseSync(join(mkdtempSync(join(tmpdir(), 'bench-')), 'bare.sqlite'));
database.exec(
  'pragma journal_mode = wal; pragma synchronous = full; create table gone (token text, at integer)',
);
const insert = database.prepare('insert into gone (token, at) values (?, ?)');
const app = new Hono();
app.post('/unsubscribe/:token', (c) => {
  insert.run(c.req.param('token'), Date.now());
  return c.text('ok');
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send?.({ port, paths: ['/unsubscribe/any'] }),
);
process.on('disconnect', () => process.exit(0));
