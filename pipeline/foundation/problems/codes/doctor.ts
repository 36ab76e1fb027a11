import { plural } from '../plural.ts';
import { error, note, warning } from './entry.ts';

export interface OfDomain {
  readonly domain: string;
}
export interface OfEdition {
  readonly edition: string;
}
export interface Reasoned extends OfDomain {
  readonly reason: string;
}

/** What "courant doctor" finds. */
export const doctorCodes = {
  'dns-failed': warning((data: { name: string; type: string; reason: string }) => ({
    message: `DNS did not answer the query for the ${data.type} record of ${data.name}: ${data.reason}.`,
    hint: 'Check the network of this machine, or name another DNS server with --dns. Then run the command again.',
  })),

  'spf-missing': error((data: OfDomain & { near?: string | undefined }) => ({
    message: `${data.domain} has no SPF record${data.near === undefined ? '' : `, only one that looks similar: ${data.near}`}.`,
    hint: 'Add the TXT record below, and complete it with all servers that send mail for this domain.',
  })),
  'spf-several': error((data: OfDomain & { count: number }) => ({
    message: `${data.domain} has ${data.count} SPF records, so receivers use none of them.`,
    hint: 'Keep one TXT record that begins with v=spf1, and move the terms of the others into it.',
  })),
  'spf-syntax': error((data: OfDomain & { term: string; reason: string }) => ({
    message: `The SPF record of ${data.domain} is not valid at "${data.term}": ${data.reason}.`,
    hint: 'Correct this term. A receiver that cannot read the record treats SPF as failed.',
  })),
  'spf-include-missing': error((data: OfDomain & { target: string }) => ({
    message: `The SPF record of ${data.domain} refers to ${data.target}, which has no usable SPF record.`,
    hint: 'Delete this term, or use the name that your provider documents now.',
  })),
  'spf-loop': error((data: OfDomain & { target: string }) => ({
    message: `The SPF record of ${data.domain} refers back to ${data.target}, so no receiver reaches its end.`,
    hint: 'Delete the include or redirect that closes the loop.',
  })),
  'spf-lookups': error((data: OfDomain & { count: string }) => ({
    message: `The SPF record of ${data.domain} needs ${data.count} DNS look-ups; receivers stop after 10.`,
    hint: 'Delete includes of services that no longer send for you, or write their addresses as ip4: and ip6:.',
  })),
  'spf-void': error((data: OfDomain & { names: readonly string[] }) => ({
    message: `The SPF record of ${data.domain} refers to ${data.names.length} names that do not exist (${data.names.join(', ')}); receivers stop after 2.`,
    hint: 'Delete the terms for these names.',
  })),
  'spf-many-mx': error((data: OfDomain & { target: string }) => ({
    message: `The SPF record of ${data.domain} uses the mail servers of ${data.target}, which has more than 10.`,
    hint: 'Write the addresses that send as ip4: and ip6: instead of mx.',
  })),
  'spf-allows-all': error((data: OfDomain & { term: string }) => ({
    message: `The SPF record of ${data.domain} allows every address in the world to send ("${data.term}").`,
    hint: 'Replace the term with ~all or -all, after the servers that really send for you.',
  })),
  'spf-open-end': warning((data: OfDomain & { term: string | undefined }) => ({
    message:
      data.term === undefined
        ? `The SPF record of ${data.domain} has no "all" at its end, so it says nothing about other servers.`
        : `The SPF record of ${data.domain} ends with "${data.term}", so it says nothing about other servers.`,
    hint: 'End the record with ~all, or with -all once you are sure that it names every server.',
  })),
  'spf-after-all': warning((data: OfDomain & { terms: readonly string[] }) => ({
    message: `The SPF record of ${data.domain} has terms after "all", which receivers never read: ${data.terms.join(' ')}.`,
    hint: 'Move them in front of "all".',
  })),
  'spf-ptr': warning((data: OfDomain) => ({
    message: `The SPF record of ${data.domain} uses "ptr", which RFC 7208 advises against and some receivers ignore.`,
    hint: 'Write the addresses that send as ip4: and ip6: instead.',
  })),
  'spf-relay': error((data: OfDomain & { address: string; result: string }) => ({
    message: `The SPF record of ${data.domain} does not allow ${data.address}, from which your mail leaves (result: ${data.result}).`,
    hint: 'Add the address to the record, as shown below.',
  })),
  'spf-provider': warning((data: OfDomain & { provider: string; include: string }) => ({
    message: `The SPF record of ${data.domain} does not include ${data.include}, which ${data.provider} asks for.`,
    hint: 'Add it, unless the provider gave you a return path in another domain (delivery.bounceAddress).',
  })),
  'relay-addresses': note((data: { host: string }) => ({
    message: `The addresses that ${data.host} sends from are not known, so SPF and reverse DNS were not checked for them.`,
    hint: 'If you know them, write them in newsletter.yaml under delivery.addresses, or give them with --address.',
  })),

  'dkim-unsigned': warning((data: OfDomain) => ({
    message: `Courant does not sign mail for ${data.domain}. If the relay does not sign it either, large receivers refuse it.`,
    hint: 'Send a test message and look for "dkim=pass" in its source, or let Courant sign: docs/operator/dkim.md.',
  })),
  'dkim-missing': error((data: { name: string; found?: string | undefined }) => ({
    message: `There is no DKIM key at ${data.name}${data.found === undefined ? '' : `, but one at ${data.found}`}.`,
    hint: 'Add the TXT record below. Many DNS panels append the domain themselves: enter the name without it there.',
  })),
  'dkim-several': error((data: { name: string; count: number }) => ({
    message: `${data.name} has ${data.count} TXT records, so receivers may read the wrong one.`,
    hint: 'Keep only the record below.',
  })),
  'dkim-syntax': error((data: { name: string; reason: string }) => ({
    message: `The DKIM record at ${data.name} is not valid: ${data.reason}.`,
    hint: 'Replace it with the record below.',
  })),
  'dkim-other-key': error((data: { name: string; reason: string }) => ({
    message: `The DKIM key at ${data.name} does not match DKIM_PRIVATE_KEY: ${data.reason}.`,
    hint: 'Replace the record with the one below, or sign with the key that matches the record.',
  })),
  'dkim-revoked': error((data: { name: string }) => ({
    message: `The DKIM key at ${data.name} is revoked: its p= is empty.`,
    hint: 'Publish the record below, or sign with another selector.',
  })),
  'dkim-testing': warning((data: { name: string }) => ({
    message: `The DKIM record at ${data.name} says t=y (testing), so receivers may ignore the signature.`,
    hint: 'Delete t=y from the record.',
  })),
  'dkim-short': error((data: { name: string; bits: number }) => ({
    message: `The DKIM key at ${data.name} has ${data.bits} bits; receivers ask for 1,024 at least, and 2,048 is usual.`,
    hint: 'Create a key of 2,048 bits and publish it under a new selector, as docs/operator/dkim.md describes.',
  })),
  'dkim-use': error((data: { name: string; reason: string }) => ({
    message: `The DKIM record at ${data.name} does not allow its key for this mail: ${data.reason}.`,
    hint: 'Replace it with the record below.',
  })),
  'dkim-ed25519-only': warning((data: OfDomain) => ({
    message: `Mail for ${data.domain} has only an Ed25519 signature, which many receivers cannot verify.`,
    hint: 'Sign with an RSA key too, as docs/operator/dkim.md describes.',
  })),

  'dmarc-missing': error((data: OfDomain & { found?: string | undefined; near?: string | undefined }) => ({
    message: `${data.domain} has no DMARC record${data.found === undefined ? '' : `; there is one at ${data.found}, where receivers do not look`}${data.near === undefined ? '' : `, only one that looks similar: ${data.near}`}.`,
    hint: 'Add the TXT record below. It changes nothing about delivery yet, and it starts the reports.',
  })),
  'dmarc-several': error((data: OfDomain & { count: number }) => ({
    message: `_dmarc.${data.domain} has ${data.count} DMARC records, so receivers use none of them.`,
    hint: 'Keep one of them.',
  })),
  'dmarc-syntax': error((data: Reasoned) => ({
    message: `The DMARC record of ${data.domain} is not valid: ${data.reason}.`,
    hint: 'Correct the record. Receivers ignore a record or a tag that they cannot read.',
  })),
  'dmarc-old-tags': warning((data: OfDomain & { tags: readonly string[] }) => ({
    message: `The DMARC record of ${data.domain} has tags that RFC 9989 has removed: ${data.tags.join(', ')}.`,
    hint: 'Delete them. To weaken a policy while you test it, write t=y instead of pct.',
  })),
  'dmarc-none': note((data: OfDomain) => ({
    message: `The DMARC policy of ${data.domain} is "none": others can still send mail in its name.`,
    hint: 'When the reports show that all of your own mail passes, change it to p=quarantine, later to p=reject.',
  })),
  'dmarc-testing': note((data: OfDomain) => ({
    message: `The DMARC record of ${data.domain} says t=y, so receivers apply a weaker policy than it names.`,
    hint: 'Delete t=y when the reports show that all of your own mail passes.',
  })),
  'dmarc-no-reports': warning((data: OfDomain) => ({
    message: `The DMARC record of ${data.domain} asks for no reports (rua), so you do not learn who fails.`,
    hint: 'Add rua=mailto: and one of your addresses. "courant doctor --report" reads what arrives there.',
  })),
  'dmarc-report-address': error((data: OfDomain & { address: string; isRefused?: boolean }) => ({
    message: `The DMARC record of ${data.domain} names "${data.address}" for reports, ${data.isRefused ? 'whose domain accepts no mail' : 'which is not a mailto: address'}.`,
    hint: data.isRefused
      ? 'Name an address that exists, or add an MX record to its domain.'
      : 'Write mailto: in front of the address, and a comma between two of them.',
  })),
  'dmarc-report-unauthorised': error((data: OfDomain & { target: string; name: string }) => ({
    message: `${data.target} does not allow DMARC reports about ${data.domain}, so nobody sends them there.`,
    hint: `The owner of ${data.target} has to add the TXT record below.`,
  })),
  'dmarc-psd': warning((data: OfDomain) => ({
    message: `The DMARC record of ${data.domain} says psd=y, which is only for domains that sell subdomains, such as co.uk.`,
    hint: 'Delete psd=y.',
  })),
  'dmarc-unaligned': error((data: OfDomain & { others: readonly string[] }) => ({
    message: `DMARC fails for ${data.domain}: neither the return path nor the DKIM signature is in this domain (${data.others.join(', ')}).`,
    hint: 'Set delivery.dkim.domain to the domain of the sender, or send from a domain that is yours.',
  })),
  'dmarc-half-aligned': note(
    (data: OfDomain & { means: 'SPF' | 'DKIM'; other: string; mode: 'relaxed' | 'strict' }) => ({
      message: `${data.means} does not count for the DMARC of ${data.domain}, because it covers ${data.other} (${data.mode} alignment).`,
      hint:
        data.means === 'SPF'
          ? 'Use a delivery.bounceAddress in the domain of the sender. Until then, DMARC depends on DKIM alone.'
          : 'Set delivery.dkim.domain to the domain of the sender. Until then, DMARC depends on SPF alone.',
    }),
  ),

  'mx-missing': error((data: OfDomain & { use: string }) => ({
    message: `${data.domain} has no mail server, so ${data.use} cannot arrive.`,
    hint: 'Add an MX record for the server that receives its mail.',
  })),
  'mx-implicit': warning((data: OfDomain) => ({
    message: `${data.domain} has no MX record; senders fall back to its web address, and some receivers refuse such senders.`,
    hint: 'Add an MX record for the server that receives its mail.',
  })),
  'mx-null': error((data: OfDomain & { use: string }) => ({
    message: `The MX record "." of ${data.domain} says that it accepts no mail, so ${data.use} cannot arrive, and receivers refuse its mail.`,
    hint: 'Replace the record with an MX record for the server that receives its mail.',
  })),
  'mx-server': error((data: OfDomain & { server: string; reason: string }) => ({
    message: `The MX record of ${data.domain} names ${data.server}, ${data.reason}.`,
    hint: 'Name a host that has an A or AAAA record of its own.',
  })),

  'ptr-missing': error((data: { address: string }) => ({
    message: `${data.address}, from which your mail leaves, has no reverse DNS.`,
    hint: 'Ask the provider of the address to set its PTR record to the name of the mail server.',
  })),
  'ptr-unconfirmed': error((data: { address: string; name: string }) => ({
    message: `The reverse DNS of ${data.address} is ${data.name}, but that name does not resolve to the address.`,
    hint: 'Add an A or AAAA record for the name, or change the PTR record.',
  })),
  'ptr-generic': warning((data: { address: string; name: string }) => ({
    message: `The reverse DNS of ${data.address} is ${data.name}, which looks like an ordinary internet connection.`,
    hint: 'Ask the provider to set the PTR record to the name of your mail server.',
  })),

  'mta-sts-record': error((data: Reasoned) => ({
    message: `The MTA-STS record of ${data.domain} is not valid: ${data.reason}.`,
    hint: 'Write v=STSv1; id= and a new number, or delete the record.',
  })),
  'mta-sts-policy': error((data: Reasoned) => ({
    message: `The MTA-STS policy at mta-sts.${data.domain} cannot be used: ${data.reason}.`,
    hint: 'Serve it over HTTPS as text/plain at /.well-known/mta-sts.txt, or delete the record at _mta-sts.',
  })),
  'mta-sts-mx': error((data: OfDomain & { server: string }) => ({
    message: `The MTA-STS policy of ${data.domain} does not name ${data.server}, which its MX record names, so bounces and replies are lost.`,
    hint: 'Add an "mx:" line for it to the policy, and change the id= in the record.',
  })),
  'tls-rpt-record': warning((data: Reasoned) => ({
    message: `The TLS-RPT record of ${data.domain} is not valid: ${data.reason}.`,
    hint: 'Write v=TLSRPTv1; rua=mailto: and an address, or delete the record.',
  })),
  'bimi-record': warning((data: Reasoned) => ({
    message: `The BIMI record of ${data.domain} is not valid: ${data.reason}.`,
    hint: 'Write v=BIMI1; l= and the https: address of the logo; a= and the address of its certificate.',
  })),
  'bimi-policy': warning((data: OfDomain) => ({
    message: `${data.domain} has a BIMI record, but its DMARC policy is too weak, so no receiver shows the logo.`,
    hint: 'Change the DMARC policy to quarantine or reject, without t=y.',
  })),
  'bimi-logo': warning((data: { address: string; reason: string }) => ({
    message: `The BIMI logo ${data.address} cannot be shown: ${data.reason}.`,
    hint: 'Save the logo as SVG Tiny PS: a square, at most 32 kB, with a title, without scripts and pictures.',
  })),
  'bimi-certificate': warning((data: { address: string; reason: string }) => ({
    message: `The BIMI certificate ${data.address} is not accepted: ${data.reason}.`,
    hint: 'Get a VMC or CMC for this domain from an authority, and put the file that it sends at this address.',
  })),
  'bimi-no-certificate': note((data: OfDomain) => ({
    message: `The BIMI record of ${data.domain} names no certificate (a=), so Gmail and Apple do not show the logo.`,
    hint: 'They ask for a VMC; Gmail also takes a CMC, for logos that are not registered trademarks.',
  })),

  'smtp-certificate-end': warning((data: { host: string; days: number }) => ({
    message: `The certificate of the mail server ${data.host} expires ${data.days < 1 ? 'within a day' : `in ${plural(data.days, 'day')}`}.`,
    hint: 'Renew it. Courant does not send to a server whose certificate has expired.',
  })),
  'site-unreachable': error((data: { url: string; reason: string }) => ({
    message: `The public address ${data.url} cannot be reached: ${data.reason}.`,
    hint: 'Publish the archive there, or correct "url" in newsletter.yaml. Mail links to its pages.',
  })),
  'site-insecure': warning((data: { url: string }) => ({
    message: `The public address ${data.url} has no TLS.`,
    hint: 'Serve it over https:, and change "url" in newsletter.yaml.',
  })),
  'unsubscribe-broken': error((data: { url: string; reason: string }) => ({
    message: `Unsubscribing at ${data.url} does not work: ${data.reason}.`,
    hint: 'Start "courant serve" there with the same COURANT_SECRET, and make the proxy forward POST requests.',
  })),
  'unsubscribe-insecure': error((data: { url: string }) => ({
    message: `The unsubscribe address ${data.url} has no TLS, so one-click unsubscribing does not count.`,
    hint: 'Serve it over https:, and set server.url in newsletter.yaml.',
  })),
  'clock-skew': error((data: { seconds: number; isAhead: boolean }) => ({
    message: `The clock of this machine is ${data.seconds} s ${data.isAhead ? 'ahead of' : 'behind'} that of the public address.`,
    hint: 'Set the clock, and keep it right with NTP (on Debian and Ubuntu: systemd-timesyncd).',
  })),
  'disk-space': error((data: { megabytes: number }) => ({
    message: `The disk of the ledger has only ${data.megabytes} MB of free space.`,
    hint: 'Free some space. When the disk is full, nothing can be sent.',
  })),
  'secret-readable': warning((data: { path: string }) => ({
    message: `Other users of this machine can read ${data.path}.`,
    hint: 'Run "chmod go= " with this path.',
  })),
  'runtime-old': error((data: { version: string; oldest: number }) => ({
    message: `This is Node ${data.version}, and Courant needs Node ${data.oldest} or newer.`,
    hint: 'Install a newer version from https://nodejs.org.',
  })),

  'report-refused': error((data: { file: string; reason: string }) => ({
    message: `The report ${data.file} cannot be read: ${data.reason}.`,
    hint: 'Name the file as it was attached to the mail: .xml, .json, .gz or .zip.',
  })),

  'message-dkim': error((data: OfEdition & { name: string; reason: string }) => ({
    message: `The signature of the edition "${data.edition}" with the key at ${data.name} is not valid: ${data.reason}.`,
    hint: 'Run "courant doctor": its check of DKIM compares the key in DNS with the private key.',
  })),
  'message-header': error((data: OfEdition & { name: string; reason: string }) => ({
    message: `In the message of the edition "${data.edition}", ${data.name} ${data.reason}.`,
    hint: 'Shorten the text in the issue or in newsletter.yaml that this comes from. If there is none, this is a bug.',
  })),
  'message-unsubscribe': error((data: OfEdition & { reason: string }) => ({
    message: `The message of the edition "${data.edition}" does not offer one-click unsubscribing: ${data.reason}.`,
    hint: 'Give the public pages an https: address (server.url in newsletter.yaml), and let Courant or the mail server sign both fields.',
  })),
  'message-clipped': warning((data: OfEdition & { bytes: number }) => ({
    message: `The HTML of the edition "${data.edition}" has ${Math.ceil(data.bytes / 1000)} kB as it is sent, and Gmail shows only 102.`,
    hint: 'Shorten the issue. "courant check" names its largest blocks.',
  })),

  'webhook-unreachable': error((data: { url: string; reason: string }) => ({
    message: `The webhook ${data.url} cannot be used: ${data.reason}.`,
    hint: 'Start "courant serve" there with this newsletter.yaml, and make the proxy forward POST requests.',
  })),
  'mailbox-unreadable': error((data: { folder: string; reason: string }) => ({
    message: `The Maildir ${data.folder} cannot be used: ${data.reason}.`,
    hint: 'Correct feedback.maildir in newsletter.yaml, or give the user of this command access to the folder.',
  })),
};
