import type { ComingSend, ComingState } from './coming-sends.ts';

/** The state of a send in words. */
export const comingWords: Readonly<Record<ComingState, string>> = {
  ready: 'ready',
  'missing-translation': 'a translation is missing',
  draft: 'draft',
  held: 'held',
  due: 'due: the next run sends it',
  'under-way': 'being sent',
  missed: 'missed',
  'late-edition': 'an edition is too late',
  expired: 'expired',
  expected: 'no issue yet',
};

/** "ready", "a translation is missing (nl)". */
export function describeState({ state, missing }: ComingSend): string {
  const words = comingWords[state];
  return missing.length === 0 || state === 'expected' ? words : `${words} (${missing.join(', ')})`;
}

/**
 * The sends as a calendar (RFC 5545). The same sends give the same bytes, because the stamp of an entry is
 * its own moment. Its UID is the issue or the day, with `host` to make it globally unique.
 */
export function toICalendar(
  sends: readonly ComingSend[],
  { name, host }: { readonly name: string; readonly host: string },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Courant//Schedule//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...sends.flatMap((send) => toEvent(send, host)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function toEvent(send: ComingSend, host: string): string[] {
  const { issue, headline, day, moment, state } = send;
  const words = describeState(send);
  return [
    'BEGIN:VEVENT',
    `UID:${issue ?? `expected-${day}`}@${host}`,
    `DTSTAMP:${stamp(moment)}`,
    `DTSTART:${stamp(moment)}`,
    'DURATION:PT15M',
    `SUMMARY:${escapeText(headline === undefined ? words : `${headline} (${words})`)}`,
    ...(issue === undefined ? [] : [`DESCRIPTION:${escapeText(issue)}`]),
    `STATUS:${firm.includes(state) ? 'CONFIRMED' : 'TENTATIVE'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const firm: readonly ComingState[] = ['ready', 'due', 'under-way'];

/** UTC, as RFC 5545 3.3.5 writes it: 20261203T060000Z. */
function stamp(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** RFC 5545, 3.3.11. Control characters are not allowed in a text. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[\p{Cc}]/gu, ' ');
}

/** A line has at most 75 octets without its break; the next one begins with a space (RFC 5545, 3.1). */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
