import { Command } from 'commander';
import { declareInit } from './declare-init.ts';
import { declareIssues } from './declare-issues.ts';
import { declareOperating } from './declare-operating.ts';
import { declareSending } from './declare-sending.ts';
import { declareSite } from './declare-site.ts';
import { declareSubscribers } from './declare-subscribers.ts';
import { createDeclaring, type Start } from './declaring.ts';

/** Creates the command line of Courant. `start` runs the chosen command. */
export function createProgram(start: Start): Command {
  const program = new Command('courant')
    .description('A multilingual newsletter kept as files in git: checked, rendered, sent, archived.')
    .option('--root <folder>', 'the publication (default: COURANT_ROOT, else the nearest newsletter.yaml)')
    .showHelpAfterError('(courant --help lists the commands)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  const declaring = createDeclaring(program, start);
  declareInit(program, declaring);
  declareIssues(program, declaring);
  declareSite(program, declaring);
  declareSending(program, declaring);
  declareSubscribers(program, declaring);
  declareOperating(program, declaring);
  return program;
}
