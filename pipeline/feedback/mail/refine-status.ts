import { statusWords } from './status-words.ts';

/**
 * Codes that say only that something failed (RFC 3463: other or undefined status), and codes
 * of one provider that repeat the other server's words.
 */
const saysNothing = /^[45]\.(?:[0-35]\.0|1\.\d{3})$/;

/** How much of a text is searched. A program's explanation comes before its copies. */
const longestExplanation = 6_000;

/**
 * The enhanced code of a failure: the reported one if it says something, or else the one in the server's words,
 * or else what these words mean. `explanation` is the text for people, which counts last.
 */
export function refineStatus(
  status: string | undefined,
  diagnostic: string | undefined,
  explanation = '',
): string | undefined {
  if (status !== undefined && !saysNothing.test(status)) return status;
  for (const text of [diagnostic ?? '', explanation.slice(0, longestExplanation)]) {
    const code = codesIn(text).find((each) => !saysNothing.test(each));
    if (code !== undefined) return code;
    const meaning = statusWords.find(([words]) => words.test(text))?.[1];
    if (meaning !== undefined) return meaning;
  }
  if (status !== undefined) return status;
  const basic = /(?:^|[\s:(#])([45])\d\d[ \-#.]/.exec(
    `${diagnostic ?? ''} ${explanation.slice(0, longestExplanation)}`,
  )?.[1];
  return basic === undefined ? undefined : `${basic}.0.0`;
}

/** Enhanced codes, but no numbers of versions or networks. */
function codesIn(text: string): string[] {
  return text.match(/(?<![\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.]|\.\d)/g) ?? [];
}
