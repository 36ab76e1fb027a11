import { signal } from '@preact/signals-core';

// The desk and the letter beside it share the key of a part: `body.3` as in the source, `own.body.4` for a block
// that only the translation has, or the name of a field of the head.

/** The part with the cursor; empty while there is none. */
export const cursorPart = signal('');

/** The part that was clicked in the letter. Each click is a new object. */
export const clickedPart = signal<{ readonly part: string } | undefined>(undefined);
