// The query editor: colours, completions from our own terms, answers without leaving the page, a stop button, history.
// Without this script the form does the same, one page after another.
import { enhance } from "./tables.js";
import { element, t } from "./words.js";

const HISTORY = "keikaku-queries";
const MOST_REMEMBERED = 30;
const LONGEST_ADDRESS = 7000;

const form = document.querySelector("form.query");
const area = form.elements.query;
const result = document.getElementById("result");
const editor = makeEditor();
const runButton = form.querySelector(".row button");
const stopButton = element("button", { type: "button", class: "quiet", hidden: true, onclick: () => running?.abort() }, t("中止", "Stop"));
runButton.after(" ", stopButton);
let running = null;

form.addEventListener("submit", (event) => {
  if (form.elements.format.value !== "html") return; // The browser downloads it.
  event.preventDefault();
  run();
});

/** The editor in the place of the text area, which goes on holding the text. */
function makeEditor() {
  const { Yasqe } = globalThis;
  if (!Yasqe) return null;
  Yasqe.defaults.autocompleters = []; // Its own ask other hosts.
  const place = element("div", { class: "editor" });
  area.after(place);
  area.hidden = true;
  const made = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: null,
    syntaxErrorCheck: false,
    viewportMargin: Infinity,
    screenReaderLabel: t("SPARQL クエリ", "SPARQL query"),
    extraKeys: {
      "Ctrl-Space": (yasqe) => yasqe.autocomplete(),
      "Ctrl-Enter": () => run(),
      "Cmd-Enter": () => run(),
      "Ctrl-/": (yasqe) => yasqe.commentLines(),
      // Whoever has no mouse must be able to leave.
      Tab: false,
      "Shift-Tab": false,
    },
  });
  made.setValue(area.value);
  const input = made.getInputField();
  input.id = "editor-input";
  input.setAttribute("aria-label", t("SPARQL クエリ", "SPARQL query"));
  form.querySelector("label[for=query]").htmlFor = input.id;
  place.after(
    element(
      "p",
      { class: "keys" },
      element("small", {}, t("Ctrl+Space で補完、Ctrl+Enter で実行", "Ctrl+Space completes, Ctrl+Enter runs")),
    ),
  );
  made.on("changes", () => {
    area.value = made.getValue();
    markSyntax(made);
  });
  markSyntax(made);
  addCompletions(Yasqe, made);
  return made;
}

/** The first line that is no SPARQL, as the editor's own grammar sees it while one types. */
function markSyntax(yasqe) {
  yasqe.clearGutter("gutterErrorBar");
  for (let line = 0; line < yasqe.lineCount(); line++) {
    const { state } = yasqe.getTokenAt({ line, ch: yasqe.getLine(line).length }, true);
    if (state.OK === false) {
      const expected = (state.possibleCurrent ?? []).slice(0, 8).join(" ");
      mark(yasqe, line, `${t("ここから読めません。続けられるもの:", "Cannot be read from here. What may follow:")} ${expected}`);
      return;
    }
  }
}

function mark(yasqe, line, words) {
  const sign = element("span", { class: "wrong-line", role: "img", title: words, "aria-label": words }, "!");
  yasqe.setGutterMarker(line, "gutterErrorBar", sign);
}

async function addCompletions(Yasqe, yasqe) {
  const address = new URL("/sparql/completions", location.href);
  address.searchParams.set("lang", document.documentElement.lang);
  const { prefixes, classes, properties } = await (await fetch(address)).json();
  const iriOf = (name) => prefixes[name.split(":")[0]] + name.slice(name.indexOf(":") + 1);
  const addPrefix = (name) => {
    const prefix = name.split(":")[0];
    if (!(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: prefixes[prefix] });
  };
  const register = (name, terms, like) => {
    const known = terms.map((term) => ({ ...term, iri: iriOf(term.name), key: `${term.name} ${term.label}`.toLowerCase() }));
    Yasqe.registerAutocompleter({
      name,
      bulk: false,
      persistenceId: null,
      autoShow: false,
      isValidCompletionPosition: Yasqe.Autocompleters[like].isValidCompletionPosition,
      preProcessToken: (_, token) => token,
      get: (_, token) => {
        const typed = (token?.string ?? "").trim().toLowerCase();
        return known.filter((term) => term.key.includes(typed)).map((term) => term.name);
      },
      postprocessHints: (_, hints) =>
        hints.map((hint) => {
          const term = known.find((one) => one.name === hint.text);
          return {
            ...hint,
            render: (item) => {
              item.append(element("b", {}, term.name), ` ${term.label} `, element("small", {}, String(term.uses)));
              if (term.comment) item.title = term.comment;
            },
            hint: (cm, data, picked) => {
              cm.replaceRange(picked.text, picked.from ?? data.from, picked.to ?? data.to, "complete");
              addPrefix(picked.text);
            },
          };
        }),
    });
    yasqe.enableCompleter(name);
  };
  Yasqe.registerAutocompleter({
    ...Yasqe.Autocompleters.prefixes,
    onInitialize: undefined,
    persistenceId: null,
    get: Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort(),
  });
  yasqe.enableCompleter("prefixes");
  yasqe.enableCompleter("variables");
  register("classes", classes, "class");
  register("properties", properties, "property");
}

/** Ask, and put the answer below the form; the address then leads to the same question. */
async function run() {
  running?.abort();
  const asked = (running = new AbortController());
  const fields = new URLSearchParams(new FormData(form));
  const address = `/sparql?${fields}`;
  const isLong = address.length > LONGEST_ADDRESS;
  result.setAttribute("aria-busy", "true");
  stopButton.hidden = false;
  try {
    const options = { headers: { accept: "text/html" }, signal: asked.signal };
    const response = isLong
      ? await fetch("/sparql", { ...options, method: "POST", body: fields })
      : await fetch(address, options);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    show(page.getElementById("answer") ?? page.querySelector("main"));
    if (!isLong) history.pushState({ query: area.value }, "", address);
    remember(area.value);
  } catch (error) {
    if (running !== asked) return;
    const words = asked.signal.aborted
      ? t("中止しました。", "Stopped.")
      : t("サーバーに届きませんでした。", "The server could not be reached.");
    result.replaceChildren(element("p", { class: "alert" }, words));
  } finally {
    if (running === asked) {
      running = null;
      stopButton.hidden = true;
      result.removeAttribute("aria-busy");
    }
  }
}

function show(answer) {
  result.replaceChildren(document.adoptNode(answer));
  enhance(result);
  const line = Number(answer.dataset.line);
  if (line && editor) {
    mark(editor, line - 1, answer.querySelector("p")?.textContent ?? "");
    editor.setCursor({ line: line - 1, ch: 0 });
  }
}

addEventListener("popstate", () => location.reload());

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(HISTORY)) ?? [];
  } catch {
    return [];
  }
}

function remember(text) {
  try {
    const others = remembered().filter((entry) => entry.text !== text);
    const entries = [{ text, at: new Date().toISOString() }, ...others].slice(0, MOST_REMEMBERED);
    localStorage.setItem(HISTORY, JSON.stringify(entries));
  } catch {
    // A browser may forbid it; then nothing is remembered.
  }
  showHistory();
}

function showHistory() {
  const section = document.getElementById("history");
  const entries = remembered();
  section.hidden = entries.length === 0;
  section.querySelector("ol").replaceChildren(
    ...entries.map(({ text, at }) => {
      const body = text.split("\n").filter((line) => line.trim() && !/^\s*(PREFIX|#)/i.test(line));
      const load = () => {
        area.value = text;
        editor?.setValue(text);
        form.scrollIntoView();
      };
      return element(
        "li",
        {},
        element("button", { type: "button", class: "link", onclick: load }, body.join(" ").slice(0, 90) || text.slice(0, 90)),
        " ",
        element("small", {}, new Date(at).toLocaleString(document.documentElement.lang)),
      );
    }),
  );
}

document.querySelector("#history button.quiet").addEventListener("click", () => {
  localStorage.removeItem(HISTORY);
  showHistory();
});
showHistory();
