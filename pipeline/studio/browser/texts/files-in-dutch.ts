import { extensionInDutch } from './extensions-in-dutch.ts';
import type { ProblemTexts } from './problem-texts.ts';
import { reasonInDutch } from './reasons-in-dutch.ts';

const checkSaved = 'Controleer ook of er geen ander bestand onder deze naam is opgeslagen.';
const quoteIt = 'Hoort het bij de tekst, zet de tekst dan tussen aanhalingstekens.';

/** The problems of files, their names and their settings. In English, they have the words of the command line. */
export const filesInDutch = {
  'file-missing': ({ file }) => ({
    message: `Het bestand “${file}” bestaat niet.`,
    hint: 'Maak het bestand, of verbeter de naam op de plaats die ernaar verwijst.',
  }),
  'file-unreadable': ({ file, reason }) => ({
    message: `Het bestand “${file}” kan niet worden gelezen: ${reasonInDutch(reason)}.`,
    hint: 'Controleer of het een gewoon bestand is en of deze gebruiker het mag lezen.',
  }),
  'file-empty': () => ({
    message: 'Dit bestand is leeg.',
    hint: 'Controleer of je teksteditor het bestand heeft opgeslagen.',
  }),
  encoding: () => ({
    message: 'Dit bestand is niet in UTF-8.',
    hint: 'Sla het op als UTF-8. De meeste teksteditors kennen “Opslaan met codering”.',
  }),
  'yaml-tab': () => ({
    message: 'Deze regel springt in met een tab, en dat mag niet in YAML.',
    hint: 'Gebruik twee spaties per niveau. Een teksteditor kan de tabs van het hele bestand omzetten.',
  }),
  'yaml-duplicate-key': ({ key }) => ({
    message: `De sleutel “${key}” staat hier twee keer.`,
    hint: 'Bewaar er een: YAML bepaalt niet welke van de twee telt.',
  }),
  'yaml-comment': ({ text }) => ({
    message: `YAML leest “#${text}” als commentaar, dus lezers zien het niet.`,
    hint: `${quoteIt} Is het commentaar, zet dan een spatie achter het hekje.`,
  }),
  'yaml-alias': ({ name }) => ({
    message: `YAML leest “*${name}” als alias, maar het bestand heeft geen anker “&${name}”.`,
    hint: 'Zet een tekst die met een sterretje begint tussen aanhalingstekens.',
  }),
  'yaml-anchor': ({ name }) => ({
    message: `YAML leest “&${name}” als anker, dus lezers zien het niet.`,
    hint: `${quoteIt} Is het een anker dat geen alias gebruikt, verwijder het dan.`,
  }),
  'yaml-aliases': ({ limit }, { number }) => ({
    message: `De aliassen in dit bestand staan samen voor meer dan ${number(limit)} waarden.`,
    hint: 'Schrijf de tekst uit in plaats van die met een alias (*naam) te herhalen.',
  }),
  'yaml-depth': ({ limit }) => ({
    message: `De waarden in dit bestand zijn meer dan ${limit} niveaus diep.`,
    hint: `Zoek een alias binnen zijn eigen anker. ${checkSaved}`,
  }),
  'json-syntax': () => ({
    message: 'Dit is geen geldige JSON: in deze regel zit een syntaxisfout.',
    hint: 'Zet namen en teksten tussen dubbele aanhalingstekens, met een komma tussen twee regels en geen komma na de laatste.',
  }),
  'block-kind-missing': ({ kinds }) => ({
    message: 'Uit het bestand blijkt niet wat voor blok dit is.',
    hint: `Begin het in een teksteditor met een van deze soorten en een dubbele punt: ${kinds.join(', ')}.`,
  }),
  'block-kind-unknown': ({ key }) => ({
    message: `Een blok van de soort “${key}” bestaat niet.`,
    hint: 'Verbeter de naam van de soort in een teksteditor.',
  }),
  'block-kind-ambiguous': ({ kinds }) => ({
    message: `Dit blok heeft in het bestand meer dan één soort: ${kinds.join(' en ')}.`,
    hint: 'Begin in een teksteditor elk blok met een eigen “- ”.',
  }),
  'issue-unknown': ({ slug }) => ({
    message: `Er is geen nieuwsbrief “${slug}”.`,
    hint: 'Misschien heeft iemand die hernoemd of verwijderd.',
  }),
  'issue-slug': ({ slug }) => ({
    message: `“${slug}” kan niet de naam van een nieuwsbrief zijn: de naam komt in het webadres.`,
    hint: 'Gebruik kleine letters, cijfers en streepjes, zoals 2026-03-09-lente.',
  }),
  'issue-none': () => ({
    message: 'Er zijn nog geen nieuwsbrieven.',
    hint: 'Maak de eerste met “Nieuwe nieuwsbrief”.',
  }),
  'issue-source-missing': ({ file }) => ({
    message: `De bron van deze nieuwsbrief, “${file}”, ontbreekt.`,
    hint: 'Schrijf de nieuwsbrief eerst in de brontaal. Verschijnt hij alleen in een andere taal, zet dan “editions” in het bestand van die taal.',
  }),
  'locale-unconfigured': ({ locale, configured }) => ({
    message: `De publicatie heeft geen editie in “${locale}”, dus dit bestand doet niet mee.`,
    hint: `Voeg “${locale}” in newsletter.yaml toe aan “languages”, of hernoem het bestand. Er zijn edities in: ${configured.join(', ')}.`,
  }),
  'edition-unlisted': ({ locale }, { language }) => ({
    message: `Deze nieuwsbrief verschijnt niet in het ${language(locale)}, dus dit bestand doet niet mee.`,
    hint: 'Kies de taal op het tabblad Instellingen, of verwijder het bestand.',
  }),
  'file-name': ({ file, expected }) => ({
    message: `“${file}” doet niet mee: de namen van artikelen eindigen op “.yaml”.`,
    hint: `Hernoem het bestand in “${expected}”.`,
  }),
  'address-taken': ({ slug, other }) => ({
    message: `De nieuwsbrief “${other}” heeft de naam “${slug}” al.`,
    hint: 'Kies een andere naam: twee nieuwsbrieven kunnen niet hetzelfde adres hebben.',
  }),
  'alias-own': ({ slug }) => ({
    message: `“${slug}” is de huidige naam van deze nieuwsbrief.`,
    hint: 'Een alias is een vroegere naam. Verwijder deze.',
  }),
  'slug-reserved': ({ slug }) => ({
    message: `De naam “${slug}” is bezet: de site heeft al een pagina op dat adres.`,
    hint: 'Geef de nieuwsbrief een andere naam. Bezet zijn: years, topics en search.',
  }),
  'anchor-taken': ({ anchor }) => ({
    message: `Dit artikel heeft geen id en staat daarom op de plaats “#${anchor}”, maar een ander artikel heeft dat id.`,
    hint: 'Geef dit artikel een id van kleine letters, cijfers en streepjes.',
  }),
  'list-unknown': ({ list, known }) => ({
    message: `Er is geen lijst “${list}”.`,
    hint:
      known.length > 0
        ? `Kies een van deze lijsten: ${known.join(', ')}.`
        : 'Laat de lijst weg: de publicatie heeft geen lijsten, dus alle lezers krijgen de nieuwsbrief.',
  }),
  'secret-in-file': ({ name }) => ({
    message: `“\${${name}}” werkt hier niet: geheimen komen alleen uit de omgeving.`,
    hint: `Verwijder dit veld en zet ${name} in de omgeving.`,
  }),
  'invalid-environment': ({ name, reason }) => ({
    message: `De omgevingsvariabele ${name} is niet geldig: ${reasonInDutch(reason)}.`,
    hint: 'De vorm staat in docs/operator/configuration.md.',
  }),
  'sign-up-missing': ({ url }) => ({
    message: `De site heeft geen aanmeldformulier: “courant serve” kan geen pagina’s tonen onder “${url}”.`,
    hint: 'Zet in newsletter.yaml “server.url” op een adres zonder pad, of “archive.subscribe” op het adres van een ander formulier of op false.',
  }),
  'theme-contrast': ({ pair, ratio, least }, { number }) => ({
    message: `${pair.replace(' on ', ' op ')} heeft een contrast van ${number(round(ratio))}:1. Nodig is minstens ${number(least)}:1.`,
    hint: 'Kies een donkerdere of een lichtere kleur (WCAG 2.1, succescriterium 1.4.3).',
  }),
  'extension-failed': ({ file, reason }) => ({
    message: `De extensie “${file}” werkt niet: ${reasonInDutch(reason)}.`,
    hint: 'Verbeter de extensie, of verwijder de regel onder “extensions” in newsletter.yaml.',
  }),
  'extension-invalid': ({ message }) => ({
    message: extensionInDutch(message) ?? `Een extensie is niet geldig. De melding is: “${message}”`,
    hint: 'Verbeter de extensie. docs/contributor/extensions.md beschrijft wat een extensie kan bevatten.',
  }),
  'original-changed': ({ from, version, isGone }) => ({
    message: isGone
      ? `Dit is een kopie van “${from}” uit Courant ${version}, dat Courant niet meer heeft.`
      : `Dit is een kopie van “${from}” uit Courant ${version}. Het origineel is sindsdien gewijzigd.`,
    hint: 'Voer “courant upgrade” uit, of verwijder de kopie als je die niet nodig hebt.',
  }),
  'original-damaged': ({ file }) => ({
    message: `Het origineel van “${file}” ontbreekt hier of is gewijzigd, dus “courant upgrade” kan dit bestand niet bijwerken.`,
    hint: 'Haal het origineel terug uit git. Hoeft de kopie niet te worden bijgewerkt, verwijder dan de regel in originals/record.json.',
  }),
  'upgrade-conflict': ({ file }) => ({
    message: `In “${file}” zit een conflict: jij en Courant hebben dezelfde regels gewijzigd.`,
    hint: 'Schrijf de regels zoals ze moeten zijn en verwijder de drie tekens (“<<<<<<<”, “=======”, “>>>>>>>”).',
  }),
} satisfies ProblemTexts;

const round = (ratio: number) => Math.round(ratio * 10) / 10;
