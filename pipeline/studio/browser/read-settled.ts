import { getJsonIfThere } from './api.ts';

/** How long a file has to stay as it is, in ms, and how often to wait for that. */
const settling = { pause: 200, most: 10 };

/**
 * Requests the state of a file; undefined if it does not exist. Some programs empty a file before they write it, or write
 * it in pieces. A state that is doubtful therefore has to stay the same for a moment.
 */
export async function readSettled<View>(
  address: string,
  isDoubtful: (view: View | undefined) => boolean,
): Promise<View | undefined> {
  let view = await getJsonIfThere<View>(address);
  for (let left = settling.most; left > 0 && isDoubtful(view); left--) {
    await new Promise((resolve) => setTimeout(resolve, settling.pause));
    const next = await getJsonIfThere<View>(address);
    if (JSON.stringify(next) === JSON.stringify(view)) return next;
    view = next;
  }
  return view;
}
