/** What the map says about one thing: built from text, never from HTML, in the reader's language as the server wrote it. */

/** @typedef {{ harm: string, events: string, areaLevel: string, open: string, closer: string, disputed: string }} Texts */
/** @typedef {{ kind?: string, title?: string, name?: string, lines?: string[] | string, url?: string, harm?: number,
 *   events?: number, disputed?: boolean }} Properties */

/** Build a popup's content. @param {Properties} properties @param {Texts} texts @param {(() => void) | null} closer */
export function popupContent(properties, texts, closer) {
  const box = document.createElement("div");
  box.className = "map-words";
  const title = properties.title ?? properties.name ?? "";
  if (title) box.append(element("p", "map-words-title", title));
  if (properties.disputed) box.append(element("p", "map-words-note", texts.disputed));
  if (properties.kind) box.append(counts(properties, texts));
  for (const text of linesOf(properties.lines)) box.append(element("p", "", text));
  if (properties.kind === "area") box.append(element("p", "map-words-note", texts.areaLevel));
  const ways = element("p", "map-words-ways", "");
  if (properties.url) ways.append(link(properties.url, texts.open));
  if (closer) ways.append(button(texts.closer, closer));
  if (ways.childNodes.length > 0) box.append(ways);
  return box;
}

/** MapLibre hands nested values back as JSON text. @param {string[] | string | undefined} lines @returns {string[]} */
function linesOf(lines) {
  if (typeof lines !== "string") return lines ?? [];
  try {
    return JSON.parse(lines);
  } catch {
    return [lines];
  }
}

/** @param {Properties} properties @param {Texts} texts */
function counts(properties, texts) {
  const format = new Intl.NumberFormat(document.documentElement.lang || "en");
  const list = element("dl", "map-words-counts", "");
  for (const [name, value] of /** @type {[string, number | undefined][]} */ (
    [[texts.harm, properties.harm], [texts.events, properties.events]])) {
    if (value === undefined || (name === texts.events && value === 1)) continue;
    const pair = document.createElement("div");
    pair.append(element("dt", "", name), element("dd", "", format.format(value)));
    list.append(pair);
  }
  return list;
}

/** @param {string} tag @param {string} css @param {string} text */
function element(tag, css, text) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  made.textContent = text;
  return made;
}

/** @param {string} address @param {string} text */
function link(address, text) {
  const made = document.createElement("a");
  made.className = "btn btn-sm btn-primary";
  made.href = address;
  made.textContent = text;
  return made;
}

/** @param {string} text @param {() => void} work */
function button(text, work) {
  const made = document.createElement("button");
  made.className = "btn btn-sm";
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", work);
  return made;
}
