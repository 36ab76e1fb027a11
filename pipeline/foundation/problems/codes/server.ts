import { error } from './entry.ts';

/** Problems of the public pages. */
export const serverCodes = {
  'server-port': error((data: { port: number; hostname: string; reason: string }) => ({
    message: `The server cannot listen on ${data.hostname}, port ${data.port}: ${data.reason}.`,
    hint: 'Choose another port with --port. EADDRINUSE means that another program uses this one.',
  })),
  'server-url': error((data: { url: string; reason: string }) => ({
    message: `"${data.url}" is not a valid address for the public pages: ${data.reason}.`,
    hint: 'Write an address such as https://news.example.org. Links in mail lead there.',
  })),
};
