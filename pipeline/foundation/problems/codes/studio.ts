import { error } from './entry.ts';

/** The studio. */
export const studioCodes = {
  'studio-password': error((data: { host: string }) => ({
    message: `At ${data.host} the studio can be reached from other machines, and it can write files.`,
    hint: 'Set STUDIO_PASSWORD, and let nobody read it along: put TLS in front. Or leave --host out.',
  })),
  'studio-outside': error((data: { file: string }) => ({
    message: `"${data.file}" lies behind a link that leads out of the publication: nothing was written there.`,
    hint: 'Put the folder itself in the place of the link, or edit the file in an editor.',
  })),
  'revision-unknown': error((data: { revision: string }) => ({
    message: `git knows no revision "${data.revision}" here.`,
    hint: 'Name a commit, a branch or a tag. A shallow clone has only the latest: fetch-depth: 0 fetches all.',
  })),
  'studio-failed': error((data: { reason: string }) => ({
    message: `The studio could not do that: ${data.reason}.`,
    hint: 'This should not happen. Starting the studio again is harmless: it keeps nothing that is not in a file.',
  })),
};
