import { warning } from './entry.ts';

/** What the rules of `check` find. A publication may change the severity of each. */
export const checkCodes = {
  'pasted-markdown': warning((data: { what: string; hint: string }) => ({
    message: `${data.what} has no meaning here, and readers will see it exactly as it is written.`,
    hint: data.hint,
  })),
  'pasted-bullet': warning((data: { character: string }) => ({
    message: `This text contains ${data.character}, a bullet of Word's symbol font. Readers see an empty box.`,
    hint: 'Delete it, and write the items as a block: "- list: [\u2026]".',
  })),
  'pasted-invisible': warning((data: { character: string; name: string }) => ({
    message: `This text contains an invisible character, ${data.character} (${data.name}).`,
    hint: 'Delete it. Such characters often come with copied text; they break searches and words.',
  })),
  'pasted-space': warning((data: { what: string }) => ({
    message: `This text has ${data.what}.`,
    hint: 'Write one ordinary space.',
  })),
  'pasted-address': warning((data: { address: string }) => ({
    message: `"${data.address}" is an address that readers cannot click.`,
    hint: `Make it a link: [${data.address}](https://${data.address}).`,
  })),
  'text-repeated': warning((data: { what: string; line: number }) => ({
    message: `${data.what} on line ${data.line}.`,
    hint: 'Delete one of the two, or write what belongs here.',
  })),
  'label-repeated': warning((data: { words: string; added: boolean }) => ({
    message: data.added
      ? `Courant already writes "${data.words}:" in front of this text.`
      : `This text says "${data.words}" twice at its beginning.`,
    hint: `Delete "${data.words}:" here.`,
  })),
  'text-marks': warning((data: { what: string; signs: readonly string[] }) => ({
    message: `This text mixes ${data.what}: ${data.signs.join(' and ')}.`,
    hint: 'Use one form throughout. Straight marks (" and \') and " -- " become those of the language.',
  })),
};
