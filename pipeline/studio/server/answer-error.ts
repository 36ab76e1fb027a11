import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createProblem, ProblemError } from '../../foundation/problems/problem.ts';

/** Answers an error. A wrong request is not a failure of the studio. */
export function answerError(error: Error, c: Context): Response {
  // A body that is too large.
  if (error instanceof HTTPException) return c.json({ message: 'The request was refused.' }, error.status);
  const isOurs = error instanceof ProblemError;
  // A body that is not JSON, or an address with a broken escape.
  const isMalformed = error instanceof SyntaxError || error instanceof URIError;
  const problems = isOurs ? error.problems : [createProblem('studio-failed', { reason: error.message })];
  const message = problems.map(({ message }) => message).join('\n');
  if (isMalformed) return c.json({ message: 'The request cannot be read.' }, 400);
  // The page says the problems in its own language.
  const body = { message, problems: problems.map(({ cause: _, ...problem }) => problem) };
  if (!isOurs) return c.json(body, 500);
  return c.json(body, problems.some(({ code }) => code === 'issue-unknown') ? 404 : 422);
}
