import type { Hono } from 'hono';
import type { App, AppEnvironment } from '../app-context.ts';
import { sitePaths } from '../site-paths.ts';

/** Serves the logo. Browsers may cache it forever, because its address changes with the picture. */
export function serveLogo(server: Hono<AppEnvironment>, { logo }: App): void {
  if (logo === undefined) return;
  const body = new Uint8Array(logo.bytes);
  server.get(sitePaths.logo(logo.name), (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    // Webmail programs show it within their own pages.
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return c.body(body, 200, { 'Content-Type': logo.type });
  });
}
