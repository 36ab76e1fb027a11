/** The days around each change of clocks in a time zone from 2018 to 2034, and the first day of each month. */
export function daysOfYears(timeZone: string): string[] {
  const days = new Set<string>();
  const end = Temporal.Instant.from('2034-01-01T00:00Z').toZonedDateTimeISO(timeZone);
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.from('2018-01-01T00:00Z').toZonedDateTimeISO(timeZone);
  for (let month = at.toPlainDate().with({ day: 1 }); month.year < 2034; month = month.add({ months: 1 }))
    days.add(month.toString());
  for (at = at.getTimeZoneTransition('next'); at !== null; at = at.getTimeZoneTransition('next')) {
    if (Temporal.ZonedDateTime.compare(at, end) > 0) break;
    for (const away of [-2, -1, 0, 1]) days.add(at.toPlainDate().add({ days: away }).toString());
  }
  return [...days].sort();
}
