// What follows stands behind Pagefind's own script, which then runs as a worker: the page needs no leave to compile
// WebAssembly or to fetch anything, only this file has it (WORKER_POLICY in plugins/multilingual/policy.py).

// Found with tests/search/*.toml.
const RANKING = { termFrequency: 0.2 }; // how large a part of a page is about a word counts less
const LITTLE_WORD = 0.15;
const PREFERRED = [["kind:pages", 1.2], ["kind:glossary", 1.1]]; // the others are longer: more of any words
const KEPT = 0.5; // of the first result's words, or points
const little = new Set(LITTLE.split(" "));
const having = new Map(); // pages by value
const answers = new Map();
let size = 0;
let results = [];

// As in words.py; FOLDED is whether the language's words are in the index without their accents.
const PLAIN = { ł: "l", œ: "oe", ي: "ی", ى: "ی", ك: "ک", ۃ: "ہ", ة: "ہ", ه: "ہ" };
const folded = (words) =>
  FOLDED ? words.replace(/[łœيىكۃةه]/g, (letter) => PLAIN[letter]).normalize("NFD").replace(/\p{Mn}/gu, "") : words;

// Pagefind waits for ever, or finds nothing, if a file of the index does not come.
const fetchFile = self.fetch.bind(self);
self.fetch = async (...asked) => {
  const answer = await fetchFile(...asked).catch(() => null);
  if (!answer?.ok) {
    self.postMessage({ failed: true });
    throw new Error("a file of the index is missing");
  }
  return answer;
};
self.addEventListener("unhandledrejection", () => self.postMessage({ failed: true }));

async function ask(form) {
  if (!answers.has(form)) answers.set(form, (await search(form)).results);
  return answers.get(form);
}

// Whether words of the index begin so. If none does, Pagefind finds shorter ones: the same, whatever follows.
async function begins(form) {
  const [found, longer] = [await ask(form), await ask(form + "ᚠ")].map((all) => all.map(({ id }) => id).sort().join());
  return found && (found !== longer || (await ask(`"${form}"`)).length > 0);
}

// Chinese has no spaces and Korean joins words: they are taken apart into the longest that the index has.
async function wordsOf(text) {
  const words = new Set();
  for (const [part] of text.matchAll(/[一-鿿]+|(?:(?![一-鿿])[\p{L}\p{M}\p{N}()-])+/gu)) {
    const [shortest, longest] = /[一-鿿]/.test(part) ? [1, 6] : /[가-힣]/.test(part) ? [2, 9] : [99, 99];
    for (let from = 0, word; from < part.length; from += word.length) {
      word = part.slice(from, from + longest);
      while (word.length > shortest && !(await begins(word))) word = word.slice(0, -1);
      words.add(word);
    }
  }
  return [...words].slice(0, 20); // phones are slow
}

// The pages that have a word or its beginning (Pagefind has no stemmer for many languages), with what it counts.
async function pagesWith(word) {
  const shortest = Math.max(Math.min(word.length, /[가-힣一-鿿]/.test(word) ? 1 : 3), word.length / 2);
  const pages = new Map();
  for (let form = word; form.length >= shortest; form = form.slice(0, -1)) {
    const found = (await begins(form)) ? await ask(form) : [];
    const best = Math.max(...found.map(({ score }) => score));
    for (const result of found) {
      const has = form.length / word.length;
      const points = has * Math.max(0.1, result.score / best);
      if (!(pages.get(result.id)?.points >= points)) pages.set(result.id, { has, points, result });
    }
  }
  return pages;
}

// The pages with most of the words, or the rare ones, best first: often none has all.
async function rank(text) {
  const pages = new Map();
  for (const word of await wordsOf(text)) {
    const those = await pagesWith(word);
    const counts = (little.has(word) ? LITTLE_WORD : 1) * Math.sqrt(Math.log(1 + size / those.size));
    for (const [id, { has, points, result }] of those) {
      const page = pages.get(id) ?? { id, has: 0, points: 0, found: [] };
      page.has += has * counts;
      page.points += points * counts;
      page.found.push(result);
      pages.set(id, page);
    }
  }
  for (const [value, more] of PREFERRED) for (const page of narrowed([...pages.values()], [[value]])) page.points *= more;
  if (!pages.size) return (await ask(text)).map((result) => ({ id: result.id, found: [result] }));
  const ranked = [...pages.values()].sort((one, other) => other.points - one.points);
  return ranked.filter(({ has, points }) => has >= ranked[0].has * KEPT || points >= ranked[0].points * KEPT);
}

// chosen: the values of each group that has some; a page must have one of each.
const narrowed = (pages, chosen) =>
  pages.filter(({ id }) => chosen.every((values) => values.some((value) => having.get(value)?.has(id))));

const calls = {
  async start(settings) {
    await options({ ...settings, ranking: RANKING });
    size = (await search(null)).results.length;
    for (const value of Object.keys((await filters()).f ?? {})) {
      const found = await search(null, { filters: { f: value } });
      having.set(value, new Set(found.results.map(({ id }) => id)));
    }
  },
  async find(words, chosen) {
    const all = await rank(folded(words.normalize("NFC").toLowerCase()));
    results = narrowed(all, chosen);
    const counts = {};
    for (const [value, pages] of having) {
      // Within a group a choice adds: the other values have what they would have without it.
      const others = chosen.filter(([other]) => other.split(":")[0] !== value.split(":")[0]);
      counts[value] = narrowed(all, others).filter(({ id }) => pages.has(id)).length;
    }
    return { total: results.length, counts };
  },
  async read(from, to) {
    return Promise.all(
      results.slice(from, to).map(async ({ found }) => {
        const marked = new Set();
        const parts = new Map();
        let url, meta, raw_content, locations, sub_results, filters;
        for (const result of found) {
          ({ url, meta, raw_content, locations, sub_results, filters } = await result.data());
          const all = raw_content.split(raw_content.includes("\u200B") ? "\u200B" : /\s+/);
          for (const place of locations) marked.add(all[place] ?? "");
          for (const { anchor, title, url } of sub_results) if (anchor) parts.set(url, { title, url });
        }
        const [title, text, facets] = [meta.title, meta.text ?? "", filters.f ?? []];
        // A term's address is its place on a page, and Pagefind's addresses all end with a slash.
        url = url.replace(/#(.+)\/$/, "#$1");
        return { url, title, text, facets, found: [...marked], parts: [...parts.values()] };
      }),
    );
  },
};

self.addEventListener("message", async ({ data: { id, call, given } }) => {
  try {
    self.postMessage({ id, value: await calls[call](...given) });
  } catch {
    self.postMessage({ id, failed: true });
  }
});
