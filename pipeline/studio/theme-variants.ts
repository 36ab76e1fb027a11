interface Variant {
  refresh(paths: readonly string[]): Promise<unknown>;
}

/** A publication in other themes, by name. Each is opened when a view needs it. */
export class ThemeVariants<Opened extends Variant> {
  readonly #open: (theme: string) => Promise<Opened>;
  readonly #opened = new Map<string, Promise<Opened>>();

  constructor(open: (theme: string) => Promise<Opened>) {
    this.#open = open;
  }

  get(theme: string): Promise<Opened> {
    const opening = this.#opened.get(theme) ?? this.#open(theme);
    this.#opened.set(theme, opening);
    return opening;
  }

  async refresh(paths: readonly string[]): Promise<void> {
    // Each has a changed copy of newsletter.yaml, so a change outside of the issues closes them.
    if (paths.some((path) => !path.startsWith('content/'))) this.#opened.clear();
    for (const opening of this.#opened.values()) await (await opening).refresh(paths);
  }
}
