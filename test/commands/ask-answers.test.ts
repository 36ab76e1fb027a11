import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askAnswers } from '../../pipeline/commands/ask-answers.ts';
import { toAnswers } from '../../pipeline/commands/init.ts';
import type { InitOptions } from '../../pipeline/commands/init-options.ts';

const enter = '\r';
const down = '\x1b[B';
const clear = '\x15';

/** A person at a terminal: waits for a part of the screen, then presses keys. */
async function answer(
  turns: readonly (readonly [screen: string, keys: string[]])[],
  options: InitOptions = {},
) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {} });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 40 });
  let shown = '';
  let next = 0;
  output.on('data', (data: Buffer) => {
    shown += String(data);
    const [screen = '', keys = []] = turns[next] ?? [];
    if (next === turns.length || !shown.includes(screen)) return;
    next += 1;
    shown = '';
    setImmediate(() => {
      for (const key of keys) input.write(key);
    });
  });
  return askAnswers(options, (given) => toAnswers(given, 'my-post'), { input, output });
}

describe('the questions of courant init', () => {
  it('ask for languages that Courant does not have, for the days and the time, and again after a mistake', async () => {
    const answers = await answer([
      ['called?', [clear, 'De Dijkpost', enter]],
      ['languages?', [down, ' ', down, down, down, down, down, ' ', enter]],
      ['other languages?', ['sv, it', enter]],
      ['written first?', [down, enter]],
      ['published?', [clear, 'dijk', enter]],
      ['begins with https://', [clear, 'https://dijk.example.org', enter]],
      ['sent?', [enter]],
      ['De Dijkpost, Example Street', [enter]],
      ['time zone', [clear, 'Mars', enter]],
      ['such as Europe/Amsterdam', [clear, 'Europe/Amsterdam', enter]],
      ['which days', [down, ' ', enter]],
      ['which time?', [clear, '06:30', enter]],
      ['look?', [down, enter]],
      ['run?', [enter]],
    ]);
    expect(answers).toMatchObject({
      name: 'De Dijkpost',
      languages: ['nl', 'en', 'sv', 'it'],
      source: 'nl',
      url: 'https://dijk.example.org',
      postal: expect.stringMatching(/^De Dijkpost, /),
      timeZone: 'Europe/Amsterdam',
      schedule: { at: '06:30', days: ['tuesday'] },
      theme: 'magazine',
      host: 'github',
    });
  });

  it('ask for no time without days, and end when a person cancels', async () => {
    const given = { name: 'Post', languages: ['en'], source: 'en', url: 'https://post.example.org' };
    const more = { sender: 'a@example.org', postal: 'Here', timeZone: 'UTC', theme: 'gazette' } as const;
    const answers = await answer(
      [
        ['which days', [enter]],
        ['run?', [enter]],
      ],
      { ...given, ...more },
    );
    expect(answers).toMatchObject({ name: 'Post', schedule: undefined });
    expect(await answer([['which days', ['\x03']]], { ...given, ...more })).toBeUndefined();
  });
});
