import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../pipeline/foundation/problems/problem.ts';
import { parseSecrets } from '../../../pipeline/subscribers/links/secrets.ts';

const one = 'x'.repeat(32);
const two = 'y'.repeat(64);

describe('COURANT_SECRET', () => {
  test('holds one secret, or several with commas between them', () => {
    expect(parseSecrets(one)).toEqual([one]);
    expect(parseSecrets(` ${two} , ${one},`)).toEqual([two, one]);
  });

  test.each(['', ' , ', 'x'.repeat(31), `${one},short`])('is refused when it is "%s"', (value) => {
    expect(() => parseSecrets(value)).toThrow(
      expect.objectContaining({
        name: 'ProblemError',
        problems: [expect.objectContaining({ code: 'invalid-environment' })],
      }),
    );
  });

  test('does not show up in the problem', () => {
    const attempt = () => parseSecrets('do-not-show-me');
    expect(attempt).toThrow(ProblemError);
    expect(attempt).not.toThrow(/do-not-show-me/);
  });
});
