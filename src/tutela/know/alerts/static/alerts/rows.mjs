/** The rows of the queue: put in order as the server says, without taking the focus or the place from whoever reads. */

const FRESH_MILLISECONDS = 20_000;

/**
 * What the server tells of the queue.
 * @typedef {{ etag: string, since: string, order: string[], html: string, counts: Record<string, number>,
 *   summary: string, whole: boolean, post: string, said?: string }} Told
 */

export class Rows {
  /** @param {HTMLElement} root @param {{ onNews: (count: number) => void }} told */
  constructor(root, told) {
    this.root = root;
    this.body = /** @type {HTMLTableSectionElement} */ (root.querySelector("[data-desk-rows]"));
    this.told = told;
    this.title = document.title;
    this.number = new Intl.NumberFormat(document.documentElement.lang || "en");
    this.setTitle(this.unacknowledged());
  }

  /** The row that holds the focus, if any. */
  focused() {
    const row = document.activeElement?.closest("tr");
    return row && this.body.contains(row) ? row : null;
  }

  /** Put the focus on a row by its reference. @param {string} reference */
  focusOn(reference) {
    const row = /^A-\d+$/.test(reference) ? document.getElementById(reference) : null;
    if (row && this.body.contains(row)) linkOf(row)?.focus();
  }

  /** Show what the server told; false when a row is missing, so that all must be asked for. @param {Told} told */
  show(told) {
    const known = new Map([...this.body.rows].map((row) => [row.id, row]));
    const place = this.hold();
    const fresh = this.take(told.html, known);
    if (told.order.some((reference) => !known.has(reference))) {
      place.restore();
      return false;
    }
    this.arrange(told.order, known);
    this.settle(told);
    place.restore();
    if (!told.whole) this.announce(fresh.filter((row) => row.isConnected));
    return true;
  }

  /** Read rows out of HTML, old ones are replaced; return those that are new here.
   * @param {string} html @param {Map<string, HTMLTableRowElement>} known */
  take(html, known) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = [];
    for (const row of template.content.querySelectorAll("tr")) {
      const old = known.get(row.id);
      known.set(row.id, row);
      if (old) old.replaceWith(row);
      else fresh.push(row);
    }
    return fresh;
  }

  /** Put the rows in order and take away those that left. @param {string[]} order
   * @param {Map<string, HTMLTableRowElement>} known */
  arrange(order, known) {
    const staying = new Set(order);
    for (const row of [...this.body.rows]) if (!staying.has(row.id)) row.remove();
    let next = this.body.firstElementChild;
    for (const reference of order) {
      const row = known.get(reference);
      if (!row) continue;
      if (row === next) next = next.nextElementSibling;
      else this.body.insertBefore(row, next);
    }
  }

  /** Set counts, the summary and which of list and empty page is shown. @param {Told} told */
  settle(told) {
    for (const [name, count] of Object.entries(told.counts)) {
      const shown = document.querySelector(`[data-view="${name}"] [data-count]`);
      if (shown) shown.textContent = this.number.format(count);
    }
    const summary = this.root.querySelector("[data-desk-summary]");
    if (summary) summary.textContent = told.summary;
    this.root.querySelector("[data-desk-frame]")?.toggleAttribute("hidden", told.order.length === 0);
    this.root.querySelector("[data-desk-empty]")?.toggleAttribute("hidden", told.order.length > 0);
    this.setTitle(told.counts.unacknowledged ?? 0);
  }

  /** How many nobody has acknowledged, as the page came. */
  unacknowledged() {
    return Number(document.querySelector("[data-view=unacknowledged] [data-count]")?.textContent?.replace(/\D/g, "") ?? 0);
  }

  /** @param {number} count */
  setTitle(count) {
    document.title = count > 0 ? `(${count}) ${this.title}` : this.title;
  }

  /** Remember where the focus and the eye are; `restore` puts both back after the rows have moved. */
  hold() {
    const row = this.focused();
    const index = row ? row.sectionRowIndex : -1;
    const selector = kindOf(document.activeElement);
    const anchor = this.anchor(row);
    const top = anchor?.getBoundingClientRect().top ?? 0;
    return {
      restore: () => {
        const anchored = anchor && document.getElementById(anchor.id);
        if (anchored && anchored.offsetParent !== null) scrollBy(0, anchored.getBoundingClientRect().top - top);
        if (!row) return;
        const same = document.getElementById(row.id) ?? this.body.rows[Math.min(index, this.body.rows.length - 1)];
        const target = same?.querySelector(selector) ?? (same ? linkOf(same) : null) ?? document.getElementById("main");
        if (target instanceof HTMLElement && target !== document.activeElement) target.focus({ preventScroll: true });
      },
    };
  }

  /** The row that must not move on the screen: under the focus, under the pointer, or the first one in sight.
   * @param {HTMLTableRowElement | null} focused */
  anchor(focused) {
    if (focused && isInSight(focused)) return focused;
    const pointed = this.body.querySelector("tr:hover");
    if (pointed) return pointed;
    return scrollY > 0 ? ([...this.body.rows].find(isInSight) ?? null) : null;
  }

  /** Say how many are new, and let them be seen as new for a while. @param {HTMLTableRowElement[]} fresh */
  announce(fresh) {
    if (fresh.length === 0) return;
    for (const row of fresh) {
      row.classList.add("is-fresh");
      setTimeout(() => row.classList.remove("is-fresh"), FRESH_MILLISECONDS);
    }
    const news = this.root.querySelector("[data-news]");
    if (!(news instanceof HTMLElement)) return;
    const immediate = fresh.filter((row) => row.querySelector(".urgency-1")).length;
    const count = String(fresh.length);
    const many = (fresh.length === 1 ? news.dataset.newsOne : news.dataset.newsMany)?.replace("{count}", count) ?? "";
    const said = immediate ? `${many}, ${news.dataset.newsImmediate?.replace("{count}", String(immediate))}` : many;
    news.replaceChildren(said);
    this.told.onNews(fresh.length);
  }
}

/** @param {Element} row */
function isInSight(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** @param {Element} row */
function linkOf(row) {
  return /** @type {HTMLElement | null} */ (row.querySelector("[data-row-link]"));
}

/** What in a row has the focus, so that the same has it in the row that replaces it. @param {Element | null} element */
function kindOf(element) {
  if (element?.classList.contains("desk-acknowledge")) return ".desk-acknowledge";
  return element?.classList.contains("desk-step") ? "a.desk-step" : "[data-row-link]";
}
