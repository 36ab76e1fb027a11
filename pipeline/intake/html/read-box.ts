import type { HtmlElement } from './element.ts';

/** The sign of a box that can be ticked, with a space; undefined for any other element. */
export function readBox({ name, attributes }: HtmlElement): string | undefined {
  if (name === 'input')
    return attributes.get('type') === 'checkbox' ? sign(attributes.has('checked')) : undefined;
  if (attributes.get('role') === 'checkbox') return sign(attributes.get('aria-checked') === 'true');
  const isOn = /(?:^|\s)checkbox-(on|off)(?:\s|$)/.exec(attributes.get('class') ?? '')?.[1];
  return isOn === undefined ? undefined : sign(isOn === 'on');
}

const sign = (isTicked: boolean) => (isTicked ? '☑ ' : '☐ ');
