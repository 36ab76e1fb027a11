import { commonFields } from '../../content/blocks/block.ts';
import { blockDefinition, blockKinds, fromKinds, isPublicationKind } from '../../content/blocks/registry.ts';
import { correctionShape, extraFields, issueShape, storyShape } from '../../content/issue-schema.ts';
import type { FieldForm, KindForm } from '../protocol/write.ts';
import { fieldForms } from './field-forms.ts';

/** The forms of all kinds of blocks, those of the publication too, and of stories and corrections. */
export const kindForms = fromKinds((): readonly KindForm[] => {
  const blocks = blockKinds.map((kind): KindForm => {
    const { shape, label, description } = blockDefinition(kind);
    const fields = fieldForms({ ...shape, ...extraFields('source') });
    return { kind, label, description, fields: kindFirst(fields, kind), isOwn: isPublicationKind(kind) };
  });
  const { id, note, ...own } = storyShape;
  const story: KindForm = {
    kind: 'story',
    label: 'a story',
    description: 'A story of a digest.',
    fields: fieldForms({ ...own, ...commonFields, ...extraFields('source') }),
    isOwn: false,
  };
  const correction: KindForm = {
    kind: 'correction',
    label: 'a correction',
    description: 'A correction published after the issue was sent.',
    fields: fieldForms(correctionShape),
    isOwn: false,
  };
  return [...blocks, story, correction];
});

const ofHead = fieldForms(issueShape);

/** The fields of the head. */
export const headForms = (): readonly FieldForm[] => ofHead;

function kindFirst(fields: readonly FieldForm[], kind: string): FieldForm[] {
  return [...fields.filter(({ name }) => name === kind), ...fields.filter(({ name }) => name !== kind)];
}
