import { createPhrases } from './phrases.ts';

// One list, however long, because a reason may be in several problems.

/**
 * The reasons that Courant gives, and those that servers, libraries and the system give most often. "{1}" is a part
 * that differs. A reason follows a colon, so it begins with a small letter and has no full stop.
 */
const reasons: Readonly<Record<string, string>> = {
  // The disk.
  'the disk is full': 'de schijf is vol',
  'the disk quota is used up': 'de schijfruimte van deze gebruiker is op',
  'the disk is read-only': 'de schijf is alleen-lezen',
  'the disk is read-only, or a folder above it was deleted':
    'de schijf is alleen-lezen, of een bovenliggende map is verwijderd',
  'this user may not do that there': 'deze gebruiker mag dat daar niet',
  'a file is in the way': 'er staat een bestand in de weg',
  'a folder is in the way': 'er staat een map in de weg',
  'the disk reports an error': 'de schijf meldt een fout',
  'the disk reports {1}': 'de schijf meldt {1}',
  'too many files are open': 'er zijn te veel bestanden open',
  'the folder does not exist': 'de map bestaat niet',
  'the last command could not write there': 'de laatste opdracht kon daar niets opslaan',
  'it cannot be read either': 'die kan ook niet worden gelezen',
  'it is not a regular file': 'het is geen gewoon bestand',
  'it is a link that leads out of this folder': 'het is een snelkoppeling die buiten deze map uitkomt',
  'reading it failed': 'het lezen is mislukt',

  // Addresses and secrets.
  'it is empty': 'er staat niets in',
  'it is not an address': 'het is geen adres',
  'it is not a complete address': 'het adres is niet compleet',
  'it is not a valid address': 'het adres klopt niet',
  'it is not a website': 'het is geen website',
  'it does not begin with https://': 'het begint niet met https://',
  'it contains a space or a control character': 'er staat een spatie of een onzichtbaar teken in',
  'it contains a user name or a password': 'er staat een gebruikersnaam of een wachtwoord in',
  'it has no mailbox': 'er staat geen e-mailadres in',
  '"{1}:" is not allowed': '“{1}:” mag niet',
  'it has a path': 'er staat een pad achter de naam van de server',
  'it has a space or an invisible character in it': 'er staat een spatie of een onzichtbaar teken in',
  'it has a character that could not be read': 'er staat een onleesbaar teken in',
  'it holds a control character': 'er staat een onzichtbaar teken in',
  'it has no @': 'de @ ontbreekt',
  'it has more than one @': 'er staat meer dan één @ in',
  'it is not an email address': 'het is geen e-mailadres',
  'it has more than one *': 'er staat meer dan één * in',
  'the part before the @ may have only letters, digits, single dots, and - _ + =':
    'voor de @ mogen alleen letters, cijfers, losse punten en - _ + = staan',
  'the * needs one of - _ + = . between it and the next letter or digit':
    'tussen de * en een letter of cijfer hoort een van de tekens - _ + = .',
  'it has no part before an "@", or no "@" at all': 'er staat niets voor de @, of de @ ontbreekt',
  'there is nothing before the @': 'er staat niets voor de @',
  'the part before the @ has a character or a dot out of place':
    'in het deel voor de @ staat een teken of een punt verkeerd',
  'the part before the @ is longer than {1} bytes': 'het deel voor de @ is langer dan {1} bytes',
  'the part after the @ is not a domain': 'het deel na de @ is geen domein',
  'what follows the "@" is not a domain': 'het deel na de @ is geen domein',
  'it is longer than {1} bytes': 'het is langer dan {1} bytes',
  'a secret needs at least {1} characters; "openssl rand -hex 32" creates one':
    'een geheim heeft minstens {1} tekens nodig; “openssl rand -hex 32” maakt er een',
  'it needs at least {1} characters; "openssl rand -hex 32" creates one':
    'er zijn minstens {1} tekens nodig; “openssl rand -hex 32” maakt ze',
  'it is too short for a signing key': 'voor een ondertekeningssleutel is het te kort',
  'it does not have the form "whsec_" and base64': 'het begint niet met “whsec_” met base64 erachter',
  'it is not a verification key of SendGrid': 'het is geen verificatiesleutel van SendGrid',
  'it is not set, and "feedback.webhooks" in newsletter.yaml names {1}':
    'die is niet ingesteld, en “feedback.webhooks” in newsletter.yaml noemt {1}',
  'newsletter.yaml requires signatures, but it is not set':
    'newsletter.yaml vraagt om ondertekende e-mail, maar de sleutel is niet ingesteld',
  'it holds no private key in PEM form': 'er staat geen privésleutel in PEM-vorm in',
  'it holds two keys of one kind': 'er staan twee sleutels van dezelfde soort in',
  'it holds two keys, but there is only one selector':
    'er staan twee sleutels in, maar er is maar één selector',
  'an RSA key needs 2048 bits, but this one has {1}':
    'een RSA-sleutel heeft 2048 bits nodig, maar deze heeft er {1}',
  'it is not an RSA or Ed25519 key': 'het is geen RSA- of Ed25519-sleutel',
  'it is not a private key, or it has a passphrase': 'het is geen privésleutel, of er zit een wachtwoord op',

  // Mail servers and the network.
  'it begins with {1}// instead of smtp:// or smtps://':
    'het begint met {1}// in plaats van smtp:// of smtps://',
  'it names no host': 'de naam van de server ontbreekt',
  'it has an option "{1}" that does not exist': 'de optie “{1}” bestaat niet',
  'verify must be yes or no': 'verify kan alleen yes of no zijn',
  'verify=no is only for a server on this machine':
    'verify=no is alleen voor een server op deze computer bedoeld',
  'its user or password has a % that is not followed by two hex digits':
    'in de gebruikersnaam of het wachtwoord staat een % zonder twee hexadecimale cijfers erachter',
  'SMTP_URL has no user or no password': 'in SMTP_URL ontbreekt de gebruikersnaam of het wachtwoord',
  'nothing listens there': 'op dat adres luistert geen enkel programma',
  'no host has this name': 'er is geen server met deze naam',
  'it does not answer': 'de server antwoordt niet',
  'it closes the connection': 'de server verbreekt de verbinding',
  'Connection closed unexpectedly': 'de server verbreekt de verbinding',
  "Hostname/IP does not match certificate's altnames: {1}": 'het certificaat is voor een andere servernaam',
  'self-signed certificate': 'de server heeft het certificaat zelf ondertekend',
  'self-signed certificate in certificate chain': 'een certificaat in de keten is zelf ondertekend',
  'certificate has expired': 'het certificaat is verlopen',
  'certificate is not yet valid': 'het certificaat is nog niet geldig',
  'unable to verify the first certificate': 'het tussencertificaat ontbreekt',
  'unable to get local issuer certificate': 'de uitgever van het certificaat is onbekend',
  ECONNREFUSED: 'op dat adres luistert geen enkel programma',
  ECONNRESET: 'de server verbreekt de verbinding',
  ENOTFOUND: 'er is geen server met deze naam',
  TimeoutError: 'de server antwoordt niet',
  'status {1}': 'status {1}',

  // The database and the high-water mark.
  'connect ECONNREFUSED {1}': 'op {1} luistert geen enkel programma',
  'getaddrinfo ENOTFOUND {1}': 'er is geen server {1}',
  'password authentication failed for user "{1}"': 'het wachtwoord van de gebruiker “{1}” klopt niet',
  'database "{1}" does not exist': 'de database “{1}” bestaat niet',
  'Connection terminated unexpectedly': 'de verbinding is onverwacht verbroken',
  'attempt to write a readonly database': 'de database is alleen-lezen',
  'unable to open database file': 'het bestand kan niet worden geopend',
  'disk I/O error': 'de schijf meldt een fout',
  'it is the same database as DATABASE_URL': 'het is dezelfde database als die van DATABASE_URL',
  'it is neither a folder nor a PostgreSQL database': 'het is geen map en geen PostgreSQL-database',
  'it is in .courant and would be restored together with the ledger':
    'die map staat in .courant en zou dus samen met het verzendregister worden teruggezet',
  'it took more than a minute': 'de opdracht duurde langer dan een minuut',
  'it ended with exit code {1}': 'de opdracht eindigde met code {1}',

  // Templates and MJML.
  'this {{ has no }}': 'bij deze {{ ontbreekt de }}',
  '{{#{1}}} is closed by {{/{2}}}': '{{#{1}}} wordt gesloten met {{/{2}}}',
  '{{#{1}}} is never closed': '{{#{1}}} wordt nergens gesloten',
  '"{1}" does not belong here': '“{1}” hoort hier niet',
  'it ends too early': 'de template houdt te vroeg op',
  'it contains a noncharacter, which Courant uses internally':
    'er staat een teken in dat alleen Courant zelf gebruikt',
  'Invalid path: {1}': '“{1}” is geen geldig pad',
  'text is not allowed directly in <{1}>, so MJML would drop it':
    'rechtstreeks in <{1}> kan geen tekst staan, dus MJML zou die weglaten',
  '<mj-include> would add nothing, because MJML reads no other files here':
    '<mj-include> voegt niets toe, want MJML leest hier geen andere bestanden',
  "Element {1} doesn't exist or is not registered (<{2}>)": 'het element <{1}> bestaat niet',
  '{1} cannot be used inside {2}, only inside: {3} (<{4}>)': '<{1}> kan niet in <{2}> staan, alleen in: {3}',
  'Attribute {1} is illegal (<{2}>)': '<{2}> kent geen attribuut “{1}”',
  'Attributes {1} are illegal (<{2}>)': '<{2}> kent deze attributen niet: {1}',
  'Attribute {1} has invalid value: {2} for type {3} (<{4}>)':
    'het attribuut “{1}” van <{4}> kan de waarde “{2}” niet hebben',

  'it contains the invisible character {1}': 'er staat een onzichtbaar teken in, {1}',
  'it has an unpaired {{ or }}': 'bij een {{ of }} ontbreekt de andere helft',
  '$t(…) is not supported': '$t(…) werkt hier niet',
  '{{{1}}} does not begin with a name': '{{{1}}} begint niet met een naam',
  'there is no format "{1}"': 'de vorm “{1}” bestaat niet',

  // Lists of readers, pictures and git.
  'a quote is opened and never closed': 'een aanhalingsteken wordt geopend, maar niet gesloten',
  'a quote is in the wrong place': 'een aanhalingsteken staat op de verkeerde plaats',
  'its content is not a picture': 'de inhoud is geen afbeelding',
  'its name does not have the extension of a picture': 'de naam eindigt niet zoals die van een afbeelding',
  'the process that was drawing it was ended by {1}':
    'het proces dat de afbeelding tekende, is beëindigd door {1}',
  'the process that was drawing it ended with {1}': 'het proces dat de afbeelding tekende, eindigde met {1}',
  'its binary for {1} is not installed': 'het onderdeel voor {1} is niet geïnstalleerd',
  'it takes more than {1} s to draw': 'het tekenen duurt langer dan {1} seconden',
  'it is a drawing of more than 2 MB': 'het is een tekening van meer dan 2 MB',
  '"{1}" has a conflict that nobody has resolved.': 'in “{1}” zit een conflict dat nog niet is opgelost',

  // Extensions.
  'it returns a promise, and Courant does not wait for it':
    'het resultaat is een promise, en daar wacht Courant niet op',
  'it calls "process.exit", which would end the whole command':
    '“process.exit” erin zou de hele opdracht beëindigen',
  'the helper "{1}" returns neither text, a number nor a truth value':
    'de helper “{1}” geeft geen tekst, getal of boolean terug',
  'the block "{1}" has a mistake that is not { path, message, hint }':
    'een fout die het blok “{1}” meldt, is geen { path, message, hint }',
  'the rule "{1}" has a finding {2}': 'de regel “{1}” geeft een bevinding {2}',
  'without a "message"': 'zonder “message”',
  'without a place: "at"': 'zonder plaats: “at”',
  'whose "hint" is not text': 'waarvan “hint” geen tekst is',
  'whose "severity" is not error, warning or note': 'waarvan “severity” niet error, warning of note is',
  'whose "mend" is not { path, text } or { path, text, by }':
    'waarvan “mend” geen { path, text } of { path, text, by } is',
};

/** A reason in Dutch; undefined for one that is not known. */
export const knownReason: (english: string) => string | undefined = createPhrases(
  reasons,
  (part) => knownReason(part) ?? part,
);

/**
 * A reason in Dutch. The reply of a mail server, which begins with its code, stays as it came. Other words are quoted,
 * with who says them, because they are not in Dutch.
 */
export function reasonInDutch(english: string, whoSays = 'de melding is'): string {
  const isReply = /^[245]\d\d[ -]/.test(english);
  return knownReason(english) ?? (isReply ? english : `${whoSays} “${english.trim()}”`);
}
