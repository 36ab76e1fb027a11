import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eld } from 'eld/extrasmall';
import { describe, expect, test } from 'vitest';
import { packedModel, packModel } from '../../packages/pack-language-model.ts';
import { foreignLanguage } from '../../pipeline/check/language/foreign-language.ts';
import { loadDetector } from '../../pipeline/check/language/load-detector.ts';

/** Ordinary passages: each is right in its own language, and wrong in a file of any other. */
const passages = {
  en: [
    'The town hall will be closed on Monday because the heating is being repaired.',
    'Bring your own cup: coffee is free, cake costs two euros.',
    'Volunteers in the reading room after the storm',
    'Readers wrote in about the new bus lane, and most of them were not amused.',
  ],
  nl: [
    'Het gemeentehuis is maandag dicht omdat de verwarming wordt gerepareerd.',
    'Neem je eigen beker mee: koffie is gratis, taart kost twee euro.',
    'Vrijwilligers in de leeszaal na de storm',
    'Lezers schreven over de nieuwe busbaan, en de meesten waren er niet blij mee.',
  ],
  de: [
    'Das Rathaus bleibt am Montag geschlossen, weil die Heizung repariert wird.',
    'Bringen Sie eine eigene Tasse mit: Kaffee ist kostenlos, Kuchen kostet zwei Euro.',
    'Freiwillige räumen nach dem Sturm gemeinsam den Lesesaal auf',
  ],
  fr: [
    'La mairie sera fermée lundi parce que le chauffage est en réparation.',
    'Apportez votre tasse : le café est gratuit, le gâteau coûte deux euros.',
    'Des bénévoles dans la salle de lecture après la tempête',
  ],
  es: [
    'El ayuntamiento permanecerá cerrado el lunes porque se repara la calefacción.',
    'Traiga su propia taza: el café es gratis y el pastel cuesta dos euros.',
    'Voluntarios recogen los libros en la sala de lectura después de la tormenta',
  ],
  ar: [
    'ستكون البلدية مغلقة يوم الاثنين بسبب إصلاح التدفئة في المبنى القديم.',
    'أحضروا أكوابكم معكم: القهوة مجانية والكعكة بيوروين فقط.',
  ],
};
const all = Object.keys(passages);
const each = Object.entries(passages).flatMap(([own, texts]) => texts.map((text) => ({ own, text })));

/** Ordinary lines of newsletters, which borrow words and names. */
const lines = {
  nl: [
    'Early bird-tickets: 15 euro, regular 20 euro, late night 10 euro',
    'Early bird combi: festival + camping, 119 euro',
    'Meet and greet 30 euro, early bird 25 euro',
    'Single 12 euro, duo 20 euro, family 35 euro, group deal 80 euro',
    'Early bird tot 1 maart 45 euro, daarna 60 euro',
    'Line-up: The National, Fontaines D.C., Idles, Big Thief en nog tien bands',
    'Nieuw in de bieb: A Little Life, The Night Watchman en Small Things Like These',
    'Support act: Lola Young; deur open 19.00 uur, show 20.00 uur',
    'Met dank aan Friends of the Earth, Save the Children en World Wide Fund for Nature',
    'Game night: Ticket to Ride, Settlers of Catan, Exploding Kittens en pizza',
    'Programma: 9.30 inloop, 10.00 keynote, 11.00 break-out sessions, 12.30 lunch, 17.00 borrel',
    'Heren 1: winst op Dijkstad, 3-1 (25-19, 23-25, 25-20, 25-17)',
    '1. Red Bull 312, 2. McLaren 298, 3. Ferrari 254 punten na twaalf races',
    'Adres: Havenstraat 12, 1234 AB Veermonde, tegenover de oude brug',
    'Coverband Street Fighting Men speelt hits van The Rolling Stones en The Who',
    'All you can eat ribs, vrijdag vanaf 17.00 uur, 22,50 p.p.',
    'Take-away: poké bowl 13 euro, ramen 15 euro, gyoza 7 euro',
    'bloem, boter, suiker, eieren, melk, vanille, snufje zout',
  ],
  en: [
    'Early bird until 1 March 45 euros, then 60 euros',
    'Winners: Lotte de Vries, Jan van den Berg, Sanne Bakker and Piet de Jong',
    'Sat 14 March, 8.30pm: Spinvis, De Staat and Eefje de Visser, doors 7pm, €18',
    'Results: Ajax 3–1 PSV, FC Utrecht 0–0 AZ, Go Ahead Eagles 2–2 NAC',
    'Address: Lange Nieuwstraat 12, 3512 PH Utrecht, opposite the old bridge',
    'Book of the week: De avond is ongemak by Marieke Lucas Rijneveld, €15',
    'Stroopwafels two for €3, oliebollen six for €7, poffertjes €5 a plate',
    'On stage: Herman van Veen, De Dijk, Doe Maar and Het Goede Doel',
    'Meet at Café de Jaren, Nieuwe Doelenstraat 20, near Muntplein, at seven',
    'Streets closed: Oude Gracht, Lange Viestraat, Vredenburg and part of Catharijnesingel',
    'Poldermodel, stroopwafel, bakfiets, fietspad: a short glossary for visitors',
    'Thanks to Bakkerij de Jong, Slagerij van Dam, Boekhandel De Kler and all volunteers',
    'He played for De Graafschap, Go Ahead Eagles and Vitesse before joining us',
    'Open: ma–vr 9–17 (Mon–Fri), za 10–16 (Sat); closed on Sundays',
    'Men 1: Dijkstad 3–1 (25–19, 23–25, 25–20, 25–17); women 2 lost',
  ],
};

describe('the detector', () => {
  const root = join(import.meta.dirname, '../..');

  test('has the current model of eld; otherwise run `npm run language-model`', async () => {
    expect((await packModel()) === readFileSync(packedModel, 'utf8')).toBe(true);
  });

  test('gives the scores of eld for the lines of all sample issues and interface texts', async () => {
    const files = globSync('{content,locales,templates,test/fixtures,test/check/faults}/**/*.{yaml,json}', {
      cwd: root,
    });
    const texts = files.flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n'));
    expect(texts.length).toBeGreaterThan(3_000);
    await expectScoresOfEld(texts);
  });

  test('gives the scores of eld for the names of countries in all of its languages', async () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const texts = Object.values(eld.info().Languages).flatMap((language) => {
      const names = new Intl.DisplayNames(language, { type: 'region' });
      const all = letters.flatMap((first) => letters.flatMap((second) => names.of(first + second) ?? []));
      return [all.slice(0, 60).join(' '), all.slice(200, 230).join(''), ...all.slice(-12)];
    });
    await expectScoresOfEld(texts);
  });

  test.each([
    ['nothing', ''],
    ['no letter', '12.30 – 14.00, € 5'],
    ['apostrophes', "'t was in de '80's d’n ’ o'clock `zo`"],
    ['a capital letter that grows', 'İSTANBUL’DA İKİ GÜN'],
    ['a pair of surrogates and half of one', 'een feest 🎉 met 🎈ballonnen\ud83c'],
    ['a word of 70 letters', `de ${'winterwandelingen'.repeat(5)} zijn er weer`],
    ['long text with spaces', 'De haven is weer open voor alle boten. '.repeat(20)],
    ['long text without spaces', '桥每天早上八点开放船只必须等待守卫看到它们。'.repeat(20)],
  ])('gives the scores of eld for odd texts: %s', async (_what, text) => expectScoresOfEld([text]));

  async function expectScoresOfEld(texts: readonly string[]): Promise<void> {
    const { scores } = await loadDetector();
    const others = texts.filter((text) => {
      const [ours, theirs] = [scores(text), eld.detect(text).getScores()];
      const languages = Object.keys(theirs);
      return (
        languages.length !== Object.keys(ours).length ||
        languages.some((language) => ours[language] !== theirs[language])
      );
    });
    expect(others).toEqual([]);
  }
});

describe('the language of a text', () => {
  test.each(each)('is accepted in a file of its language: $text', async ({ own, text }) => {
    expect(await foreignLanguage(text, { own, all }, loadDetector)).toBeUndefined();
    expect(await foreignLanguage(text, { own, all: [own] }, loadDetector)).toBeUndefined();
  });

  test.each(each)('is found in a file of every other language: $text', async ({ own, text }) => {
    const others = all.filter((other) => other !== own);
    const found = others.map((other) => foreignLanguage(text, { own: other, all }, loadDetector));
    expect(await Promise.all(found)).toEqual(others.map(() => own));
  });

  test.each([
    ['a name', 'Stichting Vrienden van de Kraanbrug Veermonde'],
    ['few letters', 'De haven en de stad'],
    ['a quotation', 'She said “wij willen de haven gewoon terug zoals zij was” twice.'],
    ['a title', 'She sang *wij willen de haven gewoon terug zoals zij was* twice.'],
    ['code', 'Type `de haven is weer open voor alle boten en schepen` here.'],
    ['a standing', 'Standings: 1. Dijkstad 41, 2. Veermonde 40, 3. Polder 38.'],
  ])('is not checked: %s', async (_what, text) => {
    expect(await foreignLanguage(text, { own: 'en', all }, loadDetector)).toBeUndefined();
  });

  test.each([
    ['en', 'The chef de cuisine offers a plat du jour, crème brûlée and café au lait.'],
    ['en', 'Stroopwafels, bitterballen, poffertjes, kroketten and haring: what to eat in Amsterdam'],
    ['en', 'leeks, potatoes, stock, mustard, cream, pepper, salt, parsley'],
    ['nl', 'Check de live stream, like de post en share hem met je followers.'],
    ['nl', 'Software-update: download de app, log in, open settings en tap op privacy.'],
    ['nl', 'Openingstijden: ma t/m vr 9.00-17.00 uur, za 10.00-16.00 uur, zo gesloten'],
    ['de', 'Der Workshop zum Thema Social Media und Content Marketing findet im Coworking Space statt.'],
    ['fr', 'Le week-end, le shopping, le fast-food et le marketing : des mots bien français ?'],
    ['es', 'El marketing digital, el software libre y el streaming en el nuevo coworking'],
  ])('may borrow words from others: %s, %s', async (own, text) => {
    expect(await foreignLanguage(text, { own, all }, loadDetector)).toBeUndefined();
  });

  test.each(Object.entries(lines))(
    'is not judged by prices, programmes, results and names: %s',
    async (own, texts) => {
      const found = texts.map((text) => foreignLanguage(text, { own, all: ['en', 'nl'] }, loadDetector));
      const judged = await Promise.all(found);
      expect(texts.filter((_, at) => judged[at] !== undefined)).toEqual([]);
    },
  );

  test.each([
    ['nl', 'af', 'Die munisipaliteit se kantore is Maandag gesluit omdat die verhitting herstel word.'],
    ['da', 'no', 'Rådhuset er stengt på mandag fordi varmen skal repareres av kommunen.'],
    ['es', 'gl', 'O concello permanecerá pechado o luns porque se repara a calefacción do edificio.'],
    ['es', 'pt', 'A câmara municipal estará fechada na segunda-feira porque o aquecimento está em obras.'],
  ])(
    'is not distinguished from a similar one that the publication does not have: %s and %s',
    async (own, _near, text) => {
      expect(await foreignLanguage(text, { own, all: [own, 'en'] }, loadDetector)).toBeUndefined();
    },
  );

  test.each([
    ['da', 'nb', 'Broen åpner hver dag klokken åtte, og skipperne må vente til vakten har sett dem.'],
    ['nb', 'da', 'Broen åbner hver dag klokken otte, og skipperne skal vente, indtil vagten har set dem.'],
    ['da', 'nn', 'Brua opnar kvar dag klokka åtte, og skipparane må vente til vakta har sett dei.'],
    ['nb', 'nn', 'Brua opnar kvar dag klokka åtte, og skipparane må vente til vakta har sett dei.'],
    [
      'sr',
      'hr',
      'Most se otvara svakog dana u osam časova, a brodovi moraju da čekaju dok ih čuvar ne vidi.',
    ],
    [
      'hr',
      'sr',
      'Most se otvara svakog dana u osam časova, a brodovi moraju da čekaju dok ih čuvar ne vidi.',
    ],
    ['cs', 'sk', 'Program podujatia je na stránke mesta a vstup je pre deti do desiatich rokov voľný.'],
    ['ms', 'id', 'Jembatan dibuka setiap hari pada pukul delapan, dan kapal harus menunggu penjaga.'],
    [
      'pt',
      'gl',
      'A ponte ábrese todos os días ás oito, e os barcos teñen que agardar ata que o garda os vexa.',
    ],
    [
      'bg',
      'mk',
      'Мостот се отвора секој ден во осум часот, а бродовите мораат да чекаат додека чуварот не ги види.',
    ],
  ])(
    'is never distinguished from one that is too similar, even if the publication has both: %s and %s',
    async (own, other, text) => {
      for (const all of [
        [own, other],
        [own, other, 'sl', 'sv', 'en'],
      ])
        expect(await foreignLanguage(text, { own, all }, loadDetector)).toBeUndefined();
    },
  );

  test('is distinguished from one that is not similar', async () => {
    const text = 'Bron öppnar varje dag klockan åtta, och skepparna måste vänta tills vakten har sett dem.';
    expect(await foreignLanguage(text, { own: 'da', all: ['da', 'nb', 'sv'] }, loadDetector)).toBe('sv');
  });

  test('is distinguished from a similar one that the publication has', async () => {
    const text = 'El ayuntamiento permanecerá cerrado el lunes porque se repara la calefacción.';
    expect(await foreignLanguage(text, { own: 'pt-PT', all: ['pt-PT', 'es'] }, loadDetector)).toBe('es');
  });

  test('is unknown where the detector does not know the language of the file', async () => {
    const text = 'The town hall will be closed on Monday because the heating is being repaired.';
    expect(await foreignLanguage(text, { own: 'ga', all: ['ga', 'en'] }, loadDetector)).toBeUndefined();
  });

  test('needs no detector for a text that may be in any language', async () => {
    const load = () => Promise.reject(new Error('The detector is loaded.'));
    const name = 'Stichting Vrienden van de Kraanbrug Veermonde';
    expect(await foreignLanguage(name, { own: 'en-GB', all }, load)).toBeUndefined();
  });
});
