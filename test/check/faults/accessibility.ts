import type { Case } from '../../problems/cases/case.ts';

const change = (
  title: string,
  locale: 'en' | 'nl',
  [from, to]: readonly [string, string],
  problems: Case['problems'],
): Case => ({ title: `${title} (${locale})`, in: locale, from, to, problems });

/** What readers miss who hear the mail. The sign ▸ is before the place of the problem. */
export const accessibilityFaults: readonly Case[] = [
  change(
    'an alt text that is the name of a file',
    'en',
    ['A boat with a red sail.', '▸IMG_2034.jpg'],
    ['warning alt-file-name'],
  ),
  change(
    'an alt text that is the name of a file',
    'nl',
    ['Een boot met een rood zeil.', '▸boot-1.png'],
    ['warning alt-file-name'],
  ),
  change(
    'an alt text that repeats the caption',
    'nl',
    [
      'alt: Een boot met een rood zeil.',
      'alt: ▸Een boot met een rood zeil.\n    caption: Een boot met een rood zeil',
    ],
    ['warning alt-repeats-caption'],
  ),
  change(
    'a link that says nothing',
    'nl',
    ['De **eerste** boten zijn binnen.', 'Lees ▸[hier](https://example.org/a) over de **eerste** boten.'],
    ['warning link-text-vague'],
  ),
  change(
    'a link that says nothing',
    'en',
    ['The **first** boats have come in.', 'See the **first** boats ▸[click here](https://example.org/a).'],
    ['warning link-text-vague'],
  ),
];
