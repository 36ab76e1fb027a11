import { createPhrases } from './phrases.ts';

const parts = createPhrases({
  'a helper that is not an object': 'een helper die geen object is',
  'a helper without a "name" such as "euros"': 'een helper zonder “name”, zoals “euros”',
  'a helper "{1}", which Courant itself has': 'een helper “{1}”, die Courant zelf al heeft',
  'a helper "{1}" without "takes", the number of its values: 1 or more':
    'een helper “{1}” zonder “takes”, het aantal waarden: 1 of meer',
  'a helper "{1}" without the function "value"': 'een helper “{1}” zonder de functie “value”',
  'a rule that is not an object': 'een regel die geen object is',
  'a rule without a "code" such as "own/no-exclamation"':
    'een regel zonder “code”, zoals “own/no-exclamation”',
  'a rule "{1}" without a "severity": error, warning or note':
    'een regel “{1}” zonder “severity”: error, warning of note',
  'a rule "{1}" without a "view": document, translation or edition':
    'een regel “{1}” zonder “view”: document, translation of edition',
  'a rule "{1}" without the function "check"': 'een regel “{1}” zonder de functie “check”',
  'a block that is not an object': 'een blok dat geen object is',
  'a block without a "kind", a name such as "calendar"': 'een blok zonder “kind”, een naam zoals “calendar”',
  'a block "{1}" without a "{2}"': 'een blok “{1}” zonder “{2}”',
  'a block "{1}" without the function "toText"': 'een blok “{1}” zonder de functie “toText”',
  'a block "{1}" whose field "{2}" is not made by one of the functions in "fields"':
    'een blok “{1}” met een veld “{2}” dat niet is gemaakt met een van de functies in “fields”',
});

/** The messages of `extension-invalid` in Dutch; undefined for one that is not known. */
export const extensionInDutch = createPhrases(
  {
    'The extension "{1}" has no function as its default export.':
      'De extensie “{1}” heeft geen functie als default export.',
    'The extension "{1}" does not return an object.': 'De extensie “{1}” geeft geen object terug.',
    'The extension "{1}" returns "{2}", which Courant does not know.':
      'De extensie “{1}” geeft “{2}” terug, en dat kent Courant niet.',
    'The extension "{1}" returns "{2}" that are not a list.':
      'De extensie “{1}” geeft “{2}” terug die geen lijst zijn.',
    'The extension "{1}" has {2}.': 'De extensie “{1}” heeft {2}.',
    'Two helpers have the name "{1}".': 'Twee helpers heten “{1}”.',
    'Two rules have the code "{1}".': 'Twee regels hebben de code “{1}”.',
    'The kind of block "{1}" is defined twice.': 'De soort blok “{1}” is twee keer gedefinieerd.',
    'The block "{1}" needs a field of that name.': 'Het blok “{1}” moet een veld met die naam hebben.',
    '"{1}" is a kind of block: it cannot be a field of another kind too.':
      '“{1}” is een soort blok en kan dus geen veld van een andere soort zijn.',
    'The field "{1}" of "{2}" differs from the field of that name in "{3}".':
      'Het veld “{1}” van “{2}” verschilt van het veld met die naam in “{3}”.',
  },
  (part) => parts(part) ?? part,
);
