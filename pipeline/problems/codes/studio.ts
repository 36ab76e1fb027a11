import { error } from './entry.ts';

/** The studio. */
export const studioCodes = {
  'studio-password': error((data: { host: string }) => ({
    message: `At ${data.host} the studio can be reached from other machines, and it can write files.`,
    hint: 'Set STUDIO_PASSWORD, and let nobody read it along: put TLS in front. Or leave --host out.',
  })),
  'studio-failed': error((data: { reason: string }) => ({
    message: `The studio could not do that: ${data.reason}.`,
    hint: 'This should not happen. Starting the studio again is harmless: it keeps nothing that is not in a file.',
  })),
};
