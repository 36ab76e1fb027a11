/** Everything after the last `@` of an address: a quoted local part may itself contain an `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
