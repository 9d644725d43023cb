// The settings that Eleventy gets: what the other builders do by themselves, done once a build.

const bySlug = (one, other) => (one.data.slug < other.data.slug ? -1 : 1);

function grouped(pages, key) {
  const groups = {};
  for (const page of pages) (groups[page.data[key]] ??= []).push(page);
  return groups;
}

// Headings get ids, as Python-Markdown's toc extension and Hugo give them.
function headingIds(markdown) {
  markdown.core.ruler.push("heading_ids", ({ tokens }) => {
    tokens.forEach((token, at) => {
      if (token.type === "heading_open") {
        token.attrSet("id", tokens[at + 1].content.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"));
      }
    });
  });
}

export default function (eleventy) {
  eleventy.addGlobalData("layout", "page.njk");
  eleventy.amendLibrary("md", headingIds);
  eleventy.addCollection("bySlug", (all) => grouped(all.getAll(), "slug"));
  eleventy.addCollection("firstTen", (all) => {
    const groups = grouped(all.getAll().sort(bySlug), "lang");
    return Object.fromEntries(Object.entries(groups).map(([lang, pages]) => [lang, pages.slice(0, 10)]));
  });
  eleventy.setServerOptions({ liveReload: false });
}

export const config = {
  dir: { input: "content", includes: "../layouts", output: "_site" },
  markdownTemplateEngine: false, // the others read no template language in the text either
};
