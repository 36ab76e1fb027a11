/** A key of newsletter.yaml that has a new name or a new place since a version. */
export interface MovedKey {
  readonly since: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The moved keys of all versions, in order. `courant upgrade` moves those that a publication still has. */
export const movedKeys: readonly MovedKey[] = [];
