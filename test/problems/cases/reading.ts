import { tinyPublication } from '../tiny-publication.ts';
import type { Case } from './case.ts';

const { en, newsletter } = tinyPublication;

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The nine lists of nine of the "billion laughs". */
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    [...'bcdefghi'].map((name, at) => {
      const before = 'abcdefgh'[at];
      const first = at === 0 ? `▸*${before}` : `*${before}`;
      return `${name}: &${name} [${first}${`, *${before}`.repeat(8)}]`;
    }),
  )
  .join('\n');

/** Files that cannot be read as they are, and some that can. */
export const readingCases: readonly Case[] = [
  { title: 'an empty article', files: { en: '▸' }, problems: ['error file-empty'], says: /saved/ },
  { title: 'an article of blanks', files: { en: '▸ \n\n' }, problems: ['error file-empty'] },
  { title: 'an article of comments', files: { en: '▸# later\n' }, problems: ['error wrong-type'] },
  { title: 'an empty translation', files: { nl: '▸' }, problems: ['error file-empty'] },
  { title: 'an empty newsletter.yaml', files: { newsletter: '▸' }, problems: ['error file-empty'] },
  {
    title: 'no newsletter.yaml',
    files: { newsletter: undefined },
    problems: ['error file-missing newsletter.yaml'],
  },
  {
    title: 'a file in Latin-1',
    files: { en: latin1(en.replace('The boats', 'Les b\u00e2teaux')) },
    problems: ['error encoding content/spring/en.yaml:5:12'],
    says: /0xe2/,
  },
  {
    title: 'a file in UTF-16',
    files: { nl: Uint8Array.of(0xff, 0xfe, 0x68, 0x00) },
    problems: ['error encoding content/spring/nl.yaml:1:1'],
  },
  {
    title: 'newsletter.yaml in Latin-1',
    files: { newsletter: latin1(newsletter.replace('Kade 1', 'Caf\u00e9 1')) },
    problems: ['error encoding newsletter.yaml:8:14'],
  },
  {
    title: 'a file that breaks off within a character',
    files: { en: utf8(`${en}# \u00e9`).slice(0, -1) },
    problems: ['error encoding content/spring/en.yaml:22:3'],
  },
  {
    title: 'a file of 10 MB',
    files: { en: new Uint8Array(10_000_000).fill(0x61) },
    problems: ['error file-too-large content/spring/en.yaml'],
    says: /10\.0 MB/,
  },
  {
    title: 'newsletter.yaml of 10 MB',
    files: { newsletter: new Uint8Array(10_000_000).fill(0x61) },
    problems: ['error file-too-large newsletter.yaml'],
  },
  { title: 'aliases that multiply', files: { en: bomb }, problems: ['error yaml-aliases'] },
  {
    title: 'an alias within what it names',
    files: { en: `${en}deck2: &a ▸[*a]` },
    problems: ['error yaml-depth'],
  },
  {
    title: 'brackets within brackets',
    files: { en: `▸${'['.repeat(100_000)}` },
    problems: ['error yaml-depth'],
  },
  { title: 'an article that is a text', files: { en: '▸Hello there' }, problems: ['error wrong-type'] },
  {
    title: 'an article that is a list',
    files: { en: '▸- paragraph: Hello' },
    problems: ['error wrong-type'],
  },
  { title: 'a translation that is a number', files: { nl: '▸12' }, problems: ['error wrong-type'] },
  {
    title: 'a newsletter.yaml that is a list',
    files: { newsletter: '▸- name: x' },
    problems: ['error wrong-type'],
  },
  { title: 'a byte order mark', files: { en: `\ufeff${en}` }, problems: [] },
  {
    title: 'a byte order mark in newsletter.yaml',
    files: { newsletter: `\ufeff${newsletter}` },
    problems: [],
  },
  { title: 'CRLF', files: { en: en.replaceAll('\n', '\r\n') }, problems: [] },
  {
    title: 'the right place after a byte order mark and CRLF',
    files: {
      en: `\ufeff${en.replace('deck', '▸deckk').replace('alt: A', 'alt: ▸{} #').replaceAll('\n', '\r\n')}`,
    },
    problems: ['error unknown-key', 'error wrong-type'],
  },
  {
    title: 'the right place on the first line after a byte order mark',
    files: { en: `\ufeff${en.replace('kind: article', 'kind: ▸artcle')}` },
    problems: ['error invalid-value'],
  },
  {
    title: 'broken syntax with CRLF',
    files: { en: en.replace('deck: The', 'deck: ▸Note: the').replaceAll('\n', '\r\n') },
    problems: ['error yaml-syntax'],
  },
];
