import { withStore } from '../dispatches/with-store.ts';
import { readLocalSecret } from '../foundation/files/local-secret.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { confirm } from './confirm.ts';

interface RekeyOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Rebuilds the suppression list with the current key, after it has shown how many entries would be lost and
 * asked for confirmation.
 */
export async function rekey(context: CommandContext, { yes, json }: RekeyOptions): Promise<ExitCode> {
  const { terminal, environment } = context;
  const { rekeySuppressions } = await import('../subscribers/rekey-suppressions.ts');
  return withStore<ExitCode>(context, async (store) => {
    const given = environment['COURANT_SUPPRESSION_KEY'];
    if (!given && store.kind === 'postgres') fail('suppression-key-missing', {});
    const key = given || (await readLocalSecret(store.folder, 'suppression-key'));
    const now = context.clock().getTime();
    const { kept, lost } = await rekeySuppressions(store, key, { now, dryRun: true });
    if (!json) {
      terminal.print(
        `${plural(kept, 'suppressed subscriber')} will stay suppressed: their address is known.`,
      );
      terminal.print(
        lost === 0
          ? 'No other entry is lost.'
          : `${plural(lost, 'entry', 'entries')} will be deleted: their addresses are unknown. Importing an old list would bring these people back.`,
      );
    }
    await confirm(context, 'Rebuild the list with the new key?', yes);
    const result = await rekeySuppressions(store, key, { now, dryRun: false });
    terminal.print(json ? JSON.stringify(result) : 'The suppression list now uses the new key.');
    return 0;
  });
}
