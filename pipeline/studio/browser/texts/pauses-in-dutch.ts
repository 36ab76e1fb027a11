import { createPhrases } from './phrases.ts';
import { knownReason } from './reasons-in-dutch.ts';

/** What went wrong in the same way for several recipients. A reply of the server in brackets may follow. */
const failures = createPhrases({
  '{1} refuses us as the sender': '{1} weigert ons als afzender',
  'the server refuses the order of the commands': 'de server weigert de volgorde van de opdrachten',
  'the server took messages and did not say whether it keeps them':
    'de server ontving berichten en bevestigde ze niet',
  'the connection broke before a message was sent':
    'de verbinding viel weg voordat er een bericht was verzonden',
  'the address does not exist': 'het adres bestaat niet',
  'the server refuses the message': 'de server weigert het bericht',
});

function failureInDutch(english: string): string {
  const [, failure = '', reply = ''] = /^(.+?)( \(.*\))?$/s.exec(english) ?? [];
  return (failures(failure) ?? knownReason(failure) ?? failure) + reply;
}

const causes = createPhrases(
  {
    '{1} recipients in a row failed the same way: {2}.':
      'Bij {1} ontvangers achter elkaar ging hetzelfde mis: {2}.',
    '{1} attempts in a row failed the same way: {2}.':
      'Bij {1} pogingen achter elkaar ging hetzelfde mis: {2}.',
    '{1} messages came back because {2} refuses us as the sender.':
      '{1} berichten kwamen terug omdat {2} ons als afzender weigert.',
    '{1} messages came back because {2} refuses us as the sender ({3}).':
      '{1} berichten kwamen terug omdat {2} ons als afzender weigert ({3}).',
    '{1} of {2} addresses do not exist. Mail providers suspend senders of such lists: Amazon SES reviews an account from 5%, and may stop it from 10%. "courant status" names the addresses, and "courant subscribers suppress --issue" suppresses them. If you resume the dispatch, it does not pause for this reason again.':
      '{1} van {2} adressen bestaan niet. Mailproviders sluiten afzenders met zulke lijsten af: Amazon SES onderzoekt een account vanaf 5% en kan het vanaf 10% stilzetten. “courant status” noemt de adressen, en “courant subscribers suppress --issue” blokkeert ze. Hervat je de verzending, dan pauzeert die niet nog eens om deze reden.',
    'SMTP_URL is not valid: {1}.': 'SMTP_URL is niet geldig: {1}.',
    'The connection to the mail server {1} is not secure: {2}.':
      'De verbinding met de mailserver {1} is niet veilig: {2}.',
    'The mail server {1} rejected the user name or password: {2}.':
      'De mailserver {1} weigert de gebruikersnaam of het wachtwoord: {2}.',
  },
  failureInDutch,
);

/** The advice of `explainRefusal`, which may follow the cause. */
const advice: Readonly<Record<string, string>> = {
  'Microsoft accepts bulk mail only if SPF, DKIM and DMARC pass.':
    'Microsoft accepteert nieuwsbrieven alleen als SPF, DKIM en DMARC kloppen.',
  'DMARC failed, and the policy of your domain asks receivers to refuse it.':
    'DMARC klopt niet, en het beleid van je domein vraagt ontvangers om de e-mail dan te weigeren.',
  'The receiver accepts only mail with one valid From.':
    'De ontvanger accepteert alleen e-mail met één geldige afzender (From).',
  'The sending address has no name that resolves to it.':
    'Bij het IP-adres dat verzendt, hoort geen servernaam die naar dat adres terugverwijst.',
  'SPF failed.': 'SPF klopt niet.',
  'Neither SPF nor DKIM passed.': 'SPF klopt niet en DKIM ook niet.',
  'The domain of the return path says that it accepts no mail.':
    'Het domein van het retouradres zegt dat het geen e-mail aanneemt.',
  'Too much mail at once, or too many complaints; send more slowly (delivery.pace).':
    'Het is te veel e-mail tegelijk, of er zijn te veel klachten: verzend langzamer (delivery.pace).',
  'The mail came without TLS; your mail server has to use it towards receivers.':
    'De e-mail kwam zonder TLS aan: je mailserver moet dat bij ontvangers gebruiken.',
  'DKIM failed.': 'DKIM klopt niet.',
  'Your domain has no DMARC record, or one without a policy.':
    'Je domein heeft geen DMARC-record, of een zonder beleid.',
  'The domain of From is neither that of SPF nor that of DKIM.':
    'Het domein van de afzender (From) is niet dat van SPF en ook niet dat van DKIM.',
};

/** Why a dispatch paused, in Dutch. Courant keeps the reason in English; one that is not known stays as it is. */
export function pauseInDutch(english: string): string {
  const said = Object.keys(advice).find((each) => english.includes(` ${each}`)) ?? '';
  const at = said === '' ? english.length : english.lastIndexOf(` ${said}`);
  const [, check] = / see its line "(.+)"\.$/.exec(english.slice(at)) ?? [];
  const sentences = [causes(english.slice(0, at)), advice[said]];
  if (sentences[0] === undefined) return english;
  if (check !== undefined) sentences.push(`Meer daarover toont “courant doctor”, bij “${check}”.`);
  return sentences.filter((each) => each !== undefined).join(' ');
}
