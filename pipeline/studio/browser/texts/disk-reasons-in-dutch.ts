/** The reasons of `foundation/files/disk-reason.ts`, which stand in several problems. */
const reasons: Readonly<Record<string, string>> = {
  'the disk is full': 'de schijf is vol',
  'the disk quota is used up': 'de schijfruimte is op',
  'the disk is read-only': 'de schijf is alleen-lezen',
  'the disk is read-only, or a folder above it was deleted':
    'de schijf is alleen-lezen, of een bovenliggende map is verwijderd',
  'this user may not do that there': 'deze gebruiker mag dat daar niet',
  'a file is in the way': 'er staat een bestand in de weg',
  'a folder is in the way': 'er staat een map in de weg',
  'the disk reports an error': 'de schijf meldt een fout',
  'too many files are open': 'er zijn te veel bestanden open',
};

/** A reason in Dutch. One that is not of the disk stays as it is. */
export const diskReasonInDutch = (english: string): string => reasons[english] ?? english;
