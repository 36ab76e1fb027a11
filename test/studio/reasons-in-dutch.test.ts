import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { createCircuitBreaker } from '../../pipeline/delivery/run/circuit-breaker.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { explainUnknown } from '../../pipeline/delivery/run/unknown-breaker.ts';
import { explainRefusal } from '../../pipeline/delivery/transport/explain-refusal.ts';
import { diskReason } from '../../pipeline/foundation/files/disk-reason.ts';
import { createSource } from '../../pipeline/foundation/problems/place.ts';
import { createProblem } from '../../pipeline/foundation/problems/problem.ts';
import { describeSyntaxError } from '../../pipeline/publication/templates/syntax-error.ts';
import { answerInDutch } from '../../pipeline/studio/browser/texts/answers-in-dutch.ts';
import { extensionInDutch } from '../../pipeline/studio/browser/texts/extensions-in-dutch.ts';
import { invalidValueInDutch } from '../../pipeline/studio/browser/texts/invalid-values-in-dutch.ts';
import { pauseInDutch } from '../../pipeline/studio/browser/texts/pauses-in-dutch.ts';
import { knownReason, reasonInDutch } from '../../pipeline/studio/browser/texts/reasons-in-dutch.ts';
import { studioInDutch } from '../../pipeline/studio/browser/texts/studio-in-dutch.ts';
import { loadedBy, root, sourceFiles } from '../house/source-files.ts';

/** The modules that give reasons. Each of their phrases is a reason, except for those below. */
const makers = [
  'check/own-rules.ts',
  'content/check-assets.ts',
  'content/extensions/extension-failure.ts',
  'content/extensions/without-exit.ts',
  'delivery/smtp/smtp-address.ts',
  'delivery/smtp/smtp-transport.ts',
  'dispatches/check-ledger.ts',
  'dispatches/delivery-options.ts',
  'dispatches/pages-url.ts',
  'editions/draw-in-process.ts',
  'editions/load-sharp.ts',
  'feedback/webhooks/check-secret.ts',
  'feedback/webhooks/mailgun.ts',
  'feedback/webhooks/open-webhooks.ts',
  'feedback/webhooks/resend.ts',
  'feedback/webhooks/sendgrid.ts',
  'foundation/files/disk-reason.ts',
  'foundation/sources/link-address.ts',
  'foundation/sources/read-source.ts',
  'messages/dkim-keys.ts',
  'messages/mailbox.ts',
  'publication/locales/placeholders.ts',
  'publication/newsletter/return-path-pattern.ts',
  'publication/templates/syntax-error.ts',
  'state/find-place.ts',
  'state/push-folder.ts',
  'state/read-ledger.ts',
  'studio/journal/report-disk-errors.ts',
  'studio/pictures/clean-picture.ts',
  'studio/repository/save-version.ts',
  'subscribers/import/read-records.ts',
  'subscribers/links/secrets.ts',
  'subscribers/parse-address.ts',
];

/** Phrases of those modules that no Dutch text needs. */
const others = [
  /^there is no such (?:date|moment)$/,
  /^feedback\.returnPath is not a return path/,
  /^courant links/,
  /^its place$/,
  /^nobody needs it$/,
  /^save this version$/,
  /^it (?:has no signature|was signed too long ago|does not have the secret)/,
  /^its signature is wrong$/,
  /^"\]/,
  /^"\/\]/,
  /^"?7"?(?: |@|$)/,
];

const codeOf = (file: string) => readFileSync(join(root, file), 'utf8').replace(comments, '');
const comments = /\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
/** The literals of a code that match; each value in a template becomes 7. */
const literalsIn = (code: string, before = '') =>
  [...code.matchAll(new RegExp(`${before}(?:'([^'\\n]+)'|\`([^\`\\n]+)\`)`, 'g'))].map(
    ([, plain, template = '']) => (plain ?? template.replace(/\$\{[^}]*\}/g, '7')).replaceAll('\\u2026', '…'),
  );

test.each(makers)('each reason that %s gives is in Dutch', (file) => {
  const phrases = literalsIn(codeOf(`pipeline/${file}`)).filter((each) => /^[a-z"{<$R].* /.test(each));
  const reasons = phrases.filter((each) => !others.some((other) => other.test(each)));
  expect(reasons.filter((each) => knownReason(each) === undefined)).toEqual([]);
});

test('no Dutch text contains a reason that is neither translated nor quoted', () => {
  const texts = sourceFiles('pipeline/studio/browser/texts').filter((file) => file.includes('dutch'));
  const raw = texts.flatMap((file) => codeOf(file).match(/.*[^“]\$\{(?:reason|message)\}.*/g) ?? []);
  expect(raw).toEqual([]);
});

test('no other module of the studio gives a reason', () => {
  const reasons = loadedBy('pipeline/commands/studio.ts')
    .filter((file) => !makers.includes(file.replace('pipeline/', '')))
    .flatMap((file) => literalsIn(codeOf(file), 'reason: ').filter((each) => /^\S+ /.test(each)));
  expect(reasons.filter((each) => !others.some((other) => other.test(each)))).toEqual([]);
});

test('every reason of the disk is in Dutch', () => {
  const ofCodes = Object.keys(constants.errno).map((code) => diskReason({ code }));
  const ofMkdir = diskReason({ code: 'ENOENT', syscall: 'mkdir' });
  const reasons = [...new Set([...ofCodes, ofMkdir])].filter((reason) => reason !== undefined);
  expect(reasons).toContain('the disk is full');
  expect(reasons.filter((reason) => knownReason(reason) === undefined)).toEqual([]);
});

test.each(['{{#if a}}', '{{a', '{{#if}}{{/each}}', '{{a/../b}}', '{{> }}', '{{else}}', '{{{a}}', '{{a b=}}'])(
  'the syntax error in %s is in Dutch',
  (text) => {
    const error = (() => {
      try {
        return Handlebars.parse(text);
      } catch (thrown) {
        return thrown;
      }
    })() as Error;
    const { message } = describeSyntaxError(error, createSource('a.hbs', text));
    expect([message, knownReason(message)]).toEqual([message, expect.any(String)]);
  },
);

test.each([
  ["Element mj-txt doesn't exist or is not registered (<mj-txt>)", 'het element <mj-txt> bestaat niet'],
  [
    'mj-text cannot be used inside mj-body, only inside: mj-column, mj-hero (<mj-text>)',
    '<mj-text> kan niet in <mj-body> staan, alleen in: mj-column, mj-hero',
  ],
  ['Attribute colr is illegal (<mj-text>)', '<mj-text> kent geen attribuut “colr”'],
  [
    'Attribute width has invalid value: wide for type Unit, only accepts (px, %) units and 1 value(s) (<mj-image>)',
    'het attribuut “width” van <mj-image> kan de waarde “wide” niet hebben',
  ],
  ['550 5.7.1 Relaying denied', '550 5.7.1 Relaying denied'],
  ['write EPROTO', 'de melding is “write EPROTO”'],
])('“%s” is in Dutch, or quoted', (english, dutch) => {
  expect(reasonInDutch(english)).toBe(dutch);
});

test('a message that nobody knows is quoted with who says it', () => {
  expect(reasonInDutch('Expecting ID', 'Handlebars meldt')).toBe('Handlebars meldt “Expecting ID”');
});

const noCounts = {
  planned: 0,
  claimed: 0,
  sending: 0,
  deferred: 0,
  accepted: 0,
  rejected: 0,
  uncertain: 0,
  skipped: 0,
  expired: 0,
  bounced: 0,
  complained: 0,
};

const failures = [
  { state: 'rejected', reason: 'policy' },
  { state: 'rejected', reason: 'address' },
  { state: 'rejected', reason: 'refused' },
  { state: 'uncertain', reason: 'no-reply' },
  { state: 'planned', reason: 'connection-lost', code: null },
  { state: 'planned', reason: 'refused' },
] as const;

test.each(failures)('a pause after $state, $reason is in Dutch', async (failure) => {
  const observe = createCircuitBreaker({
    breaker: { ...defaultDeliverySettings.breaker, sameFailures: 1, graveFailures: 1, recipientFailures: 1 },
    connections: 0,
    count: async () => noCounts,
  });
  const reply = { code: 550, enhanced: '5.7.26', text: 'DMARC failed' };
  const settlement = { id: 1, attempted: true, nextAttemptAt: 0, ...reply, ...failure };
  const pause = (await observe(settlement, 'example.org', true)) ?? '';
  const dutch = pauseInDutch(pause);
  expect(dutch).toMatch(/^Bij 1 (?:ontvangers|pogingen) achter elkaar ging hetzelfde mis: /);
  expect(dutch).not.toMatch(/ the | says /);
});

const replies = ['515', '509', '512', '25', '23', '24', '26', '27', '28', '29', '30', '31', '32'].flatMap(
  (code) => ['', ' DMARC', ' SPF', ' PTR'].map((text) => `550 5.7.${code} refused${text}`),
);

test('the advice on each refusal is in Dutch', () => {
  const advice = [...new Set(replies.map((reply) => explainRefusal(reply)))];
  expect(advice).toHaveLength(12);
  const cause = '5 recipients in a row failed the same way: the server refuses the message.';
  const dutch = advice.map((each) => pauseInDutch(`${cause} ${each}`));
  expect(dutch.filter((each) => / (?:the|your|its) |^5/.test(each))).toEqual([]);
});

test('a pause because of unknown addresses is in Dutch', () => {
  const dutch = pauseInDutch(explainUnknown(140, 480));
  expect(dutch).toMatch(/^140 van 480 adressen bestaan niet\. /);
  expect(dutch).not.toMatch(/ the | and /);
});

test('a pause for a fault of ours is in Dutch', () => {
  const said = 'The mail server mail.example.org rejected the user name or password: 535 5.7.8 Try again.';
  expect(pauseInDutch(said)).toBe(
    'De mailserver mail.example.org weigert de gebruikersnaam of het wachtwoord: 535 5.7.8 Try again.',
  );
});

test.each(['store-unreachable', 'store-failed', 'store-busy', 'store-corrupt'] as const)(
  'a ledger that does not answer because of %s says so in Dutch',
  (code) => {
    const { message } = createProblem(code, { place: 'DATABASE_URL', reason: 'disk I/O error' });
    const words = studioInDutch['ledger-silent']({ issue: 'spring', reason: message });
    expect(words.message).toMatch(/DATABASE_URL/);
    expect(words.message).not.toMatch(/ the | is damaged|melding|disk/);
  },
);

test('every answer of the studio is in Dutch', () => {
  const routes = sourceFiles('pipeline/studio/server').map(codeOf).join('\n');
  const answers = literalsIn(routes, '(?:message: |notHere =\\s+)').filter((each) => / .*\.$/.test(each));
  expect(answers.length).toBeGreaterThan(10);
  expect(answers.filter((each) => answerInDutch(each) === each)).toEqual([]);
});

test('every message about an invalid value is in Dutch', () => {
  const files = sourceFiles('pipeline')
    .filter((file) => !/studio\/browser|problems\/codes/.test(file))
    .map(codeOf)
    .filter((code) => /'invalid-value'|\binvalid\($/m.test(code));
  const messages = files
    .flatMap((code) => literalsIn(code, 'message(?:: | = )'))
    .filter((each) => / .*\.$/.test(each));
  expect(messages.length).toBeGreaterThan(20);
  const isSaidElsewhere = (each: string) =>
    // These have a field or a subject, with their own words; or they are of extensions.
    /^7 |expires before|neither a moment/.test(each) || extensionInDutch(each) !== undefined;
  expect(messages.filter((each) => !isSaidElsewhere(each) && !invalidValueInDutch(each))).toEqual([]);
});
