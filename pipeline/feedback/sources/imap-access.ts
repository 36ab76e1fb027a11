import { parseImapAddress } from './imap-address.ts';
import { readToken } from './read-token.ts';
import type { ImapAccess } from './with-imap.ts';

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The publication's folder. */
  readonly root: string;
  readonly signal: AbortSignal;
}

/** How to get into the mailbox of IMAP_URL; undefined if none is configured. Fails with `imap-url`. */
export function imapAccess({ environment, root, signal }: Surroundings): ImapAccess | undefined {
  const url = environment['IMAP_URL'];
  if (!url) return undefined;
  const command = environment['IMAP_TOKEN_COMMAND'];
  const token = command ? () => readToken(command, { cwd: root, env: environment }) : undefined;
  return { address: parseImapAddress(url), token, signal };
}
