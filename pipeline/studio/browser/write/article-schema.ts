import { type MarkSpec, type NodeSpec, type NodeType, Schema } from 'prosemirror-model';
import type { FieldForm, HeadField, KindForm, WriteList } from '../../protocol/write.ts';

/** How a kind of block is edited: which fields in their place on the page, and which in a form. */
export interface KindPlan {
  readonly form: KindForm;
  readonly type: NodeType;
  /** The fields that the page shows as text. */
  readonly inPlace: readonly FieldForm[];
  readonly inForm: readonly FieldForm[];
  /** Whether the block has one text only, and is the node of that text. */
  readonly isFlat: boolean;
  /** The field in place that has the block's main words; undefined for a block without words. */
  readonly main: FieldForm | undefined;
}

export interface ArticleSchema {
  readonly schema: Schema;
  /** By kind. The head is the kind `head`. */
  readonly plans: ReadonlyMap<string, KindPlan>;
  /** The lists of the document, in order. */
  readonly lists: readonly WriteList[];
}

/** What the specification of a node says about it, besides what ProseMirror reads. */
interface OwnSpec {
  readonly kind?: string;
  readonly required?: ReadonlySet<string>;
  readonly field?: FieldForm;
}

/** Makes the schema of an article from the forms of its kinds and of its head. */
export function makeSchema(
  kinds: readonly KindForm[],
  head: readonly HeadField[],
  isDigest: boolean,
): ArticleSchema {
  const lists: readonly WriteList[] = isDigest ? ['body', 'stories'] : ['body'];
  const forms = [headForm(head), ...kinds.filter(({ kind }) => kind !== 'correction')];
  const nodes: Record<string, NodeSpec> = {
    doc: { content: `${nameOf('head')} body ${isDigest ? 'stories ' : ''}footnotes` },
    text: { group: 'inline' },
    ...inlineSpecs,
    ...listSpecs,
  };
  const groupOf = (kind: string) => (kind === 'head' ? '' : kind === 'story' ? 'story' : 'block');
  for (const form of forms) Object.assign(nodes, kindSpecs(form, nameOf(form.kind), groupOf(form.kind)));
  nodes['fixed'] = fixedSpec;
  const schema = new Schema({ nodes: inOrder(nodes), marks });
  const plans = forms.map((form): [string, KindPlan] => {
    const type = schema.nodes[nameOf(form.kind)];
    if (type === undefined) throw new Error(`The schema lacks "${form.kind}".`);
    return [form.kind, { form, type, ...divide(form) }];
  });
  return { schema, plans: new Map(plans), lists };
}

/** The name of a node. Kinds and fields may have signs that names of nodes cannot have. */
function nameOf(kind: string, field = ''): string {
  const plain = (text: string) => text.replace(/\W|_/g, (sign) => `_${sign.charCodeAt(0)}_`);
  return `k_${plain(kind)}${field === '' ? '' : `__${plain(field)}`}`;
}

/** The node of a field of a kind that has several. */
export const fieldType = ({ type, form }: KindPlan, field: FieldForm): NodeType | undefined =>
  type.schema.nodes[nameOf(form.kind, field.name)];

/** The kind of a block's node; undefined for other nodes. */
export const kindOf = (type: NodeType): string | undefined => (type.spec as OwnSpec).kind;

/** The field that a node has the text, the items or the rows of. */
export const fieldOf = (type: NodeType): FieldForm | undefined => (type.spec as OwnSpec).field;

/** The names of the fields that a block of this type must have. */
export const requiredIn = (type: NodeType): ReadonlySet<string> =>
  (type.spec as OwnSpec).required ?? new Set();

/** ProseMirror takes the first textblock as its default, which is the paragraph here. */
function inOrder(nodes: Readonly<Record<string, NodeSpec>>): Record<string, NodeSpec> {
  const rank = ([, spec]: [string, NodeSpec]) => (kindName(spec) === 'paragraph' ? 0 : 1);
  return Object.fromEntries(Object.entries(nodes).sort((a, b) => rank(a) - rank(b)));
}

const kindName = (spec: NodeSpec) => (spec as OwnSpec).kind;

/** The texts of the head that are edited above the article. The rest is a form, or belongs to the settings. */
function headForm(head: readonly HeadField[]): KindForm {
  const texts = head.filter(
    ({ form }) => !form.isMap && ['inline', 'text', 'name', 'note'].includes(form.role),
  );
  const fields = texts.map(({ form }) =>
    // A byline is written on the page, too.
    form.role === 'name' && !form.isList ? { ...form, role: 'text' as const } : form,
  );
  return { kind: 'head', label: '', description: '', fields, isOwn: false };
}

function divide(form: KindForm): Pick<KindPlan, 'inPlace' | 'inForm' | 'isFlat' | 'main'> {
  const isShown = ({ role, isMap, name, isList }: FieldForm) =>
    !isMap &&
    (role === 'inline' || (role === 'text' && !isList) || (role === 'cells' && isList)) &&
    name !== 'signOff';
  // A title is above the text that it belongs to.
  const inPlace = form.fields.filter(isShown).sort((a, b) => rankOf(a) - rankOf(b));
  const inForm = form.fields.filter((field) => !isShown(field));
  const isOnly = inPlace.length === 1 && inPlace[0]?.role !== 'cells';
  const own = inPlace.find(({ name }) => name === form.kind);
  const main = own ?? inPlace.find(({ isOptional }) => !isOptional) ?? inPlace[0];
  return { inPlace, inForm, isFlat: isOnly && form.kind !== 'head', main };
}

const ranks = ['subject', 'preheader', 'kicker', 'title', 'headline', 'deck', 'byline'];
const rankOf = ({ name }: FieldForm) => (ranks.includes(name) ? ranks.indexOf(name) : ranks.length);

const blockAttrs = {
  /** Names the block on this page. A block that is moved or converted keeps it. */
  uid: { default: '' },
  /** The fields of the form, as the server gave them or as they were typed. */
  values: { default: {} },
  /** The blocks whose words this one took over since the last save. */
  joins: { default: [] },
  /** The blocks from which the words of this one were split, the latest first. */
  splitOf: { default: [] },
  /** The block of which this one is a duplicate that is not saved yet. */
  copyOf: { default: '' },
  /** The name of the picture that belongs here, if the clipboard had only its name. */
  missing: { default: '' },
  /** The text of the picture before this one, a `FormerText`; null if the picture was not replaced. */
  former: { default: null },
};

/** The nodes of a kind: the block, and one for each of its texts. */
function kindSpecs(form: KindForm, name: string, group: string): Record<string, NodeSpec> {
  const { inPlace, isFlat } = divide(form);
  const block: NodeSpec & OwnSpec = {
    kind: form.kind,
    required: new Set(form.fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name)),
    group,
    attrs: blockAttrs,
    defining: true,
    draggable: false,
    toDOM: (node) => [
      tagOf(form.kind),
      { 'data-kind': form.kind, 'data-values': JSON.stringify(node.attrs['values']) },
      0,
    ],
    parseDOM: [{ tag: `[data-kind="${form.kind}"]`, getAttrs: (dom) => ({ values: valuesIn(dom) }) }],
  };
  const [only] = inPlace;
  if (isFlat && only) return { [name]: { ...block, field: only, ...contentOf(only) } as NodeSpec };
  if (inPlace.length === 0)
    return {
      [name]: {
        ...block,
        atom: true,
        toDOM: (node) => [
          'div',
          { 'data-kind': form.kind, 'data-values': JSON.stringify(node.attrs['values']) },
        ],
      } as NodeSpec,
    };
  const fields = inPlace.map((field): [string, NodeSpec & OwnSpec] => [
    nameOf(form.kind, field.name),
    {
      field,
      ...contentOf(field),
      defining: true,
      isolating: true,
      toDOM: () => [
        tagOfField(form.kind, field),
        { 'data-field': field.name, class: `field-${field.name}` },
        0,
      ],
      parseDOM: [{ tag: `[data-field="${field.name}"]`, context: `${name}/` }],
    },
  ]);
  return {
    [name]: { ...block, isolating: true, content: fields.map(([each]) => each).join(' ') } as NodeSpec,
    ...(Object.fromEntries(fields) as Record<string, NodeSpec>),
  };
}

function valuesIn(dom: HTMLElement): unknown {
  try {
    return JSON.parse(dom.dataset['values'] ?? '{}');
  } catch {
    return {}; // The clipboard has something else that looks like a block.
  }
}

function contentOf({ role, isList }: FieldForm): Pick<NodeSpec, 'content' | 'marks'> {
  if (role === 'cells') return { content: 'row+' };
  if (isList) return { content: 'item+' };
  return role === 'inline' ? { content: 'inline*', marks: '_' } : { content: 'text*', marks: '' };
}

const tags: Readonly<Record<string, string>> = {
  paragraph: 'p',
  heading: 'h3',
  quote: 'blockquote',
  list: 'ul',
};
const tagOf = (kind: string) => tags[kind] ?? 'div';

/** The element of a text within a block. */
function tagOfField(kind: string, { name, role, isList }: FieldForm): string {
  if (role === 'cells') return 'table';
  if (isList) return 'ul';
  if (name === 'headline') return kind === 'head' ? 'h2' : 'h3';
  return 'p';
}

const listSpecs: Record<string, NodeSpec> = {
  body: { content: 'block*', toDOM: () => ['div', { class: 'list-body' }, 0] },
  stories: { content: 'story*', toDOM: () => ['div', { class: 'list-stories' }, 0] },
  footnotes: { content: 'footnote*', toDOM: () => ['ol', { class: 'list-footnotes' }, 0] },
  footnote: {
    content: 'inline*',
    attrs: { label: { default: '' } },
    isolating: true,
    defining: true,
    toDOM: (node) => ['li', { 'data-label': String(node.attrs['label']) }, 0],
    parseDOM: [],
  },
  item: { content: 'inline*', defining: true, toDOM: () => ['li', 0], parseDOM: [{ tag: 'li' }] },
  row: { content: 'cell+', toDOM: () => ['tr', 0], parseDOM: [{ tag: 'tr' }] },
  cell: {
    content: 'inline*',
    isolating: true,
    toDOM: () => ['td', 0],
    parseDOM: [{ tag: 'td' }, { tag: 'th' }],
  },
};

/** A block that can only be moved and removed here. */
const fixedSpec: NodeSpec = {
  group: 'block',
  atom: true,
  attrs: { ...blockAttrs, reason: { default: 'broken' } },
  toDOM: () => ['div', { class: 'fixed' }],
};

const inlineSpecs: Record<string, NodeSpec> = {
  break: {
    inline: true,
    group: 'inline',
    selectable: false,
    toDOM: () => ['br'],
    parseDOM: [{ tag: 'br' }],
  },
  note: {
    inline: true,
    group: 'inline',
    atom: true,
    attrs: { label: { default: '' } },
    toDOM: (node) => [
      'sup',
      { class: 'note-mark', 'data-note': String(node.attrs['label']) },
      String(node.attrs['label']),
    ],
    parseDOM: [{ tag: 'sup[data-note]', getAttrs: (dom) => ({ label: dom.dataset['note'] ?? '' }) }],
  },
};

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { address: {}, isBare: { default: false } },
    inclusive: false,
    toDOM: (mark) => ['a', { href: String(mark.attrs['address']), title: String(mark.attrs['address']) }, 0],
    parseDOM: [{ tag: 'a[href]', getAttrs: (dom) => ({ address: dom.getAttribute('href') ?? '' }) }],
  },
  strong: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
  emphasis: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
  code: { inclusive: false, toDOM: () => ['code', 0], parseDOM: [{ tag: 'code' }] },
};
