// The search of the archive. The build of the site made the index. The page reads it from files beside this page
// as scripts, so searching works without a network and from disk. Queries never leave the page.
(() => {
  const form = document.querySelector('form.find');
  const field = document.getElementById('query');
  const count = document.getElementById('count');
  const results = document.getElementById('results');
  const parts = [];
  let loading;

  // Must be the same as in pipeline/archive/search-terms.ts, which made the index.
  const letters = /[\p{L}\p{M}\p{N}]+/gu;
  const unspaced =
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
  const pairs = (word) => {
    const characters = [...word];
    if (characters.length < 3) return [word];
    return characters.slice(1).map((character, at) => characters[at] + character);
  };
  const termsOf = (text) => {
    const plain = text
      .normalize('NFKD')
      .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
      .normalize('NFC')
      .toLowerCase();
    return (plain.match(letters) ?? []).flatMap((word) => (unspaced.test(word) ? pairs(word) : [word]));
  };

  const options = {
    fields: ['title', 'deck', 'topics', 'text'],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: { boost: { title: 4, topics: 3, deck: 2 }, prefix: true, fuzzy: 0.15, combineWith: 'AND' },
  };

  // Each file of the index calls this with its content.
  globalThis.courantSearch = {
    add({ index, shown }) {
      parts.push({ index: globalThis.MiniSearch.loadJS(index, options), shown });
    },
  };

  const script = (src) =>
    new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = src;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });

  const load = async () => {
    await script(form.dataset.library);
    await Promise.all(form.dataset.files.split(' ').filter(Boolean).map(script));
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const show = ([slug, day, date, title, description]) => {
    const article = element('article');
    const line = element('p', '', { class: 'date' });
    line.append(element('time', date, { datetime: day }));
    const text = element('div');
    const heading = element('h2');
    heading.append(element('a', title, { href: `../${encodeURIComponent(slug)}/` }));
    text.append(heading);
    if (description !== title) text.append(element('p', description));
    article.append(line, text);
    return article;
  };

  const search = async () => {
    const query = field.value.trim();
    history.replaceState(null, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (query === '') {
      results.replaceChildren();
      count.textContent = '';
      return;
    }
    loading ??= load();
    await loading;
    if (query !== field.value.trim()) return; // more was typed meanwhile
    const found = parts
      .flatMap(({ index, shown }) =>
        index.search(query).map(({ id, score }) => ({ score, shown: shown[id] })),
      )
      .sort((a, b) => b.score - a.score || (a.shown[1] < b.shown[1] ? 1 : -1));
    count.textContent = found.length === 0 ? form.dataset.none : `${form.dataset.found} ${found.length}`;
    results.replaceChildren(...found.slice(0, 50).map((each) => show(each.shown)));
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void search();
  });
  field.addEventListener('input', () => void search());
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) {
    field.value = asked;
    void search();
  }
})();
