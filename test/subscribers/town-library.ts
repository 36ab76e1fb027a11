/**
 * A list as a town library has it after ten years: 200 rows that an office program exported, filled in by many hands.
 * Everybody in it is invented.
 */
export function townLibraryRows(): string[][] {
  const first = ['Anna', 'Bram', 'Chaima', 'Daan', 'Esra', 'Femke', 'Gijs', 'Hülya', 'Ids', 'Joëlle'];
  const infixes = ['', 'van', '', 'de', 'van der', '', '', 'ten', '', 'n.v.t.'];
  const last = ['Bakker', 'Dijk', 'Yılmaz', 'Boer', 'Velde', 'Smit', 'Müller', 'Cate', 'Jansen', 'Núñez'];
  const languages = [
    'Nederlands',
    'nederlands',
    'NL',
    'nl',
    'Engels',
    'English',
    'Duits',
    'Deutsch',
    'nl_NL',
    'onbekend',
  ];
  const lists = ['Wekelijks', 'wekelijks', 'De agenda', 'Wekelijks, De agenda', 'weekly'];
  const dates = [
    '12-03-2019',
    '3-4-2020 14:05',
    '2021-06-07',
    '1/2/2018',
    '12 maart 2021',
    '2022-01-02 03:04:05',
    '44197',
    '',
    '5.6.2019',
    '31/12/2020',
  ];
  const states = [
    'Actief',
    'actief',
    '',
    'Ingeschreven',
    'Actief',
    'actief',
    'Uitgeschreven',
    'Actief',
    '',
    'Bounced',
  ];
  return Array.from({ length: 200 }, (_, at) => {
    const pick = (words: readonly string[], step = 1) => words[Math.floor(at / step) % words.length] ?? '';
    return [
      String(1000 + at),
      pick(first),
      pick(infixes),
      pick(last, 3),
      address(at),
      pick(languages, 2),
      pick(lists, 3),
      pick(states),
      pick(dates, 7),
      at % 40 === 0 ? 'belt; komt "altijd" langs' : '',
    ];
  });
}

export const townLibraryHeader = [
  'Lidnr',
  'Voornaam',
  'Tussenvoegsel',
  'Achternaam',
  'E-mailadres',
  'Taal',
  'Nieuwsbrief',
  'Status',
  'Datum inschrijving',
  'Opmerkingen',
];

/** The mistakes that ten years bring: two that are no addresses, one of them twice. */
function address(at: number): string {
  if (at === 30) return 'geen e-mail';
  if (at === 31) return 'lezer31example.org';
  if (at === 32) return 'Lezer1@Example.org';
  return at % 9 === 0 ? ` Lezer${at}@example.org ` : `lezer${at}@example.org`;
}

/** As a spreadsheet writes it in the Netherlands: semicolons, and quotes where they are needed. */
export function toSemicolons(rows: readonly (readonly string[])[]): string {
  const quote = (value: string) => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => `${row.map(quote).join(';')}\r\n`).join('');
}
