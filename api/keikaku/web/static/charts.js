// Charts of a table, drawn by Observable Plot from what the table says; the table stays beside them.
import { element, language, t } from "./words.js";

const KINDS = {
  bars: t("棒", "Bars"),
  lines: t("折れ線", "Lines"),
  timeline: t("年表", "Timeline"),
  grid: t("升目", "Grid"),
  map: t("地図", "Map"),
};

/** A chart above a table: as `data-chart` says, else as its reader chooses; none where nothing can be drawn. */
export function addChart(table) {
  const { Plot, d3 } = globalThis;
  if (!Plot || !d3) return;
  const data = dataOf(table);
  const spec = table.dataset.chart ? JSON.parse(table.dataset.chart) : guess(data);
  if (!spec) return;
  const figure = element("figure", { class: "chart" });
  const place = element("div", { class: "drawing" });
  const draw = async () => {
    const drawn = await drawing(data, spec, Math.max(320, figure.clientWidth || 640));
    place.replaceChildren(drawn ?? element("p", { class: "empty" }, t("この組み合わせでは描けません。", "These columns cannot be drawn so.")));
  };
  figure.append(place, tools(data, spec, draw, table));
  const anchor = table.closest(".scroll") ?? table;
  const details = element("details", { class: "seeing", open: Boolean(table.dataset.chart) }, element("summary", {}, t("図で見る", "As a chart")), figure);
  anchor.before(details);
  details.addEventListener("toggle", () => details.open && draw());
  if (details.open) draw();
}

/** The columns and rows of a table, numbers as numbers. */
function dataOf(table) {
  const heads = [...table.tHead.rows[0].cells];
  const columns = heads.map((head) => ({ name: head.dataset.name, title: head.textContent.trim(), kind: head.dataset.kind }));
  const rows = (table.allRows ?? [...table.tBodies[0].rows]).map((row) =>
    Object.fromEntries(
      columns.map(({ name, kind }, index) => {
        const cell = row.cells[index];
        const words = cell.textContent.trim();
        if (kind === "number") return [name, cell.dataset.value === undefined ? null : Number(cell.dataset.value)];
        if (kind === "year") return [name, words === "" ? null : Number(words)];
        return [name, words];
      }),
    ),
  );
  return { columns, rows };
}

/** What could be drawn of an answer that says nothing of charts. */
function guess({ columns, rows }) {
  if (rows.length < 2) return null;
  const name = (pattern) => columns.find((column) => pattern.test(column.name))?.name;
  const [lat, long] = [name(/^lat(itude)?$/i), name(/^(long?|longitude)$/i)];
  const words = columns.filter((column) => column.kind === "text");
  const numbers = columns.filter((column) => column.kind === "number");
  const label = words.at(-1)?.name;
  if (lat && long) return { kind: "map", lat, long, label };
  const year = columns.find((column) => column.kind === "year");
  if (year && numbers.length) return { kind: "lines", x: year.name, y: numbers[0].name, series: label };
  return numbers.length && label ? { kind: "bars", x: numbers.at(-1).name, y: label } : null;
}

function tools(data, spec, draw, table) {
  const choice = (title, key, names) => {
    const select = element(
      "select",
      {
        onchange: () => {
          spec[key] = select.value || undefined;
          draw();
        },
      },
      ...names.map(([value, words]) => element("option", { value, selected: spec[key] === value }, words)),
    );
    return element("label", {}, title, " ", select);
  };
  const all = data.columns.map((column) => [column.name, column.title]);
  const save = (kind) => () => download(table.closest("section, main"), kind);
  const fields = table.dataset.chart
    ? []
    : [choice(t("形", "Kind"), "kind", Object.entries(KINDS)), choice("x", "x", all), choice("y", "y", all)];
  if (data.columns.some((column) => column.kind === "number" && /yen/i.test(column.name))) {
    fields.push(
      choice(t("単位", "Unit"), "unit", [
        ["", t("円", "yen")],
        ["1000", t("千円", "thousand yen")],
        ["1000000", t("百万円", "million yen")],
        ["100000000", t("億円", "hundred million yen")],
      ]),
    );
  }
  return element(
    "p",
    { class: "tools" },
    ...fields,
    element("button", { type: "button", class: "quiet", onclick: save("svg") }, "SVG"),
    element("button", { type: "button", class: "quiet", onclick: save("png") }, "PNG"),
  );
}

async function drawing(data, spec, width) {
  const drawn = await { bars, lines, timeline, grid, map }[spec.kind](data, spec, width);
  if (!drawn) return null;
  const title = (name) => data.columns.find((column) => column.name === name)?.title ?? name;
  const what = [spec.y ?? spec.label, spec.x, spec.series].filter(Boolean).map(title).join("、");
  const svg = drawn.matches("svg") ? drawn : drawn.querySelector(":scope > svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${KINDS[spec.kind]}: ${what}. ${t("同じ内容の表が下にあります。", "The table below says the same.")}`);
  return drawn;
}

/** Plot would add a style element, which our policy forbids; the same rules are in style.css. */
function plot(options) {
  const drawn = globalThis.Plot.plot({ className: "plot", ...options });
  drawn.querySelectorAll("style").forEach((style) => style.remove());
  // The whole is one image with one name; groups within it may have none.
  drawn.querySelectorAll("g[aria-label]").forEach((group) => group.removeAttribute("aria-label"));
  return drawn;
}

const short = (words, most = 22) => (String(words).length > most ? `${String(words).slice(0, most - 1)}…` : String(words));

function scaled(rows, spec, name) {
  const unit = Number(spec.unit || 1);
  return rows.filter((row) => typeof row[name] === "number").map((row) => ({ ...row, [name]: row[name] / unit }));
}

function labelMargin(rows, name) {
  const widths = rows.map((row) => [...short(row[name])].reduce((sum, character) => sum + (character > "\u02ff" ? 12 : 7), 0));
  return Math.min(290, 16 + Math.max(...widths, 40));
}

function bars({ columns, rows }, spec, width) {
  const { Plot } = globalThis;
  const found = scaled(rows, spec, spec.x).slice(0, 60);
  if (!found.length) return null;
  const marginLeft = Math.min(labelMargin(found, spec.y), width * 0.45);
  return plot({
    width,
    marginLeft,
    marginRight: 24,
    height: 70 + 26 * new Set(found.map((row) => row[spec.y])).size,
    x: { grid: true, label: titleOf(columns, spec.x), tickFormat: (value) => value.toLocaleString(language), ticks: width < 500 ? 3 : 6 },
    y: { label: null, domain: [...new Set(found.map((row) => row[spec.y]))], tickFormat: (words) => short(words, marginLeft < 200 ? 12 : 22) },
    color: spec.series ? { legend: new Set(found.map((row) => row[spec.series])).size < 9, scheme: "observable10" } : undefined,
    marks: [
      Plot.barX(found, { x: spec.x, y: spec.y, fill: spec.series ?? "var(--accent)", sort: null, title: (row) => `${row[spec.y]}\n${row[spec.x].toLocaleString(language)}`, tip: true }),
      Plot.ruleX([0]),
    ],
  });
}

function lines({ columns, rows }, spec, width) {
  const { Plot } = globalThis;
  const found = scaled(rows, spec, spec.y).filter((row) => row[spec.x] !== null && row[spec.x] !== "");
  if (!found.length) return null;
  const years = [...new Set(found.map((row) => row[spec.x]))].sort();
  return plot({
    width,
    marginLeft: 80,
    x: { label: titleOf(columns, spec.x), ticks: years.length < 16 ? years : undefined, tickFormat: String },
    y: { grid: true, label: titleOf(columns, spec.y), zero: true, tickFormat: (value) => value.toLocaleString(language) },
    color: spec.series ? { legend: new Set(found.map((row) => row[spec.series])).size < 13, scheme: "observable10" } : undefined,
    marks: [
      Plot.lineY(found, { x: spec.x, y: spec.y, z: spec.series, stroke: spec.series ?? "var(--accent)", marker: true, sort: spec.x, tip: true }),
      Plot.ruleY([0]),
    ],
  });
}

/** From the first to the last fiscal year, a bar that takes in the whole of both. */
function timeline({ rows }, spec, width) {
  const { Plot } = globalThis;
  const first = spec.first;
  const last = spec.last ?? first;
  const found = rows.map((row) => ({ ...row, [first]: Number(row[first]), [last]: Number(row[last]) })).filter((row) => row[first] && row[last]);
  if (!found.length) return null;
  const domain = [...new Set(found.map((row) => row[spec.y]))];
  const marginLeft = Math.min(labelMargin(found, spec.y), width * 0.45);
  const years = globalThis.d3.range(Math.min(...found.map((row) => row[first])), Math.max(...found.map((row) => row[last])) + 2);
  return plot({
    width,
    marginLeft,
    marginRight: 24,
    height: 70 + 28 * domain.length,
    x: { axis: "top", label: t("年度", "Fiscal year"), tickFormat: String, ticks: years.length < width / 60 ? years : Math.floor(width / 90), grid: true, domain: [years[0], years.at(-1)] },
    y: { domain, label: null, tickFormat: (words) => short(words, marginLeft < 200 ? 12 : 22) },
    color: spec.series ? { legend: true, scheme: "observable10" } : undefined,
    marks: [
      Plot.barX(found, {
        x1: first,
        x2: (row) => row[last] + 1,
        y: spec.y,
        fill: spec.series ?? "var(--accent)",
        fillOpacity: 0.85,
        insetTop: 3,
        insetBottom: 3,
        insetLeft: 1,
        title: (row) => [row[spec.y], spec.label && row[spec.label], `${row[first]}–${row[last]}`].filter(Boolean).join("\n"),
        tip: true,
      }),
    ],
  });
}

/** A dot for each pair, the larger the more. */
function grid({ rows }, spec, width) {
  const { Plot } = globalThis;
  const found = scaled(rows, spec, spec.size);
  if (!found.length) return null;
  const [across, down] = [spec.x, spec.y].map((name) => [...new Set(found.map((row) => row[name]))]);
  const marginLeft = Math.min(labelMargin(found, spec.y), width * 0.4);
  return plot({
    width,
    marginLeft,
    marginTop: 110,
    height: 150 + 26 * down.length,
    x: { domain: across, label: null, axis: "top", tickRotate: -50, tickFormat: (words) => short(words, 9) },
    y: { domain: down, label: null, tickFormat: (words) => short(words, marginLeft < 200 ? 12 : 22), grid: true },
    r: { range: [0, Math.min(12, (0.45 * (width - marginLeft)) / across.length)] },
    marks: [
      Plot.dot(found, { x: spec.x, y: spec.y, r: spec.size, fill: "var(--accent)", title: (row) => `${row[spec.y]}\n${row[spec.x]}: ${row[spec.size].toLocaleString(language)}`, tip: true }),
    ],
  });
}

async function map({ rows }, spec, width) {
  const { Plot, d3 } = globalThis;
  const found = rows
    .map((row) => ({ ...row, [spec.lat]: Number(row[spec.lat]), [spec.long]: Number(row[spec.long]) }))
    .filter((row) => row[spec.lat] && row[spec.long]);
  if (!found.length) return null;
  const japan = await (await fetch("/static/japan.json")).json();
  // The far islands would make the rest small.
  const main = { type: "Feature", geometry: { type: "MultiPoint", coordinates: [[127.5, 26], [129.5, 31], [140, 34.8], [146, 44.5], [141, 45.6]] } };
  const size = spec.size && found.some((row) => typeof row[spec.size] === "number") ? spec.size : undefined;
  return plot({
    width,
    height: Math.min(width, 620),
    projection: { type: () => d3.geoConicEqualArea().parallels([31, 43]).rotate([-136, 0]), domain: main, inset: 8 },
    r: { range: [0, 16] },
    marks: [
      Plot.geo(japan, { fill: "var(--panel)", stroke: "var(--faint)", strokeWidth: 0.6 }),
      Plot.dot(found, {
        x: spec.long,
        y: spec.lat,
        r: size ?? 4,
        fill: "var(--accent)",
        fillOpacity: 0.65,
        stroke: "var(--paper)",
        title: (row) => [row[spec.label], size && row[size].toLocaleString(language)].filter(Boolean).join("\n"),
        tip: true,
      }),
    ],
  });
}

const titleOf = (columns, name) => columns.find((column) => column.name === name)?.title ?? name;

/** The drawing as a file, in the colours of paper. */
function download(root, kind) {
  const svg = root.querySelector("figure.chart .drawing svg:last-of-type") ?? root.querySelector("figure.chart .drawing svg");
  if (!svg) return;
  const copy = svg.cloneNode(true);
  const colours = { "var(--accent)": "#1d4a7c", "var(--panel)": "#f3f1ec", "var(--faint)": "#62656e", "var(--paper)": "#fff" };
  for (const part of copy.querySelectorAll("*")) {
    for (const { name, value } of [...part.attributes]) if (value in colours) part.setAttribute(name, colours[value]);
  }
  copy.setAttribute("color", "#23252b");
  copy.setAttribute("font-family", "sans-serif");
  copy.setAttribute("font-size", "12");
  const source = new XMLSerializer().serializeToString(copy);
  if (kind === "svg") return save(new Blob([source], { type: "image/svg+xml" }), "chart.svg");
  const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
  const image = new Image();
  image.onload = () => {
    const canvas = element("canvas", { width: 2 * width, height: 2 * height });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "chart.png"));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
}

function save(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
