import { error, warning } from './entry.ts';

/** The files that began as a copy of one of Courant's: "courant eject", "courant init". */
export const originalCodes = {
  'original-changed': warning((data: { from: string; version: string; isGone: boolean }) => ({
    message: data.isGone
      ? `This is a copy of "${data.from}" of Courant ${data.version}, which Courant no longer has.`
      : `This is a copy of "${data.from}" of Courant ${data.version}, which has changed since.`,
    hint: data.isGone
      ? 'Delete the copy if nothing uses it. To keep it as a file of your own, run "courant upgrade".'
      : 'Run "courant upgrade" to merge the change into the copy, or delete the copy to use the original.',
  })),
  'original-damaged': warning((data: { file: string }) => ({
    message: `The original of "${data.file}" is missing here, or somebody has changed it, so "courant upgrade" cannot merge this file.`,
    hint: 'Restore the file from git. If the copy needs no upgrades, delete its entry in originals/record.json.',
  })),
  'upgrade-conflict': error((data: { file: string }) => ({
    message: `"${data.file}" has a conflict: both you and Courant have changed these lines.`,
    hint: 'Write the lines as they should be, and delete the three marks ("<<<<<<<", "=======", ">>>>>>>").',
  })),
  'upgrade-text': warning((data: { key: string; theirs: string | undefined }) => ({
    message:
      data.theirs === undefined
        ? `Courant no longer has the text "${data.key}", which you have changed.`
        : `Both you and Courant have changed the text "${data.key}"; yours is kept. Courant's is: ${data.theirs}`,
    hint: 'Compare the two, and change yours if it should say the same.',
  })),
  'upgrade-key': warning((data: { from: string; to: string; reason: string }) => ({
    message: `The key "${data.from}" is now called "${data.to}", but it was not renamed: ${data.reason}.`,
    hint: 'Rename it by hand.',
  })),
  'eject-unknown': error((data: { name: string; hint: string }) => ({
    message: `Courant has no template or text "${data.name}".`,
    hint: data.hint,
  })),
  'eject-exists': error((data: { name: string; file: string }) => ({
    message: `"${data.name}" is already your own, in "${data.file}".`,
    hint: 'Edit that file. To start again from the original, delete it first.',
  })),
  'eject-itself': error(() => ({
    message: "This is Courant's own repository: its templates and texts are the originals.",
    hint: 'Edit them directly, under templates/, themes/ and locales/.',
  })),
};
