import { isIP } from 'node:net';
import { refuseLink } from '../../foundation/sources/link-address.ts';
import { type Reading, valueAt } from '../../foundation/sources/reading.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { canHoldPages } from './sign-up-url.ts';

/** The fields of lists that may have one text per language. */
export function listTexts(reading: Reading): Path[] {
  return entries(reading, ['lists']).flatMap((_, index) => [
    ['lists', index, 'name'],
    ['lists', index, 'description'],
  ]);
}

/** Checks that no two lists have the same id. */
export function checkLists(reading: Reading): void {
  const { tree } = reading;
  const ids = entries(reading, ['lists']).map((_, index) => valueAt(tree.value, ['lists', index, 'id']));
  for (const [index, id] of ids.entries()) {
    if (typeof id !== 'string' || ids.indexOf(id) === index) continue;
    const message = `The list "${id}" is defined twice.`;
    invalid(reading, ['lists', index, 'id'], message, 'Give one of the two a different id.');
  }
}

/** Checks that the address of the public pages is a website, and that proxies are addresses or networks. */
export function checkServer(reading: Reading): void {
  const { tree, report } = reading;
  const url = valueAt(tree.value, ['server', 'url']);
  if (typeof url === 'string' && url !== '') {
    const reason = refuseLink(url) ?? (/^https?:/i.test(url) ? undefined : 'it is not a website');
    if (reason) report.add('invalid-link', { address: url, reason }, tree.place(['server', 'url']));
    else if (/[?#]/.test(url)) {
      const message = '"server.url" must end before "?" and "#".';
      invalid(reading, ['server', 'url'], message, 'Write an address such as https://news.example.org.');
    }
  }
  checkSignUp(reading);
  for (const [index, proxy] of entries(reading, ['server', 'proxies']).entries()) {
    if (typeof proxy !== 'string' || isNetwork(proxy)) continue;
    const message = `"${proxy}" is neither an address nor a network.`;
    invalid(
      reading,
      ['server', 'proxies', index],
      message,
      'Write one such as 127.0.0.1, 10.0.0.0/8 or fd00::/8.',
    );
  }
}

/**
 * Reports an address that makes sign-up forms impossible. Pages leave out the form without a message, so this
 * reports it once.
 */
function checkSignUp({ tree, report }: Reading): void {
  if (valueAt(tree.value, ['archive', 'subscribe']) !== undefined) return;
  const path = valueAt(tree.value, ['server', 'url']) === undefined ? ['url'] : ['server', 'url'];
  const url = valueAt(tree.value, path);
  if (typeof url !== 'string' || refuseLink(url) || !/^https?:[^?#]*$/i.test(url) || canHoldPages(url))
    return;
  report.add('sign-up-missing', { url }, tree.place(path));
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  return (
    version > 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

function entries({ tree }: Reading, path: Path): unknown[] {
  const value = valueAt(tree.value, path);
  return Array.isArray(value) ? value : [];
}

function invalid({ tree, report }: Reading, path: Path, message: string, hint: string): void {
  report.add('invalid-value', { message, hint }, tree.place(path));
}
