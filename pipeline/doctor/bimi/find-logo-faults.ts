import { Parser } from 'htmlparser2';

/** The limit of Gmail and of the certificate authorities, in bytes. */
const mostBytes = 32 * 1024;

const forbidden =
  /^(?:script|image|foreignobject|animate.*|set|audio|video|filter|iframe|a|style|switch|use.*external)$/i;

/** Lists why a logo is not an SVG Tiny PS, the profile that BIMI requires. */
export function findLogoFaults(svg: Uint8Array): string[] {
  const faults = new Set<string>();
  let root: Record<string, string> | undefined;
  let hasTitle = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (root === undefined) {
          root = attributes;
          if (name !== 'svg') faults.add('it is not an SVG');
        }
        if (name === 'title') hasTitle = true;
        if (forbidden.test(name)) faults.add(`it has <${name}>, which is not allowed`);
        for (const [key, value] of Object.entries(attributes)) {
          if (/^on/i.test(key)) faults.add(`it has ${key}=, which is not allowed`);
          if (/^(?:xlink:)?href$/i.test(key) && !value.startsWith('#'))
            faults.add('it refers to another file');
        }
      },
      onprocessinginstruction(name) {
        if (/^!doctype$/i.test(name)) faults.add('it has a DOCTYPE');
      },
    },
    { xmlMode: true },
  );
  parser.end(Buffer.from(svg).toString('utf8'));
  if (root === undefined) return ['it is not an SVG'];
  const { version, baseProfile, viewBox = '' } = root;
  const [, , width, height] = viewBox.trim().split(/[\s,]+/);
  if (svg.byteLength > mostBytes) faults.add('it is larger than 32 kB');
  if (baseProfile !== 'tiny-ps') faults.add('its root lacks baseProfile="tiny-ps"');
  if (version !== '1.2') faults.add('its root lacks version="1.2"');
  if (root['x'] !== undefined || root['y'] !== undefined) faults.add('its root has x= or y=');
  if (!hasTitle) faults.add('it has no <title>');
  if (width === undefined || width !== height) faults.add('its viewBox is not a square');
  return [...faults];
}
