import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** The elements of a page, as a browser reads it, in their order. */
export function elementsOf(html: string): Element[] {
  return nodesOf(parse(html)).filter((node): node is Element => 'tagName' in node);
}

/**
 * Each element's name with the names of its attributes. Leaves out the class "long", because it depends on the
 * length of a text.
 */
export function skeletonOf(html: string): string[] {
  return elementsOf(html).map(({ tagName, attrs }) => {
    const kept = attrs.filter(({ name, value }) => name !== 'class' || value !== 'long');
    return `<${[tagName, ...kept.map(({ name }) => name)].join(' ')}>`;
  });
}

/** All text of a page or of an element, the title's too, but no style. */
export function textOf(of: string | Element): string {
  return nodesOf(typeof of === 'string' ? parse(of) : of)
    .map((node) => (node.nodeName === '#text' && !isStyle(node) ? (node as { value: string }).value : ''))
    .join('');
}

export function attributesOf(html: string): string[] {
  return elementsOf(html).flatMap(({ attrs }) => attrs.map(({ value }) => value));
}

/** The value of an element's attribute. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((each) => each.name === name)?.value;
}

function isStyle(node: Node): boolean {
  return 'parentNode' in node && node.parentNode?.nodeName === 'style';
}

function nodesOf(node: Node): Node[] {
  return 'childNodes' in node ? [node, ...node.childNodes.flatMap(nodesOf)] : [node];
}
