/** The time zones that people may choose from, grouped by the region at the start of their names. */
export function timeZonesByRegion(): ReadonlyMap<string, readonly string[]> {
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  return Map.groupBy(named, (zone) => zone.slice(0, zone.indexOf('/')));
}

export function isTimeZone(zone: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(zone);
}

/** "Buenos Aires, Argentina" for America/Argentina/Buenos_Aires. */
export function placeOfZone(zone: string): string {
  return zone.split('/').slice(1).reverse().join(', ').replaceAll('_', ' ');
}
