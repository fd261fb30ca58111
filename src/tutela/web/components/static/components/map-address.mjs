/** The map's state lives in the page's address, so that what one person sees can be sent to another as a link. */

/** Parameters that are the map's own and no filters. */
const OWN = ["at", "from", "to"];

/** Read a parameter of the page. @param {string} name */
export function readParameter(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

/** Change parameters in place; an empty value removes one. @param {Record<string, string>} changes */
export function writeParameters(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  replace(query);
}

/** Put a filter form's answers into the address; the map's own parameters stay. @param {HTMLFormElement} form */
export function writeFilters(form) {
  const before = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value && !OWN.includes(name)) query.append(name, value);
  }
  for (const name of OWN) {
    const value = before.get(name);
    if (value) query.set(name, value);
  }
  replace(query);
}

/** @param {URLSearchParams} query */
function replace(query) {
  const text = query.toString().replaceAll("%2C", ",");
  history.replaceState(history.state, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
}

/** Read where the map looked: longitude, latitude, zoom. @returns {[number, number, number] | null} */
export function readView() {
  const parts = readParameter("at").split(",").map(Number);
  const [longitude, latitude, zoom] = parts;
  if (parts.length !== 3 || parts.some((part) => !Number.isFinite(part))) return null;
  return [longitude ?? 0, latitude ?? 0, zoom ?? 0];
}

/** Return the address of the data for a viewport, with the page's own filters.
 * @param {string} base @param {string} box west,south,east,north @param {number} zoom */
export function dataAddress(base, box, zoom) {
  const address = new URL(base, location.href);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name !== "at") address.searchParams.append(name, value);
  }
  address.searchParams.set("bbox", box);
  address.searchParams.set("zoom", zoom.toFixed(1));
  return address;
}
