/**
 * Removes addresses and control characters from a server's text, because it may get into a report or a log. Takes time
 * in proportion to the text: it looks for an address only where a word begins.
 */
export function withoutAddresses(text: string): string {
  return text
    .replace(/(?:<|(?<![^\s<>@:]))[^\s<>@:]+@[^\s<>@,;]+>?/g, '(address)')
    .replace(/[\p{Cc}]+/gu, ' ');
}
