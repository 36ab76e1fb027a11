import { pixel } from '../problems/tiny-publication.ts';

/** A publication with what a site must not stumble over: a former name, corrections, withdrawals, drafts, odd texts. */
export const oddPublication: Record<string, string | Uint8Array> = {
  'newsletter.yaml': `name: Tiny & "Odd"
description: { en: A tiny <newsletter>, nl: Een kleine <nieuwsbrief> }
url: https://tiny.example.org/news
sender:
  address: news@example.org
  postal: Kade 1, Veermonde
  help: mailto:help@example.org
languages:
  source: en
  editions: [en, nl]
  missingTranslation: hold
archive:
  subscribe: https://people.example.org/subscribe
  security:
    contact: mailto:security@example.org
    expires: 2027-06-30
`,
  'content/2026-03-09-spring/en.yaml': `kind: article
date: 2026-03-09
status: ready
headline: Spring & "summer" at the <harbour>
deck: The **boats** are back in the caf\u00e9.
byline: By Mara Quint, Veermonde
topics: [Harbour life, Caf\u00e9s]
aliases: [spring, harbour-spring]
corrections:
  - date: 2026-03-11
    text: We wrote three boats. There were *four*.
body:
  - image: boat.png
    alt: A boat & its "sail".
    caption: The boat.
    credit: "Photo: Courant"
  - paragraph: See [the quay](https://example.org/?a=1&b=2), \`a < b\`.
  - heading: What is new
    id: news
  - quote: We are glad.
    by: A skipper
  - list: [one, two]
  - list: [first, second]
    ordered: true
  - link: https://example.org/more
    label: More about the quay
  - button: https://example.org/
    label: Have a look
  - divider: true
  - paragraph: The end.
`,
  'content/2026-03-09-spring/nl.yaml': `status: ready
headline: Lente in de haven
deck: De boten zijn terug.
topics: [Havenleven, Caf\u00e9s]
corrections:
  - text: We schreven drie boten. Het waren er *vier*.
body:
  - alt: Een boot.
    caption: De boot.
  - paragraph: Zie [de kade](https://example.org/).
  - heading: Wat er nieuw is
  - quote: We zijn blij.
  - list: [een, twee]
  - list: [eerste, tweede]
  - label: Meer over de kade
  - label: Kijk maar
  - divider: true
  - paragraph: Het einde.
`,
  'content/2026-03-09-spring/boat.png': pixel,
  'content/2025-12-01-gone/en.yaml': `kind: article
date: 2025-12-01
status: ready
headline: What was not so
topics: [Harbour life]
withdrawn: { date: 2025-12-03, text: The **source** was made up. }
body:
  - image: boat.png
    alt: Nothing.
  - paragraph: A secret that was taken back.
`,
  'content/2025-12-01-gone/boat.png': pixel,
  'content/2026-04-01-short/en.yaml': `kind: digest
date: 2026-04-01
status: ready
headline: April in short
stories:
  - headline: Spring, once more
    summary: It has come.
    issue: 2026-03-09-spring
  - headline: A ferry
    summary: It is *silent*.
    link: https://example.org/ferry
    label: The ferry
`,
  'content/2026-05-01-draft/en.yaml': `kind: article
date: 2026-05-01
status: draft
headline: Not yet
body:
  - paragraph: Nobody may see this yet.
`,
};
