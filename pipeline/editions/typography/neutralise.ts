/**
 * Removes characters that could do harm where a text is shown. Replaces control characters, invalid code
 * points, and marks that override or embed a writing direction with U+FFFD. Closes open isolates. Turns tabs
 * and line breaks into spaces.
 */
export function neutralise(text: string): string {
  const clean = text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\p{Noncharacter_Code_Point}]/gu, '\ufffd');
  return balanceIsolates(clean);
}

/** In UAX 9, U+2066, U+2067 and U+2068 open an isolate, and U+2069 closes it. */
function balanceIsolates(text: string): string {
  let open = 0;
  let result = '';
  for (const character of text) {
    if (/[\u2066-\u2068]/.test(character)) open++;
    else if (character === '\u2069') {
      if (open === 0) continue;
      open--;
    }
    result += character;
  }
  return result + '\u2069'.repeat(open);
}
