
// What follows stands behind Pagefind's own script, which then runs as a worker: the page needs no leave to compile
// WebAssembly or to fetch anything, only this file has it (WORKER_POLICY in plugins/multilingual/policy.py).

const SHORTEST = 4; // letters of a word that is tried without its ending
const FEW = 3; // results
// Found with tests/search/golden.toml: it counts less how large a part of a page is about a word.
const RANKING = { termFrequency: 0.2 };
let results = [];

// As in words.py; FOLDED is whether the language's words are in the index without their accents.
const PLAIN = { ł: "l", œ: "oe", ي: "ی", ى: "ی", ك: "ک", ۃ: "ہ", ة: "ہ", ه: "ہ" };
const folded = (words) =>
  FOLDED
    ? words.toLowerCase().replace(/[łœيىكۃةه]/g, (letter) => PLAIN[letter]).normalize("NFD").replace(/\p{Mn}/gu, "")
    : words;

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

// What is tried where no page has all the words: without the short ones; and where few have them: without endings,
// since Pagefind finds beginnings of words, and has no stemmer for many languages.
const long = (words) => words.split(/\s+/).filter((word) => word.length >= SHORTEST).join(" ") || words;
const shorter = (words) =>
  words.replace(/[\p{L}\p{M}]+/gu, (word) => (word.length > SHORTEST ? word.slice(0, -1) : word));

// chosen: the values of each group that has some; a result has one of each group.
const look = (words, chosen) =>
  search(words, { filters: { all: chosen.map((values) => ({ f: { any: values } })) } });

const calls = {
  async start(settings) {
    await options({ ...settings, ranking: RANKING });
    await filters();
  },
  async find(words, chosen) {
    words = folded(words);
    let found = await look(words, []);
    let used = words;
    if (!found.results.length) {
      used = words = long(words);
      found = await look(words, []);
    }
    for (let tries = 2; tries && found.results.length < FEW; tries -= 1) {
      words = shorter(words);
      const more = await look(words, []);
      if (more.results.length > found.results.length) [used, found] = [words, more];
    }
    const all = chosen.length ? await look(used, chosen) : found;
    results = all.results;
    const counts = { ...all.filters.f };
    for (const own of chosen) {
      // Within a group a choice adds: the other values have what they would have without it.
      const others = await look(used, chosen.filter((values) => values !== own));
      const group = own[0].split(":")[0] + ":";
      for (const [value, count] of Object.entries(others.filters.f)) if (value.startsWith(group)) counts[value] = count;
    }
    return { total: results.length, counts };
  },
  async read(from, to) {
    return Promise.all(
      results.slice(from, to).map(async (result) => {
        const { url, meta, raw_content, locations, sub_results, filters } = await result.data();
        const all = raw_content.split(raw_content.includes("\u200B") ? "\u200B" : /\s+/);
        const parts = sub_results.filter((part) => part.anchor).map(({ title, url }) => ({ title, url }));
        const found = [...new Set(locations.map((place) => all[place] ?? ""))];
        // A term's address is its place on a page, and Pagefind's addresses all end with a slash.
        return { url: url.replace(/#(.+)\/$/, "#$1"), title: meta.title, text: meta.text ?? "", found, parts, facets: filters.f ?? [] };
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
