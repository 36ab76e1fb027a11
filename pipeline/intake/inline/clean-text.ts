/**
 * Characters that nobody typed: controls, zero-width spaces, soft hyphens, byte order marks, embedding and
 * override marks, object replacements, noncharacters. Joiners stay, because emoji and several scripts need
 * them, and so do the marks U+200E and U+200F.
 */
const stray =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufffc\p{Noncharacter_Code_Point}]/gu;

/** Two or three letters as one character, as a PDF has them: "ﬁ". */
const ligatures = /[\ufb00-\ufb06]/g;

/** A run of spaces, unless it is one no-break space, which people type on purpose: "10 km". */
const spaces = /[ \t\n\v\f\r\u0085\u2028\u2029\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;

/** Removes stray characters, and writes the letters of ligatures one by one. Spaces stay as they are. */
export function withoutStray(text: string): string {
  return text
    .toWellFormed()
    .replace(stray, '')
    .replace(ligatures, (letters) => letters.normalize('NFKC'));
}

/** Removes stray characters, and makes one space of each run of spaces. */
export function cleanText(text: string): string {
  return withoutStray(text).replace(spaces, (run) => (isFirm(run) ? run : ' '));
}

const isFirm = (run: string) => run.length === 1 && /[\u00a0\u202f\u3000]/.test(run);

/** Whether a text has nothing but spaces. */
export function isSpace(text: string): boolean {
  return !/\S/.test(text);
}
