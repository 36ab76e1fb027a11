/** The domain of an address: everything after its last `@`, because a quoted local part may contain one. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
