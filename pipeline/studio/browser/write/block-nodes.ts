import { Fragment, type Node } from 'prosemirror-model';
import type {
  FieldForm,
  FieldInput,
  FieldValue,
  InlineValue,
  RowValue,
  WriteBlock,
} from '../../protocol/write.ts';
import { type ArticleSchema, fieldOf, fieldType, type KindPlan, kindOf } from './article-schema.ts';
import { toNodes, toTree } from './inline-nodes.ts';

type Values = Readonly<Record<string, FieldValue | FieldInput>>;

let lastUid = 0;

/** A new name for a block on this page. It differs from those that the browser kept from an earlier visit. */
export const newUid = (): string => `${Date.now().toString(36)}-${++lastUid}`;

/** The blocks from which the words of a block were split, by uid, the latest first. */
export const splitOf = (block: Node) => block.attrs['splitOf'] as readonly string[];

/** The attributes of a new block with words that are split from another block. */
export const splitFrom = (block: Node) => ({
  uid: newUid(),
  splitOf: [String(block.attrs['uid']), ...splitOf(block)],
});

/** The node of a block, as the server describes it. */
export function nodeOfBlock(article: ArticleSchema, block: WriteBlock, uid: string): Node {
  const { schema, plans } = article;
  const plan = plans.get(block.kind);
  if (block.isFixed !== undefined || plan === undefined)
    return schema.node('fixed', { uid, reason: block.isFixed ?? 'broken', values: block.values });
  return nodeOfValues(article, plan, block.values, uid);
}

/** The node of a block with these values. Texts that they lack are empty. */
export function nodeOfValues({ schema }: ArticleSchema, plan: KindPlan, values: Values, uid: string): Node {
  const inForm = plan.inForm.filter(({ name }) => values[name] !== undefined && values[name] !== null);
  const attrs = { uid, values: Object.fromEntries(inForm.map(({ name }) => [name, values[name]])) };
  const [only] = plan.inPlace;
  if (plan.isFlat && only) return plan.type.create(attrs, contentOf(schema, only, values[only.name]));
  const fields: Node[] = [];
  for (const field of plan.inPlace) {
    const type = fieldType(plan, field);
    if (type) fields.push(type.create(null, contentOf(schema, field, values[field.name])));
  }
  return plan.type.create(attrs, fields);
}

/** The content of a text, a list or a table. */
function contentOf(
  schema: ArticleSchema['schema'],
  { role, isList }: FieldForm,
  value: FieldValue | FieldInput | undefined,
): Fragment {
  const values = Array.isArray(value) ? (value as readonly FieldValue[]) : value == null ? [] : [value];
  if (role === 'cells') {
    const rows = values.map((row) => schema.node('row', null, cellsOf(schema, row as RowValue)));
    return Fragment.from(rows.length > 0 ? rows : emptyTable(schema));
  }
  const texts = values.map((each) => textOf(schema, each as FieldValue, role === 'inline'));
  if (!isList) return texts[0] ?? Fragment.empty;
  return Fragment.from(
    (texts.length > 0 ? texts : [Fragment.empty]).map((each) => schema.node('item', null, each)),
  );
}

function cellsOf(schema: ArticleSchema['schema'], row: RowValue): Node[] {
  const cells = row.cells.map((cell) => schema.node('cell', null, textOf(schema, cell, true)));
  return cells.length > 0 ? cells : [schema.node('cell')];
}

/** A header and a row of two columns. */
function emptyTable(schema: ArticleSchema['schema']): Node[] {
  const row = () => schema.node('row', null, [schema.node('cell'), schema.node('cell')]);
  return [row(), row()];
}

/** The content of one text. Plain text has no marks. */
export function textOf(schema: ArticleSchema['schema'], value: FieldValue, isInline: boolean): Fragment {
  if (typeof value === 'object' && value !== null && 'nodes' in value) {
    const { nodes } = value as unknown as InlineValue;
    return Fragment.from(toNodes(schema, nodes));
  }
  const text = value === null || typeof value === 'object' ? '' : String(value);
  if (text === '') return Fragment.empty;
  return Fragment.from(isInline ? toNodes(schema, [{ type: 'text', value: text }]) : schema.text(text));
}

/** The nodes of a block's texts, by the name of their field. */
export function textsOf(block: Node): ReadonlyMap<string, Node> {
  const own = fieldOf(block.type);
  if (own) return new Map([[own.name, block]]);
  const found = new Map<string, Node>();
  block.forEach((child) => {
    const field = fieldOf(child.type);
    if (field) found.set(field.name, child);
  });
  return found;
}

/** The value of a text as the server takes it; undefined if it is empty. */
function inputOf(node: Node): FieldInput | undefined {
  const field = fieldOf(node.type);
  if (field === undefined || isEmptyText(node)) return undefined;
  if (field.role === 'cells') return mapNodes(node, (row) => ({ cells: mapNodes(row, inlineInput) }));
  if (field.isList) {
    const items = mapNodes(node, (item) => item).filter(({ content }) => content.size > 0);
    return items.map((item) => inlineInput(item));
  }
  return field.role === 'inline' ? inlineInput(node) : node.textContent;
}

const inlineInput = (node: Node) => ({ nodes: toTree(node.content) });

const mapNodes = <Result>(node: Node, make: (child: Node) => Result): Result[] => {
  const found: Result[] = [];
  node.forEach((child) => {
    found.push(make(child));
  });
  return found;
};

/** Whether nobody has typed anything into a text, a list or a table. */
export function isEmptyText(node: Node): boolean {
  let isEmpty = true;
  node.descendants((child) => {
    if (child.isInline && !(child.isText && child.text?.trim() === '')) isEmpty = false;
    return isEmpty;
  });
  return isEmpty;
}

/** Whether a block is more than its one text: a picture with its caption, or a button with its label. */
export const hasMoreThanText = (block: Node): boolean =>
  block.isTextblock &&
  kindOf(block.type) !== undefined &&
  fieldOf(block.type)?.name !== kindOf(block.type) &&
  Object.keys(block.attrs['values'] as object).length > 0;

/** The values of a block as the server takes them, without the fields that are empty. */
export function valuesOf(block: Node): Readonly<Record<string, FieldInput>> {
  const values: Record<string, FieldInput> = {};
  for (const [name, node] of textsOf(block)) {
    const value = inputOf(node);
    if (value !== undefined) values[name] = value;
  }
  for (const [name, value] of Object.entries(block.attrs['values'] as Values)) {
    const input = asInput(value);
    if (input !== undefined) values[name] = input;
  }
  return values;
}

/** A value of the form as the server takes it: the tree of an inline text without its Markdown. */
function asInput(value: FieldValue | FieldInput): FieldInput | undefined {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    const list = value.flatMap((each) => asInput(each as FieldValue) ?? []);
    return list.length === 0 ? undefined : (list as FieldInput);
  }
  return value as FieldInput;
}

/** The fields in which two versions of a block differ. Null removes a field. */
export function changesOf(before: Node, after: Node): Readonly<Record<string, FieldInput | null>> {
  const changes: Record<string, FieldInput | null> = {};
  const texts = textsOf(after);
  for (const [name, node] of texts) {
    if (textsOf(before).get(name)?.content.eq(node.content)) continue;
    changes[name] = inputOf(node) ?? null;
  }
  const [old, now] = [before.attrs['values'] as Values, after.attrs['values'] as Values];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (JSON.stringify(old[name]) === JSON.stringify(now[name])) continue;
    const value = now[name];
    changes[name] = (value === undefined ? undefined : asInput(value)) ?? null;
  }
  return changes;
}

/** Two blocks with the same key have the same kind and the same values. */
export const contentKey = (block: Node): string =>
  JSON.stringify([kindOf(block.type) ?? block.type.name, block.content.toJSON(), block.attrs['values']]);
