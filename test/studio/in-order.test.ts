import { expect, test } from 'vitest';
import { createInOrder } from '../../pipeline/studio/browser/in-order.ts';

test('an answer that a later one has overtaken is dropped, and one that is merely followed is not', async () => {
  const inOrder = createInOrder();
  const requests = [1, 2, 3].map(() => Promise.withResolvers<string>());
  const results = requests.map(({ promise }) => inOrder(promise));
  requests[0]?.resolve('one');
  expect(await results[0]).toEqual({ answer: 'one' });
  requests[2]?.resolve('three');
  expect(await results[2]).toEqual({ answer: 'three' });
  requests[1]?.resolve('two');
  expect(await results[1]).toBeUndefined();
});

test('a request that fails leaves the others as they are', async () => {
  const inOrder = createInOrder();
  const failed = inOrder(Promise.reject(new Error('offline')));
  const next = inOrder(Promise.resolve('here'));
  await expect(failed).rejects.toThrow('offline');
  expect(await next).toEqual({ answer: 'here' });
});
