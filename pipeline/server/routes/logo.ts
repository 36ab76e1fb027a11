import type { Hono } from 'hono';
import type { App, AppEnvironment } from '../app-context.ts';
import { sitePaths } from '../site-paths.ts';

/** Served with an immutable cache lifetime: the address names this exact picture. */
export function serveLogo(server: Hono<AppEnvironment>, { logo }: App): void {
  if (logo === undefined) return;
  const body = new Uint8Array(logo.bytes);
  server.get(sitePaths.logo(logo.name), (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    // Mail programs in a browser show it within a page of theirs.
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return c.body(body, 200, { 'Content-Type': logo.type });
  });
}
