import type { ProblemWords } from './problem-texts.ts';

const address = 'Een adres ziet eruit als nieuws@example.org, zonder naam.';
const day = 'Schrijf jaar-maand-dag, zoals 2026-12-25.';
const once = 'Verwijder een van de twee.';

/** The messages of `invalid-value`, each with the Dutch message and hint. `$1` is the first piece of the message. */
const inDutch: readonly (readonly [english: RegExp, message: string, hint: string])[] = [
  [
    /^"(\w+)" belongs to the issue as a whole\.$/,
    '“$1” hoort bij de hele nieuwsbrief.',
    'Verwijder het hier: alleen de bron mag het hebben.',
  ],
  [
    /^"align" has (\d+) items?, but the table has (\d+) columns?\.$/,
    'De tabel heeft $2 kolommen, maar in het bestand is de uitlijning van $1 kolommen ingesteld.',
    'Stel elke kolom opnieuw in.',
  ],
  [/^"crop" has no sides\.$/, 'Er is geen kant om af te snijden.', 'Kies “Bijsnijden”.'],
  [/^"[\w.]+" is ([\d.]+), without a unit\.$/, 'Achter $1 ontbreekt het procentteken.', 'Schrijf $1%.'],
  [
    /^A block that is left out cannot have "(\w+)"\.$/,
    'Dit blok is weggelaten, maar heeft in het bestand nog “$1”.',
    'Vertaal het blok, of laat het opnieuw weg.',
  ],
  [
    /^A story can have a link or an issue, not both\.$/,
    'Een artikel heeft een link of een nieuwsbrief, niet allebei.',
    once,
  ],
  [
    /^A table needs no row of dashes below its header here\.$/,
    'Onder de kop van een tabel hoort hier geen rij streepjes.',
    'Verwijder die rij: de eerste rij is altijd de kop.',
  ],
  [
    /^An article has no stories\.$/,
    'Een gewone nieuwsbrief heeft geen losse artikelen.',
    'Maak er in het bestand een digest van, of maak van de artikelen blokken.',
  ],
  [
    /^Nothing is left of the picture: .*$/,
    'Er blijft niets van de afbeelding over.',
    'Snijd minder dan 100% af.',
  ],
  [
    /^Only a translation can leave a block out\.$/,
    'Alleen een vertaling kan een blok weglaten.',
    'Verwijder het blok hier, of laat het weg in de vertaling.',
  ],
  [
    /^Row (\d+) has (\d+) cells?, but the header row has (\d+)\.$/,
    'Rij $1 heeft $2 cellen, de kop $3.',
    'Geef elke rij evenveel cellen. Een cel mag leeg zijn.',
  ],
  [/^The id "(.+)" is used twice\.$/, 'De id “$1” komt twee keer voor.', 'Geef elk blok een eigen id.'],
  [
    /^The kind of the source is (\w+), but the kind of this translation is (\w+)\.$/,
    'De bron is van de soort “$1”, deze vertaling van de soort “$2”.',
    'Verwijder de soort hier: een vertaling neemt die over van de bron.',
  ],
  [
    /^This text has too much markup to be written as Markdown\.$/,
    'Deze tekst heeft te veel opmaak om te worden opgeslagen.',
    'Verdeel de tekst over verschillende alinea’s.',
  ],
  [
    /^This publication has no edition in "(.+)"\.$/,
    'De publicatie heeft geen editie in “$1”.',
    'Kies een van de talen van de publicatie.',
  ],
  [
    /^The issue is written in "(.+)", which is not one of its editions\.$/,
    'De nieuwsbrief is geschreven in “$1”, en dat is niet een van zijn edities.',
    'Voeg die taal toe.',
  ],
  [/^"([\w.]+)" is not an email address\.$/, '“$1” is geen e-mailadres.', address],
  [
    /^"?([\w.]+)"? is not a return path: .*$/,
    '“$1” kan geen retouradres zijn.',
    'Een retouradres ziet eruit als bounces@example.org.',
  ],
  [
    /^"(.+)" is not a span of time\.$/,
    '“$1” is geen tijdsduur.',
    'Een tijdsduur ziet eruit als 30m, 48h of 2d.',
  ],
  [
    /^"(.+)" is neither an address nor a network\.$/,
    '“$1” is geen IP-adres en geen netwerk.',
    'Schrijf bijvoorbeeld 127.0.0.1, 10.0.0.0/8 of fd00::/8.',
  ],
  [/^"(.+)" is not a language tag\.$/, '“$1” is geen taal.', 'Gebruik een taalcode zoals en, nl of pt-BR.'],
  [/^(?:The edition )?"(.+)" is in the list twice\.$/, '“$1” staat twee keer in de lijst.', once],
  [
    /^"(.+)" is not an IP address\.$/,
    '“$1” is geen IP-adres.',
    'Schrijf een adres zoals 192.0.2.25 of 2001:db8::25.',
  ],
  [
    /^"([\w.]+)" must end before "\?" and "#"\.$/,
    'In “$1” staat een vraagteken of een hekje.',
    'Schrijf een adres zoals https://news.example.org.',
  ],
  [/^The calendar has no day "(.+)"\.$/, 'De dag “$1” bestaat niet.', day],
  [
    /^The canonical form of the language tag "(.+)" is "(.+)"\.$/,
    'De taal “$1” wordt geschreven als “$2”.',
    'Gebruik die vorm: de bestanden heten ernaar.',
  ],
  [
    /^The source language "(.+)" is not one of the editions\.$/,
    'De brontaal “$1” is niet een van de edities.',
    'Voeg die toe aan de lijst.',
  ],
  [
    /^There is no edition in "(.+)"\.$/,
    'Er is geen editie in “$1”.',
    'Voeg die toe aan de edities, of verwijder dit.',
  ],
  [
    /^The list "(.+)" is defined twice\.$/,
    'De lijst “$1” is twee keer gedefinieerd.',
    'Geef een van de twee een andere id.',
  ],
  [
    /^The theme "(.+)" extends itself\.$/,
    'Het thema “$1” breidt zichzelf uit.',
    'Noem een ander thema, of verwijder “from”.',
  ],
  [
    /^There is no problem with the code "(.+)"\.$/,
    'Er is geen probleem met de code “$1”.',
    'Verbeter de code. docs/errors.md noemt alle codes.',
  ],
  [
    /^The severity of "(.+)" cannot be changed: .*$/,
    'Hoe zwaar “$1” telt, kun je niet wijzigen: zolang het er is, kan Courant geen editie maken.',
    'Verwijder de regel hier, en verbeter wat het probleem meldt.',
  ],
  [
    /^No extension has a rule with the code "(.+)"\.$/,
    'Geen extensie heeft een regel met de code “$1”.',
    'Verbeter de code, of verwijder de regel.',
  ],
  [
    /^Can I Email has no mail program "(.+)"\.$/,
    'Can I Email kent geen mailprogramma “$1”.',
    'Verbeter de naam. https://www.caniemail.com/clients/ noemt alle mailprogramma’s.',
  ],
  [
    /^Can I Email has no feature "(.+)"\.$/,
    'Can I Email kent geen eigenschap “$1”.',
    'Verbeter de naam. https://www.caniemail.com/features/ noemt alle eigenschappen.',
  ],
  [
    /^There is no theme "(.+)"\.$/,
    'Er is geen thema “$1”.',
    'Verbeter de naam. “courant themes” noemt alle thema’s.',
  ],
  [
    /^There is no time zone "(.+)"\.$/,
    'Er is geen tijdzone “$1”.',
    'Kies er een uit de lijst van IANA, zoals Europe/Amsterdam.',
  ],
];

/** The Dutch words for a message of `invalid-value`; undefined for one that is not known. */
export function invalidValueInDutch(english: string): ProblemWords | undefined {
  const [pattern, message, hint] = inDutch.find(([each]) => each.test(english)) ?? [];
  if (pattern === undefined || message === undefined || hint === undefined) return undefined;
  return { message: english.replace(pattern, message), hint: english.replace(pattern, hint) };
}
