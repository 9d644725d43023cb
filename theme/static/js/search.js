// The search. Without it the page is a list of all pages. Nothing is loaded before somebody types; then a worker of
// the language's index does the work. Nothing is kept but the words in the address, with which Back brings them back.

const FIRST = 4; // results at once: with them the first search is twelve requests
const MORE = 10;
const AROUND = 28; // words of a page that a result shows
const BEFORE = 7; // … of them before the first that was found
const PAUSE = 250; // milliseconds without typing

const form = document.querySelector(".search");
const field = form.querySelector(".search__words");
const said = form.querySelector(".search__said");
const list = form.querySelector(".search__results");
const more = form.querySelector(".search__more");
const facets = form.querySelector(".search__facets");
const source = form.querySelector(".search__source");
const blank = form.querySelector("template").content.firstElementChild;
const boxes = [...form.querySelectorAll("[type=checkbox]")];
const numbers = new Intl.NumberFormat(form.dataset.language);

let worker = null;
let waiting = new Map();
let calls = 0;
let latest = 0;
let timer = 0;
let total = 0;

function tell(text) {
  if (said.textContent !== text) said.textContent = text;
}

function fail() {
  for (const { reject } of waiting.values()) reject(new Error("search"));
  waiting.clear();
  worker?.terminate();
  worker = null; // the next try begins anew
}

function start() {
  worker = new Worker(form.dataset.index + "pagefind.js", { type: "module" });
  worker.addEventListener("error", fail);
  worker.addEventListener("message", ({ data: { id, value, failed } }) => {
    if (failed) return fail();
    waiting.get(id)?.resolve(value);
    waiting.delete(id);
  });
  const language = document.documentElement.lang.toLowerCase();
  return ask("start", { basePath: form.dataset.index, baseUrl: form.dataset.index.split("pagefind/")[0], language });
}

function ask(call, ...given) {
  const id = (calls += 1);
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, call, given });
  });
}

// Return the results and how many there are for each value. Tests ask this, too.
export async function find(words, chosen = []) {
  if (!worker) await start();
  return ask("find", words, chosen);
}

export async function read(from, to) {
  return ask("read", from, to);
}

function chosen() {
  const groups = new Map();
  for (const box of boxes.filter((box) => box.checked)) {
    const group = box.value.split(":")[0];
    groups.set(group, [...(groups.get(group) ?? []), box.value]);
  }
  return [...groups.values()];
}

async function search() {
  const turn = (latest += 1);
  const words = field.value.trim();
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!words) return clear("");
  if (!worker) tell(form.dataset.wait);
  try {
    const answer = await find(words, chosen());
    const results = await read(0, FIRST);
    if (turn !== latest) return;
    total = answer.total;
    clear(total ? form.dataset.found.replace("{number}", numbers.format(total)) : form.dataset.none);
    for (const box of boxes) {
      const count = answer.counts[box.value] ?? 0;
      box.parentElement.hidden = !count && !box.checked;
      box.parentElement.lastElementChild.textContent = `(${numbers.format(count)})`;
    }
    for (const group of form.querySelectorAll("fieldset")) group.hidden = !group.querySelector("label:not([hidden])");
    if (facets) facets.hidden = !(total || chosen().length);
    if (source && !total) {
      source.hidden = false;
      source.firstElementChild.search = new URLSearchParams({ q: words });
    }
    show(results);
  } catch {
    if (turn === latest) clear(form.dataset.failed);
  }
}

function clear(text) {
  tell(text);
  list.replaceChildren();
  more.hidden = true;
  if (facets) facets.hidden = true;
  if (source) source.hidden = true;
}

function show(results) {
  for (const result of results) {
    const item = blank.cloneNode(true);
    const [link, text, parts] = item.querySelectorAll("a, p, ul");
    link.textContent = result.title;
    link.href = result.url;
    text.append(...excerpt(result));
    const kind = boxes.find((box) => box.value.startsWith("kind:") && result.facets.includes(box.value));
    if (kind) parts.append(entry(kind.nextElementSibling.textContent));
    for (const part of result.parts.slice(0, 3)) {
      const link = document.createElement("a");
      link.href = part.url;
      link.textContent = part.title;
      parts.append(entry(link));
    }
    list.append(item);
  }
  more.hidden = list.children.length >= total;
}

function entry(content) {
  const item = document.createElement("li");
  item.append(content);
  return item;
}

const plain = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

function* marked(words, isFound, gap) {
  for (const word of words) {
    if (isFound(word)) {
      const mark = document.createElement("mark");
      mark.textContent = word;
      yield mark;
      yield gap;
    } else yield word + gap;
  }
}

// Return the words around the first that was found, all of these marked; the beginning if the text has none.
function* excerpt({ text, found }) {
  const spaced = !/^zh/.test(form.dataset.language);
  const known = new Set(found.map(plain));
  known.delete("");
  // Without spaces, what was found divides the text.
  const bounds = [...known].sort((one, other) => other.length - one.length).join("|");
  const words = spaced ? text.split(/\s+/) : text.split(bounds ? new RegExp(`(${bounds})`) : "。");
  const isFound = (word) => known.has(plain(word));
  const first = words.findIndex(isFound);
  if (!spaced && first > 0) {
    const before = words[first - 1];
    yield before.length > BEFORE * 2 ? "…" + before.slice(-BEFORE * 2) : before;
    let left = AROUND * 3;
    const shown = words.slice(first).map((word) => {
      const part = word.slice(0, Math.max(0, left));
      left -= word.length;
      return part;
    });
    yield* marked(shown.filter(Boolean), isFound, "");
    if (left < 0) yield "…";
    return;
  }
  if (!spaced) return yield* marked([text.slice(0, AROUND * 3)], isFound, "");
  const from = first < AROUND - BEFORE ? 0 : first - BEFORE;
  if (from) yield "… ";
  yield* marked(words.slice(from, from + AROUND), isFound, " ");
  if (from + AROUND < words.length) yield "…";
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
form.addEventListener("change", (event) => {
  if (boxes.includes(event.target)) search();
});
more.addEventListener("click", async () => {
  const from = list.children.length;
  const turn = latest;
  try {
    const results = await read(from, from + MORE);
    if (turn !== latest) return;
    show(results);
    list.children[from]?.querySelector("a").focus();
  } catch {
    clear(form.dataset.failed);
  }
});

form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search();
