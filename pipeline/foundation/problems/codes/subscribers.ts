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
  'csv-map': error((data: { mapping: string; known: readonly string[] }) => ({
    message: `"${data.mapping}" maps no column.`,
    hint: `Write it as field=Column, such as address="E-mail". Fields: ${data.known.join(', ')}.`,
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
  'subscriber-suppressed': warning((data: { reason: string }) => ({
    message: `This address gets no mail any more (${data.reason}), and was left out.`,
    hint:
      data.reason === 'complained' || data.reason === 'operator'
        ? '"subscribers add --lift" brings it back, on your word that its owner wants it.'
        : 'Its owner can come back by the form. "subscribers add --lift" does it on your word.',
  })),
  'subscriber-unknown': error(() => ({
    message: 'Nobody subscribes with this address.',
    hint: 'Look it up with "courant subscribers list". An erased subscriber cannot be found again.',
  })),
  'subscriber-known': error(() => ({
    message: 'Somebody subscribes with this address already.',
    hint: '"courant subscribers show" tells what is known of them; they change it themselves by their preferences.',
  })),
  'erase-not-confirmed': error(() => ({
    message: 'Nobody was there to confirm that this subscriber shall be erased.',
    hint: 'Say --yes where nobody can be asked. What is erased cannot be brought back.',
  })),
  'list-unknown': error((data: { list: string; known: readonly string[] }) => ({
    message: `There is no list "${data.list}".`,
    hint:
      data.known.length > 0
        ? `newsletter.yaml has: ${data.known.join(', ')}.`
        : 'newsletter.yaml has no lists: everybody gets the newsletter.',
  })),
  'suppression-key': error((data: { place: string }) => ({
    message: `The key of the suppression list (${data.place}) is not the one that this list was made with.`,
    hint: 'Put the former key back. With another one nobody on the list would be recognised, and they would get mail again.',
  })),
};
