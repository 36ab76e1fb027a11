import { expect, test, vi } from 'vitest';
import { watchFiles } from '../../pipeline/publication/watch-files.ts';

test('when the system allows no more watchers, it says so once and closes those that are open', () => {
  const close = vi.fn();
  const onError = vi.fn();
  let left = 3;
  const watcher = watchFiles(['/a', '/b'], vi.fn(), onError, () => {
    if (left-- > 0) return { close, on: vi.fn() };
    throw Object.assign(new Error('no space for a watcher'), { code: 'ENOSPC' });
  });
  expect(onError.mock.calls).toEqual([[expect.objectContaining({ code: 'ENOSPC' })]]);
  expect(close).toHaveBeenCalledTimes(3);
  watcher.close();
});
