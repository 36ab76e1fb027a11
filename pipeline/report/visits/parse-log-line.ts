/** One request, as the log of a web server has it. */
export interface LoggedRequest {
  /** The address of the client. Nothing stores it. */
  readonly client: string;
  /** In ms since 1970. */
  readonly at: number;
  readonly method: string;
  /** The path and the query. */
  readonly target: string;
  readonly status: number;
  /** The name of the program; undefined in the common format, which has none. */
  readonly agent: string | undefined;
}

const quoted = String.raw`"((?:[^"\\]|\\.)*)"`;
const format = new RegExp(
  String.raw`^(\S+) \S+ \S+ \[([^\]]{1,40})\] ${quoted} (\d{3}) (?:\d+|-)(?: ${quoted} ${quoted})?`,
);
const time = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Parses a line in the common or combined format, which Apache and nginx write. Undefined for any other line. */
export function parseLogLine(line: string): LoggedRequest | undefined {
  const [, client, written = '', request = '', status, , agent] = format.exec(line) ?? [];
  const at = parseTime(written);
  if (client === undefined || at === undefined) return undefined;
  // A client that sends no HTTP leaves a request without a path.
  const [method = '', target = ''] = request.split(' ');
  return { client, at, method, target, status: Number(status), agent };
}

/** Parses a time such as "29/Nov/2026:07:00:02 +0100". */
function parseTime(written: string): number | undefined {
  const [, day, name = '', year, clock, hours, minutes] = time.exec(written) ?? [];
  const month = months.indexOf(name) + 1;
  if (month === 0) return undefined;
  const at = Date.parse(`${year}-${String(month).padStart(2, '0')}-${day}T${clock}${hours}:${minutes}`);
  return Number.isNaN(at) ? undefined : at;
}
