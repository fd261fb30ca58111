/** Where a report goes, as the server will part it: said before it is sent, on both pages by which reports come in. */

/**
 * @typedef {{room: string, kind: "act" | "child" | "case"}} Concern
 *   an act goes to its room; what was done to a child goes there in words, while act, place and time stay on the desk;
 *   one person's case goes there whole
 */

/**
 * Return the closed rooms that a report goes to, and what is to be said of the desk: "rest" (it sees what else happens),
 * "act" (it keeps act, place and time), "choose" (it gets nothing to answer by, so that an act should be chosen) or "".
 * @param {string[]} what codes chosen
 * @param {(code: string) => string | undefined} roomOf the room of a code, nothing for the open desk
 * @param {string[]} chosen concerns ticked
 * @param {Record<string, Concern>} concerns
 */
export function routeOf(what, roomOf, chosen, concerns) {
  const told = chosen.flatMap((code) => concerns[code] ?? []);
  const rooms = new Set([...what.map(roomOf), ...told.map((one) => one.room)].filter((room) => room !== undefined && room !== ""));
  const kinds = new Set(told.map((one) => one.kind));
  const isOnDesk = what.some((code) => !roomOf(code)) && !kinds.has("case");
  let desk = "";
  if (isOnDesk && rooms.size) desk = kinds.has("child") ? "act" : "rest";
  else if (kinds.has("child") && kinds.size === 1 && !what.length) desk = "choose";
  return { rooms: [...rooms], desk };
}
