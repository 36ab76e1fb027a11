import { readLocalSecret } from '../foundation/files/local-secret.ts';
import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import { parseSecrets } from '../subscribers/links/secrets.ts';

/**
 * The secrets that sign links: those in COURANT_SECRET or, for the outbox only, one generated for this
 * folder.
 */
export async function readSecrets(context: ProgramContext): Promise<readonly string[]> {
  const given = context.environment['COURANT_SECRET'];
  return parseSecrets(given || (await readLocalSecret(stateFolder(context), 'secret')));
}
