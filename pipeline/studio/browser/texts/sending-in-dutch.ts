import type { ProblemTexts } from './problem-texts.ts';
import { reasonInDutch } from './reasons-in-dutch.ts';

const nothingLost = 'Er gaat niets verloren: de volgende keer gaat Courant verder waar het gebleven was.';
const neverTwice = 'Er is niets verzonden, zodat niemand iets twee keer krijgt.';
const inState = 'docs/operator/state.md legt uit hoe.';

/** The problems of sending and of the database. In English, they have the words of the command line. */
export const sendingInDutch = {
  'issue-not-ready': ({ slug }) => ({
    message:
      slug === undefined
        ? 'Er is geen nieuwsbrief klaar om te verzenden.'
        : `De nieuwsbrief “${slug}” is niet klaar om te verzenden.`,
    hint: 'Markeer de bron als klaar zodra de nieuwsbrief weg mag.',
  }),
  'issue-withdrawn': ({ issue }) => ({
    message: `De nieuwsbrief “${issue}” is ingetrokken en kan niet worden verzonden.`,
    hint: 'Maak dat op het tabblad Instellingen ongedaan als hij toch weg moet.',
  }),
  'issue-held': ({ issue, by }) => ({
    message:
      by === 'file'
        ? `In de bron van “${issue}” staat “hold: true”, dus de nieuwsbrief kan niet worden verzonden.`
        : `De e-mail van “${issue}” wordt tegengehouden en kan niet worden verzonden.`,
    hint:
      by === 'file'
        ? 'Verwijder “hold: true” uit de bron en publiceer de pagina voordat je verzendt.'
        : 'Geef de e-mail vrij op het tabblad Verzending.',
  }),
  'issue-expired': ({ issue }) => ({
    message: `De nieuwsbrief “${issue}” is verlopen en kan niet worden verzonden.`,
    hint: 'Kies bij “Verloopt” een later tijdstip als hij toch weg moet.',
  }),
  'dispatch-cancelled': ({ issue }) => ({
    message: `De verzending van “${issue}” is geannuleerd en kan niet worden hervat.`,
    hint: 'Verzend een correctie met “courant send --correction”. Die gaat naar iedereen.',
  }),
  'editions-missing': ({ issue, locales }, { language }) => ({
    message: `De nieuwsbrief “${issue}” kan niet worden verzonden: de edities in het ${locales.map(language).join(', ')} zijn niet klaar.`,
    hint: 'Markeer ze als klaar, of zet “languages.missingTranslation” in newsletter.yaml op “hold” of “source”.',
  }),
  'issue-names': ({ issue, names }) => ({
    message: `“${issue}” en de vroegere namen ervan horen bij verschillende nieuwsbrieven die zijn verzonden: ${names.join(', ')}.`,
    hint: `${neverTwice} Verwijder de vroegere naam die bij de andere nieuwsbrief hoort.`,
  }),
  'issue-renamed': ({ issue, former, headline }) => ({
    message: `“${issue}” heeft dezelfde kop als “${former}”, die is verzonden en waarvan de map weg is: “${headline}”.`,
    hint: `${neverTwice} Is het dezelfde nieuwsbrief, zet dan “aliases: [${former}]” in de bron. Is het een andere, geef die dan een andere kop.`,
  }),
  'secret-missing': () => ({
    message: 'COURANT_SECRET is niet ingesteld. Daarmee worden de afmeldlinks ondertekend.',
    hint: 'Stel minstens 32 willekeurige tekens in en bewaar ze: de links in verzonden e-mail blijven ze nodig hebben.',
  }),
  'package-missing': ({ name, purpose }) => ({
    message: `Voor ${purpose} is het pakket “${name}” nodig, en dat is niet geïnstalleerd.`,
    hint: `Installeer het in de publicatie: npm install ${name}`,
  }),
  'public-unreachable': ({ address, reason, publicFrom }) => ({
    message: `De e-mail linkt naar ${address}, en dat is niet bereikbaar (${reasonInDutch(reason)}).`,
    hint:
      publicFrom === undefined
        ? 'Publiceer eerst het archief.'
        : 'De pagina is nog niet openbaar. Geef de nieuwsbrief een vroegere datum of een verzendmoment en publiceer het archief.',
  }),
  'server-url': ({ url, reason }) => ({
    message: `“${url}” is geen geldig adres voor de openbare pagina’s: ${reasonInDutch(reason)}.`,
    hint: 'Een adres ziet eruit als https://news.example.org. De links in e-mail leiden daarheen.',
  }),
  'smtp-missing': () => ({
    message: 'SMTP_URL is niet ingesteld, dus er is geen mailserver om mee te verzenden.',
    hint: 'Stel SMTP_URL in, zoals smtps://gebruiker:wachtwoord@mail.example.org. Zonder mailserver gaat e-mail naar het postvak.',
  }),
  'smtp-url': ({ reason }) => ({
    message: `SMTP_URL is niet geldig: ${reasonInDutch(reason)}.`,
    hint: 'Schrijf smtps://gebruiker:wachtwoord@mail.example.org:465, of smtp:// met poort 587 voor STARTTLS.',
  }),
  'smtp-unreachable': ({ host, reason }) => ({
    message: `De mailserver ${host} is niet bereikbaar: ${reasonInDutch(reason)}.`,
    hint: 'Controleer de server en de poort in SMTP_URL en de firewall. Wat niet is verzonden, blijft klaarstaan.',
  }),
  'smtp-tls': ({ host, reason }) => ({
    message: `De verbinding met de mailserver ${host} is niet veilig: ${reasonInDutch(reason)}.`,
    hint: 'Controleer de naam van de server in SMTP_URL en het certificaat. Courant verzendt alleen over TLS.',
  }),
  'smtp-authentication': ({ host, reply }) => ({
    message: `De mailserver ${host} weigert de gebruikersnaam of het wachtwoord: ${reasonInDutch(reply)}.`,
    hint: 'Controleer ze in SMTP_URL. Tekens als @ en / moeten daar met een procentteken worden geschreven.',
  }),
  'transport-unknown': ({ transport }) => ({
    message: `Deze verzending is begonnen met “${transport}”, en dat kent deze versie van Courant niet.`,
    hint: 'Hervat de verzending met de versie waarmee die is begonnen, of annuleer de rest met “courant send --cancel”.',
  }),
  'test-not-accepted': ({ reply }) => ({
    message: `De mailserver weigert het testbericht: ${reply}.`,
    hint: 'Er is niets verzonden. docs/operator/delivery.md noemt de gewone antwoorden van mailservers.',
  }),
  'test-uncertain': () => ({
    message: 'De mailserver heeft het testbericht ontvangen, maar niet bevestigd.',
    hint: 'Kijk in de mailbox voordat je het nog eens verzendt.',
  }),
  'outbox-failed': ({ folder, reason }) => ({
    message: `In het postvak (${folder}) kan niets worden opgeslagen: ${reasonInDutch(reason)}.`,
    hint: 'Maak ruimte op de schijf of controleer de rechten van de map. Wat er nog niet in staat, blijft klaarstaan.',
  }),
  'store-newer': ({ found, known }) => ({
    message: `De database heeft versie ${found}, en deze Courant kent versies tot en met ${known}.`,
    hint: 'Werk Courant bij: een oudere versie mag niet in deze database schrijven.',
  }),
  'store-corrupt': ({ place }) => ({
    message: `Het bestand ${place} is beschadigd of is geen database.`,
    hint: 'Verwijder het niet: er staat in wie wat heeft gekregen. Zet de laatste back-up terug, zoals docs/operator/delivery.md beschrijft.',
  }),
  'store-deleted': ({ place }) => ({
    message: `De database ${place} is verwijderd of vervangen terwijl Courant ermee werkte. Er wordt niets meer vastgelegd of verzonden.`,
    hint: 'Stop alle processen van Courant in deze publicatie en zet de laatste back-up terug met “courant restore <bestand>”.',
  }),
  'store-busy': ({ place }) => ({
    message: `Een ander programma houdt de database ${place} bezet.`,
    hint: 'Sluit dat programma en probeer het opnieuw.',
  }),
  'store-unreachable': ({ place, reason }) => ({
    message: `De database ${place} is niet bereikbaar: ${reasonInDutch(reason)}.`,
    hint: `Controleer het adres en of de database draait. ${nothingLost}`,
  }),
  'store-moved': () => ({
    message:
      'De database van deze publicatie is naar PostgreSQL gekopieerd, en DATABASE_URL is niet ingesteld.',
    hint: 'Stel DATABASE_URL in. Anders zouden twee databases elk alle nieuwsbrieven verzenden.',
  }),
  'store-full': ({ place }) => ({
    message: `In de database ${place} kan niets worden opgeslagen: de schijf is vol.`,
    hint: `Maak ruimte op de schijf. ${nothingLost}`,
  }),
  'store-failed': ({ place, reason }) => ({
    message: `De database ${place} werkt niet: ${reasonInDutch(reason)}.`,
    hint: `Controleer de schijf en de rechten van de map. ${nothingLost}`,
  }),
  'ledger-restored': ({ place }) => ({
    message: `In deze database ontbreekt e-mail die al is verzonden, volgens ${place}.`,
    hint: 'Het is een oudere back-up of een nieuwe database, en doorgaan kan e-mail twee keer verzenden. Lees docs/operator/state.md en beslis dan met “courant send --accept-ledger”.',
  }),
  'mark-unnamed': () => ({
    message: 'DATABASE_URL is ingesteld, maar er is geen plaats gekozen voor de controlegegevens.',
    hint: `Stel COURANT_MARK in, of “state.mark” in newsletter.yaml. ${inState}`,
  }),
  'mark-place': ({ place, reason }) => ({
    message: `De controlegegevens kunnen niet in ${place} worden bewaard: ${reasonInDutch(reason)}.`,
    hint: 'Kies een map buiten .courant, of een tweede PostgreSQL-database.',
  }),
  'mark-elsewhere': ({ place }) => ({
    message: `De controlegegevens van deze database staan niet in ${place}, of die plaats is leeggemaakt.`,
    hint: 'Noem op elke computer die verzendt dezelfde plaats. Is de vroegere plaats verloren, voer dan “courant send --accept-ledger” uit.',
  }),
  'mark-failed': ({ place, reason }) => ({
    message: `De controlegegevens in ${place} kunnen niet worden gelezen of bijgewerkt: ${reasonInDutch(reason)}.`,
    hint: 'Controleer of de plaats bestaat en of deze gebruiker er mag schrijven. Zonder controlegegevens wordt er niets verzonden.',
  }),
  'mark-not-pushed': ({ reason }) => ({
    message: `De controlegegevens zijn op deze computer gebleven: de opdracht in COURANT_MARK_PUSH is mislukt (${reasonInDutch(reason)}).`,
    hint: 'Er is niets verzonden. Voer de opdracht uit in de map van de controlegegevens om te zien wat er misgaat.',
  }),
  'journal-unwritten': ({ place, waiting, reason }) => ({
    message: `In het logboek van afmeldingen (${place}) kan niets worden opgeslagen: ${reasonInDutch(reason)}. In de database ${waiting === 1 ? 'wacht 1 regel' : `wachten ${waiting} regels`}.`,
    hint: 'De afmeldingen gelden. Zorg dat Courant er weer kan schrijven: tot dan ontbreken ze in een back-up die wordt teruggezet.',
  }),
  'journal-shortened': ({ place, found, expected }) => ({
    message: `Het logboek van afmeldingen (${place}) eindigt met regel ${found}, maar regel ${expected} was al geschreven.`,
    hint: 'Het is teruggezet of vervangen. Alle afmeldingen die de database kent, staan er nu weer in.',
  }),
  'csv-syntax': ({ message }) => ({
    message: `Deze regel is geen geldige CSV: ${reasonInDutch(message)}.`,
    hint: 'Zet een waarde met een komma of een aanhalingsteken tussen dubbele aanhalingstekens, en verdubbel de aanhalingstekens erin.',
  }),
  'csv-header': ({ missing, found }) => ({
    message: `De eerste regel heeft geen kolom “${missing}”.`,
    hint: `Deze kolommen zijn er: ${found.join(', ')}.`,
  }),
  'subscriber-address': ({ reason }) => ({
    message: `Dit is geen e-mailadres: ${reasonInDutch(reason)}.`,
    hint: 'Schrijf één adres, zoals lezer@example.org.',
  }),
  'subscriber-locale': ({ locale }) => ({
    message: `“${locale}” is geen taal.`,
    hint: 'Gebruik een taalcode zoals nl, en of en-GB.',
  }),
  'subscriber-state': ({ word }) => ({
    message: `Uit “${word}” blijkt niet of deze lezer e-mail krijgt.`,
    hint: 'Schrijf active, unsubscribed of bounced.',
  }),
  'list-missing': ({ known }) => ({
    message: 'Er is geen lijst gekozen, en een lezer zonder lijst krijgt geen e-mail.',
    hint: `Kies een of meer van deze lijsten: ${known.join(', ')}.`,
  }),
  'subscriber-duplicate': ({ firstLine }) => ({
    message: `Dit adres staat al op regel ${firstLine}. Die telt.`,
    hint: 'Verwijder een van de twee regels.',
  }),
  'subscriber-suppressed': () => ({
    message: 'Dit adres staat op de lijst van adressen die geen e-mail krijgen en is dus overgeslagen.',
    hint: 'De eigenaar kan zich opnieuw aanmelden met het formulier.',
  }),
  'suppression-key-missing': () => ({
    message: 'DATABASE_URL is ingesteld, maar COURANT_SUPPRESSION_KEY niet.',
    hint: 'Alle computers die met deze database werken, hebben dezelfde sleutel nodig. Is die verloren, zie dan “courant subscribers rekey --help”.',
  }),
  'suppression-key': ({ place }) => ({
    message: `De sleutel van de lijst van adressen die geen e-mail krijgen (${place}) is niet de sleutel waarmee die is gemaakt.`,
    hint: 'Zet de vroegere sleutel terug: met een andere herkent Courant niemand. Is die verloren, zie dan “courant subscribers rekey”.',
  }),
} satisfies ProblemTexts;
