import type { ProblemTexts } from './problem-texts.ts';
import { reasonInDutch } from './reasons-in-dutch.ts';

const sayInAlt = 'Beschrijf wat er te zien is, voor wie de afbeelding niet kan zien.';
const inTemplate = 'Verbeter het in de template.';

/** What the rules of the check find in words, links and mails. In English, they have the words of the command line. */
export const rulesInDutch = {
  'pasted-invisible': ({ character }) => ({
    message: `In de tekst staat een onzichtbaar teken, ${character}.`,
    hint: 'Haal het weg. Zulke tekens komen vaak mee met gekopieerde tekst, en woorden zijn dan niet te vinden.',
  }),
  'pasted-space': ({ what }) => ({
    message: `In de tekst ${spaces[what] ?? 'staan bijzondere spaties'}.`,
    hint: 'Typ één gewone spatie.',
  }),
  'label-repeated': ({ words, added }) => ({
    message: added
      ? `Courant zet zelf al “${added}:” voor deze tekst.`
      : `Deze tekst begint twee keer met “${words}”.`,
    hint: `Haal “${words}:” hier weg.`,
  }),
  'subject-wordless': ({ text }) => ({
    message: `In het onderwerp “${text}” staan geen woorden.`,
    hint: 'Zeg in woorden waar de nieuwsbrief over gaat. Schermlezers lezen emoji voor.',
  }),
  'subject-shouting': ({ text }) => ({
    message: `Het onderwerp schreeuwt: “${text}”.`,
    hint: 'Gebruik gewone hoofdletters en hooguit één uitroepteken of vraagteken aan het eind. Spamfilters straffen meer af.',
  }),
  'subject-spam': ({ phrase }) => ({
    message: `In het onderwerp staat “${phrase}”, en dat straffen spamfilters af.`,
    hint: 'Zeg het met andere woorden.',
  }),
  'subject-doubled': ({ words }) => ({
    message: `In het onderwerp staat “${words}” twee keer achter elkaar.`,
    hint: 'Haal er een weg.',
  }),
  'preheader-repeats': ({ what }) => ({
    message: `De preheader begint met de woorden van ${texts[what] ?? what}. Een inbox toont ze na elkaar.`,
    hint: 'Zeg iets nieuws in de preheader, of haal die weg.',
  }),
  'link-insecure': ({ address }) => ({
    message: `“${address}” gaat open zonder versleuteling: anderen op het netwerk kunnen de pagina zien en wijzigen.`,
    hint: 'Gebruik https:// als de site dat heeft. Bijna alle sites hebben het.',
  }),
  'link-shortened': ({ host }) => ({
    message: `${host} verkort links: lezers zien niet waar deze heen leidt, en spamfilters vertrouwen hem niet.`,
    hint: 'Link naar de pagina zelf.',
  }),
  'link-misleading': ({ shown, host }) => ({
    message: `De tekst van deze link is een adres op ${shown}, maar de link leidt naar ${host}.`,
    hint: 'Verbeter het adres, of link vanuit gewone woorden. E-mailprogramma’s waarschuwen bij zulke links voor phishing.',
  }),
  'link-doubled': ({ label, other }) => ({
    message: `“${label}” leidt naar hetzelfde adres als “${other}”.`,
    hint: 'Verbeter een van de twee adressen, of haal een link weg.',
  }),
  'translation-dates': ({ kind, source, translation }) => ({
    message: `In de bron staat ${days(source, kind)}, en hier ${days(translation, kind)}.`,
    hint: 'Vergelijk de dagen, de maanden en de weekdagen.',
  }),
  'text-language': ({ language: found, expected }, { language }) => ({
    message: `Deze tekst is in het ${language(found)}, maar het bestand is in het ${language(expected)}.`,
    hint: 'Vertaal de tekst. Zet een citaat of een titel die zo moet blijven tussen aanhalingstekens of maak die cursief.',
  }),
  'date-weekday': ({ date, written }) => ({
    message: `${days([date], 'dates')} is een ${days([date], 'weekdays')} en geen ${days([written], 'weekdays')}.`,
    hint: 'Zoek de datum op en verbeter de weekdag of de datum.',
  }),
  'picture-heavy': ({ asset, bytes, type }, { number }) => ({
    message: `“${asset}” is in de e-mail ${number(Math.round(bytes / 100_000) / 10)} MB en laadt dus traag op een telefoon.`,
    hint:
      type === 'gif'
        ? 'Maak de animatie korter of kleiner, of toon één beeld met een link naar een video.'
        : 'Sla de afbeelding op als JPEG, of met minder detail.',
  }),
  'drawing-ended': ({ asset, signal }) => ({
    message: `Het proces dat “${asset}” tekende, is beëindigd door ${signal}.`,
    hint: 'Probeer het opnieuw. Gebeurt het nog eens, controleer dan of de computer genoeg geheugen vrij heeft.',
  }),
  'drawing-unstarted': ({ code }) => ({
    message: `Het proces dat afbeeldingen tekent, kan niet worden gestart (${code}).`,
    hint: 'Probeer het opnieuw. Gebeurt het nog eens, sluit dan andere programma’s of verhoog de limieten voor open bestanden en processen.',
  }),
  'sharp-unusable': ({ reason }) => ({
    message: `Afbeeldingen kunnen niet worden omgezet, want het pakket “sharp” kan niet worden geladen: ${reasonInDutch(reason)}.`,
    hint: 'Voer op deze computer “npm ci --include=optional” uit. Een map node_modules van een ander systeem werkt hier niet.',
  }),
  'mail-language': ({ attribute, element, expected }) => ({
    message: `<${element}> van de e-mail heeft geen ${attribute}="${expected}".`,
    hint: 'Zet lang="{{locale}}" dir="{{direction}}" bij <mjml>. Schermlezers kiezen daarmee hun stem.',
  }),
  'mail-title': () => ({
    message: 'De e-mail heeft geen <title>.',
    hint: 'Zet <mj-title> in <mj-head>: schermlezers lezen die als eerste voor.',
  }),
  'mail-headings': ({ found }) => ({
    message: `De koppen van deze e-mail staan niet op volgorde: ${found}.`,
    hint: 'Gebruik één <h1> en ga per keer één niveau omlaag: wie een schermlezer gebruikt, springt van kop naar kop.',
  }),
  'mail-table-role': ({ words }) => ({
    message: `Een tabel voor de opmaak heeft geen role="presentation"${words === '' ? '' : `, rond “${words}”`}.`,
    hint: `${inTemplate} Schermlezers lezen de rijen van alle andere tabellen voor.`,
  }),
  'mail-alt-missing': ({ src }) => ({
    message: `De afbeelding “${src}” heeft geen alternatieve tekst.`,
    hint: 'Zet er alt="{{alt}}" bij, of alt="" als de afbeelding alleen versiering is.',
  }),
  'mail-contrast': ({ mode, words, ratio, least, front, back }, { number }) => ({
    message: `In ${mode === 'dark' ? 'donkere' : 'lichte'} kleuren heeft “${words}” een contrast van ${number(Math.round(ratio * 10) / 10)}:1 (${front} op ${back}). Nodig is minstens ${number(least)}:1.`,
    hint:
      mode === 'dark'
        ? 'Kies een lichtere of een donkerdere kleur in theme.dark of parts/dark.'
        : 'Kies een donkerdere tekst of een lichtere achtergrond.',
  }),
  'mail-text-small': ({ words, size }, { number }) => ({
    message: `“${words}” is ${number(Math.round(size * 10) / 10)} px groot. Onder 14 px is tekst op een telefoon moeilijk te lezen.`,
    hint: 'Maak font-size minstens 14px.',
  }),
  'mail-justified': ({ words }) => ({
    message: `“${words}” is uitgevuld. De gaten tussen de woorden maken dat moeilijk te lezen.`,
    hint: 'Gebruik text-align: left, of right bij een taal die van rechts naar links loopt.',
  }),
  'merge-field-foreign': ({ field }) => ({
    message: `${field} is een samenvoegveld van een ander programma. Lezers zien het precies zo staan.`,
    hint: 'Haal het weg. Moeten lezers het zien, maak het dan op als code.',
  }),
  'text-part-incomplete': ({ words }) => ({
    message: `In de e-mail zonder opmaak ontbreekt “${words}”.`,
    hint: 'Toon dit deel in templates/text/edition.txt.hbs, of geef de soort van het blok een tekstvorm.',
  }),
  'client-unsupported': ({ feature, title, clients }) => ({
    message: `De e-mail gebruikt ${title}, en dat werkt niet in ${clients.join(', ')}.`,
    hint: `Laat het weg; zie https://www.caniemail.com/features/${feature}/. Is de e-mail zonder ook goed, zet het dan met de reden in templates/email/accepted.yaml.`,
  }),
  'client-accepted-unused': ({ feature, clients, reason }) => ({
    message:
      reason === 'unused'
        ? `Geen editie gebruikt ${feature}: er valt niets te accepteren.`
        : `${feature} werkt nu in ${clients.join(', ')}: er valt niets te accepteren.`,
    hint: 'Verwijder de regel, of deze programma’s uit de regel.',
  }),
  'link-text-empty': ({ href }) => ({
    message: `Een link naar ${href} heeft geen tekst.`,
    hint: 'Schrijf waar de link heen leidt, of geef de afbeelding een alternatieve tekst.',
  }),
  'link-text-vague': ({ text }) => ({
    message: `Uit de link “${text}” blijkt niet waar die heen leidt.`,
    hint: 'Link de woorden die de pagina noemen: veel lezers horen de links als een lijst, zonder de tekst eromheen.',
  }),
  'alt-file-name': ({ alt }) => ({
    message: `De alternatieve tekst “${alt}” is de naam van een bestand.`,
    hint: sayInAlt,
  }),
  'alt-repeats-caption': () => ({
    message: 'De alternatieve tekst is gelijk aan het bijschrift. Een schermlezer leest ze allebei voor.',
    hint: 'Zeg in de alternatieve tekst wat er te zien is, en in het bijschrift wat het betekent.',
  }),
} satisfies ProblemTexts;

const spaces: Readonly<Record<string, string>> = {
  'a no-break space beside another space': 'staat een harde spatie naast een andere spatie',
  'a no-break space at its beginning or end': 'staat een harde spatie aan het begin of het eind',
  'no-break spaces between ordinary words': 'staan harde spaties tussen gewone woorden',
  'two spaces between words': 'staan twee spaties achter elkaar',
};

const texts: Readonly<Record<string, string>> = {
  'the subject': 'het onderwerp',
  'the headline': 'de kop',
  'the first paragraph': 'de eerste alinea',
};

/** Days (in ms since 1970) as dates, or as weekdays. */
function days(moments: readonly number[], kind: 'dates' | 'weekdays'): string {
  const style = { dates: { day: 'numeric', month: 'long' }, weekdays: { weekday: 'long' } } as const;
  const format = new Intl.DateTimeFormat('nl', { ...style[kind], timeZone: 'UTC' });
  return moments.map((each) => format.format(each)).join(', ');
}
