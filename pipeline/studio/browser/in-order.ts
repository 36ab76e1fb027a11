/**
 * Returns a function that waits for answers to one kind of request. It resolves to undefined for an answer that a later
 * request's answer has overtaken, so that old data never replaces newer data.
 */
export function createInOrder(): <Answer>(
  request: Promise<Answer>,
) => Promise<{ answer: Answer } | undefined> {
  let asked = 0;
  let answered = 0;
  return async (request) => {
    const turn = ++asked;
    const answer = await request;
    if (turn < answered) return undefined;
    answered = turn;
    return { answer };
  };
}
