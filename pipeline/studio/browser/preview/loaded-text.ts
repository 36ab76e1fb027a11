import { type Signal, signal } from '@preact/signals-core';
import { getText } from '../api.ts';
import { tellFailure } from '../state.ts';

const texts = new Map<string, { text: Signal<string | undefined>; stamp: number }>();
/** The largest number of texts to keep. */
const most = 12;

/** A text from the server, loaded again when the stamp changes; undefined until it has arrived. */
export function loadedText(address: string, stamp: number): string | undefined {
  const known = texts.get(address) ?? { text: signal<string | undefined>(undefined), stamp: -1 };
  texts.delete(address);
  texts.set(address, known);
  for (const old of [...texts.keys()].slice(0, -most)) texts.delete(old);
  if (known.stamp !== stamp) {
    known.stamp = stamp;
    getText(address).then((text) => {
      if (text !== undefined) known.text.value = text;
    }, tellFailure);
  }
  return known.text.value;
}
