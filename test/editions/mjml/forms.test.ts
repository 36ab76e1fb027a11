import { describe, expect, it } from 'vitest';
import { cutDocument } from '../../../pipeline/editions/mjml/cut-document.ts';
import { openFormStore } from '../../../pipeline/editions/mjml/form-store.ts';
import { MjmlForms } from '../../../pipeline/editions/mjml/forms.ts';
import { parseMjml } from '../../../pipeline/editions/mjml/parse-mjml.ts';
import { createMjmlRenderer } from '../../../pipeline/editions/mjml/render-mjml.ts';

/** Forms over a compiler that keeps what it is asked, and gives it back as it is. */
function listen(most?: number) {
  const asked: string[] = [];
  const forms = new MjmlForms(async (text) => {
    asked.push(text);
    return text.replaceAll(/<\/?mj-raw>/g, '');
  }, most);
  return {
    asked,
    async render(text: string) {
      const parsed = parseMjml(text);
      const mail = parsed && cutDocument(parsed);
      if (mail === undefined) throw new Error('This cannot be cut.');
      return forms.fill(mail) ?? (await forms.learn(mail));
    },
  };
}

const paragraph = (text: string) => `<mj-text><p>${text}</p></mj-text>`;
const mail = (title: string, ...blocks: string[]) =>
  `<mjml><mj-head><mj-title>${title}</mj-title></mj-head><mj-body><mj-section><mj-column>${blocks.join('')}</mj-column></mj-section></mj-body></mjml>`;

describe('MJML compiles only new forms', () => {
  it('once for any number of mails of the same form', async () => {
    const { asked, render } = listen();
    for (const word of ['one', 'two', 'three']) {
      expect(await render(mail(word, paragraph(word), paragraph(`${word}, again`)))).toContain(
        `<p>${word}, again</p>`,
      );
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toContain('one');
  });

  it('once for mails in several languages', async () => {
    const { asked, render } = listen();
    const link = (locale: string) => paragraph(`<a lang="${locale}" hreflang="${locale}">${locale}</a>`);
    const inLanguage = (locale: string, other: string) =>
      mail('a', link(other)).replace('<mjml>', `<mjml lang="${locale}">`);
    await render(inLanguage('en', 'nl'));
    expect(await render(inLanguage('nl', 'en'))).toMatch(
      /^<mjml lang="nl">.*<a lang="en" hreflang="en">en<\/a>/,
    );
    expect(asked).toHaveLength(1);
  });

  it('once for a mail with several sections of the same kind', async () => {
    const { asked, render } = listen();
    const section = (...blocks: string[]) =>
      `<mj-section><mj-column>${blocks.join('')}</mj-column></mj-section>`;
    const three = `<mjml><mj-head></mj-head><mj-body>${section(paragraph('a'))}${section(
      '<mj-text><b>b</b></mj-text>',
    )}${section(paragraph('c'))}</mj-body></mjml>`;
    expect(await render(three)).toContain('<b>b</b>');
    expect(await render(three.replace('<b>b</b>', '<b>d</b>'))).toContain('<b>d</b>');
    expect(asked).toHaveLength(1);
  });

  it('and for a new block without those that are known', async () => {
    const { asked, render } = listen();
    await render(mail('a', paragraph('a')));
    const picture = '<mj-image src="a.png" alt="a" />';
    const more = mail('a', paragraph('b'), '<mj-text><p>c <b>d</b></p></mj-text>');
    expect(await render(more)).toContain('<p>c <b>d</b></p>');
    expect(asked[1]).toContain('<b>');
    expect(asked[1]?.match(/<p>/g)).toHaveLength(1);
    // A picture brings a rule into the head: there, the whole is asked for once more.
    await render(mail('a', paragraph('b'), picture));
    expect(asked[2]?.match(/<p>/g)).toHaveLength(1);
    await render(mail('e', paragraph('f'), picture.replace('a.png', 'b.png'), paragraph('g')));
    expect(asked).toHaveLength(3);
  });

  it('not for tags that are known in the same surrounding, in any order and number', async () => {
    const { asked, render } = listen();
    const list = (...items: string[]) =>
      `<mj-text><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></mj-text>`;
    const link = '<a href="https://example.org/">a</a>';
    await render(mail('a', paragraph(`a ${link} <em>b</em>`), list('<em>c</em> d')));
    const more = paragraph(`<em>e</em><em>f</em> g ${link.replace('a<', 'h<')} i ${link}`);
    const html = await render(mail('a', more, list('j', 'k <em>l</em>', '<em>m</em>'), paragraph('n')));
    expect(asked).toHaveLength(1);
    expect(html).toContain('<ul><li>j</li><li>k <em>l</em></li><li><em>m</em></li></ul>');
    // A link in a list has other styles than one in a paragraph.
    await render(mail('a', list(link)));
    expect(asked).toHaveLength(2);
  });

  it('again after so many forms that they are forgotten', async () => {
    const { asked, render } = listen(20);
    const shapes = Array.from({ length: 12 }, (_, count) => paragraph(`<b class="c${count}">a</b>`));
    for (const shape of shapes) await render(mail('a', shape));
    const before = asked.length;
    expect(before).toBe(12);
    await render(mail('a', shapes[0] ?? ''));
    expect(asked.length).toBe(before + 1);
  });

  it('and forgets stored forms too, when there are too many', async () => {
    const compile = async (text: string) => text.replaceAll(/<\/?mj-raw>/g, '');
    const learned = new MjmlForms(compile);
    const forms = new MjmlForms(compile, 5);
    const documents = ['1', '2', '3'].map((size) => {
      const parsed = parseMjml(
        mail('a', paragraph('b <b>c</b>')).replace('<mj-body>', `<mj-body width="${size}">`),
      );
      const document = parsed && cutDocument(parsed);
      if (document === undefined) throw new Error('This cannot be cut.');
      return document;
    });
    const known = () => documents.map((document) => forms.fill(document) !== undefined);
    for (const document of documents) {
      await learned.learn(document);
      forms.unpack(document.start, learned.pack(document.start));
    }
    expect(known()).toEqual([false, false, true]);
  });

  it('and later processes only those that no process has compiled', async () => {
    const kept = new Map<string, Uint8Array>();
    const store = openFormStore({
      read: async (key) => kept.get(key),
      write: async (key, bytes) => void kept.set(key, bytes),
    });
    const inNewProcess = async (...mails: readonly string[]) => {
      const asked: string[] = [];
      const forms = new MjmlForms(async (text) => {
        asked.push(text);
        return text.replaceAll(/<\/?mj-raw>/g, '');
      });
      const render = createMjmlRenderer({ store }, forms);
      const made = mails.map((text) => render({ text, origin: () => undefined }));
      const html = await Promise.all(made);
      return { compiled: asked.length, html };
    };
    const one = mail('a', paragraph('b'), '<mj-text><p>c <b>d</b></p></mj-text>');
    const more = mail('a', paragraph('b'), '<mj-text><p>c <i>d</i></p></mj-text>');
    const first = await inNewProcess(one);
    expect(first.html).toMatchObject([{ html: expect.stringContaining('<p>c <b>d</b></p>') }]);
    expect(await inNewProcess(one)).toEqual({ compiled: 0, html: first.html });
    const second = await inNewProcess(more);
    expect(second.compiled).toBe(1);
    expect((await inNewProcess(one, more)).compiled).toBe(0);
    expect((await inNewProcess(one, more)).html).toEqual([...first.html, ...second.html]);
    // A damaged file counts as missing.
    for (const [key, bytes] of kept) kept.set(key, bytes.subarray(0, -5));
    expect((await inNewProcess(one)).html).toEqual(first.html);
    for (const [key, bytes] of kept) kept.set(key, bytes.with(-30, 88));
    expect((await inNewProcess(one, more)).html).toEqual([...first.html, ...second.html]);
  });

  it('and a file with the forms of other mails counts as missing', async () => {
    const kept = new Map<string, Uint8Array>();
    const store = openFormStore({
      read: async (key) => kept.get(key),
      write: async (key, bytes) => void kept.set(key, bytes),
    });
    await store.write('one', 'forms of one');
    await store.write('other', 'forms of the other');
    const [[, ofOne = new Uint8Array()] = [], [other = ''] = []] = kept;
    kept.set(other, ofOne);
    expect([await store.read('one'), await store.read('other')]).toEqual(['forms of one', undefined]);
  });

  it('and a form with a mistake is not kept', async () => {
    let isBroken = true;
    const forms = new MjmlForms(async (text) => (isBroken ? undefined : text.replaceAll(/<\/?mj-raw>/g, '')));
    const parsed = parseMjml(mail('a', paragraph('b')));
    const document = parsed && cutDocument(parsed);
    if (document === undefined) throw new Error('This cannot be cut.');
    expect(await forms.learn(document)).toBeUndefined();
    expect(forms.fill(document)).toBeUndefined();
    isBroken = false;
    expect(await forms.learn(document)).toContain('<p>b</p>');
  });
});
