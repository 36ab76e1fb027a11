/** The folders of the packages that modules belong to. Modules of the program belong to none. */
export function packageFoldersOf(moduleIds: readonly string[]): string[] {
  return [...new Set(moduleIds.flatMap((id) => packageFolderOf(id) ?? []))].sort();
}

/** The folder of the package that a module belongs to; undefined for a module of the program. */
export function packageFolderOf(id: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0];
}
