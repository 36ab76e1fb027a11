import { createHash } from 'node:crypto';
import type { Edition } from '../editions/edition.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import { createHeaderField, type HeaderField } from './header-field.ts';
import { encodePhrase, encodeUnstructured } from './header-text.ts';
import { formatMailbox, normaliseAddress, normaliseDomain } from './mailbox.ts';

/**
 * The header fields that all messages of an edition share: those before and those after the subscriber's
 * fields.
 */
interface EditionFields {
  readonly beforeTo: readonly HeaderField[];
  readonly afterTo: readonly HeaderField[];
  readonly last: readonly HeaderField[];
}

/**
 * `Precedence: bulk` is left out, because it was never a standard and the List-* fields express the same (RFC
 * 3834, 2). So is `Auto-Submitted`, because a newsletter is written by people.
 */
export function createEditionFields(edition: Edition, contentType: string): EditionFields {
  const { from, replyTo, list } = edition;
  const sender = normaliseAddress(from.address);
  return {
    beforeTo: [createHeaderField('From', formatMailbox(sender, from.name))],
    afterTo: [
      ...(replyTo === undefined
        ? []
        : [createHeaderField('Reply-To', formatMailbox(normaliseAddress(replyTo)))]),
      createHeaderField('Subject', encodeUnstructured(edition.subject)),
    ],
    last: [
      createHeaderField('List-Id', `${encodePhrase(list.name)} <${normaliseDomain(list.id)}>`.trimStart()),
      createHeaderField('List-Help', angleUrl(edition.helpUrl)),
      createHeaderField('List-Archive', angleUrl(edition.archiveUrl)),
      createHeaderField('Archived-At', angleUrl(edition.webUrl)),
      createHeaderField('Feedback-ID', feedbackId(edition, sender)),
      createHeaderField('Content-Language', edition.language ?? edition.locale),
      createHeaderField('MIME-Version', '1.0'),
      createHeaderField('Content-Type', contentType),
    ],
  };
}

/** The address in ASCII, without characters that could end the brackets (RFC 2369, 2). */
const angleUrl = (url: string) => `<${new URL(url).href.replace(/[<>,\s]/g, encodeURIComponent)}>`;

/**
 * The value of Feedback-ID, by which Gmail's Postmaster Tools count complaints per issue and language. It
 * does not identify a subscriber. Its last part identifies the sender in 5 to 15 characters that never
 * change.
 */
function feedbackId(edition: Edition, sender: string): string {
  const domain = domainOf(sender);
  const id = createHash('sha256').update(domain).digest('hex').slice(0, 12);
  return `${edition.issue.replace(/[^\w.-]/g, '-').slice(0, 64)}:${edition.locale}:newsletter:${id}`;
}
