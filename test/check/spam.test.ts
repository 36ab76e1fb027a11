import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askSpamAssassin } from '../../pipeline/check/mail/ask-spamassassin.ts';

const report = `Subject: Spring

Text.
Content analysis details:   (1.5 points, 5.0 required)

 pts rule name              description
---- ---------------------- --------------------------------------------------
-0.0 NO_RELAYS              Informational: message was not relayed via SMTP
 0.5 SUBJ_ALL_CAPS          Subject is all capitals
 1.0 TO_NO_BRKTS_HTML_ONLY  To: lacks brackets and the message
                            has an HTML part only

`;

/** A program in place of SpamAssassin: it keeps its input, and prints this. */
function standIn(said: string, status = 0): { program: string; given: string } {
  const folder = mkdtempSync(join(tmpdir(), 'courant-spam-'));
  const [program, answer, given] = ['program', 'answer', 'given'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(answer, said);
  writeFileSync(
    program,
    `#!/bin/sh\necho "$@" > '${given}'\ncat >> '${given}'\ncat '${answer}'\nexit ${status}\n`,
  );
  chmodSync(program, 0o755);
  return { program, given };
}

test('the points of a message are read with the rules that gave them', async () => {
  const { program } = standIn(report);
  expect(await askSpamAssassin(Buffer.from('Subject: Spring\r\n\r\nText.\r\n'), program)).toEqual({
    points: 1.5,
    required: 5,
    rules: [
      { name: 'SUBJ_ALL_CAPS', points: 0.5, description: 'Subject is all capitals' },
      {
        name: 'TO_NO_BRKTS_HTML_ONLY',
        points: 1,
        description: 'To: lacks brackets and the message has an HTML part only',
      },
    ],
  });
});

test('a machine without SpamAssassin gets a hint what to install', async () => {
  const asked = askSpamAssassin(new Uint8Array(), join(tmpdir(), 'no-such-program'));
  await expect(asked).rejects.toMatchObject({ problems: [{ code: 'spamassassin-missing' }] });
});

test('a SpamAssassin that prints no report is an error with its output', async () => {
  const { program } = standIn('config: path is inaccessible', 1);
  await expect(askSpamAssassin(Buffer.from('text'), program)).rejects.toMatchObject({
    problems: [{ code: 'spamassassin-failed', message: expect.stringContaining('inaccessible') }],
  });
});

test('a SpamAssassin that takes too long is ended, and that is an error', async () => {
  const { program } = standIn(report);
  writeFileSync(program, '#!/bin/sh\nexec sleep 20\n');
  const stopped = { signal: AbortSignal.abort() };
  await expect(askSpamAssassin(Buffer.from('text'), program, stopped)).rejects.toThrow(/aborted/);
  await expect(askSpamAssassin(Buffer.from('text'), program, { timeout: 200 })).rejects.toMatchObject({
    problems: [
      { code: 'spamassassin-failed', message: expect.stringContaining('it took longer than 0.2 s') },
    ],
  });
});
