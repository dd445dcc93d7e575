// The outline of Japan as GeoJSON, cut out of world-atlas (Natural Earth, 1:10 million): node outline.mjs FILE
import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const JAPAN = "392"; // ISO 3166-1 numeric
const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-10m.json", "utf8"));
const country = atlas.objects.countries.geometries.find(({ id }) => id === JAPAN);
const { geometry } = feature(atlas, country);
const rounded = (value) => (Array.isArray(value) ? value.map(rounded) : Math.round(value * 1000) / 1000);
writeFileSync(
  process.argv[2],
  JSON.stringify({ type: "Feature", properties: {}, geometry: { ...geometry, coordinates: rounded(geometry.coordinates) } }),
);
