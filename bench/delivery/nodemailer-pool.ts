import Handlebars from 'handlebars';
import { createBenchEdition, toHandlebars } from './bench-edition.ts';
import type { Contender, ContenderOptions } from './contender.ts';
import { openPool } from './open-pool.ts';
import { createReader, links } from './readers.ts';

/**
 * The obvious alternative: nodemailer's pool, with a Handlebars template that is filled in for every
 * recipient. Each round opens its connections, as a dispatch does.
 */
export function createNodemailerPool(
  options: ContenderOptions & { readonly dkim?: { domain: string; selector: string; privateKey: string } },
): Contender {
  const { connections, messages, dkim } = options;
  const edition = createBenchEdition('bench');
  const html = Handlebars.compile(toHandlebars(edition.html));
  const text = Handlebars.compile(toHandlebars(edition.text), { noEscape: true });

  async function sendOne(transporter: ReturnType<typeof openPool>, number: number): Promise<void> {
    const { address, name = '', subscriber } = createReader(number);
    const unsubscribeUrl = links.unsubscribeUrl(subscriber, edition.locale);
    const values = {
      name,
      unsubscribeUrl,
      preferencesUrl: links.preferencesUrl(subscriber, edition.locale),
      webVersionUrl: edition.webUrl,
    };
    await transporter.sendMail({
      from: edition.from,
      to: { name, address },
      replyTo: edition.replyTo,
      subject: edition.subject,
      html: html(values),
      text: text(values),
      list: {
        id: { url: edition.list.id, comment: 'Courant' },
        help: edition.helpUrl,
        archive: edition.archiveUrl,
        unsubscribe: unsubscribeUrl,
      },
      headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'Content-Language': edition.locale },
    });
  }

  return {
    name: dkim ? 'nodemailer, pooled, with its DKIM' : 'nodemailer, pooled',
    messages,
    async send() {
      const transporter = openPool(options, dkim);
      let next = 0;
      const lane = async () => {
        while (next < messages) await sendOne(transporter, next++);
      };
      // Enough messages at a time to keep every connection of the pool busy.
      await Promise.all(Array.from({ length: connections * 4 }, lane));
      transporter.close();
    },
  };
}
