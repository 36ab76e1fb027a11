import type { Command } from 'commander';
import type { Declaring } from './declaring.ts';

/** Declares `courant feedback …`. A command's code is loaded when it runs. */
export function declareFeedback(program: Command, { act, json, examples }: Declaring): void {
  const feedback = program
    .command('feedback')
    .description('read, show and undo bounces, complaints and replies')
    .exitOverride();
  examples(
    feedback
      .command('read', { isDefault: true })
      .description(
        'read the configured mailboxes once, and apply the bounces, complaints and replies (the default)',
      )
      .option('--replay', 'read the stored webhook requests of mail providers again')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../feedback.ts')).feedback(context, options), options),
      ),
    ['feedback', 'feedback --replay'],
  );
  examples(
    feedback
      .command('show')
      .argument('[slug]', 'an issue (default: the latest dispatches)')
      .description('print bounces and complaints by dispatch, reason and domain, and the complaint rate')
      .option('--effects', 'list the events that are in effect, with their evidence')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('../feedback-show.ts')).show(context, slug, options), options),
      ),
    ['feedback show', 'feedback show 2026-03-09-spring --effects --json'],
  );
  examples(
    feedback
      .command('undo')
      .argument('<what>', 'an address, or the name of an event as "feedback show --effects" prints it')
      .description('undo an event, or all events about an address, with their effects')
      .option('--yes', 'do not ask for confirmation')
      .addOption(json())
      .action((what, options) =>
        act(async (context) => (await import('../feedback-undo.ts')).undo(context, what, options), options),
      ),
    ['feedback undo zoe@example.org', 'feedback undo postmark:Bounce/42'],
  );
}
