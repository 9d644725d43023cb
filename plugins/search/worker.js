
// What follows stands behind Pagefind's own script, which then runs as a worker: the page needs no leave to compile
// WebAssembly or to fetch anything, only this file has it (WORKER_POLICY in plugins/multilingual/policy.py).

const SHORTEST = 4; // letters of a word that is still tried without its ending
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

// What to try where a page with all the words is not there: without the short ones, then without endings, since
// beginnings of words are found too.
const long = (words) => words.split(/\s+/).filter((word) => word.length >= SHORTEST).join(" ") || words;
const shorter = (words) =>
  words.replace(/[\p{L}\p{M}]+/gu, (word) => (word.length > SHORTEST ? word.slice(0, -1) : word));
const TRIES = [long, shorter, shorter];

// chosen: the values of each group that has some; a result has one of each group.
const look = (words, chosen) =>
  search(words, { filters: { all: chosen.map((values) => ({ f: { any: values } })) } });

const calls = {
  async start(settings) {
    await options(settings);
    await filters();
  },
  async find(words, chosen) {
    words = folded(words);
    let found = await look(words, []);
    for (const other of TRIES) {
      if (found.results.length) break;
      words = other(words);
      found = await look(words, []);
    }
    const all = chosen.length ? await look(words, chosen) : found;
    results = all.results;
    const counts = { ...all.filters.f };
    for (const own of chosen) {
      // Within a group a choice adds: the other values have what they would have without it.
      const others = await look(words, chosen.filter((values) => values !== own));
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
