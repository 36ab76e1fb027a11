import { createPhrases } from './phrases.ts';
import type { ProblemTexts } from './problem-texts.ts';
import { knownReason, reasonInDutch } from './reasons-in-dutch.ts';

const again = 'Laad de pagina opnieuw.';

/** What the studio itself refuses. In English, it has the words of the command line. */
export const studioInDutch = {
  'studio-outside': ({ file }) => ({
    message: `“${file}” staat achter een snelkoppeling die buiten de publicatie uitkomt. De studio heeft het dus niet opgeslagen.`,
    hint: 'Vervang de snelkoppeling door de map zelf, of bewerk het bestand in een teksteditor.',
  }),
  'studio-failed': ({ reason }) => ({
    message: `Er ging iets mis in de studio: ${reasonInDutch(reason)}.`,
    hint: 'Start de studio opnieuw. Alles wat is opgeslagen, staat in bestanden. Gebeurt het nog eens, meld het dan als fout in Courant.',
  }),
  'picture-unreadable': ({ name, reason }) => {
    // The words of the decoder are for programmers.
    const known = knownReason(reason);
    return {
      message: `“${name}” is niet als afbeelding te gebruiken${known ? `: ${known}` : ''}.`,
      hint: 'Sla de afbeelding op als JPEG of PNG van hooguit 100 megapixel en voeg die opnieuw toe.',
    };
  },
  'picture-heic': ({ name }) => ({
    message: `“${name}” is een HEIC-bestand, en dat kan Courant niet lezen.`,
    hint: 'Exporteer de foto als JPEG. Een iPhone maakt nieuwe foto’s als JPEG met Instellingen > Camera > Structuren > Meest compatibel.',
  }),
  'picture-unsafe': ({ name }) => ({
    message: `“${name}” is niet alleen een tekening: er zitten links, scripts of andere onderdelen in.`,
    hint: 'Exporteer die als gewone SVG zonder links en scripts, of als PNG.',
  }),
  'picture-unknown': ({ file }) => ({
    message: `Deze nieuwsbrief heeft geen afbeelding “${file}”.`,
    hint: `Misschien heeft iemand die verwijderd. ${again}`,
  }),
  'intake-too-large': ({ most }, { number }) => ({
    message: `Deze tekst heeft meer dan ${number(most)} onderdelen, en dat is te veel om in één keer te plakken.`,
    hint: 'Plak de tekst in stukken, of alleen wat in de nieuwsbrief hoort.',
  }),
  'revision-unknown': ({ revision }) => ({
    message: `Git kent hier geen versie “${revision}”.`,
    hint: 'Noem een commit, een branch of een tag. Een ondiepe kloon heeft alleen de laatste commit.',
  }),
  'issue-running': ({ issue }) => ({
    message: `“${issue}” wordt nu verzonden en kan dus niet worden hernoemd.`,
    hint: 'Wacht tot de verzending klaar is, of pauzeer die.',
  }),
  'ledger-silent': ({ issue, reason }) => ({
    message: `De database kan niet worden gelezen, dus de studio weet niet of “${issue}” is verzonden. ${storeFailure(reason) ?? `De melding is: “${reason}”`}`,
    hint: 'Er is niets gewijzigd. Start de database, of verbeter DATABASE_URL, en probeer het opnieuw.',
  }),
  'correction-unknown': ({ issue, number }) => ({
    message: `“${issue}” heeft geen correctie ${number}.`,
    hint: `Misschien heeft iemand die in het bestand verwijderd. ${again}`,
  }),
  'trash-unknown': ({ name }) => ({
    message: `In de prullenbak ligt geen nieuwsbrief “${name}”.`,
    hint: `Misschien heeft iemand die al teruggezet. ${again}`,
  }),
  'plan-changed': ({ issue }) => ({
    message: `Het plan voor “${issue}” is gewijzigd sinds je het zag. Er is niets verzonden.`,
    hint: 'Bekijk de nieuwe aantallen en bevestig die.',
  }),
  'plan-empty': ({ issue }) => ({
    message: `Niemand zou “${issue}” nu krijgen. Er is niets verzonden.`,
    hint: 'Iedereen heeft hem al, of niemand is geabonneerd op de lijsten ervan.',
  }),
} satisfies ProblemTexts;

/** The messages of the database that are the reason of another problem. */
const storeFailure = createPhrases(
  {
    'The database at {1} cannot be reached: {2}.': 'De database {1} is niet bereikbaar: {2}.',
    'The database {1} failed: {2}.': 'De database {1} werkt niet: {2}.',
    'Another program has locked the database {1}.': 'Een ander programma houdt de database {1} bezet.',
    'The file {1} is damaged or is not a database.': 'Het bestand {1} is beschadigd of is geen database.',
  },
  (part) => knownReason(part) ?? part,
);
