import type { HtmlElement, HtmlNode } from './element.ts';
import { raise } from './raised-letters.ts';

/** A formula in MathML as one line of text: "E=mc²", "a/b", "√(x)". */
export function readMath(element: HtmlElement): string {
  return partsOf(element).join('').trim();
}

function textOf(node: HtmlNode | undefined): string {
  if (node === undefined) return '';
  if (typeof node === 'string') return node.trim();
  const parts = partsOf(node);
  const [base = '', other = ''] = parts;
  switch (node.name) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'msup':
      return base + signed(other, 'sup', '^');
    case 'msub':
      return base + signed(other, 'sub', '_');
    case 'mfrac':
      return `${grouped(base)}/${grouped(other)}`;
    case 'msqrt':
      return `√${grouped(parts.join(''))}`;
  }
  return parts.join('');
}

const partsOf = ({ children }: HtmlElement): string[] => children.map(textOf).filter((part) => part !== '');

function signed(text: string, name: 'sup' | 'sub', sign: string): string {
  const letters = raise(text, name);
  return letters === text ? sign + grouped(text) : letters;
}

const grouped = (text: string) => ([...text].length > 1 ? `(${text})` : text);
