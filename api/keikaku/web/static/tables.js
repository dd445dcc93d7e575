// Tables of data (table.data): sorted by a click on a column's head, in pages, and drawn as a chart or map.
import { addChart } from "./charts.js";
import { element, language, t } from "./words.js";

const PAGE = 50;
const collator = new Intl.Collator(language, { numeric: true });

/** Everything that a table within this piece of the page gains from scripts. */
export function enhance(root) {
  for (const table of root.querySelectorAll("table.data")) {
    const rows = [...table.tBodies[0].rows];
    const show = rows.length > PAGE ? addPages(table, rows) : () => table.tBodies[0].replaceChildren(...rows);
    addSorting(table, rows, show);
    addChart(table);
  }
}

/** What a cell is compared by: its number where it has one, else its words; an empty cell comes last. */
export function valueOf(cell) {
  const number = cell.dataset.value;
  return number === undefined ? cell.textContent.trim() : Number(number);
}

function compare(one, other) {
  if (one === "" || other === "") return (one === "") - (other === "");
  return typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);
}

function addSorting(table, rows, show) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const sort = () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      rows.sort((one, other) => {
        const pair = [valueOf(one.cells[column]), valueOf(other.cells[column])];
        return pair.includes("") ? compare(...pair) : sign * compare(...pair);
      });
      show();
    };
    const button = element("button", { type: "button", class: "sort", onclick: sort });
    button.append(...head.childNodes);
    head.append(button);
  });
}

function addPages(table, rows) {
  let first = 0;
  const where = element("span", { "aria-live": "polite" });
  const turn = (by) => () => {
    first += by;
    show(first);
  };
  const before = element("button", { type: "button", class: "quiet", onclick: turn(-PAGE) }, t("前へ", "Previous"));
  const after = element("button", { type: "button", class: "quiet", onclick: turn(PAGE) }, t("次へ", "Next"));
  function show(from = 0) {
    first = from;
    const last = Math.min(first + PAGE, rows.length);
    table.tBodies[0].replaceChildren(...rows.slice(first, last));
    where.textContent = `${first + 1}–${last} / ${rows.length.toLocaleString(language)}`;
    before.disabled = first === 0;
    after.disabled = last === rows.length;
  }
  table.closest(".scroll").after(
    element("nav", { class: "pages", "aria-label": t("表のページ", "Pages of the table") }, before, where, after),
  );
  // Paper has no pages to turn.
  addEventListener("beforeprint", () => table.tBodies[0].replaceChildren(...rows));
  addEventListener("afterprint", () => show(first));
  table.allRows = rows;
  show();
  return show;
}

enhance(document);
