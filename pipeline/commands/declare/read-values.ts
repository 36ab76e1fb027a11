import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { minute } from '../../foundation/time/durations.ts';
import { parseDuration } from '../../foundation/time/parse-duration.ts';
import { isDate } from '../../foundation/time/parse-moment.ts';

/** Parses the value of `--port`. Any other value is wrong use (exit code 2). */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

/** Parses the value of `--date`. Any other value is wrong use (exit code 2). */
export function readDay(text: string): string {
  if (isDate(text)) return text;
  const [, day, month, year] = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text) ?? [];
  const turned = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const example = isDate(turned) ? turned : '2026-11-28';
  throw new InvalidArgumentError(`Write the day as year-month-day, such as ${example}.`);
}

/** The value of `--every`, in ms. Anything but a span of a minute or more is wrong use (exit code 2). */
export function readSpan(text: string): number {
  const span = parseDuration(text);
  if (span !== undefined && span >= minute) return span;
  throw new InvalidArgumentError('Write a number and m, h, d or w, such as 15m. The shortest is 1m.');
}

/** The value of `--next`. Anything but a whole number from 1 to 1000 is wrong use (exit code 2). */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1000) return count;
  throw new InvalidArgumentError('Write a whole number from 1 to 1000.');
}

/** The value of `--dns`. Anything but an IP address, with or without a port, is wrong use (exit code 2). */
export function readDnsServer(text: string): string {
  const [, six, four, port = '53'] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (isIP(text) !== 0 || (isIP(six ?? four ?? '') !== 0 && Number(port) <= 65_535)) return text;
  throw new InvalidArgumentError('Write the IP address of a DNS server, such as 9.9.9.9 or 127.0.0.1:5353.');
}

/** The values of `--address`. Anything but an IP address is wrong use (exit code 2). */
export function readAddresses(text: string, before: readonly string[] = []): readonly string[] {
  if (isIP(text) !== 0) return [...before, text];
  throw new InvalidArgumentError('Write an IP address, such as 192.0.2.25 or 2001:db8::25.');
}

/** The value of `--spamd`. Anything but a host with or without a port is wrong use (exit code 2). */
export function readSpamd(text: string): { host: string; port: number } {
  const [, host, port = '783'] = /^([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (host !== undefined && Number(port) <= 65_535)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  throw new InvalidArgumentError('Write a host and a port, such as localhost:783.');
}
