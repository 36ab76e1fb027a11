import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../foundation/program/context.ts';
import { declareDoctor } from './declare-doctor.ts';
import { declareFeedback } from './declare-feedback.ts';
import { declareInit } from './declare-init.ts';
import { declareIssues } from './declare-issues.ts';
import { declareOperating } from './declare-operating.ts';
import { declareSending } from './declare-sending.ts';
import { declareSite } from './declare-site.ts';
import { declareSubscribers } from './declare-subscribers.ts';
import { createDeclaring, type Start } from './declaring.ts';

/**
 * Creates the command line of Courant. `start` runs the chosen command, and `output` receives the help and
 * the error messages.
 */
export function createProgram(
  start: Start,
  output: Pick<NodeJS.Process, 'stdout' | 'stderr'> = process,
): Command {
  const program = new Command('courant')
    .description(
      'Publishes a multilingual newsletter from files in git: checks, renders, sends and archives it.',
    )
    .option(
      '--root <folder>',
      'the folder of the publication (default: COURANT_ROOT, or the nearest folder with newsletter.yaml)',
    )
    .version(`courant ${ownVersion()} (Node ${process.versions.node})`, '--version', 'print the version')
    .showHelpAfterError('(courant --help lists the commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void output.stdout.write(text),
      writeErr: (text) => void output.stderr.write(text),
    })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true });
  const declaring = createDeclaring(program, start);
  declareInit(program, declaring);
  declareIssues(program, declaring);
  declareSite(program, declaring);
  declareSending(program, declaring);
  declareSubscribers(program, declaring);
  declareFeedback(program, declaring);
  declareOperating(program, declaring);
  declareDoctor(program, declaring);
  return program;
}

function ownVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version;
}
