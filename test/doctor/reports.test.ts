import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { explainDmarc } from '../../pipeline/doctor/reports/explain-dmarc.ts';
import { parseDmarcReport } from '../../pipeline/doctor/reports/parse-dmarc-report.ts';
import { readReport } from '../../pipeline/doctor/reports/read-report.ts';
import { unpackReport } from '../../pipeline/doctor/reports/unpack-report.ts';
import { dmarcReport, record, tlsReport } from './support/sample-reports.ts';

const xml = dmarcReport(
  record({ ip: '192.0.2.25', count: 1204 }),
  record({
    ip: '198.51.100.7',
    count: 40,
    dkim: 'fail',
    spf: 'fail',
    signer: 'esp.example.net',
    signed: 'pass',
    sender: 'bounce.example.net',
    sent: 'pass',
  }),
  record({
    ip: '198.51.100.7',
    count: 6,
    dkim: 'fail',
    spf: 'fail',
    signed: 'fail',
    sent: 'softfail',
    disposition: 'reject',
  }),
);

describe('a DMARC report', () => {
  test('is explained for each address, the one with most failures first', () => {
    const report = parseDmarcReport(xml);
    if ('reason' in report) return expect.fail(report.reason);
    expect(report).toMatchObject({ reporter: 'receiver.example', domain: 'example.org', policy: 'reject' });
    expect(explainDmarc(report, ['192.0.2.25'])).toEqual([
      {
        source: '198.51.100.7',
        isOwn: false,
        passed: 0,
        failed: 46,
        stopped: 6,
        reasons: [
          'The DKIM signature is valid, but for esp.example.net, which does not align with example.org.',
          'SPF passed, but for bounce.example.net, which does not align with example.org.',
          'The DKIM signature for example.org is not valid: the message was changed on its way, or signed with another key.',
          'SPF: the record of example.org does not name this address.',
        ],
      },
      { source: '192.0.2.25', isOwn: true, passed: 1204, failed: 0, stopped: 0, reasons: [] },
    ]);
  });

  test('is understood in every form of an address and of a disposition', () => {
    const failed = { dkim: 'fail', spf: 'fail', count: 2, disposition: 'Reject' };
    const report = parseDmarcReport(
      dmarcReport(
        record({ ...failed, ip: '2001:0DB8:0::25' }),
        record({ ...failed, ip: '2001:db8::25' }),
        record({ ...failed, ip: '::FFFF:192.0.2.25', count: 1 }),
      ),
    );
    if ('reason' in report) return expect.fail(report.reason);
    expect(explainDmarc(report, ['2001:db8:0:0::25', '192.0.2.25'])).toMatchObject([
      { source: '2001:db8::25', isOwn: true, failed: 4, stopped: 4 },
      { source: '192.0.2.25', isOwn: true, failed: 1, stopped: 1 },
    ]);
  });

  test('with the namespace of RFC 9990 and a prefix is the same', () => {
    const prefixed = xml
      .replaceAll(/<(\/?)(?!\?)/g, '<$1d:')
      .replace('<d:feedback>', '<d:feedback xmlns:d="urn:ietf:params:xml:ns:dmarc-2.0">');
    expect(parseDmarcReport(prefixed)).toEqual(parseDmarcReport(xml));
  });
});

describe.each(['as it is', 'in gzip', 'in zip'])('a report %s', (way) => {
  const pack = (text: string): Uint8Array => {
    if (way === 'in gzip') return gzipSync(text);
    return way === 'in zip' ? zipSync({ 'report.xml': Buffer.from(text) }) : Buffer.from(text);
  };

  test('is read', () => {
    expect(readReport(pack(xml))).toMatchObject({ kind: 'dmarc', rows: { length: 3 } });
    expect(readReport(pack(JSON.stringify(tlsReport)))).toMatchObject({
      kind: 'tls',
      policies: [
        { failed: 3, failures: [{ type: 'certificate-expired', count: 3, server: 'mx.example.org' }] },
      ],
    });
  });

  test('is refused if it unpacks to too much', () => {
    const limits = { packed: 1, unpacked: 0.5 };
    const reason = way === 'as it is' ? /larger than 1 MB/ : /unpacks to more than 0\.5 MB/;
    expect(unpackReport(pack('<'.repeat(2 ** 21)), limits)).toEqual({
      reason: expect.stringMatching(reason),
    });
  });
});

test.each<[string, string | Uint8Array, RegExp]>([
  ['nothing', '', /neither XML nor JSON/],
  ['a web page', '<html><body>Hi</body></html>', /not a DMARC report/],
  ['entities that multiply', `<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xml}`, /DOCTYPE/],
  ['an external entity', `<!DOCTYPE f SYSTEM "file:///etc/passwd">${xml}`, /DOCTYPE/],
  ['elements in elements', `<feedback>${'<record>'.repeat(100_000)}`, /nested too deeply/],
  ['a report that was cut off', xml.slice(0, 700), /cut off/],
  ['a count that is not a number', xml.replace('>1204<', '>many<'), /count/],
  ['an empty count', xml.replace('>1204<', '><'), /count/],
  ['a source that is not an address', xml.replace('192.0.2.25', 'evil.example'), /IP address/],
  ['a time beyond all calendars', xml.replace('1764201600', '9'.repeat(30)), /period/],
  ['other JSON', '{"policies": 1}', /not a TLS report/],
  ['deep JSON', `{"a":${'['.repeat(200_000)}`, /not a TLS report/],
  ['damaged gzip', Buffer.concat([gzipSync(xml).subarray(0, 90)]), /gzip/],
  [
    'a zip file with two reports',
    zipSync({ 'a.xml': Buffer.from(xml), 'b.xml': Buffer.from(xml) }),
    /several/,
  ],
  [
    'a zip file with a thousand files',
    zipSync(Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`${n}`, new Uint8Array(9)]))),
    /more than 10 files/,
  ],
])('%s is refused', (_, body, reason) => {
  expect(readReport(Buffer.from(body))).toEqual({ reason: expect.stringMatching(reason) });
});

test('no text of a report can steer the terminal', () => {
  const evil = xml.replace('receiver.example', 'a\u001b[2Jb\u202ec');
  expect(parseDmarcReport(evil)).toMatchObject({ reporter: 'a [2Jb c' });
});

/** Random numbers that are the same in each run (a linear congruential generator). */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

test('damaged reports are read or refused, each within two seconds, and none throws', () => {
  const random = createRandom(20_261_129);
  const seeds = [
    Buffer.from(xml),
    gzipSync(xml),
    Buffer.from(zipSync({ a: Buffer.from(xml) })),
    Buffer.from(JSON.stringify(tlsReport)),
  ];
  const pieces = [
    '<',
    '>',
    '</',
    '&',
    '<![CDATA[',
    '<!--',
    '<!DOCTYPE',
    ']]>',
    '\0',
    '"',
    '{',
    '[',
    '\u00ff',
  ];
  for (let round = 0; round < 600; round += 1) {
    let bytes = Buffer.from(seeds[round % seeds.length] ?? '');
    for (let change = 0; change <= random(6); change += 1) {
      const at = random(bytes.length);
      const piece = Buffer.from(pieces[random(pieces.length)] ?? '');
      const way = random(4);
      if (way === 0) bytes[at] = random(256);
      else if (way === 1) bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
      else if (way === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(40))]);
      else bytes = Buffer.concat([bytes, bytes.subarray(at)]);
    }
    const start = performance.now();
    const report = readReport(bytes);
    expect('reason' in report || report.kind).toBeTruthy();
    expect(performance.now() - start, `round ${round}`).toBeLessThan(2_000);
  }
});
