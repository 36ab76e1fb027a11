/** A publication of two issues, small and without a mistake: each fixture changes one thing in it. */
export const tinyPublication = {
  newsletter: `name: Tiny
description: { en: A tiny newsletter, nl: Een kleine nieuwsbrief }
url: https://tiny.example.org
sender:
  address: news@example.org
  name: { en: Tiny, nl: Klein }
  replyTo: editors@example.org
  postal: Kade 1, Veermonde
languages:
  source: en
  editions: [en, nl]
  missingTranslation: refuse
timeZone: Europe/Amsterdam
`,
  en: `kind: article
date: 2026-03-09
status: ready
headline: Spring at the harbour
deck: The boats are back.
topics: [harbour]
body:
  - paragraph: The **first** boats have come in.
  - heading: What is new
    id: news
  - quote: We are glad.
    by: A skipper
  - list: [one, two]
  - image: boat.png
    alt: A boat with a red sail.
    credit: "Photo: Courant"
  - link: https://example.org/more
    label: Read more
  - button: https://example.org/
    label: Have a look
  - divider: true
`,
  nl: `status: ready
headline: Lente in de haven
deck: De boten zijn terug.
topics: [haven]
body:
  - paragraph: De **eerste** boten zijn binnen.
  - heading: Wat er nieuw is
  - quote: We zijn blij.
  - list: [een, twee]
  - alt: Een boot met een rood zeil.
  - label: Lees meer
  - label: Kijk maar
  - divider: true
`,
  stories: `kind: digest
date: 2026-04-01
status: ready
headline: April in short
stories:
  - headline: A ferry
    summary: It is silent.
    image: ferry.png
    alt: A ferry at dawn.
    link: https://example.org/ferry
  - headline: A market
    summary: On the quay.
    issue: spring
    label: Our article
`,
  verhalen: `status: ready
headline: April in het kort
stories:
  - headline: Een pont
    summary: Hij is stil.
    alt: Een pont bij zonsopgang.
  - headline: Een markt
    summary: Op de kade.
    label: Ons artikel
`,
};

/** A picture of one colour, as wide as a mail. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAoAAAADwAQMAAACqvkeIAAAAA1BMVEWzJh5Zs8PUAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAKklEQVR42u3BMQEAAADCoPVPbQo/oAAAAAAAAAAAAAAAAAAAAAAAAICXAUvwAAEsTjcvAAAAAElFTkSuQmCC',
  'base64',
);

/** The smallest PNG: one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Where each part of it lies; any other name is a path. */
export const tinyPaths: Readonly<Record<string, string>> = {
  newsletter: 'newsletter.yaml',
  en: 'content/spring/en.yaml',
  nl: 'content/spring/nl.yaml',
  stories: 'content/april/en.yaml',
  verhalen: 'content/april/nl.yaml',
};

export const tinyFiles: Readonly<Record<string, string | Uint8Array>> = {
  ...Object.fromEntries(Object.entries(tinyPublication).map(([name, text]) => [tinyPaths[name], text])),
  'content/spring/boat.png': picture,
  'content/april/ferry.png': picture,
};
