import { error, warning } from './entry.ts';

/** The list of subscribers, and imports into it. */
export const subscriberCodes = {
  'csv-syntax': error((data: { message: string }) => ({
    message: `This row is not valid CSV: ${data.message}.`,
    hint: 'Put a value that contains a comma, a quote or a line break in "double quotes", and double each quote inside it.',
  })),
  'csv-header': error((data: { missing: string; found: readonly string[] }) => ({
    message: `The first line has no column "${data.missing}".`,
    hint: `If another column has it, name that column: --map ${data.missing}="Column". Found: ${data.found.join(', ')}.`,
  })),
  'csv-map': error((data: { mapping: string; known: readonly string[] }) => ({
    message: `"${data.mapping}" does not map a column.`,
    hint: `Write field=Column, such as address="E-mail". Fields: ${data.known.join(', ')}.`,
  })),
  'subscriber-address': error((data: { reason: string }) => ({
    message: `This is not an email address: ${data.reason}.`,
    hint: 'Write one address per row, such as reader@example.org.',
  })),
  'subscriber-locale': error((data: { locale: string; column?: string }) => ({
    message: `"${data.locale}" is not a language tag.`,
    hint: `Use a BCP 47 tag such as nl, en or en-GB.${orMap(data.column)}`,
  })),
  'subscriber-state': error((data: { word: string }) => ({
    message: `"${data.word}" does not say whether this subscriber gets mail.`,
    hint: `Write active, unsubscribed or bounced.${orMap('state')}`,
  })),
  'list-missing': error((data: { known: readonly string[] }) => ({
    message: 'You named no list, and a subscriber without a list gets no mail.',
    hint: `Add --list with one or more of the lists in newsletter.yaml: ${data.known.join(', ')}.`,
  })),
  'subscriber-duplicate': warning((data: { firstLine: number }) => ({
    message: `This address is already on line ${data.firstLine}; the first one counts.`,
    hint: 'Delete one of the two rows.',
  })),
  'subscriber-suppressed': warning((data: { reason: string }) => ({
    message: `This address is on the suppression list (${data.reason}), so it was left out.`,
    hint:
      data.reason === 'complained' || data.reason === 'operator'
        ? 'If its owner wants mail again, lift the suppression with "subscribers add --lift".'
        : 'Its owner can sign up again with the form. If they asked you, use "subscribers add --lift".',
  })),
  'subscriber-unknown': error(() => ({
    message: 'No subscriber has this address.',
    hint: 'Look it up with "courant subscribers list". An erased subscriber cannot be found.',
  })),
  'lift-whom': error(() => ({
    message: 'The command does not say whose suppression to lift.',
    hint: 'Name an address, or use --issue to name the issue whose dispatches suppressed them.',
  })),
  'suppress-whom': error(() => ({
    message: 'The command does not say which address to suppress.',
    hint: 'Name an address, or use --issue to name the issue whose dispatches found that addresses do not exist.',
  })),
  'feedback-unknown': error(() => ({
    message: 'No event in effect has this name, or is about this address.',
    hint: '"courant feedback show --effects" lists the events in effect with their names.',
  })),
  'subscriber-known': error(() => ({
    message: 'There is already a subscriber with this address.',
    hint: '"courant subscribers show" prints their data. Subscribers change it on their preferences page.',
  })),
  'list-unknown': error((data: { list: string; known: readonly string[]; column?: string }) => ({
    message: `There is no list "${data.list}".`,
    hint:
      data.known.length > 0
        ? `Choose one of the lists in newsletter.yaml: ${data.known.join(', ')}.${orMap(data.column)}`
        : 'Leave it out: newsletter.yaml defines no lists, so every subscriber gets the newsletter.',
  })),
  'suppression-key-missing': error(() => ({
    message: 'DATABASE_URL is set, but COURANT_SUPPRESSION_KEY is not.',
    hint: 'Every machine that works on this database needs the same key. Make one with "openssl rand -hex 32" and set it on all of them; if the former key is lost, see "courant subscribers rekey --help".',
  })),
  'suppression-key': error((data: { place: string }) => ({
    message: `The key of the suppression list (${data.place}) is not the key that this list was made with.`,
    hint: 'Put the former key back: with another key, Courant recognises nobody on the list. If it is lost, "courant subscribers rekey" shows what is lost and rebuilds the list.',
  })),
};

/** A wrong value in an import may mean that the wrong column was read. */
function orMap(column: string | undefined): string {
  return column === undefined
    ? ''
    : ` If another column has it, name that column: --map ${column}="Column". To read no column, use --map ${column}=-.`;
}
