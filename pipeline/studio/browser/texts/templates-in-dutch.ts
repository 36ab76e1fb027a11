import type { ProblemTexts } from './problem-texts.ts';
import { reasonInDutch } from './reasons-in-dutch.ts';

const sameNames = 'Gebruik in alle talen dezelfde {{namen}}.';

/** The problems of templates and interface texts. In English, they have the words of the command line. */
export const templatesInDutch = {
  'template-syntax': ({ message }) => ({
    message: `Deze template is geen geldige Handlebars: ${reasonInDutch(message, 'Handlebars meldt')}.`,
    hint: 'Sluit elke {{#blok}} met {{/blok}}, en elke {{ met }}.',
  }),
  'template-construct': ({ construct }) => ({
    message: `${construct.replace(/ within itself$/, ' in zichzelf')} werkt niet in deze templates.`,
    hint: 'Zet gedeelde opmaak in een partial: een eigen bestand, ingevoegd met {{> map/naam}}.',
  }),
  'template-name': ({ name }) => ({
    message: `De template heeft op deze plaats geen waarde “${name}”.`,
    hint: 'Verbeter de naam. docs/contributor/templates.md noemt alle waarden.',
  }),
  'template-helper': ({ name, known }) => ({
    message: `Er is geen helper “${name}”.`,
    hint: `Verbeter de naam. Er zijn: ${known.join(', ')}.`,
  }),
  'template-arguments': ({ name, given, counts }) => ({
    message: `De helper “${name}” krijgt hier ${given} argumenten. Hij heeft er ${counts.join(' of ')} nodig.`,
    hint: 'docs/contributor/templates.md noemt de argumenten van elke helper.',
  }),
  'template-list': ({ name }) => ({
    message: `Voor {{#each}} is een lijst nodig, en “${name}” is geen lijst.`,
    hint: 'Gebruik {{#if}} om te kijken of de waarde er is, of {{#with}} om erin te gaan.',
  }),
  'template-optional': ({ name, absent }) => ({
    message: `“${name}” kan hier ontbreken: niet elke editie heeft “${absent}”.`,
    hint: `Zet er {{#if ${absent}}} en {{/if}} omheen.`,
  }),
  'template-personal': ({ name }) => ({
    message: `“${name}” wordt hier voor alle lezers gebruikt, en niet elke lezer heeft een naam opgegeven.`,
    hint: 'Zet er {{#personal}} en {{/personal}} omheen.',
  }),
  'template-partial': ({ name }) => ({
    message: `Er is geen partial “${name}”.`,
    hint: 'Verbeter de naam, of maak het bestand in templates/.',
  }),
  'template-unused': ({ name }) => ({
    message: `Geen template gebruikt “${name}”.`,
    hint: 'Voeg het in met {{> map/naam}}, of verwijder het. De partial van een blok heeft de naam van zijn soort, zoals blocks/quote.',
  }),
  'template-raw': ({ name }) => ({
    message: `{{{${name}}}} zet tekst ongewijzigd in de editie, ook als er HTML in staat.`,
    hint: `Schrijf {{${name}}}. Waarden die al HTML zijn, hebben geen drie accolades nodig.`,
  }),
  'template-unclosed': ({ tag, closes }) =>
    closes
      ? {
          message: `De tag </${tag}> sluit hier niets.`,
          hint: `Verwijder hem, of zet er <${tag}> voor. Sluit tags in omgekeerde volgorde.`,
        }
      : {
          message: `De tag <${tag}> is niet gesloten waar dat zou moeten.`,
          hint: `Voeg </${tag}> toe. Sluit tags in omgekeerde volgorde.`,
        },
  'mjml-invalid': ({ message }) => ({
    message: `MJML weigert dit: ${reasonInDutch(message.trim(), 'MJML meldt')}.`,
    hint: 'De documentatie van MJML noemt van elke tag de attributen en de plaatsen waar die mag staan.',
  }),
  'locale-unfinished': ({ locale, open, all, policy }, { language }) => ({
    message: `De interfaceteksten in het ${language(locale)} zijn niet af: ${open} van de ${all} ontbreken, staan nog in de brontaal, zijn verouderd of kloppen niet.`,
    hint: {
      refuse:
        'Vertaal ze bij “Interfaceteksten”, of zet “languages.missingTranslation” in newsletter.yaml op “hold” of “source”.',
      hold: 'Vertaal ze bij “Interfaceteksten”. Tot dan wordt de editie in deze taal tegengehouden.',
      source:
        'Vertaal ze bij “Interfaceteksten”. Tot dan krijgen lezers van deze taal de editie in de brontaal.',
    }[policy],
  }),
  'locale-key-missing': ({ key, locale }, { language }) => ({
    message: `De tekst “${key}” ontbreekt in het ${language(locale)}.`,
    hint: 'Vertaal de tekst: Courant toont nooit een tekst in een andere taal.',
  }),
  'locale-key-empty': ({ key }) => ({
    message: `De tekst “${key}” is leeg.`,
    hint: 'Vertaal de tekst: anders staat er een gat in de editie.',
  }),
  'locale-key-stale': ({ key }) => ({
    message: `De bron van de tekst “${key}” is gewijzigd nadat de tekst is vertaald.`,
    hint: 'Pas de vertaling aan, of kies “De vertaling klopt nog”.',
  }),
  'locale-key-unused': ({ key }) => ({
    message: `Geen template gebruikt de tekst “${key}”.`,
    hint: 'Verbeter de naam, of verwijder de tekst.',
  }),
  'locale-key-unknown': ({ key }) => ({
    message: `Deze template gebruikt de tekst “${key}”, en die staat in geen enkel tekstbestand.`,
    hint: 'Verbeter de naam, of voeg de tekst toe.',
  }),
  'locale-plural-missing': ({ key, locale, category }, { language }) => ({
    message: `De tekst “${key}” mist de meervoudsvorm “${category}”, die het ${language(locale)} nodig heeft.`,
    hint: `Voeg “${key}_${category}” toe.`,
  }),
  'locale-placeholders': ({ key, here, there }) => ({
    message: `In de tekst “${key}” staan hier andere namen tussen accolades (${here}) dan in de andere taal (${there}).`,
    hint: sameNames,
  }),
  'locale-placeholder-unknown': ({ key, name, given }) => ({
    message: `In de tekst “${key}” staat {{${name}}}, maar geen template heeft daar een waarde voor.`,
    hint:
      given.length === 0
        ? 'De templates geven deze tekst geen waarden.'
        : `De templates geven ${given.map((each) => `{{${each}}}`).join(', ')}.`,
  }),
  'locale-plural-count': ({ key }) => ({
    message: `De tekst “${key}” heeft meervoudsvormen, maar de template geeft er geen getal bij.`,
    hint: `Geef het getal mee: {{t "…:${key}" count=…}}.`,
  }),
  'locale-syntax': ({ key, reason }) => ({
    message: `De tekst “${key}” is niet geldig: ${reasonInDutch(reason)}.`,
    hint: 'Schrijf {{naam}} of {{naam, date}}. De vormen zijn date, number en list.',
  }),
} satisfies ProblemTexts;
