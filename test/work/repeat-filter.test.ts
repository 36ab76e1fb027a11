import { expect, test } from 'vitest';
import { createRepeatFilter } from '../../pipeline/work/repeat-filter.ts';

test('a run that says the same as the one before is silent; from the first difference on, all of it is printed', () => {
  const printed: string[] = [];
  const filter = createRepeatFilter((line) => printed.push(line));
  const say = (...lines: readonly string[]) => {
    printed.length = 0;
    filter.begin();
    const live = lines.map((line) => {
      filter.line(line);
      return printed.length;
    });
    filter.end();
    return { printed: [...printed], live };
  };
  expect(say('check ok', 'nothing is due').printed).toEqual(['check ok', 'nothing is due']);
  expect(say('check ok', 'nothing is due').printed).toEqual([]);
  expect(say('check ok', 'sending', 'sent')).toEqual({
    printed: ['check ok', 'sending', 'sent'],
    live: [0, 2, 3],
  });
  expect(say('check ok', 'sending').printed).toEqual(['check ok', 'sending']);
  expect(say('check ok', 'sending', 'sent').printed).toEqual(['check ok', 'sending', 'sent']);
});
