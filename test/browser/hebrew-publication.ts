import { readFileSync } from 'node:fs';

/** Texts that none of its pages show, as they are in another language. */
const untranslated = (namespace: string) =>
  readFileSync(new URL(`../../locales/en/${namespace}.json`, import.meta.url));

/** A newsletter in a language that is written from right to left: files alone, and every kind of block. */
export const hebrewPublication: Readonly<Record<string, string | Uint8Array>> = {
  'newsletter.yaml': `name: העיתון
description: חדשות מהעיר ומהעולם
url: https://news.example.org
sender:
  address: news@example.org
  postal: רחוב הנמל 12, ורמונדה
languages:
  source: he
  editions: [he]
`,
  'locales/he/email.json': JSON.stringify({
    alsoIn: 'גם בשפה אחרת:',
    correction: 'תיקון, {{date, date}}:',
    date: '{{date, date(dateStyle: full)}}',
    earlier: 'גיליונות קודמים',
    forward: 'העברת הגיליון',
    notes: 'הערות',
    number: 'גיליון {{number, number}}',
    otherLanguage: 'הגיליון הזה אינו מופיע בשפה זו. המהדורה היא ב{{language}}.',
    placeAndDate: '{{place}}, {{date, date(dateStyle: full)}}',
    readingTime: '{{minutes, number}} דקות קריאה',
    reply: 'כתבו לנו',
    greetingNamed: 'שלום {{name}},',
    help: 'שאלות ועזרה',
    labelled: '{{label}}:',
    links: 'קישורים',
    preferences: 'שינוי ההעדפות שלך',
    related: 'ראו גם',
    storyCount_one: 'ידיעה אחת בגיליון הזה',
    storyCount_two: '{{count, number}} ידיעות בגיליון הזה',
    storyCount_other: '{{count, number}} ידיעות בגיליון הזה',
    unsubscribe: 'ביטול ההרשמה',
    webVersion: 'קראו את הגיליון בדפדפן',
    why: 'קיבלת את ההודעה כי נרשמת אל {{publication}}.',
    withdrawn: 'הגיליון הזה הוסר.',
  }),
  'locales/he/pages.json': untranslated('pages'),
  'locales/he/mail.json': untranslated('mail'),
  'locales/he/archive.json': JSON.stringify({
    address: 'כתובת דוא"ל',
    corrected: 'הכתבה תוקנה',
    corrections: 'תיקונים',
    date: '{{date, date}}',
    feed: 'הזנת Atom',
    inYear: 'כל הגיליונות של {{year}}',
    latest: 'הגיליונות האחרונים',
    mail: 'הצגת ההודעה כפי שנשלחה',
    message: 'הורדת ההודעה (.eml)',
    missing: 'אין כאן דף',
    navigation: 'שפות וחיפוש',
    none: 'הגיליון הראשון בדרך.',
    onTopic: 'על {{topic}}',
    search: 'חיפוש',
    searchFound: 'גיליונות שנמצאו:',
    searchLabel: 'חיפוש בכל הגיליונות',
    searchNone: 'לא נמצא דבר.',
    searchWithout: 'החיפוש דורש JavaScript. כל הגיליונות מופיעים לפי שנה.',
    skip: 'דילוג אל התוכן',
    subscribe: 'הרשמה',
    subscribeText: 'הודעה אחת לכל גיליון, בלי מעקב.',
    subscribeTitle: '{{publication}} בדואר האלקטרוני.',
    title: 'כל הגיליונות',
    toMark: 'חזרה לסימון {{number, number}}',
    topics: 'נושאים',
    withdrawn: 'הוסר',
    years: 'שנים',
  }),
  'content/bridge/he.yaml': `kind: article
date: 2026-05-07
status: ready
headline: העיר מפרסמת את זמני הגשר
deck: שנים עשר מתנדבים שמים סוף לתירוץ הישן ביותר בעיר.
byline: מאת כתבנו בעיר
corrections:
  - date: 2026-05-11
    text: הגשר נבנה בשנת 1912.
body:
  - paragraph: כל מי שרוכב אל התחנה ידע **עשר דקות מראש**, ראו [את הלוח](https://bridges.example.org/).
  - heading: שבע דקות ליד המחסום
  - quote: אנשים מתלוננים על הגשר, אבל הגשר אינו שומע.
    by: שומר הגשר
  - list: [גשר המלח נפתח לפי בקשה, גשר העגורן נפתח בכל שעה]
  - list: [בחרו גשר, "פתחו את \`openings.csv\`"]
    ordered: true
  - link: https://example.org/harbour
    label: עוד על הנמל
  - button: https://bridges.example.org/
    label: אל זמני הגשר
  - divider: true
  - paragraph: להתראות.
`,
  'content/month/he.yaml': `kind: digest
date: 2026-06-01
status: ready
headline: יוני בקצרה
stories:
  - headline: מעבורת שקטה
    summary: המעבורת נוסעת על סוללות.
    link: https://ferry.example.org/
  - headline: המתנה קצרה
    summary: ההמתנה ליד הגשר התקצרה.
    issue: bridge
    label: אל הכתבה
`,
};
