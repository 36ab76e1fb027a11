/**
 * The time zones that people may choose from, grouped by the region at the start of their names. `chosen` is among them
 * even if the runtime lists its zone by another name.
 */
export function timeZonesByRegion(chosen: string): ReadonlyMap<string, readonly string[]> {
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  const zones = chosen === '' || named.includes(chosen) ? named : [...named, chosen].sort();
  return Map.groupBy(zones, (zone) => zone.split('/')[0] ?? zone);
}

/** "Buenos Aires, Argentina" for America/Argentina/Buenos_Aires; "UTC" for UTC. */
export function placeOfZone(zone: string): string {
  const places = zone.split('/').slice(1).reverse().join(', ').replaceAll('_', ' ');
  return places || zone;
}
