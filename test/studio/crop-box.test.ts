import { describe, expect, test } from 'vitest';
import {
  boxOf,
  cropOf,
  cutOff,
  focusOf,
  keepShape,
  largestBox,
  moveBox,
  moveSide,
  pointIn,
  pointOf,
  sides,
  wholeBox,
} from '../../pipeline/studio/browser/write/crop-box.ts';

describe('a crop in the form', () => {
  test('is the field of the file and back, without the sides that cut nothing off', () => {
    const box = boxOf({ top: '10%', left: '12.5%' });
    expect(box).toEqual({ left: 12.5, top: 10, width: 87.5, height: 90 });
    expect(cropOf(box)).toEqual({ top: '10%', left: '12.5%' });
    expect(cropOf(wholeBox)).toBeUndefined();
  });

  test.each([undefined, 'x', { left: 'ten' }, { left: '60%', right: '40%' }])(
    'that the file has as %j is the full picture',
    (value) => {
      expect(boxOf(value)).toEqual(wholeBox);
    },
  );

  test('stays in the picture, and never becomes empty', () => {
    const box = boxOf({ left: '40%', right: '40%' });
    expect(moveBox(box, 90, -5)).toEqual({ left: 80, top: 0, width: 20, height: 100 });
    expect(cutOff(moveSide(box, 'left', 99), 'left')).toBe(55);
    expect(cutOff(moveSide(box, 'top', -3), 'top')).toBe(0);
  });

  test('keeps its shape, and the side opposite to the one that moves', () => {
    const moved = moveSide(wholeBox, 'left', 50);
    expect(keepShape(moved, 2, 'left')).toEqual({ left: 50, top: 0, width: 50, height: 25 });
    const tall = keepShape(moveSide(wholeBox, 'top', 40), 2, 'top');
    expect([tall.width / tall.height, tall.top + tall.height]).toEqual([2, 100]);
    for (const side of sides) expect(cutOff(tall, side)).toBeGreaterThanOrEqual(0);
  });

  test('of a shape is the largest one around a point', () => {
    expect(largestBox(0.5, { x: 90, y: 20 })).toEqual({ left: 50, top: 0, width: 50, height: 100 });
    expect(largestBox(4, { x: 50, y: 50 })).toEqual({ left: 0, top: 37.5, width: 100, height: 25 });
  });
});

test('a focus is the field of the file and back, and stays in the part that is shown', () => {
  expect(pointOf({ x: '50%', y: '30%' })).toEqual({ x: 50, y: 30 });
  expect(pointOf({ x: '50%' })).toBeUndefined();
  expect(focusOf(pointIn({ x: 10, y: 33.333 }, boxOf({ left: '20%' })))).toEqual({ x: '20%', y: '33.3%' });
  expect(focusOf(undefined)).toBeUndefined();
});
