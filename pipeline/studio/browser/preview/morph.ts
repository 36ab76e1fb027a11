/**
 * Turns a document into another one by changing only the parts that differ. The other parts keep their place,
 * their pictures and their scroll position, and the page is never empty.
 */
export function morphDocument(live: Document, next: Document): void {
  morphAttributes(live.documentElement, next.documentElement);
  if (live.head && next.head) morphChildren(live.head, next.head);
  if (live.body && next.body) {
    morphAttributes(live.body, next.body);
    morphChildren(live.body, next.body);
  }
}

function morphChildren(live: Node, next: Node): void {
  const wanted = [...next.childNodes];
  const standing = [...live.childNodes];
  // Equal nodes at the start and the end are kept, so that adding or removing one block does not move the
  // others.
  let start = 0;
  while (isEqual(standing[start], wanted[start])) start++;
  let end = 0;
  while (
    end < Math.min(standing.length, wanted.length) - start &&
    isEqual(standing[standing.length - 1 - end], wanted[wanted.length - 1 - end])
  ) {
    end++;
  }
  const old = standing.slice(start, standing.length - end);
  const fresh = wanted.slice(start, wanted.length - end);
  const behind = standing[standing.length - end] ?? null;
  const isSameLength = old.length === fresh.length;
  for (const [index, node] of fresh.entries()) {
    const before = isSameLength ? old[index] : undefined;
    if (before && isSameKind(before, node)) morphNode(before, node);
    else if (before) live.replaceChild(adopt(live, node), before);
    else live.insertBefore(adopt(live, node), behind);
  }
  if (!isSameLength) for (const node of old) live.removeChild(node);
}

function morphNode(live: Node, next: Node): void {
  if (isElement(live) && isElement(next)) {
    morphAttributes(live, next);
    morphChildren(live, next);
  } else if (live.nodeValue !== next.nodeValue) live.nodeValue = next.nodeValue;
}

function morphAttributes(live: Element, next: Element): void {
  for (const { name } of [...live.attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

const isEqual = (a: Node | undefined, b: Node | undefined) =>
  a !== undefined && b !== undefined && a.isEqualNode(b);
const isSameKind = (a: Node, b: Node) => a.nodeType === b.nodeType && a.nodeName === b.nodeName;
const adopt = (live: Node, node: Node) => live.ownerDocument?.importNode(node, true) ?? node;

/** Compares `nodeType`, because the nodes of a frame are instances of the frame's own classes. */
const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;
