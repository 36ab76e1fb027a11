/** A text in code marks. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A text in the cell of a table, where a bar would begin the next cell, and `<` a tag. */
export function cell(text: string): string {
  const parts = text.replaceAll('|', '\\|').split(/(`[^`]*`)/);
  return parts.map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '\\<'))).join('');
}
