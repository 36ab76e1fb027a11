import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { diskReason } from '../../pipeline/foundation/files/disk-reason.ts';
import { diskReasonInDutch } from '../../pipeline/studio/browser/texts/disk-reasons-in-dutch.ts';

test('every reason of the disk is in Dutch in the Dutch interface', () => {
  const ofCodes = Object.keys(constants.errno).map((code) => diskReason({ code }));
  const ofMkdir = diskReason({ code: 'ENOENT', syscall: 'mkdir' });
  const reasons = [...new Set([...ofCodes, ofMkdir])].filter((reason) => reason !== undefined);
  expect(reasons).toContain('the disk is full');
  expect(reasons.filter((reason) => diskReasonInDutch(reason) === reason)).toEqual([]);
});
