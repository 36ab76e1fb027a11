import { cell, code } from './markdown.ts';

/** The parts of a JSON Schema that describe a key. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** A key of newsletter.yaml by its whole path, such as `lists[].id` or `check.codes.<name>.reason`. */
export interface Key {
  readonly path: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** The page that lists every key of newsletter.yaml, with its default and an example. */
export function newsletterPage(schema: Schema, example: string): string {
  const sections = Object.keys(schema.properties ?? {}).flatMap((name) => [
    `## ${name}`,
    '',
    '| key | value | default | meaning |',
    '| --- | --- | --- | --- |',
    ...keysOf(schema)
      .filter(({ path }) => path === name || (/^[.[]/.test(path.slice(name.length)) && path.startsWith(name)))
      .map(rowOf),
    '',
    '```yaml',
    partOf(example, name),
    '```',
    '',
  ]);
  return [
    '# newsletter.yaml',
    '',
    'Every key, from the schema that Courant checks the file with. [Configuring a',
    'publication](../operator/configuration.md) explains them in their order of importance.',
    '',
    'In a path, `[]` is each item of a list, and `<name>` a name that you choose: a language, a domain or a code. A key',
    'without a default is off, or is decided by Courant, if you leave it out.',
    '',
    ...sections,
  ].join('\n');
}

/** All keys below a schema, parents before their children. */
export function keysOf(schema: Schema, prefix = ''): Key[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const isRequired = schema.required?.includes(name) ?? false;
    return [{ path, schema: inner, isRequired }, ...keysOf(inner, path)];
  });
  const { additionalProperties: named, items } = schema;
  return [
    ...own,
    ...(typeof named === 'object' ? keysOf(named, `${prefix}.<name>`) : []),
    ...(items !== undefined && !isTuple(items) ? keysOf(items, `${prefix}[]`) : []),
    ...(schema.anyOf ?? []).flatMap((each) => keysOf(each, prefix)),
  ];
}

function rowOf({ path, schema, isRequired }: Key): string {
  const isGroup = schema.properties !== undefined;
  const fallback = schema.default === undefined || isEmpty(schema.default) ? '' : code(shown(schema.default));
  const cells = [
    code(path),
    isGroup ? 'keys below' : typeOf(schema),
    isRequired ? '**required**' : fallback,
    schema.description ?? '',
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(', or ');
  if (isTuple(schema.items)) return `a list of ${schema.items.length} texts`;
  if (schema.items) return schema.items.properties ? 'a list' : `a list of: ${typeOf(schema.items)}`;
  if (schema.type === 'object') return schema.properties ? 'keys below' : 'one for each `<name>`';
  if (schema.type === 'boolean') return '`true`, `false`';
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema);
  return 'a text';
}

function numberOf({ type, minimum, maximum }: Schema): string {
  const what = type === 'integer' ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER)
    return `${what} from ${minimum} to ${maximum}`;
  return minimum === undefined ? what : `${what} from ${minimum}`;
}

/** The lines of a top-level key in the example. */
function partOf(example: string, name: string): string {
  const [, part] = new RegExp(`^(${name}:.*\\n(?:[ -].*\\n|\\n(?=[ -]))*)`, 'm').exec(example) ?? [];
  if (part === undefined) throw new Error(`The example of newsletter.yaml has no key "${name}".`);
  return part.trimEnd();
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isTuple(items: Schema['items']): items is readonly Schema[] {
  return Array.isArray(items);
}
