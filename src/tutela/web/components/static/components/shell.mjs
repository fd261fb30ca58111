/**
 * The frame's behaviour. Every part works on what it finds in the page and does nothing where there is nothing.
 * Without scripts the pages still work: menus are <details>, filters and switches are forms.
 */
import { startClocks, startAges } from "./time.mjs";
import { startDialogs, startDrawer, startFolds, startMenus } from "./layers.mjs";
import { startFilters, startForms } from "./forms.mjs";
import { startIdleCover } from "./idle.mjs";
import { startKeys } from "./keys.mjs";
import { startTabs } from "./tabs.mjs";
import { startTheme } from "./theme.mjs";
import { startToasts } from "./toasts.mjs";

document.documentElement.classList.add("has-script");
for (const start of [
  startClocks, startAges, startMenus, startDrawer, startFolds, startDialogs, startFilters, startForms, startKeys,
  startTabs, startTheme, startToasts, startIdleCover,
]) start();

if (document.querySelector("[data-map]")) {
  import("./map.mjs").then((map) => map.startMaps());
}
