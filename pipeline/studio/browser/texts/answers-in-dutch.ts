import { createPhrases } from './phrases.ts';

const unknownRequest = 'De studio begrijpt dit verzoek niet. Laad de pagina opnieuw.';

const answers = createPhrases({
  'This studio sends nothing. Start "courant studio --send" on the machine itself, without --host.':
    'Deze studio verzendt niets. Start “courant studio --send” op de computer zelf, zonder --host.',
  'A studio that other machines can reach sends no mail. Start it without --host.':
    'Andere computers kunnen deze studio bereiken. Daarom verzendt de studio geen e-mail. Start die zonder --host.',
  'SMTP_URL is not set.': 'SMTP_URL is niet ingesteld.',
  'The subscriber or the edition no longer exists.': 'De abonnee of de editie bestaat niet meer.',
  'This picture has more than 25 MB. Save it smaller.':
    'Deze afbeelding is groter dan 25 MB. Sla een kleinere versie op.',
  'There is a mistake in newsletter.yaml. Correct it first.':
    'In newsletter.yaml zit een fout. Die moet eerst worden verbeterd.',
  'The texts of the pictures are missing.': 'De teksten van de afbeeldingen ontbreken.',
  'This page does not exist.': 'Deze pagina bestaat niet.',
  'The request was refused.': 'Het verzoek is geweigerd.',
  'The request cannot be read.': unknownRequest,
  'The request has neither "html" nor "text".': unknownRequest,
  'The request names no file.': unknownRequest,
  'The request names no picture.': unknownRequest,
  'The studio does not know this request.': unknownRequest,
  'The desk does not know this request.': unknownRequest,
  'The state must be "active" or "paused".': unknownRequest,
  'status {1}': 'De studio antwoordt met status {1}.',
});

/** An answer of the studio without a problem, in Dutch. Other texts, such as those of a browser, stay as they are. */
export const answerInDutch = (english: string): string => answers(english) ?? english;
