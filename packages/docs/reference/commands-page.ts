import type { Argument, Command, Option } from 'commander';
import { cell, code } from './markdown.ts';

/** The page that lists every command of the command line, with its arguments, options and examples. */
export function commandsPage(program: Command): string {
  const commands = leavesOf(program);
  return [
    '# Commands',
    '',
    'Every command, as `courant <command> --help` prints it. A `<value>` is required and a `[value]` is optional; dots',
    'mean one or more.',
    '',
    'Every command has these options too:',
    '',
    ...optionTable([...program.options]),
    ...table('exit code', [
      ['0', 'the command did what you asked for'],
      ['1', 'it found problems, could not do it, or was stopped before it was done'],
      ['2', 'the command line is wrong'],
      ['3, 4', 'only for commands that send: see [exit codes](../operator/exit-codes.md)'],
    ]),
    ...commands.flatMap(sectionOf),
  ].join('\n');
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.flatMap((each) => (each.commands.length > 0 ? leavesOf(each) : [each]));
}

function sectionOf(command: Command): string[] {
  return [
    `## ${pathOf(command)}`,
    '',
    `${command.description().replace(/^./, (letter) => letter.toUpperCase())}.`,
    '',
    '```text',
    `${pathOf(command)} ${command.usage()}`,
    '```',
    '',
    ...table('argument', command.registeredArguments.map(argumentRow)),
    ...optionTable(command.options),
    '```sh',
    ...examplesOf(command),
    '```',
    '',
  ];
}

function optionTable(options: readonly Option[]): string[] {
  return table('option', options.filter(({ hidden }) => !hidden).map(optionRow));
}

function argumentRow(argument: Argument): readonly [string, string] {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return [code(argument.required ? `<${name}>` : `[${name}]`), argument.description];
}

function optionRow(option: Option): readonly [string, string] {
  const { defaultValue: value } = option;
  const notes = [
    option.description,
    option.mandatory && 'required',
    option.argChoices && `one of ${option.argChoices.map(code).join(', ')}`,
    value !== undefined && typeof value !== 'boolean' && `the default is ${code(String(value))}`,
  ];
  return [code(option.flags), notes.filter(Boolean).join('; ')];
}

/** The lines that `--help` prints below "Examples:". */
function examplesOf(command: Command): string[] {
  let help = '';
  const former = command.configureOutput();
  command.configureOutput({ ...former, writeOut: (text) => (help += text) });
  command.outputHelp();
  command.configureOutput(former);
  const [, examples = ''] = help.split('\nExamples:\n');
  return examples
    .trimEnd()
    .split('\n')
    .map((line) => line.trim());
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

function table(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  return [
    `| ${title} | meaning |`,
    '| --- | --- |',
    ...rows.map(([a, b]) => `| ${cell(a)} | ${cell(b)} |`),
    '',
  ];
}
