import pino, { type DestinationStream, type Logger } from 'pino';
import { ProblemError } from '../foundation/problems/problem.ts';

export type Log = Logger;

/**
 * Creates a structured log with one JSON object per line. Callers log routes instead of URLs with tokens, and
 * codes instead of messages. Errors may contain anything, so the log removes addresses and tokens from them.
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

/** Describes an error without the data that a database or a mail server may have quoted in its message. */
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

/** Removes email addresses, tokens, and credentials inside URLs. */
export function withoutPrivate(text: string): string {
  // A truncated word could be the first half of an address, which has no @.
  const bounded = text.length > longestText ? text.slice(0, longestText).replace(/\S*$/, '') : text;
  return bounded
    .replace(/\/\/[^@\s/]*@/g, '//')
    .replace(/[^\s@<>"'=(]+@[^\s@<>"'),]+/g, '(an address)')
    .replace(/v[12]\.[\w-]{20,}/g, '(a token)');
}
