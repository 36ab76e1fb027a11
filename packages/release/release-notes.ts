/** A package.json, as far as a release depends on it. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Release {
  /** The tag in git, such as `v1.2.0`. */
  readonly tag: string;
  readonly changelog: string;
  readonly courant: Manifest;
  readonly creator: Manifest;
}

/**
 * The notes of a release: the section of its version in CHANGELOG.md. Throws an error in one sentence if the tag,
 * the two packages and the changelog do not agree.
 */
export function releaseNotes({ tag, changelog, courant, creator }: Release): string {
  const [, version] = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag) ?? [];
  if (version === undefined) throw new Error(`The tag "${tag}" is not a version such as v1.2.0.`);
  for (const manifest of [courant, creator])
    if (manifest.version !== version)
      throw new Error(`The tag is ${tag}, but ${manifest.name} has the version ${manifest.version}.`);
  const wanted = creator.dependencies?.[courant.name];
  if (wanted !== `^${version}`)
    throw new Error(`${creator.name} depends on ${courant.name} ${wanted}; it needs ^${version}.`);
  const notes = sectionOf(changelog, version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}".`);
  if (notes === '') throw new Error(`The section "## ${version}" in CHANGELOG.md is empty.`);
  return `${notes}\n`;
}

/** The text below the heading of a version, which may be in brackets and have a date after it. */
function sectionOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => /^\[?([^\s\]]+)/.exec(section)?.[1] === version);
  return found?.slice(found.indexOf('\n')).trim();
}
