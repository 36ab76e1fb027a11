import type { Inline } from '../../content/inline.ts';

const bullet = /^\s*[•‣◦▪▫●○■□∙⁃\uf0b7\uf0a7][\s\u00a0]+/;

/** Whether a line begins with a bullet that somebody typed, or that a program copied as a letter. */
export function startsWithBullet(text: string): boolean {
  return bullet.test(text.slice(0, 20));
}

/** The text without the bullet at its beginning. */
export function withoutBullet(nodes: readonly Inline[]): Inline[] {
  const [first, ...rest] = nodes;
  if (first === undefined) return [];
  if ('children' in first) {
    const children = withoutBullet(first.children);
    return children.length === 0 ? rest : [{ ...first, children } as Inline, ...rest];
  }
  if (first.type !== 'text') return [...nodes];
  const value = first.value.replace(bullet, '').trimStart();
  return value === '' ? rest : [{ type: 'text', value }, ...rest];
}

/** The text of an item with the sign of a box in place of "[ ]" or "[x]", as people and programs type it. */
export function withBox(nodes: readonly Inline[]): readonly Inline[] {
  const [first, ...rest] = nodes;
  const typed = first?.type === 'text' ? /^\[([ \u00a0xX])\](?=\s)/.exec(first.value) : null;
  if (first?.type !== 'text' || typed === null) return nodes;
  const box = /x/i.test(typed[1] ?? '') ? '☑' : '☐';
  return [{ type: 'text', value: box + first.value.slice(typed[0].length) }, ...rest];
}

/** Whether a paragraph is a line of signs, as people type between two parts: "* * *", "———". */
export function isDivider(text: string): boolean {
  const signs = text.slice(0, 200).replace(/\s/g, '');
  return text.length <= 200 && (/^([*~–—_=#·•-])\1{2,}$/.test(signs) || /^(?:⁂|❦|§)$/.test(signs));
}

/** The name after the dash that people put before it below a quote. */
export function withoutDash(text: string): string {
  return text.replace(/^\s*(?:[—–―]|--)\s*/, '').trim();
}
