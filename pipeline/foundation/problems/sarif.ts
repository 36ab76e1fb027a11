import { createHash } from 'node:crypto';
import { catalogue, isOpenCode } from './catalogue.ts';
import { type Problem, sortProblems } from './problem.ts';

/** The help for a code: one sentence, and the code's section of the documentation as Markdown. */
export interface RuleHelp {
  readonly summary: string;
  readonly markdown: string;
  /** The address of a page about the rule. */
  readonly page?: string;
}

interface SarifOptions {
  /** The version of Courant. */
  readonly version: string;
  readonly help: ReadonlyMap<string, RuleHelp>;
}

/**
 * Problems as SARIF 2.1.0, which code hosts and editors show beside the lines. A fingerprint depends on the
 * words of a line and not on its number, so a finding keeps its identity when the lines above it change.
 */
export function problemsToSarif(problems: readonly Problem[], { version, help }: SarifOptions): object {
  const sorted = sortProblems(problems);
  const codes = [...new Set(sorted.map(({ code }) => code))].sort();
  const fingerprint = createFingerprints();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Courant',
            semanticVersion: version,
            rules: codes.map((code) => ruleOf(code, help, sorted)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder of the publication.' } } },
        results: sorted.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: codes.indexOf(problem.code),
          level: levelOf(problem.severity),
          message: { text: [problem.message, problem.hint].filter(Boolean).join('\n') },
          ...(problem.file !== undefined && { locations: [locationOf(problem.file, problem)] }),
          partialFingerprints: { 'courantFinding/v1': fingerprint(problem) },
        })),
      },
    ],
  };
}

function ruleOf(
  code: Problem['code'],
  help: ReadonlyMap<string, RuleHelp>,
  problems: readonly Problem[],
): object {
  const first = problems.find((each) => each.code === code);
  const { summary, markdown, page }: RuleHelp = help.get(code) ?? helpFrom(first, code);
  const severity = isOpenCode(code) ? (first?.severity ?? 'warning') : catalogue[code].severity;
  return {
    id: code,
    shortDescription: { text: summary },
    help: { text: markdown, markdown },
    ...(page !== undefined && { helpUri: page }),
    defaultConfiguration: { level: levelOf(severity) },
  };
}

/**
 * The documentation has no sections for the rules of a publication or of axe-core, so the first finding of
 * such a rule serves as its help. For axe-core, the hint has the rule in words and the address of its page.
 */
function helpFrom(first: Problem | undefined, code: string): RuleHelp {
  const said = first?.message ?? code;
  const hint = first?.hint ?? said;
  const [, rule, page] = /^(.+?): (https:\/\/\S+)$/s.exec(hint) ?? [];
  if (!code.startsWith('axe/') || !rule || !page) return { summary: said, markdown: hint };
  return { summary: rule, markdown: hint, page };
}

function levelOf(severity: string): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

function locationOf(file: string, { line, column, endLine, endColumn }: Problem): object {
  const region = {
    ...(line !== undefined && { startLine: line }),
    ...(column !== undefined && { startColumn: column }),
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  };
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      ...(line !== undefined && { region }),
    },
  };
}

/** Gives further findings with the same words in the same file different fingerprints. */
function createFingerprints(): (problem: Problem) => string {
  const counts = new Map<string, number>();
  return ({ code, file = '', line, frame, message }) => {
    const row = frame?.split('\n').find((each) => each.trimStart().startsWith(`${line} |`));
    const words = row?.slice(row.indexOf('|') + 1).trim() ?? message;
    const identity = JSON.stringify([code, file, words]);
    const count = counts.get(identity) ?? 0;
    counts.set(identity, count + 1);
    return createHash('sha256').update(`${identity}${count}`).digest('hex').slice(0, 32);
  };
}
