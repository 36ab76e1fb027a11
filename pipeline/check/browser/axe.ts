import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { fail } from '../../foundation/problems/problem.ts';
import { isWritten, looks, screens, standards } from './axe-rules.ts';

/** A page to examine, with everything that it loads. */
interface ShownPage {
  readonly url: string;
  readonly html: string;
  /** The pictures by address. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** An element of a page that a rule of axe-core rejects, as plain data. */
export interface AxeFinding {
  /** The name of the rule: `color-contrast`. */
  readonly rule: string;
  /** What the rule requires. */
  readonly help: string;
  readonly address: string;
  /** What is wrong with this element. */
  readonly detail: string;
  /** Whether an author can fix it. If not, a template must change. */
  readonly isWritten: boolean;
  /** The anchor of the block that contains the element. */
  readonly block?: string;
  /** The class attributes of the element and of those around it, innermost first. */
  readonly classes: readonly string[];
  readonly words: string;
  /** The looks with which axe-core found it, as indexes into `looks`. */
  readonly looks: readonly number[];
}

/** Examines pages in one tab of a browser. */
export interface AxeTab {
  look(page: ShownPage): Promise<AxeFinding[]>;
  close(): Promise<void>;
}

export const { version } = axe;

/** The time limit for one page, in milliseconds. */
const timeLimit = 60_000;

/** Opens a tab in which a page can load its own pictures and nothing else: all other requests are refused. */
export async function openTab(browser: Browser): Promise<AxeTab> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  let shown: ShownPage | undefined;
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url === shown?.url)
      return route.fulfill({ body: shown.html, contentType: 'text/html; charset=utf-8' });
    const picture = shown?.pictures.get(url);
    return picture ? route.fulfill({ body: Buffer.from(picture) }) : route.abort();
  });
  const tab = await context.newPage();
  return {
    async look(page) {
      shown = page;
      try {
        return await withinLimit(lookAt(tab, page));
      } catch (error) {
        const [reason = ''] = (error as Error).message.split('\n');
        fail('browser-failed', { reason: `${page.url}: ${reason}` }, undefined, { cause: error });
      }
    },
    close: () => context.close(),
  };
}

async function lookAt(tab: Page, { url }: ShownPage): Promise<AxeFinding[]> {
  await tab.goto(url, { waitUntil: 'load', timeout: timeLimit });
  await tab.evaluate(axe.source);
  const found = new Map<string, AxeFinding>();
  for (const [at, { scheme, screen, rules }] of looks.entries()) {
    await tab.setViewportSize(screens[screen]);
    await tab.emulateMedia({ colorScheme: scheme });
    const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: standards };
    for (const { tags, ...each } of await tab.evaluate<InPage[]>(`(${runAxe})(${JSON.stringify(runOnly)})`)) {
      const { rule, block, classes, words } = each;
      const key = JSON.stringify([rule, block, classes, words]);
      const known = found.get(key);
      if (known?.looks.at(-1) === at) continue;
      const own = { ...each, isWritten: isWritten(tags), looks: [] };
      found.set(key, { ...(known ?? own), looks: [...(known?.looks ?? []), at] });
    }
  }
  return [...found.values()];
}

/** A finding in the form that the script below returns. */
type InPage = Omit<AxeFinding, 'isWritten' | 'looks'> & { readonly tags: readonly string[] };

/** This code runs in the page. */
const runAxe = `async (runOnly) => {
  const options = { runOnly, resultTypes: ['violations'], elementRef: true, iframes: false, preload: false };
  const { violations } = await axe.run(document, options);
  const around = (element) => (element ? [element, ...around(element.parentElement)] : []);
  return violations.flatMap(({ id, help, helpUrl, tags, nodes }) =>
    nodes.map(({ element, any, all, none }) => ({
      rule: id,
      help,
      address: helpUrl.replace(/\\?.*/, ''),
      tags,
      detail: [...none, ...all, ...any][0]?.message ?? '',
      block: element?.closest('[data-block]')?.dataset.block,
      classes: around(element).map((each) => each.getAttribute('class')?.trim()).filter(Boolean),
      words: (element?.innerText || element?.getAttribute('alt') || element?.getAttribute('src') || '')
        .replace(/[\\u034f\\u00ad\\u200b-\\u200f\\u2060-\\u2069\\ufeff]/g, '')
        .replace(/\\s+/g, ' ')
        .trim(),
    })),
  );
}`;

async function withinLimit<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const reason = `it took longer than ${timeLimit / 1000} s`;
    timer = setTimeout(() => reject(new Error(reason)), timeLimit);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
