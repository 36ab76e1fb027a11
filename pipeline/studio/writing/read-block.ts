import { isBlockKind } from '../../content/blocks/registry.ts';
import type { Values } from '../../content/writing/arrange-list.ts';
import { fail } from '../../foundation/problems/problem.ts';
import type { FieldForm, FieldInput, KindForm, WriteList } from '../protocol/write.ts';
import { kindForms } from './kind-forms.ts';
import { readInput } from './read-input.ts';

type Form = Pick<KindForm, 'label' | 'fields'> & { readonly kind?: string };
type Inputs = Readonly<Record<string, FieldInput>>;

/** The fields that a block keeps when it becomes another kind. */
export const lasting: readonly string[] = ['id', 'note', 'only'];

/** The kind of a block in the file; undefined if the block does not have exactly one. */
export function kindOf(list: WriteList, values: Values): string | undefined {
  if (list !== 'body') return list === 'stories' ? 'story' : 'correction';
  const kinds = Object.keys(values).filter(isBlockKind);
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The form of a block in the file. */
export function formOf(list: WriteList, values: Values, file: string): KindForm {
  const kind = kindOf(list, values);
  return kind === undefined ? fail('studio-block', {}, { file }) : formOfKind(list, kind, file);
}

function formOfKind(list: WriteList, kind: string, file: string): KindForm {
  const known = kindForms().filter((form) =>
    list === 'body' ? isBlockKind(form.kind) : kindOf(list, {}) === form.kind,
  );
  const kinds = known.map((form) => form.kind);
  return (
    known.find((form) => form.kind === kind) ?? fail('block-kind-unknown', { key: kind, kinds }, { file })
  );
}

/** The values of a new block, in the order of its form. */
export function readBlock(
  list: WriteList,
  block: { readonly kind: string; readonly values: Inputs },
  file: string,
): Values {
  const form = formOfKind(list, block.kind, file);
  return complete(form, readChanges(form, block.values, {}, file));
}

/** The values of a block that becomes another kind. Texts that stay the same keep their Markdown. */
export function readConversion(
  list: WriteList,
  { into, values }: { readonly into: string; readonly values: Inputs },
  before: Values,
  file: string,
): Values {
  const form = formOfKind(list, into, file);
  const own = kindOf(list, before);
  const like = own === undefined || Object.hasOwn(before, into) ? before : { ...before, [into]: before[own] };
  const kept = Object.entries(before).filter(([name]) => lasting.includes(name));
  return complete(form, { ...readChanges(form, values, like, file), ...Object.fromEntries(kept) });
}

/**
 * The fields to change, as the file should have them; null removes a field. An empty optional field is
 * removed.
 */
export function readChanges(
  form: Form,
  inputs: Readonly<Record<string, FieldInput | null>>,
  before: Values,
  file: string,
): Values {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const field = fieldOf(form, name, file);
      const value = input === null ? null : readInput(field, input, before[name], file);
      if (field.isOptional && isEmpty(value)) return [name, null];
      // Without the field of its kind, a block would have no kind.
      return [name, value === null && name === form.kind ? emptyOf(field) : value];
    }),
  );
}

function fieldOf({ label, fields }: Form, name: string, file: string): FieldForm {
  const known = fields.map((each) => each.name);
  const where = label.replace(/^an? /, 'the ');
  return (
    fields.find((each) => each.name === name) ?? fail('unknown-key', { key: name, where, known }, { file })
  );
}

const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);

const emptyOf = ({ role, isList }: FieldForm) => (isList ? [] : role === 'flag' ? true : '');

/** The fields in the order of the form. A block always has the field of its kind. */
function complete(form: KindForm, values: Values): Values {
  return Object.fromEntries(
    form.fields.flatMap((field) => {
      const value = values[field.name] ?? (field.name === form.kind ? emptyOf(field) : null);
      return value === null ? [] : [[field.name, value]];
    }),
  );
}

/** The names of the fields of a block in their order. */
export function orderOf(list: WriteList, values: Values): readonly string[] {
  const kind = kindOf(list, values);
  return (
    kindForms()
      .find((form) => form.kind === kind)
      ?.fields.map(({ name }) => name) ?? Object.keys(values)
  );
}
