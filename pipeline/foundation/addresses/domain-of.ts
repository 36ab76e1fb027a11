/** The domain of an address: all after its last `@`, since a quoted local part may contain one. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
