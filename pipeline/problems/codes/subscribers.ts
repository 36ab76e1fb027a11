import { error, warning } from './entry.ts';

/** The list of subscribers and what is imported into it. */
export const subscriberCodes = {
  'csv-syntax': error((data: { message: string }) => ({
    message: `This row is not valid CSV: ${data.message}.`,
    hint: 'A value with a comma, a quote or a line break stands in "double quotes", and a quote in it is doubled.',
  })),
  'csv-header': error((data: { missing: string; found: readonly string[] }) => ({
    message: `The first line has no column "${data.missing}".`,
    hint: `It must name the columns: address, and, if you have them, name and locale. Found: ${data.found.join(', ')}.`,
  })),
  'subscriber-address': error((data: { reason: string }) => ({
    message: `This is not an email address: ${data.reason}.`,
    hint: 'Write one address a row, such as reader@example.org.',
  })),
  'subscriber-locale': error((data: { locale: string }) => ({
    message: `"${data.locale}" is not a language tag.`,
    hint: 'Use a BCP 47 tag such as nl, en or en-GB.',
  })),
  'subscriber-duplicate': warning((data: { firstLine: number }) => ({
    message: `This address stands on line ${data.firstLine} already; the first one counts.`,
    hint: 'Delete one of the two.',
  })),
};
