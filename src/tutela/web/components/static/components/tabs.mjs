/** List and map become two tabs on a narrow screen, the list first; side by side they are plain sections. */

const NARROW = matchMedia("(max-width: 991.98px)");

/** Set up every block that has tabs for narrow screens. */
export function startTabs() {
  for (const block of document.querySelectorAll("[data-phone-tabs]")) {
    const list = block.querySelector("[role=tablist]");
    if (list instanceof HTMLElement) new PhoneTabs(list).start();
  }
}

class PhoneTabs {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    this.tabs = /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll("[role=tab]")]);
  }

  start() {
    for (const tab of this.tabs) tab.addEventListener("click", () => this.choose(tab));
    this.list.addEventListener("keydown", (event) => this.walk(event));
    NARROW.addEventListener("change", () => this.fit());
    this.fit();
  }

  /** Show one panel on a narrow screen, both on a wide one. */
  fit() {
    this.list.hidden = !NARROW.matches;
    const chosen = this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? this.tabs[0];
    for (const tab of this.tabs) {
      const panel = this.panelOf(tab);
      if (!panel) continue;
      panel.hidden = NARROW.matches && tab !== chosen;
      if (NARROW.matches) panel.setAttribute("role", "tabpanel");
      else panel.removeAttribute("role");
    }
    this.list.dispatchEvent(new CustomEvent("tutela:tabs", { bubbles: true }));
  }

  /** @param {HTMLButtonElement} chosen */
  choose(chosen) {
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    this.fit();
  }

  /** Arrow keys go from tab to tab. @param {KeyboardEvent} event */
  walk(event) {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const here = this.tabs.findIndex((tab) => tab === document.activeElement);
    const next = this.tabs[(here + 1) % this.tabs.length];
    if (here === -1 || !next) return;
    this.choose(next);
    next.focus();
  }

  /** @param {HTMLButtonElement} tab */
  panelOf(tab) {
    return document.getElementById(tab.getAttribute("aria-controls") ?? "");
  }
}
