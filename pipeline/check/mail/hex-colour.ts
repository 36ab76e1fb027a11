const named: Record<string, string> = { white: '#ffffff', black: '#000000', red: '#ff0000', gray: '#808080' };

/** A colour as #rrggbb; undefined if it is partly transparent or in another notation. */
export function hexColour(text: string | undefined): string | undefined {
  const said = text?.trim().toLowerCase() ?? '';
  if (/^#[0-9a-f]{6}$/.test(said)) return said;
  if (/^#[0-9a-f]{3}$/.test(said)) return said.replace(/[0-9a-f]/g, '$&$&');
  const [, ...parts] = /^rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)$/.exec(said) ?? [];
  if (parts.length === 3)
    return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  return Object.hasOwn(named, said) ? named[said] : undefined;
}
