/** The names that the runtime lists, one for each zone. */
const listed: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));

/**
 * Whether the runtime knows a time zone by this name. It knows more names than it lists: it lists
 * Asia/Calcutta, but also knows Asia/Kolkata and UTC.
 */
export function isTimeZone(timeZone: string): boolean {
  if (listed.has(timeZone)) return true;
  // The runtime takes 0.1 ms to refuse a name, and an import asks once for each row, mostly about an empty one.
  if (timeZone === '') return false;
  try {
    return Boolean(new Intl.DateTimeFormat(undefined, { timeZone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
