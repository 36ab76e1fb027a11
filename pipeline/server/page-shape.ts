import { themeShape } from '../editions/theme-view.ts';
import type { LintRules } from '../publication/templates/lint-templates.ts';
import { fields, list, type ViewShape } from '../publication/templates/view-shape.ts';

const problems = list(fields(['field', 'text']));
const lists = list(fields(['id', 'name', 'description', 'chosen']));
const zones = list(fields(['region'], { places: list(fields(['zone', 'name', 'chosen'])) }));

/**
 * The names that page templates may use. Exactly one of the last five fields is present, depending on the
 * kind of page.
 */
const pageShape: ViewShape = fields(['locale', 'direction', 'title', 'robots', 'canonical'], {
  publication: fields(['name', 'description', 'url', 'postal', 'help'], {
    logo: fields(['url', 'width', 'height']),
  }),
  theme: themeShape,
  alternates: list(fields(['locale', 'url'])),
  languages: list(fields(['locale', 'direction', 'name', 'url'])),
  message: fields(['text'], { links: list(fields(['label', 'url'])) }),
  act: fields(['text', 'action', 'button'], { lists: list(fields(['id', 'name'])) }),
  request: fields(['action', 'guard', 'address', 'invalid'], { problems }),
  subscribe: fields(
    [
      'action',
      'guard',
      'address',
      'invalid',
      'name',
      'agree',
      'agreed',
      'agreeInvalid',
      'ourZone',
      'requestUrl',
    ],
    { problems, lists, zones },
  ),
  preferences: fields(
    [
      'action',
      'name',
      'earliest',
      'latest',
      'pause',
      'ourZone',
      'unsubscribeUrl',
      'isActive',
      'subscribeUrl',
    ],
    {
      problems,
      lists,
      editions: list(fields(['locale', 'name', 'chosen'])),
      zones,
    },
  ),
});

const noticeFields = ['name', 'intro', 'button', 'url', 'after', 'why'];

const details = list(fields(['title'], { lines: list('value') }));

export const pageRules: LintRules = { entry: 'page', view: pageShape, blocks: {}, raw: false };

/** The names that the templates of automatic mail may use. */
export const noticeRules: LintRules = {
  entry: 'notice',
  view: fields(['locale', 'direction', 'isUpright', 'title', ...noticeFields], {
    publication: fields(['name', 'url', 'postal'], { logo: fields(['url', 'width', 'height']) }),
    theme: themeShape,
    details,
  }),
  blocks: {},
  raw: false,
};

export const noticeTextRules: LintRules = {
  entry: 'notice',
  view: fields(noticeFields, { publication: fields(['name', 'postal']), details }),
  blocks: {},
  raw: true,
};
