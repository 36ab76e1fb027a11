import { invalidValueInDutch } from './invalid-values-in-dutch.ts';
import type { ProblemTexts } from './problem-texts.ts';
import type { problemsInEnglish } from './problems-in-english.ts';
import { knownReason, reasonInDutch } from './reasons-in-dutch.ts';

const inEditor = 'Dit kan alleen in het bestand zelf worden verbeterd.';
const compare = 'Vergelijk het met de bron.';

export const problemsInDutch: Required<Pick<ProblemTexts, keyof typeof problemsInEnglish>> = {
  'missing-field': ({ field, hint }, { field: label }) => ({
    message: `${label(field)} ontbreekt.`,
    hint: hint?.startsWith('Translate') ? 'Vertaal dit veld.' : 'Vul dit veld in.',
  }),
  'missing-alt': () => ({
    message: 'De afbeelding heeft geen alternatieve tekst.',
    hint: 'Beschrijf in één zin wat er te zien is, voor wie de afbeelding niet kan zien.',
  }),
  'empty-text': ({ field }, { field: label }) => ({
    message: `${label(field)} is leeg.`,
    hint: 'Vul dit veld in.',
  }),
  'unknown-key': ({ key }) => ({
    message: `In het bestand staat hier “${key}”, maar zo heet geen enkel veld.`,
    hint: inEditor,
  }),
  'wrong-type': ({ field }, { field: label }) => ({
    message: `${label(field)} heeft in het bestand niet de juiste vorm.`,
    hint: inEditor,
  }),
  'invalid-value': ({ message, hint, about, field }, { field: label, labels }) => {
    if (about === 'period')
      return {
        message: 'Dit is geen tijdstip en geen tijdsduur.',
        hint: 'Vul een tijd na het verzendmoment in (48h, 2d) of een tijdstip (2026-03-11T08:00).',
      };
    if (about === 'expired')
      return {
        message: 'Deze nieuwsbrief verloopt voordat hij wordt verzonden.',
        hint: 'Kies bij “Verloopt” een later tijdstip, of een vroeger verzendmoment.',
      };
    if (field !== undefined)
      return { message: `${label(field)} heeft een waarde die niet kan.`, hint: 'Kies een andere waarde.' };
    return invalidValueInDutch(message) ?? { message: labels(message), hint: hint && labels(hint) };
  },
  'invalid-date': ({ value }) => ({
    message: `“${value}” is geen datum.`,
    hint: 'Vul jaar, maand en dag in: 2026-03-09.',
  }),
  'invalid-link': ({ address, reason }) => ({
    message: `“${address}” is geen geldige link: ${reasonInDutch(reason)}.`,
    hint: 'Een link heeft een tekst om op te klikken en begint met https://, http:// of mailto:.',
  }),
  'text-blank-line': ({ field }, { field: label }) => ({
    message: `${label(field)} bevat een witregel en bestaat dus uit twee alinea’s.`,
    hint: 'Zet de cursor op de witregel en druk op Enter: dan worden het twee blokken.',
  }),
  'text-placeholder': ({ field, text }, { field: label }) => ({
    message: `Bij ${label(field)} staat nog de voorlopige tekst “${text}”.`,
    hint: 'Schrijf de echte tekst. Zolang er voorlopige tekst in staat, kan een editie niet klaar zijn.',
  }),
  'text-html': ({ tag }) => ({
    message: `${tag} is HTML, en lezers zien het precies zo staan.`,
    hint: 'Haal het weg en maak de woorden op met de knoppen boven de tekst.',
  }),
  'text-markdown': ({ what }) => ({
    message: `${phrase(what)} heeft hier geen betekenis. Lezers zien de tekens precies zo staan.`,
    hint: 'Haal de tekens weg. Voeg voor een tussenkop, lijst, citaat of afbeelding een blok toe.',
  }),
  'text-control': ({ character }) => ({
    message: `In de tekst staat het onzichtbare teken ${character}. Lezers zien daar \ufffd.`,
    hint: 'Haal het weg. Zulke tekens komen vaak mee met gekopieerde tekst.',
  }),
  'footnote-missing': ({ label }) => ({
    message: `In de tekst staat het teken van een voetnoot “${label}” die niet bestaat.`,
    hint: 'Haal het teken weg, of schrijf de voetnoot onder het artikel.',
  }),
  'footnote-place': ({ field }, { field: label }) => ({
    message: `Bij ${label(field)} kan geen voetnoot staan, maar er staat wel een voetnootteken in.`,
    hint: 'Zet het teken in een alinea, of schrijf de tekst van de voetnoot hier uit.',
  }),
  'footnote-unused': ({ label }) => ({
    message: `Geen teken in de tekst verwijst naar de voetnoot “${label}”, dus niemand ziet hem.`,
    hint: 'Verwijder de voetnoot, of zet het teken waar het hoort.',
  }),
  'asset-missing': ({ asset, folder }) =>
    folder === 'publication'
      ? { message: `Het logo “${asset}” bestaat niet.`, hint: inEditor }
      : {
          message: `De afbeelding “${asset}” staat niet in de map van deze nieuwsbrief.`,
          hint: 'Kies een andere afbeelding in dit blok.',
        },
  'asset-outside': ({ asset }) => ({
    message: `De afbeelding “${asset}” staat buiten de map van deze nieuwsbrief.`,
    hint: 'Kies de afbeelding opnieuw in dit blok: dan komt er een kopie in de map.',
  }),
  'asset-unreadable': ({ asset, reason }) => {
    // The words of the decoder are for programmers.
    const known = knownReason(reason);
    return {
      message: `De afbeelding “${asset}” is niet te gebruiken${known ? `: ${known}` : ''}.`,
      hint: 'Sla de afbeelding opnieuw op als JPEG of PNG en vervang die in dit blok.',
    };
  },
  'asset-unused': ({ asset }) => ({
    message: `De afbeelding “${asset}” wordt in geen enkele taal gebruikt.`,
    hint: 'Op het tabblad Instellingen kun je die naar de prullenbak verplaatsen.',
  }),
  'translation-missing': ({ locale }, { language }) => ({
    message: `Deze nieuwsbrief heeft nog geen editie in het ${language(locale)}.`,
    hint: 'Begin eraan op het tabblad Vertalen.',
  }),
  'translation-differs': ({ translation, source }) => ({
    message:
      translation === undefined
        ? 'Hier mist de vertaling een blok van de bron.'
        : source === undefined
          ? 'De vertaling heeft hier een blok dat de bron niet heeft.'
          : 'De vertaling heeft hier een ander blok dan de bron.',
    hint: 'Vertaal het blok of laat het weg, op het tabblad Vertalen.',
  }),
  'translation-list': ({ noun, translation, source }) => ({
    message: `De vertaling heeft ${translation} ${nouns[noun]}, de bron ${source}.`,
    hint: compare,
  }),
  'translation-stale': () => ({
    message: 'De bron van dit onderdeel is gewijzigd nadat het is vertaald.',
    hint: 'Pas de vertaling aan, of kies “De vertaling klopt nog”.',
  }),
  'translation-machine': () => ({
    message: 'Dit onderdeel is door een machine vertaald en nog door niemand goedgekeurd.',
    hint: 'Lees het na, verbeter het en keur het dan goed.',
  }),
  'translation-numbers': ({ lost, added }) => ({
    message: [
      ...(lost.length > 0 ? [`Deze getallen uit de bron ontbreken hier: ${lost.join(', ')}.`] : []),
      ...(added.length > 0 ? [`Deze getallen staan niet in de bron: ${added.join(', ')}.`] : []),
    ].join(' '),
    hint: compare,
  }),
  'translation-links': ({ source, translation }) => ({
    message: `Aantal links hier in de bron: ${source}; in de vertaling: ${translation}.`,
    hint: 'Voeg de ontbrekende link toe, of verwijder de link die te veel is.',
  }),
  'translation-address': ({ source, translation }) => ({
    message: `Een link leidt naar “${translation}”, en in de bron naar “${source}”.`,
    hint: 'Verbeter het adres dat niet klopt.',
  }),
  'translation-markup': ({ what }) => ({
    message: `De bron en de vertaling hebben hier niet dezelfde ${phrase(what)}.`,
    hint: 'Maak dezelfde woorden op als in de bron.',
  }),
  'translation-copied': ({ field }, { field: label }) => ({
    message: `${label(field)} is woordelijk gelijk aan de bron.`,
    hint: 'Vertaal de tekst.',
  }),
  'edition-draft': ({ locale }, { language }) => ({
    message: `De bron is klaar, maar de editie in het ${language(locale)} is nog een concept.`,
    hint: 'Markeer die op het tabblad Vertalen als klaar zodra de editie mag worden verzonden.',
  }),
  'edition-clipped': (_, { number }) => ({
    message: `Deze editie is te groot: Gmail toont de eerste ${number(102)} kB en verbergt de rest, met de afmeldlink.`,
    hint: 'Kort het artikel in, of publiceer de rest elders en link ernaar.',
  }),
  'edition-large': (_, { number }) => ({
    message: `Deze editie zit dicht bij de ${number(102)} kB die Gmail toont.`,
    hint: 'Kort het artikel in voordat je er iets aan toevoegt.',
  }),
  'picture-narrow': ({ asset, width, shown }) => ({
    message: `“${asset}” is ${width} pixels breed. De e-mail toont de afbeelding ${shown} pixels breed, en scherpe schermen hebben twee keer zoveel nodig.`,
    hint: 'Gebruik een groter origineel als dat er is.',
  }),
  'crop-narrow': ({ asset, width, shown }) => ({
    message: `Na het bijsnijden is “${asset}” nog ${width} pixels breed. De e-mail toont de afbeelding ${shown} pixels breed.`,
    hint: 'Snijd links en rechts minder af, of gebruik een grotere afbeelding.',
  }),
  'focus-outside': ({ asset }) => ({
    message: `Het focuspunt van “${asset}” ligt in een deel dat wordt afgesneden.`,
    hint: 'Kies “Bijsnijden” en verplaats het focuspunt.',
  }),
  'schedule-day': ({ day, oddity }) => ({
    message:
      oddity === 'skipped'
        ? `Het schema slaat ${day} over, en op die dag wordt deze nieuwsbrief verzonden.`
        : `Volgens het schema verschijnt er op ${day} geen nieuwsbrief.`,
    hint: 'Kies een vrije dag in de kalender van het verzendmoment.',
  }),
  'schedule-clash': ({ day, other }) => ({
    message: `Deze nieuwsbrief wordt op hetzelfde moment verzonden als “${other}”, op ${day}.`,
    hint: 'Geef een van de twee een andere datum of een ander verzendmoment.',
  }),
  'story-early': ({ slug, from }, { day }) => ({
    message: from
      ? `Dit artikel leidt naar “${slug}”, een nieuwsbrief die pas op ${day(Date.parse(from))} openbaar wordt.`
      : `Dit artikel leidt naar “${slug}”, een nieuwsbrief die wordt tegengehouden en dus geen pagina heeft.`,
    hint: 'Verzend deze nieuwsbrief later, of verwijder het artikel.',
  }),
  'pasted-markdown': ({ what }) => ({
    message: `${phrase(what)} heeft hier geen betekenis. Lezers zien de tekens precies zo staan.`,
    hint: 'Haal de tekens weg. Voeg voor een lijst, tabel of scheidslijn een blok toe.',
  }),
  'pasted-bullet': () => ({
    message: 'In de tekst staat een opsommingsteken uit Word. Lezers zien een leeg vakje.',
    hint: 'Haal het weg en voeg een lijst toe.',
  }),
  'pasted-address': ({ address }) => ({
    message: `Lezers kunnen niet op “${address}” klikken.`,
    hint: 'Selecteer het adres en maak er een link van (Ctrl K).',
  }),
  'text-repeated': () => ({
    message: 'Deze tekst staat twee keer in de nieuwsbrief.',
    hint: 'Verwijder een van de twee, of schrijf de tekst die hier hoort.',
  }),
  'subject-long': ({ field, length, limit }, { field: label }) => ({
    message: `${label(field)} telt ${length} tekens. Geen telefoon toont er meer dan ${limit}.`,
    hint: 'Maak de tekst korter, of zet de belangrijkste woorden vooraan.',
  }),
  'spelling-unknown': ({ words }) => ({
    message: `Niet in het woordenboek: ${words.map(({ word, meant }) => (meant ? `“${word}” (misschien “${meant}”)` : `“${word}”`)).join(', ')}.`,
    hint: 'Verbeter spelfouten. Juiste woorden kunnen in de woordenlijst van deze nieuwsbrief of van de publicatie.',
  }),
  'text-marks': ({ what, signs }) => ({
    message: `De tekst gebruikt verschillende ${phrase(what)} door elkaar: ${signs.join(' en ')}.`,
    hint: 'Kies één vorm.',
  }),
  'yaml-syntax': () => ({
    message: 'Het bestand kan niet worden gelezen: in deze regel zit een syntaxisfout.',
    hint: 'Verbeter de regel in een teksteditor. Wat je hier hebt getypt, blijft bewaard.',
  }),
  'edit-syntax': () => ({
    message: 'In het bestand zit een syntaxisfout, dus de studio kan het niet wijzigen.',
    hint: 'Die fout moet eerst in een teksteditor worden verbeterd.',
  }),
  'edit-refused': () => ({
    message: 'De studio kan dit niet opslaan zonder andere regels van het bestand te wijzigen.',
    hint: 'Er is niets opgeslagen. Maak de wijziging in een teksteditor.',
  }),
  'file-too-large': () => ({
    message: 'Het artikel zou te groot worden om nog te worden gelezen. Er is niets opgeslagen.',
    hint: 'Kort het in, of maak er twee nieuwsbrieven van.',
  }),
  'studio-block': () => ({
    message: 'Dit blok kun je hier niet bewerken: uit het bestand blijkt niet wat voor blok het is.',
    hint: 'Verbeter het in een teksteditor. Verplaatsen of verwijderen kan hier wel.',
  }),
  'studio-changed': ({ file }) => ({
    message: `Iemand heeft ${file} intussen gewijzigd, dus de studio heeft niets veranderd.`,
    hint: 'Bekijk de tekst zoals die nu is en herhaal de wijziging als dat nog nodig is.',
  }),
  'studio-unwritten': ({ reason }) => ({
    message: `De studio kan niets opslaan: ${reasonInDutch(reason)}. Er is niets gewijzigd.`,
    hint: 'Maak ruimte op de schijf, of geef de studio schrijfrechten. Tot dan bewaart deze pagina je tekst.',
  }),
  'picture-used': ({ file }) => ({
    message: `“${file}” is misschien nog in gebruik en blijft dus staan.`,
    hint: 'Verwijder eerst in elke taal de blokken met deze afbeelding.',
  }),
  'issue-exists': ({ slug }) => ({
    message: `De nieuwsbrief “${slug}” bestaat al.`,
    hint: 'Kies een andere naam, of bewerk die nieuwsbrief.',
  }),
  'draft-dispatched': ({ locale, date }, { language, day }) => ({
    message: `${locale === undefined ? 'De verzending van deze nieuwsbrief' : `De verzending van de editie in het ${language(locale)}`} begon op ${day(Date.parse(date))}, dus er kan geen concept meer van worden gemaakt.`,
    hint: 'Plaats een correctie of trek de nieuwsbrief in, op het tabblad Instellingen. Loopt de verzending nog, dan kun je de e-mail op het tabblad Verzending tegenhouden.',
  }),
  'issue-dispatched': ({ date }, { day }) => ({
    message: `De verzending van deze nieuwsbrief begon op ${day(Date.parse(date))}, dus hij kan niet meer worden verwijderd.`,
    hint: 'Trek hem in. De pagina vermeldt dat dan, en niemand krijgt hem nog.',
  }),
};

const nouns = { item: 'punten', row: 'rijen', cell: 'cellen', topic: 'onderwerpen' } as const;

/** What rules of the check call by name. */
const phrases: Readonly<Record<string, string>> = {
  'This "**" has no counterpart and': 'De losse “**”',
  'This is not a complete link and': 'Deze onvolledige link',
  'A picture within a text': 'Een afbeelding midden in een tekst',
  'A "#" before a text': 'Het teken “#” voor een tekst',
  'A ">" before a text': 'Het teken “>” voor een tekst',
  'A list within a text': 'Een lijst midden in een tekst',
  'A backslash before a space': 'Een backslash voor een spatie',
  'A single "*" beside marked words': 'Een losse “*” naast opgemaakte woorden',
  'A table within a text': 'Een tabel midden in een tekst',
  'The sign of a block of code': 'Het teken voor een blok programmacode',
  'Struck text between "~~"': 'Doorgestreepte tekst tussen “~~”',
  'A line of signs': 'Een regel met alleen tekens',
  'The definition of a link': 'De definitie van een link',
  links: 'links',
  'strong words': 'vette woorden',
  code: 'code',
  footnotes: 'voetnoten',
  'quotation marks': 'aanhalingstekens',
  dashes: 'streepjes',
};

const phrase = (english: string) => phrases[english] ?? english;
