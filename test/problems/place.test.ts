import { describe, expect, test } from 'vitest';
import { createSource, renderFrame } from '../../pipeline/foundation/problems/place.ts';

function frame(text: string, piece: string): string {
  const source = createSource('file.yaml', text);
  const start = text.indexOf(piece);
  return renderFrame(source, source.position(start), source.position(start + piece.length));
}

describe('a frame', () => {
  test('shows the line, the one above it, and carets under the place', () => {
    expect(frame('a: 1\ndate: 2026-13-01\n', '2026-13-01')).toBe(
      '1 | a: 1\n2 | date: 2026-13-01\n  |       ^^^^^^^^^^',
    );
  });

  test('has its carets in the right column behind tabs', () => {
    expect(frame('\ta:\tb', 'b')).toBe('1 |  a: b\n  |     ^');
  });

  test('ends at the line where a place goes on over several', () => {
    expect(frame('a: "one\n  two"\n', '"one\n  two"')).toBe('1 | a: "one\n  |    ^^^^');
  });

  test('shows the part of a long line that it is about', () => {
    const [line = '', carets = ''] = frame(`${'x'.repeat(500)}here${'y'.repeat(500)}`, 'here').split('\n');
    expect(line.length).toBeLessThan(110);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('here');
  });

  test('holds nothing that could steer a terminal or turn the text around', () => {
    expect(frame('a: \u001b[31mred\u202e\r\nb: 1', 'red')).toBe(
      '1 | a: \ufffd[31mred\ufffd\n  |         ^^^',
    );
  });
});

test('a position counts lines and columns from 1, whatever the line breaks', () => {
  const source = createSource('file.yaml', 'a\r\nbb\n\ncc');
  expect([0, 3, 4, 6, 7, 8, 99].map((offset) => Object.values(source.position(offset)))).toEqual([
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 1],
    [4, 1],
    [4, 2],
    [4, 3],
  ]);
  expect([source.line(1), source.line(3), source.line(4), source.line(5)]).toEqual([
    'a',
    '',
    'cc',
    undefined,
  ]);
});
