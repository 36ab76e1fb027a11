import pino, { type DestinationStream, type Logger } from 'pino';
import { ProblemError } from '../foundation/problems/problem.ts';

export type Log = Logger;

/**
 * A structured log, one JSON object a line. What is logged is chosen where it happens: routes instead of addresses
 * with tokens, codes instead of messages. Whatever comes from elsewhere (an error) has addresses and tokens taken
 * out here.
 */
export function createLog(destination: DestinationStream, level = 'info'): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
    },
    destination,
  );
}

/** An error without what a database or a mail server may have quoted in it. */
function describeError(error: unknown): object {
  if (error instanceof ProblemError)
    return {
      name: error.name,
      codes: error.problems.map(({ code }) => code),
      causes: error.problems.map(causeOf),
    };
  if (!(error instanceof Error)) return { name: typeof error };
  return { name: error.name, message: withoutPrivate(error.message), at: placesOf(error) };
}

function causeOf({ cause }: { cause?: unknown }): string | undefined {
  return cause instanceof Error ? withoutPrivate(cause.message) : undefined;
}

/** The stack without its first lines, which repeat the message. */
function placesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim());
}

const longestText = 500;

/** Addresses, tokens, and what stands in an address with a password. */
export function withoutPrivate(text: string): string {
  // A word that is cut off could be the half of an address that has no @.
  const bounded = text.length > longestText ? text.slice(0, longestText).replace(/\S*$/, '') : text;
  return bounded
    .replace(/\/\/[^@\s/]*@/g, '//')
    .replace(/[^\s@<>"'=(]+@[^\s@<>"'),]+/g, '(an address)')
    .replace(/v1\.[\w-]{20,}/g, '(a token)');
}
