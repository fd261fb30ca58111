/**
 * The map's look, from the page's own tokens and local data only: no glyphs, sprites or tiles from elsewhere.
 * Land is quiet; colour shades harm by area; everything that is a sign has a shape of its own.
 */

const FONT = ["IBM Plex Sans"];
const NOTHING = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
const TOKENS = [
  "map-water", "map-land", "map-home", "map-border", "map-event", "map-on-event", "map-base", "text", "text-quiet",
  "surface", "accent", "shade-1", "shade-2", "shade-3", "shade-4", "shade-5",
];

/** @typedef {Record<string, string>} Colours */
/** @typedef {Record<"land" | "areas" | "labels" | "events" | "vague" | "bases", GeoJSON.FeatureCollection>} Data */

/** Read the tokens as the browser resolves them in the theme in force. @returns {Colours} */
export function readColours() {
  const probe = document.createElement("i");
  document.body.append(probe);
  const colours = /** @type {Colours} */ ({});
  for (const token of TOKENS) {
    probe.style.color = `var(--${token})`;
    colours[token] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

/** @returns {Data} */
export function noData() {
  return { land: NOTHING, areas: NOTHING, labels: NOTHING, events: NOTHING, vague: NOTHING, bases: NOTHING };
}

/** Build the whole style. @param {Colours} colours @param {Data} data @returns {any} */
export function buildStyle(colours, data) {
  return {
    version: 8,
    sources: sourcesOf(data),
    layers: [...landLayers(colours), ...areaLayers(colours), ...baseLabelLayers(colours),
      ...eventLayers(colours), ...vagueLayers(colours), ...baseLayers()],
  };
}

/** @param {Data} data */
function sourcesOf(data) {
  const plain = (/** @type {keyof Data} */ name) => ({ type: "geojson", data: data[name] });
  return {
    land: plain("land"),
    areas: { ...plain("areas"), promoteId: "id" },
    labels: plain("labels"),
    vague: plain("vague"),
    bases: plain("bases"),
    events: {
      ...plain("events"),
      cluster: true,
      clusterRadius: 44,
      clusterMaxZoom: 13,
      clusterProperties: { harm: ["+", ["get", "harm"]], events: ["+", ["get", "events"]] },
    },
  };
}

/** @param {Colours} c */
function landLayers(c) {
  return [
    { id: "water", type: "background", paint: { "background-color": c["map-water"] } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": c["map-land"] } },
    { id: "land-line", type: "line", source: "land", paint: { "line-color": c["map-border"], "line-width": 0.6 } },
  ];
}

/** @param {Colours} c */
function areaLayers(c) {
  const step = ["coalesce", ["feature-state", "step"], 0];
  const shade = ["match", step, 1, c["shade-1"], 2, c["shade-2"], 3, c["shade-3"], 4, c["shade-4"], 5, c["shade-5"],
    c["map-home"]];
  const isDisputed = ["==", ["get", "disputed"], true];
  return [
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": shade } },
    { id: "areas-hatch", type: "fill", source: "areas", filter: ["in", ["get", "id"], ["literal", []]],
      paint: { "fill-pattern": "hatch" } },
    { id: "areas-line", type: "line", source: "areas", filter: ["!", isDisputed],
      paint: { "line-color": c["text-quiet"], "line-width": 0.9 } },
    { id: "areas-disputed-under", type: "line", source: "areas", filter: isDisputed,
      paint: { "line-color": c["surface"], "line-width": 2.6 } },
    { id: "areas-disputed", type: "line", source: "areas", filter: isDisputed,
      paint: { "line-color": c["text"], "line-width": 1.5, "line-dasharray": [3, 2] } },
    { id: "areas-label", type: "symbol", source: "labels",
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 9, 14],
        "text-variable-anchor-offset": ["top", [0, 1.4], "bottom", [0, -1.4], "top", [0, 2.2], "left", [1.5, 0], "right", [-1.5, 0],
          "top-left", [1.2, 1.2], "bottom-right", [-1.2, -1.2], "bottom", [0, -3.4], "top", [0, 3.2]], "text-max-width": 8,
        "text-padding": 3 },
      paint: { "text-color": c["text"], "text-halo-color": c["surface"], "text-halo-width": 1.6 } },
  ];
}

/** What is known only to the area: a hatched square, which no point can be taken for. @param {Colours} c */
function vagueLayers(c) {
  return [
    { id: "vague", type: "symbol", source: "vague",
      layout: { "icon-image": "vague", "icon-allow-overlap": true, ...numberText(),
        "text-size": 11, "text-allow-overlap": true, "icon-offset": [0, -26], "text-offset": [0, -2.35] },
      paint: { "text-color": c["text"], "text-halo-color": c["surface"], "text-halo-width": 2.6 } },
  ];
}

/** Circles grow with civilians killed; a hollow one stands for none. @param {Colours} c */
function eventLayers(c) {
  const harm = ["get", "harm"];
  const isMany = ["any", ["has", "point_count"], ["==", ["get", "kind"], "cell"]];
  const radius = ["interpolate", ["linear"], ["sqrt", harm], 0, 5, 1, 8, 3, 10.5, 7, 14, 14, 19, 32, 28, 70, 38];
  return [
    { id: "events-ring", type: "circle", source: "events", filter: isMany,
      paint: { "circle-radius": ["interpolate", ["linear"], ["sqrt", harm], 0, 8, 1, 11, 3, 13.5, 7, 17, 14, 22, 32, 31, 70, 41],
        "circle-color": "transparent", "circle-stroke-color": c["map-event"], "circle-stroke-width": 1.4 } },
    { id: "events", type: "circle", source: "events",
      paint: { "circle-radius": radius,
        "circle-color": ["case", [">", harm, 0], c["map-event"], c["map-on-event"]],
        "circle-stroke-color": ["case", [">", harm, 0], c["map-on-event"], c["map-event"]],
        "circle-stroke-width": ["case", [">", harm, 0], 1.2, 1.8] } },
    { id: "events-number", type: "symbol", source: "events", filter: [">", harm, 0],
      layout: { ...numberText(), "text-allow-overlap": true,
        "text-size": ["interpolate", ["linear"], ["sqrt", harm], 1, 10.5, 14, 13, 70, 17] },
      paint: { "text-color": c["map-on-event"] } },
    { id: "events-focus", type: "circle", source: "events", filter: ["==", ["get", "row"], ""],
      paint: { "circle-radius": 17, "circle-color": "transparent", "circle-stroke-color": c["accent"],
        "circle-stroke-width": 3 } },
  ];
}

/** The number of civilians killed, in bold; none is written for none. */
function numberText() {
  const number = ["number-format", ["get", "harm"], { locale: document.documentElement.lang || "en" }];
  return { "text-field": ["case", [">", ["get", "harm"], 0], number, ""], "text-font": ["IBM Plex Sans Bold"] };
}

function baseLayers() {
  return [
    { id: "bases", type: "symbol", source: "bases", layout: { "icon-image": "base", "icon-allow-overlap": true } },
  ];
}

/** Names of bases give way to numbers. @param {Colours} c */
function baseLabelLayers(c) {
  return [
    { id: "bases-label", type: "symbol", source: "bases", minzoom: 6.5,
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11.5,
        "text-variable-anchor": ["left", "right", "top"], "text-radial-offset": 1.1, "text-max-width": 20 },
      paint: { "text-color": c["map-base"], "text-halo-color": c["surface"], "text-halo-width": 1.6 } },
  ];
}

/** Draw the three images that the style names. @param {any} map @param {Colours} colours */
export function addImages(map, colours) {
  put(map, "vague", drawn(30, (pen) => drawVague(pen, colours)));
  put(map, "hatch", drawn(10, (pen) => drawHatch(pen, colours["text"] ?? "")));
  put(map, "base", drawn(22, (pen) => drawBase(pen, colours)));
}

/** @param {any} map @param {string} name @param {ImageData} image */
function put(map, name, image) {
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, image, { pixelRatio: 2 });
}

/** Draw at twice the size for sharp screens. @param {number} size @param {(pen: CanvasRenderingContext2D) => void} draw */
function drawn(size, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * 2;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(2, 2);
  draw(pen);
  return pen.getImageData(0, 0, size * 2, size * 2);
}

/** @param {CanvasRenderingContext2D} pen @param {Colours} c */
function drawVague(pen, c) {
  pen.fillStyle = c["surface"] ?? "";
  pen.strokeStyle = c["text"] ?? "";
  pen.globalAlpha = 0.85;
  pen.fillRect(3, 3, 24, 24);
  pen.globalAlpha = 0.5;
  pen.lineWidth = 1;
  for (let start = -20; start < 28; start += 5) line(pen, 3 + Math.max(start, 0), 3 + Math.max(-start, 0), start);
  pen.globalAlpha = 1;
  pen.lineWidth = 1.6;
  pen.setLineDash([4, 2.4]);
  pen.strokeRect(3, 3, 24, 24);
}

/** One stroke of the hatching inside the square. @param {CanvasRenderingContext2D} pen
 * @param {number} x @param {number} y @param {number} start */
function line(pen, x, y, start) {
  const length = 24 - Math.abs(start);
  pen.beginPath();
  pen.moveTo(x, 30 - y);
  pen.lineTo(x + length, 30 - y - length);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour */
function drawHatch(pen, colour) {
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1;
  for (const start of [-10, 0, 10]) {
    pen.beginPath();
    pen.moveTo(start, 10);
    pen.lineTo(start + 10, 0);
    pen.stroke();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Colours} c */
function drawBase(pen, c) {
  pen.fillStyle = c["surface"] ?? "";
  pen.strokeStyle = c["map-base"] ?? "";
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.beginPath();
  for (const [x, y] of /** @type {[number, number][]} */ ([[4, 10], [11, 4], [18, 10], [18, 18], [4, 18]])) pen.lineTo(x, y);
  pen.closePath();
  pen.fill();
  pen.stroke();
  pen.fillStyle = c["map-base"] ?? "";
  pen.fillRect(9, 12.5, 4, 5.5);
}

/** Return one label point an area, as given or in the middle of its box. @param {GeoJSON.FeatureCollection} areas */
export function labelsOf(areas) {
  const features = areas.features.map((area) => ({
    type: /** @type {const} */ ("Feature"),
    properties: { name: area.properties?.["name"] ?? "" },
    geometry: { type: /** @type {const} */ ("Point"), coordinates: area.properties?.["label"] ?? middleOf(area.geometry) },
  }));
  return /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features });
}

/** @param {any} geometry @returns {[number, number]} */
function middleOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (/** @type {any} */ part) => {
    if (typeof part[0] !== "number") return part.forEach(visit);
    box[0] = Math.min(box[0] ?? 0, part[0]);
    box[1] = Math.min(box[1] ?? 0, part[1]);
    box[2] = Math.max(box[2] ?? 0, part[0]);
    box[3] = Math.max(box[3] ?? 0, part[1]);
  };
  visit(geometry.coordinates);
  return [((box[0] ?? 0) + (box[2] ?? 0)) / 2, ((box[1] ?? 0) + (box[3] ?? 0)) / 2];
}
