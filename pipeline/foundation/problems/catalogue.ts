import { archiveCodes } from './codes/archive.ts';
import { checkCodes } from './codes/check.ts';
import { commandCodes } from './codes/commands.ts';
import { configCodes } from './codes/config.ts';
import { contentCodes } from './codes/content.ts';
import { deliveryCodes } from './codes/delivery.ts';
import { doctorCodes } from './codes/doctor.ts';
import { editionCodes } from './codes/editions.ts';
import { editCodes } from './codes/edits.ts';
import { extensionCodes } from './codes/extensions.ts';
import { gitCodes } from './codes/git.ts';
import { localeCodes } from './codes/locales.ts';
import { mailCodes } from './codes/mail.ts';
import { originalCodes } from './codes/originals.ts';
import { readingCodes } from './codes/reading.ts';
import { serverCodes } from './codes/server.ts';
import { stateCodes } from './codes/state.ts';
import { studioCodes } from './codes/studio.ts';
import { subscriberCodes } from './codes/subscribers.ts';
import { translationCodes } from './codes/translation.ts';

/**
 * Every problem that Courant can report. A code is permanent and is documented in `docs/errors.md`, which a
 * test compares with this list. A code that is no longer used is never given another meaning.
 */
export const catalogue = {
  ...readingCodes,
  ...contentCodes,
  ...configCodes,
  ...extensionCodes,
  ...originalCodes,
  ...translationCodes,
  ...editCodes,
  ...gitCodes,
  ...studioCodes,
  ...localeCodes,
  ...editionCodes,
  ...mailCodes,
  ...checkCodes,
  ...archiveCodes,
  ...serverCodes,
  ...subscriberCodes,
  ...deliveryCodes,
  ...stateCodes,
  ...commandCodes,
  ...doctorCodes,
};

export type ProblemCode = keyof typeof catalogue;

/** The code of a publication's own rule, such as `own/no-exclamation`. */
export type OwnCode = `own/${string}`;

/** The code of a rule of axe-core, which `check --browser` runs: `axe/color-contrast`. */
export type AxeCode = `axe/${string}`;

/** A code that is not in the catalogue. Each of its problems has its own message. */
export type OpenCode = OwnCode | AxeCode;

/** The message and the hint of a problem with an open code, in whole sentences. */
export interface OwnText {
  readonly message: string;
  readonly hint?: string;
}

export function isOwnCode(code: string): code is OwnCode {
  return /^own\/[a-z][a-z0-9-]*$/.test(code);
}

export function isOpenCode(code: string): code is OpenCode {
  return isOwnCode(code) || /^axe\/[a-z][a-z0-9-]*$/.test(code);
}

/** The data that the message of a code needs. */
export type CatalogueData<Code extends ProblemCode | OpenCode> = Code extends ProblemCode
  ? Parameters<(typeof catalogue)[Code]['describe']>[0]
  : OwnText;
