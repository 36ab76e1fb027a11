import { error } from './entry.ts';

/** Changing a file in place. */
export const editCodes = {
  'edit-syntax': error(() => ({
    message: 'The syntax of this file is broken, so nothing in it can be changed automatically.',
    hint: 'Fix the syntax in your editor first: "courant check" explains it.',
  })),
  'edit-refused': error((data: { reason: string }) => ({
    message: `This change cannot be made without touching other lines: ${data.reason}.`,
    hint: 'Nothing was written. Make the change in your editor.',
  })),
};
