import { error } from './entry.ts';

/** The public pages. */
export const serverCodes = {
  'server-port': error((data: { port: number; hostname: string; reason: string }) => ({
    message: `The server cannot listen on ${data.hostname}, port ${data.port}: ${data.reason}.`,
    hint: 'EADDRINUSE means that another program has the port. Take another one by --port.',
  })),
  'server-url': error((data: { url: string; reason: string }) => ({
    message: `"${data.url}" cannot be the address of the public pages: ${data.reason}.`,
    hint: 'Such as https://news.example.org; links in mail lead there.',
  })),
};
