const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  ENOTDIR: 'a file is in the way',
  EEXIST: 'a file is in the way',
  EISDIR: 'a folder is in the way',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

/** What a person has to know about an error of the file system. Undefined for one that only a bug explains. */
export function diskReason(error: unknown): string | undefined {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // If Node has to create the folders above it too, it reports a read-only disk in this way.
  if (code === 'ENOENT' && syscall === 'mkdir')
    return 'the disk is read-only, or a folder above it was deleted';
  return reasons[code];
}
