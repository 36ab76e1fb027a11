import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeMark } from '../../pipeline/doctor/bimi/judge-mark.ts';
import { policyOf } from '../../pipeline/doctor/dmarc/check-dmarc.ts';
import { walkDmarc } from '../../pipeline/doctor/dmarc/walk-dmarc.ts';
import { createLookup } from '../../pipeline/doctor/dns/lookup.ts';
import type { Sending } from '../../pipeline/doctor/findings/sending.ts';
import { checkDomain } from '../../pipeline/doctor/run-doctor.ts';
import type { Web, WebAnswer } from '../../pipeline/doctor/web/request.ts';
import { createCertificate } from '../server/support/self-signed.ts';
import { startDnsServer, type Zone } from './support/dns-server.ts';
import { healthy, keys, publish, sending, signedFor } from './support/healthy.ts';

type Sites = Readonly<Record<string, WebAnswer>>;

let server: Awaited<ReturnType<typeof startDnsServer>>;
let stop: () => void;
beforeAll(async () => {
  server = await startDnsServer((close) => {
    stop = close;
  });
});
afterAll(() => stop());

async function examine(changes: Zone, mail: Partial<Sending> = {}, sites: Sites = {}, timeout = 20_000) {
  server.zone.records = { ...healthy, ...changes };
  const lookup = createLookup({ server: server.address, timeout });
  const web: Web = async (address) => sites[address] ?? { kind: 'failed', reason: 'no host has this name' };
  return checkDomain({ ...sending, ...mail }, { lookup, web, now: Date.parse('2026-11-29T12:00Z') });
}

const codesOf = (results: Awaited<ReturnType<typeof examine>>) =>
  results.flatMap(({ findings }) => findings.map(({ problem }) => problem.code)).sort();

test('a healthy domain has no findings, and every check got its answers', async () => {
  const results = await examine({});
  expect(codesOf(results)).toEqual([]);
  expect(results.every(({ isAnswered }) => isAnswered)).toBe(true);
  expect(results.map(({ check }) => check)).toEqual([
    'dns',
    'spf',
    'dkim',
    'dmarc',
    'mx',
    'ptr',
    'mta-sts',
    'tls-rpt',
    'bimi',
  ]);
});

const spf = (...texts: string[]): Zone => ({ 'example.org TXT': texts });
const dkim = (...texts: string[]): Zone => ({ 's1._domainkey.example.org TXT': texts });
const dmarc = (...texts: string[]): Zone => ({ '_dmarc.example.org TXT': texts });
const include = (count: number) => Array.from({ length: count }, (_, n) => `include:i${n}.example.net`);
const included = (count: number): Zone =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`i${n}.example.net TXT`, ['v=spf1 ?all']]));
const manyMx = Array.from({ length: 11 }, (_, n) => `${n} mx${n}.example.net`);
const reports = 'rua=mailto:dmarc@example.org';

const sts = (policy: string, answer: Partial<WebAnswer> = {}): Sites => ({
  'https://mta-sts.example.org/.well-known/mta-sts.txt': page(policy, { type: 'text/plain', ...answer }),
});
const stsRecord: Zone = { '_mta-sts.example.org TXT': ['v=STSv1; id=20261129'] };
const enforce = 'version: STSv1\r\nmode: enforce\r\nmx: mx.example.org\r\nmax_age: 86400\r\n';
const bimi = (text: string): Zone => ({ 'default._bimi.example.org TXT': [text] });
const logo = 'https://example.org/logo.svg';
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 8 8"><title>Example</title><rect width="8" height="8"/></svg>';

function page(body: string, more: object = {}): WebAnswer {
  const rest = { location: undefined, date: undefined, setsCookie: false, isWhole: true };
  return { kind: 'answered', status: 200, type: 'image/svg+xml', body: Buffer.from(body), ...rest, ...more };
}

/** A title, what differs from the healthy zone, the codes of all findings, and what differs in the mail. */
type Row = readonly [
  title: string,
  zone: Zone,
  codes: readonly string[],
  mail?: Partial<Sending>,
  sites?: Sites,
];

const setups: readonly Row[] = [
  ['no SPF record', spf('some-verification=1'), ['spf-missing']],
  ['an SPF record with a mistyped version', spf('v=spf1ip4:192.0.2.25 -all'), ['spf-missing']],
  ['two SPF records', spf('v=spf1 ip4:192.0.2.25 -all', 'v=spf1 mx -all'), ['spf-several']],
  ['a misspelt mechanism', spf('v=spf1 ipv4:192.0.2.25 -all'), ['spf-syntax']],
  ['an address that is none', spf('v=spf1 ip4:192.0.2 ip4:192.0.2.25 -all'), ['spf-syntax']],
  ['a network that is too long', spf('v=spf1 ip4:192.0.2.25/33 -all'), ['spf-syntax']],
  ['an equals sign after a mechanism', spf('v=spf1 include=i0.example.net -all'), ['spf-syntax']],
  ['an include without a domain', spf('v=spf1 ip4:192.0.2.25 include: -all'), ['spf-syntax']],
  [
    'an include of nothing',
    spf('v=spf1 ip4:192.0.2.25 include:gone.example.net -all'),
    ['spf-include-missing'],
  ],
  ['a redirect to nothing', spf('v=spf1 ip4:192.0.2.25 redirect=gone.example.net'), ['spf-include-missing']],
  ['an include of itself', spf('v=spf1 ip4:192.0.2.25 include:example.org -all'), ['spf-loop']],
  [
    'eleven includes',
    { ...included(11), ...spf(`v=spf1 ip4:192.0.2.25 ${include(11).join(' ')} -all`) },
    ['spf-lookups'],
  ],
  [
    'ten look-ups, and one more in an include',
    {
      ...included(10),
      'i0.example.net TXT': ['v=spf1 a:mail.example.org ?all'],
      ...spf(`v=spf1 ip4:192.0.2.25 ${include(10).join(' ')} -all`),
    },
    ['spf-lookups'],
  ],
  [
    'three names that do not exist',
    spf('v=spf1 a:x.example.net a:y.example.net mx:z.example.net ip4:192.0.2.25 -all'),
    ['spf-void'],
  ],
  [
    'the mail servers of a domain with eleven',
    { ...spf('v=spf1 ip4:192.0.2.25 mx:big.example.net -all'), 'big.example.net MX': manyMx },
    ['spf-many-mx'],
  ],
  ['+all', spf('v=spf1 ip4:192.0.2.25 +all'), ['spf-allows-all']],
  ['the network of all addresses', spf('v=spf1 ip4:0.0.0.0/0 -all'), ['spf-allows-all']],
  [
    'a redirect to a record that allows all',
    { ...spf('v=spf1 redirect=r.example.net'), 'r.example.net TXT': ['v=spf1 all'] },
    ['spf-allows-all'],
  ],
  [
    'an include that allows all',
    { ...spf('v=spf1 include:r.example.net -all'), 'r.example.net TXT': ['v=spf1 +all'] },
    ['spf-allows-all'],
  ],
  ['all addresses in two halves', spf('v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all'), ['spf-allows-all']],
  ['the network of all addresses around a host', spf('v=spf1 a/0 -all'), ['spf-allows-all']],
  ['a name that always exists', spf('v=spf1 exists:mail.example.org -all'), ['spf-allows-all']],
  [
    'a redirect of a redirect to a record that allows all',
    {
      ...spf('v=spf1 redirect=r.example.net'),
      'r.example.net TXT': ['v=spf1 redirect=s.example.net'],
      's.example.net TXT': ['v=spf1 all'],
    },
    ['spf-allows-all'],
  ],
  [
    'a name that exists for one address',
    {
      ...spf('v=spf1 exists:%{i}.r.example.net -all'),
      '192.0.2.25.r.example.net A': ['127.0.0.2'],
    },
    [],
  ],
  ['?all', spf('v=spf1 ip4:192.0.2.25 ?all'), ['spf-open-end']],
  ['an SPF record without an end', spf('v=spf1 ip4:192.0.2.25'), ['spf-open-end']],
  ['terms after the end', spf('v=spf1 ip4:192.0.2.25 -all ip4:192.0.2.99'), ['spf-after-all']],
  ['the mechanism ptr', spf('v=spf1 ip4:192.0.2.25 ptr -all'), ['spf-ptr']],
  ['a relay that SPF does not name', spf('v=spf1 ip4:192.0.2.99 -all'), ['spf-relay']],
  [
    'a provider that SPF does not include',
    {},
    ['spf-provider'],
    { relay: { host: 'email-smtp.eu-west-1.amazonaws.com', addresses: [], isGuess: true } },
  ],
  [
    'a relay with unknown addresses',
    {},
    ['relay-addresses'],
    { relay: { host: 'smtp.example.com', addresses: [], isGuess: true } },
  ],
  [
    'an SPF include that fails',
    { ...spf('v=spf1 ip4:192.0.2.25 include:broken.example.net -all'), 'broken.example.net TXT': 'SERVFAIL' },
    ['dns-failed'],
  ],

  ['no DKIM key', dkim(), ['dkim-missing']],
  [
    'a DKIM key under a doubled name',
    { ...dkim(), 's1._domainkey.example.org.example.org TXT': [publish(keys.own)] },
    ['dkim-missing'],
  ],
  ['two DKIM records', dkim(publish(keys.own), publish(keys.other)), ['dkim-several']],
  ['another DKIM key', dkim(publish(keys.other)), ['dkim-other-key']],
  ['a DKIM key of another kind', dkim(publish(keys.ed25519)), ['dkim-other-key']],
  ['a DKIM key that was cut off', dkim(publish(keys.own).slice(0, 250)), ['dkim-syntax']],
  ['a DKIM record without a key', dkim('v=DKIM1; k=rsa'), ['dkim-syntax']],
  [
    'a DKIM record with its version at the end',
    dkim(`${publish(keys.own).slice(9)}; v=DKIM1`),
    ['dkim-syntax'],
  ],
  ['a revoked DKIM key', dkim('v=DKIM1; p='), ['dkim-revoked']],
  ['a DKIM key for testing', dkim(publish(keys.own, 't=y; ')), ['dkim-testing']],
  ['a DKIM key of 1024 bits', dkim(publish(keys.short)), ['dkim-other-key', 'dkim-short']],
  ['a DKIM key of 768 bits', dkim(publish(keys.tiny)), ['dkim-other-key', 'dkim-short']],
  ['a DKIM key only for SHA-1', dkim(publish(keys.own, 'h=sha1; ')), ['dkim-use']],
  ['a DKIM key for another service', dkim(publish(keys.own, 's=tlsrpt; ')), ['dkim-use']],
  ['mail that nobody signs', {}, ['dkim-unsigned'], { dkim: undefined }],
  [
    'only an Ed25519 signature',
    dkim(publish(keys.ed25519)),
    ['dkim-ed25519-only'],
    {
      dkim: {
        domain: 'example.org',
        problems: [],
        keys: [{ selector: 's1', publicKey: createPublicKey(keys.ed25519) }],
      },
    },
  ],

  ['no DMARC record', dmarc(), ['dmarc-missing']],
  [
    'a DMARC record at the domain itself',
    { ...dmarc(), ...spf('v=spf1 ip4:192.0.2.25 -all', 'v=DMARC1; p=none') },
    ['dmarc-missing'],
  ],
  ['two DMARC records', dmarc(`v=DMARC1; p=none; ${reports}`, 'v=DMARC1; p=reject'), ['dmarc-several']],
  ['a DMARC record without a semicolon', dmarc('v=DMARC1 p=none'), ['dmarc-missing']],
  [
    'reports to a domain without mail',
    dmarc('v=DMARC1; p=reject; rua=mailto:dmarc@reports.example.org'),
    ['dmarc-report-address'],
  ],
  ['a mail server in a private network', { 'mx.example.org A': ['10.0.0.5'] }, ['mx-server']],
  ['reverse DNS that fails', { '25.2.0.192.in-addr.arpa PTR': 'SERVFAIL' }, ['dns-failed']],
  ['addresses that fail', { 'example.org MX': [], 'example.org A': 'SERVFAIL' }, ['dns-failed']],
  ['an alias of a mail server that fails', { 'mx.example.org CNAME': 'SERVFAIL' }, ['dns-failed']],
  [
    'the domain for DMARC reports that fails',
    {
      ...dmarc('v=DMARC1; p=reject; rua=mailto:dmarc@reports.example.net'),
      '_dmarc.reports.example.net TXT': 'SERVFAIL',
    },
    ['dns-failed'],
  ],
  [
    'mail servers for DMARC reports that fail',
    {
      ...dmarc('v=DMARC1; p=reject; rua=mailto:dmarc@reports.example.org'),
      'reports.example.org MX': 'SERVFAIL',
    },
    ['dns-failed'],
  ],
  [
    'mail servers that fail, with MTA-STS',
    { ...stsRecord, 'example.org MX': 'SERVFAIL' },
    ['dns-failed', 'dns-failed'],
    {},
    sts(enforce),
  ],
  ['a DMARC record without a policy', dmarc(`v=DMARC1; ${reports}`), ['dmarc-none', 'dmarc-syntax']],
  [
    'a DMARC policy that there is not',
    dmarc(`v=DMARC1; p=block; ${reports}`),
    ['dmarc-none', 'dmarc-syntax'],
  ],
  [
    'commas between DMARC tags',
    dmarc(`v=DMARC1; p=reject, ${reports}`),
    ['dmarc-no-reports', 'dmarc-none', 'dmarc-syntax'],
  ],
  [
    'the tags of RFC 7489',
    dmarc(`v=DMARC1; p=reject; pct=50; ri=3600; rf=afrf; ${reports}`),
    ['dmarc-old-tags'],
  ],
  ['policy none', dmarc(`v=DMARC1; p=none; ${reports}`), ['dmarc-none']],
  ['a policy under test', dmarc(`v=DMARC1; p=reject; t=y; ${reports}`), ['dmarc-testing']],
  ['no DMARC reports', dmarc('v=DMARC1; p=reject'), ['dmarc-no-reports']],
  [
    'a report address without mailto:',
    dmarc('v=DMARC1; p=reject; rua=dmarc@example.org'),
    ['dmarc-report-address'],
  ],
  [
    'reports to somebody who has not agreed',
    dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.example.net'),
    ['dmarc-report-unauthorised'],
  ],
  ['a domain that calls itself a registry', dmarc(`v=DMARC1; p=reject; psd=y; ${reports}`), ['dmarc-psd']],
  [
    'a signature and a return path of others',
    {
      'example.net MX': ['10 mx.example.org'],
      'example.net TXT': ['v=spf1 ip4:192.0.2.25 -all'],
      's1._domainkey.example.com TXT': [publish(keys.own)],
    },
    ['dmarc-unaligned'],
    { returnPath: 'b@example.net', ...signedFor('example.com') },
  ],
  [
    'a return path of others',
    { 'example.net MX': ['10 mx.example.org'], 'example.net TXT': ['v=spf1 ip4:192.0.2.25 -all'] },
    ['dmarc-half-aligned'],
    { returnPath: 'b@example.net' },
  ],
  [
    'strict alignment with a subdomain',
    {
      ...dmarc(`v=DMARC1; p=reject; adkim=s; ${reports}`),
      's1._domainkey.m.example.org TXT': [publish(keys.own)],
    },
    ['dmarc-half-aligned'],
    signedFor('m.example.org'),
  ],

  ['no way for mail to arrive', { 'example.org MX': [], 'example.org A': [] }, ['mx-missing']],
  ['no MX record', { 'example.org MX': [] }, ['mx-implicit']],
  ['a null MX record', { 'example.org MX': ['0 .'] }, ['mx-null']],
  ['a mail server without an address', { 'example.org MX': ['10 gone.example.net'] }, ['mx-server']],
  [
    'a mail server that is an alias',
    { 'example.org MX': ['10 alias.example.org'], 'alias.example.org CNAME': ['mx.example.org'] },
    ['mx-server'],
  ],

  ['no reverse DNS', { '25.2.0.192.in-addr.arpa PTR': [] }, ['ptr-missing']],
  ['a reverse name that leads elsewhere', { 'mail.example.org A': ['192.0.2.77'] }, ['ptr-unconfirmed']],
  [
    'the reverse name of a home',
    {
      '25.2.0.192.in-addr.arpa PTR': ['192-0-2-25.dsl.example.net'],
      '192-0-2-25.dsl.example.net A': ['192.0.2.25'],
    },
    ['ptr-generic'],
  ],
  ['an MTA-STS record without id', { '_mta-sts.example.org TXT': ['v=STSv1;'] }, ['mta-sts-record']],
  ['an MTA-STS record without a policy', stsRecord, ['mta-sts-policy']],
  [
    'an MTA-STS policy that is a web page',
    stsRecord,
    ['mta-sts-policy'],
    {},
    sts(enforce, { type: 'text/html' }),
  ],
  [
    'an MTA-STS policy without a mode',
    stsRecord,
    ['mta-sts-policy'],
    {},
    sts('version: STSv1\nmx: a\nmax_age: 1'),
  ],
  ['an MTA-STS policy that moved', stsRecord, ['mta-sts-policy'], {}, sts('', { status: 301 })],
  [
    'an MTA-STS policy for another mail server',
    { ...stsRecord, 'example.org MX': ['10 mx2.example.org'], 'mx2.example.org A': ['192.0.2.27'] },
    ['mta-sts-mx'],
    {},
    sts(enforce),
  ],
  [
    'a TLS-RPT record without an address',
    { '_smtp._tls.example.org TXT': ['v=TLSRPTv1; rua=tls'] },
    ['tls-rpt-record'],
  ],
  ['a BIMI logo without TLS', bimi('v=BIMI1; l=http://example.org/logo.svg'), ['bimi-record']],
  ['a BIMI logo at no address', bimi('v=BIMI1; l=https://['), ['bimi-record']],
  ['a BIMI logo that is not there', bimi(`v=BIMI1; l=${logo}`), ['bimi-logo', 'bimi-no-certificate']],
  [
    'a BIMI logo with a script',
    bimi(`v=BIMI1; l=${logo}`),
    ['bimi-logo', 'bimi-no-certificate'],
    {},
    { [logo]: page(svg.replace('<rect', '<script/><rect')) },
  ],
  [
    'a BIMI certificate that is none',
    bimi(`v=BIMI1; l=${logo}; a=https://example.org/vmc.pem`),
    ['bimi-certificate'],
    {},
    { [logo]: page(svg), 'https://example.org/vmc.pem': page('nothing') },
  ],
  [
    'BIMI with a weak policy',
    { ...bimi(`v=BIMI1; l=${logo}`), ...dmarc(`v=DMARC1; p=none; ${reports}`) },
    ['bimi-no-certificate', 'bimi-policy', 'dmarc-none'],
    {},
    { [logo]: page(svg) },
  ],
];

const named = (rows: readonly Row[]) =>
  rows.map(([title, zone, codes, mail = {}, sites = {}]) => ({ title, zone, codes, mail, sites }));

describe('a broken set-up', () => {
  test.each(named(setups))('$title', async ({ zone, codes, mail, sites }) => {
    const results = await examine(zone, mail, sites);
    expect(codesOf(results)).toEqual([...codes].sort());
    // Without an answer of DNS, a check is not complete.
    for (const { findings, isAnswered } of results)
      expect(findings.some(({ problem }) => problem.code === 'dns-failed')).toBe(!isAnswered);
  });
});

const sound: readonly Row[] = [
  [
    'SPF by a, mx, include, exists and redirect',
    {
      ...spf('v=spf1 redirect=_spf.example.net'),
      '_spf.example.net TXT': ['v=spf1 include:i.example.net ~all'],
      'i.example.net TXT': ['v=spf1 exists:%{ir}.allow.example.net -all'],
      '25.2.0.192.allow.example.net A': ['127.0.0.2'],
    },
    [],
  ],
  ['an SPF network around the relay', spf('v=spf1 a:www.example.org/24 -all', 'other=1'), []],
  ['ten look-ups', { ...included(10), ...spf(`v=spf1 ${include(10).join(' ')} ip4:192.0.2.25 -all`) }, []],
  ['an SPF record in capital letters', spf('V=SPF1 IP4:192.0.2.25 -ALL'), []],
  [
    'IPv6',
    {
      ...spf('v=spf1 ip6:2001:db8::/32 -all'),
      '5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR': ['six.example.org'],
      'six.example.org AAAA': ['2001:db8::25'],
    },
    [],
    { relay: { host: 'six.example.org', addresses: ['2001:db8::25'], isGuess: false } },
  ],
  [
    'a DKIM record with spaces and without a version',
    dkim(
      publish(keys.own)
        .replace('v=DKIM1; k=rsa; p=', 'k = rsa ; p = ')
        .replace(/(.{60})/g, '$1 '),
    ),
    [],
  ],
  [
    'a policy that the organization sets',
    { 'news.example.org MX': ['10 mx.example.org'], 'news.example.org TXT': ['v=spf1 ip4:192.0.2.25 -all'] },
    [],
    { from: 'news.example.org', returnPath: 'b@news.example.org' },
  ],
  [
    'reports to somebody who has agreed',
    {
      ...dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.example.net'),
      'example.org._report._dmarc.reports.example.net TXT': ['v=DMARC1;'],
    },
    [],
  ],
  [
    'MTA-STS, TLS-RPT, and BIMI that is declined',
    {
      ...stsRecord,
      ...bimi('v=BIMI1; l=; a='),
      '_smtp._tls.example.org TXT': ['v=TLSRPTv1; rua=mailto:tls@example.org'],
    },
    [],
    {},
    sts(enforce.replace('mx.', '*.')),
  ],
];

describe('a sound set-up', () => {
  test.each(named(sound))('$title', async ({ zone, codes, mail, sites }) => {
    expect(codesOf(await examine({ 'www.example.org A': ['192.0.2.80'], ...zone }, mail, sites))).toEqual([
      ...codes,
    ]);
  });
});

describe('the certificate of a BIMI logo', () => {
  const now = Date.UTC(2026, 10, 29);
  const root = createCertificate('Mark Root', { now, isAuthority: true });
  const authority = createCertificate('Mark Authority', { now, issuer: root, isAuthority: true });
  const stranger = createCertificate('Stranger', { now, isAuthority: true });
  const former = createCertificate('Mark Authority', { now: 0, issuer: root, isAuthority: true });
  const certify = (options: Parameters<typeof createCertificate>[1] = {}) =>
    createCertificate('Example Ltd', {
      now,
      names: ['example.org'],
      issuer: authority,
      usages: ['2b0601050507031f'],
      extension: '2b0601050507010c',
      ...options,
    }).cert;

  test.each([
    ['a chain to a root outside of the file', [certify(), authority.cert], []],
    ['a chain with its root', [certify(), authority.cert, root.cert], []],
    ['no certificate of the issuer', [certify()], [/lacks the certificate of its issuer, "Mark Authority"/]],
    [
      'the certificate of another authority',
      [certify(), stranger.cert],
      [/lacks the certificate/, /has the certificate of "Stranger", which did not issue it/],
    ],
    [
      'an authority of the same name with another key',
      [certify({ issuer: { name: authority.name, key: stranger.key } }), authority.cert],
      [/lacks the certificate/, /which did not issue it/],
    ],
    [
      'an issuer that is no authority',
      [certify({ issuer: former }), createCertificate('Mark Authority', { now, issuer: root }).cert],
      [/lacks the certificate/, /which did not issue it/],
    ],
    [
      'an expired authority',
      [certify({ issuer: former }), former.cert],
      [/"Mark Authority".* is not valid now/],
    ],
    ['no logo', [certify({ extension: '2a03' }), authority.cert], [/it has no logo/]],
    ['another purpose', [certify({ usages: [] }), authority.cert], [/not a mark certificate/]],
  ] as const)('%s', (_, files, faults) => {
    const found = judgeMark(files.join(''), ['example.org'], now);
    const others = found.faults.filter((fault) => !/expires in 1 day$/.test(fault));
    expect(others).toEqual(faults.map((fault) => expect.stringMatching(fault)));
    expect(found.about).toBe('Example Ltd, by Mark Authority, until 2026-11-30');
  });
});

test.each([
  ['p=none; sp=quarantine; np=reject', { own: 'none', known: 'quarantine', unknown: 'reject' }],
  ['p=none; np=reject', { own: 'none', known: 'none', unknown: 'reject' }],
  ['p=none; sp=quarantine', { own: 'none', known: 'quarantine', unknown: 'quarantine' }],
  ['p=reject; sp=none; np=nothing', { own: 'none', known: 'none', unknown: 'none' }],
] as const)('the policy of "%s" for domains that DNS knows and does not know', async (tags, policies) => {
  server.zone.records = {
    '_dmarc.example.org TXT': [`v=DMARC1; ${tags}; ${reports}`],
    'known.example.org A': ['192.0.2.80'],
  };
  const lookup = createLookup({ server: server.address });
  const policyFor = async (domain: string) => policyOf(await walkDmarc(lookup, domain))?.policy;
  expect({
    own: await policyFor('example.org'),
    known: await policyFor('known.example.org'),
    unknown: await policyFor('unknown.example.org'),
  }).toEqual(policies);
});

test('a finding has the record to paste', async () => {
  const [, spfResult, dkimResult] = await examine({ ...spf('v=spf1 mx -all'), ...dkim() });
  expect(spfResult?.findings[0]?.record).toEqual({
    name: 'example.org',
    type: 'TXT',
    value: 'v=spf1 ip4:192.0.2.25 mx -all',
  });
  expect(dkimResult?.findings[0]?.record?.value).toBe(publish(keys.own));
});

test('a DNS server that does not answer leaves all checks open, and one finding says so', async () => {
  const results = await examine({ 'example.org TXT': 'SILENCE' }, {}, {}, 150);
  expect(codesOf(results)).toEqual(['dns-failed']);
  expect(results.map(({ isAnswered }) => isAnswered)).toEqual(results.map(() => false));
});
