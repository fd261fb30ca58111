/** The drawn map: MapLibre with our style, our signs and popups that a keyboard reaches. */
import { addImages, buildStyle, labelsOf, noData, readColours } from "./map-style.mjs";
import { popupContent } from "./map-popup.mjs";

const PRESSABLE = ["events", "vague", "bases", "areas"];

export class MapCanvas {
  /**
   * @param {HTMLElement} root the element with the data attributes
   * @param {{ moved: (at: string) => void, shown: (row: string) => void }} told
   */
  constructor(root, told) {
    this.root = root;
    this.told = told;
    this.data = noData();
    /** @type {Record<string, any>} */
    this.facts = {};
    this.isDrawn = false;
    /** @type {any} MapLibre, once it is loaded */
    this.library = null;
    /** @type {any} */
    this.map = null;
    /** @type {any} */
    this.popup = null;
    this.bounds = (root.dataset["bounds"] ?? "").split(",").map(Number);
  }

  /** Draw the map; false when this browser cannot. @param {[number, number, number] | null} view */
  async open(view) {
    if (!document.createElement("canvas").getContext("webgl2")) return false;
    try {
      const [library] = await Promise.all([import("../vendor/maplibre/maplibre-gl.mjs"), this.fetchGround()]);
      this.library = library;
      this.map = new library.Map(this.options(view));
    } catch {
      return false;
    }
    this.listen();
    await new Promise((done) => this.map.once("load", done));
    this.isDrawn = true;
    this.root.classList.add("is-drawn");
    return true;
  }

  /** @param {[number, number, number] | null} view */
  options(view) {
    const data = this.root.dataset;
    const [west = -180, south = -60, east = 180, north = 70] = this.bounds;
    const start = view ? { center: [view[0], view[1]], zoom: view[2] } : { bounds: [[west, south], [east, north]] };
    return {
      container: /** @type {HTMLElement} */ (this.root.querySelector("[data-map-canvas]")),
      style: buildStyle(readColours(), this.data),
      ...start,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      maxZoom: 15,
      localIdeographFontFamily: "IBM Plex Sans, sans-serif",
      locale: {
        "Map.Title": data["textMap"] ?? "", "NavigationControl.ZoomIn": data["textZoomIn"] ?? "",
        "NavigationControl.ZoomOut": data["textZoomOut"] ?? "", "Popup.Close": data["textClose"] ?? "",
      },
    };
  }

  /** Fetch what does not change with the viewport; a part that fails is left out. */
  async fetchGround() {
    const names = /** @type {const} */ (["land", "areas", "bases"]);
    await Promise.all(names.map(async (name) => {
      const address = this.root.dataset[name];
      if (!address) return;
      const response = await fetch(address);
      if (response.ok) this.data[name] = await response.json();
    }));
    this.data.labels = labelsOf(this.data.areas);
  }

  listen() {
    const { map } = this;
    map.addControl(new this.library.NavigationControl({ showCompass: false }), this.isRightToLeft() ? "top-left" : "top-right");
    map.addControl(new this.library.ScaleControl({ unit: "metric" }), "bottom-left");
    map.touchZoomRotate.disableRotation();
    map.on("style.load", () => addImages(map, readColours()));
    map.on("moveend", () => this.told.moved(this.at()));
    map.on("click", (/** @type {any} */ event) => this.pressed(event));
    map.on("mousemove", (/** @type {any} */ event) => {
      map.getCanvas().style.cursor = this.under(event.point) ? "pointer" : "";
    });
    const redraw = () => this.redraw();
    document.addEventListener("tutela:theme", redraw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  }

  /** The theme changed: the same data in other colours. */
  redraw() {
    this.map.setStyle(buildStyle(readColours(), this.data), { diff: false });
    this.map.once("idle", () => this.shade());
  }

  isRightToLeft() {
    return document.documentElement.dir === "rtl";
  }

  resize() {
    this.map?.resize();
  }

  at() {
    const { lng, lat } = this.map.getCenter();
    return `${lng.toFixed(4)},${lat.toFixed(4)},${this.map.getZoom().toFixed(2)}`;
  }

  /** The viewport in degrees; before the map is drawn, the whole mission. */
  view() {
    if (!this.isDrawn) return { box: this.bounds.map((edge) => edge.toFixed(5)).join(","), zoom: 0 };
    const box = this.map.getBounds();
    const edges = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    return { box: edges.map((edge) => edge.toFixed(5)).join(","), zoom: this.map.getZoom() };
  }

  /** Take the server's answer. @param {any} answer */
  setData(answer) {
    const features = /** @type {GeoJSON.Feature[]} */ (answer.features ?? []);
    const isVague = (/** @type {GeoJSON.Feature} */ one) => one.properties?.["kind"] === "area";
    this.data.events = { type: "FeatureCollection", features: features.filter((one) => !isVague(one)) };
    this.data.vague = { type: "FeatureCollection", features: merged(features.filter(isVague)) };
    this.facts = answer.areas ?? {};
    if (!this.isDrawn) return;
    this.map.getSource("events")?.setData(this.data.events);
    this.map.getSource("vague")?.setData(this.data.vague);
    this.shade();
  }

  /** Shade each area by its step. */
  shade() {
    if (!this.map.getSource("areas")) return;
    this.map.removeFeatureState({ source: "areas" });
    for (const [id, fact] of Object.entries(this.facts)) {
      this.map.setFeatureState({ source: "areas", id }, { step: fact.step ?? 0 });
    }
  }

  /** @param {any} point */
  under(point) {
    const layers = PRESSABLE.filter((layer) => this.map.getLayer(layer));
    return this.map.queryRenderedFeatures(point, { layers })[0];
  }

  /** @param {any} event */
  async pressed(event) {
    const feature = this.under(event.point);
    if (!feature) return;
    if (feature.properties.cluster) return this.openCluster(feature);
    const place = feature.layer.id === "areas" ? event.lngLat : feature.geometry.coordinates;
    const facts = feature.layer.id === "areas" ? this.facts[feature.properties.id] ?? {} : {};
    this.speak(place, { ...feature.properties, lines: facts.lines ?? feature.properties.lines }, null, null);
  }

  /** A cluster says its harm and offers to go closer. @param {any} feature */
  openCluster(feature) {
    const place = feature.geometry.coordinates;
    const closer = async () => {
      const zoom = await this.map.getSource("events").getClusterExpansionZoom(feature.properties.cluster_id);
      this.popup?.remove();
      this.map.easeTo({ center: place, zoom: zoom + 0.2 });
    };
    this.speak(place, { kind: "cell", harm: feature.properties.harm, events: feature.properties.events }, closer, null);
  }

  /** Open a popup; focus goes in, Escape closes it and gives the focus back.
   * @param {any} place @param {any} properties @param {(() => void) | null} closer @param {(() => boolean) | null} back */
  speak(place, properties, closer, back) {
    this.popup?.remove();
    const data = this.root.dataset;
    const texts = {
      harm: data["textHarm"] ?? "", events: data["textEvents"] ?? "", areaLevel: data["textAreaLevel"] ?? "",
      open: data["textOpen"] ?? "", closer: data["textCloser"] ?? "", disputed: data["textDisputed"] ?? "",
    };
    const popup = new this.library.Popup({ maxWidth: "19rem", offset: 12 })
      .setLngLat(place).setDOMContent(popupContent(properties, texts, closer)).addTo(this.map);
    this.popup = popup;
    this.hatch(properties.kind === "area" ? properties.area : properties.id);
    this.told.shown(properties.row ?? "");
    popup.on("close", () => this.closed(popup, back));
    popup.getElement().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") popup.remove();
    });
  }

  /** @param {any} popup @param {(() => boolean) | null} back */
  closed(popup, back) {
    if (this.popup !== popup) return;
    this.popup = null;
    this.hatch("");
    this.told.shown("");
    if (!back || !back()) this.map.getCanvas().focus();
  }

  /** Hatch the area that is spoken of. @param {string | undefined} area */
  hatch(area) {
    this.map.setFilter("areas-hatch", ["==", ["get", "id"], area ?? ""]);
  }

  /** Ring the sign that belongs to a row of the list. @param {string} row */
  highlight(row) {
    if (this.isDrawn && this.map.getLayer("events-focus")) {
      this.map.setFilter("events-focus", ["==", ["get", "row"], row]);
    }
  }

  /** Go to a row's sign and say what it is; a row known only to its area goes to the area's sign.
   * @param {string} row @param {() => boolean} back */
  showRow(row, back) {
    if (!this.isDrawn) return;
    const all = [...this.data.events.features, ...this.data.vague.features];
    const found = all.find((one) => one.properties?.["row"] === row || one.properties?.["rows"]?.includes(row));
    if (!found || found.geometry.type !== "Point") return;
    const place = found.geometry.coordinates;
    this.map.jumpTo({ center: place, zoom: Math.max(this.map.getZoom(), 8) });
    this.speak(place, { ...found.properties, row }, null, back);
  }
}

/** What is known only to an area is given its middle as coordinates: all that share it become one sign.
 * @param {GeoJSON.Feature[]} features @returns {GeoJSON.Feature[]} */
function merged(features) {
  /** @type {Map<string, any>} */
  const signs = new Map();
  for (const one of features) {
    const key = one.geometry.type === "Point" ? one.geometry.coordinates.join(",") : "";
    const rows = [one.properties?.["rows"] ?? one.properties?.["row"] ?? []].flat().filter(Boolean);
    const sign = signs.get(key);
    if (sign) {
      const { harm, events, rows: before } = sign.properties;
      const more = one.properties ?? {};
      sign.properties = { kind: "area", area: more["area"], harm: harm + (more["harm"] ?? 0),
        events: events + (more["events"] ?? 0), rows: [...before, ...rows] };
    } else signs.set(key, { ...one, properties: { ...one.properties, row: "", rows } });
  }
  return [...signs.values()];
}
