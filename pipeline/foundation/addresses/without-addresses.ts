/** Removes addresses and control characters from a server's text, because it may get into a report or a log. */
export function withoutAddresses(text: string): string {
  return text.replace(/<?[^\s<>@:]+@[^\s<>@,;]+>?/g, '(address)').replace(/[\p{Cc}]+/gu, ' ');
}
