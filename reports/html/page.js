"use strict";
const el = id => document.getElementById(id), count = n => n.toLocaleString("en-US");
const details = el("details"), rules = document.querySelectorAll("details.rule");
if (details) {
  details.hidden = false;
  details.addEventListener("click", () => {
    const open = [...rules].some(d => !d.open);
    rules.forEach(d => { d.open = open; });
    details.textContent = open ? "Close all" : "Open all";
  });
}

// The part that is on the screen stands out among the links to the parts: the last one that has begun, or the last of all.
const parts = [...document.querySelectorAll("nav a")];
const mark = () => {
  const ended = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const at = parts.findLast(a => ended || el(a.hash.slice(1)).getBoundingClientRect().top < innerHeight / 3);
  parts.forEach(a => a === at ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"));
};
addEventListener("scroll", mark, { passive: true });
addEventListener("resize", mark);
mark();

// A page that is a file may not reach the clipboard in the new way, and in some browsers in neither: then the text is
// selected.
const copy = async (text, place) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true;
    box.setAttribute("aria-label", "Text to copy");
    place.append(box);
    box.select();
    if (!document.execCommand("copy")) return false;
    box.remove();
    return true;
  }
};
const selected = "Press Ctrl+C to copy the selected text";
document.querySelectorAll("button.copy").forEach(b => {
  b.hidden = false;
  b.setAttribute("aria-live", "polite");
  b.addEventListener("click", async () => {
    const done = await copy(b.parentElement.nextElementSibling.textContent, b.parentElement);
    b.textContent = done ? "Copied" : selected;
    if (done) b.focus();
  });
});

document.querySelectorAll("section.people").forEach(section => {
  const form = section.querySelector("form");
  if (!form) return;
  const table = section.querySelector("table.listed"), body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const [shown, more, search, csv, said] = [".shown", ".more", ".search", ".csv", ".said"].map(at => section.querySelector(at));
  const filters = [...form.querySelectorAll("select")], texts = new Map(rows.map(r => [r, r.textContent.toLowerCase()]));
  // To lay out thousands of rows takes a browser seconds: on the screen the first stand until all are asked for.
  const most = 500, empty = "\n";
  let order = rows, whole = false;
  const cell = (r, column) => r.cells[column].textContent || empty;
  filters.filter(f => f.dataset.column).forEach(f => {
    const values = [...new Set(rows.map(r => cell(r, f.dataset.column)))].sort(new Intl.Collator().compare);
    values.forEach(v => f.add(new Option(v === empty ? "(none)" : v, v)));
    f.parentElement.hidden = values.length < 2;
  });
  const passes = r => filters.every(f => {
    if (!f.value) return true;
    if (f.dataset.column) return cell(r, f.dataset.column) === f.value;
    const value = r.dataset[f.dataset.key];
    return value === f.value || value.split(" ").includes(f.value);
  });
  const sift = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    order.forEach(r => {
      const text = texts.get(r), ok = passes(r) && wanted.every(w => text.includes(w));
      r.hidden = !ok;
      if (ok) n++;
      r.classList.toggle("later", ok && !whole && n > most);
    });
    more.hidden = n <= most;
    more.textContent = whole ? "Show the first " + most : "Show all " + count(n);
    shown.textContent = whole || n <= most ? count(n) + " of " + count(rows.length) + " shown" : "the first " + most + " of " + count(n) + " shown";
    csv.hidden = n === 0;
    said.textContent = "";
    section.classList.toggle("narrowed", n < rows.length);
  };
  form.hidden = false;
  form.addEventListener("submit", e => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(sift));
  search.addEventListener("input", sift);
  filters.forEach(f => f.addEventListener("change", sift));
  more.addEventListener("click", () => { whole = !whole; sift(); });
  // Links elsewhere on the page that narrow the table to a cause or a state.
  document.querySelectorAll("a[data-cause], a[data-state]").forEach(a => {
    const key = a.dataset.cause ? "causes" : "state", value = a.dataset.cause || a.dataset.state, f = filters.find(f => f.dataset.key === key);
    if (!f || ![...f.options].some(o => o.value === value)) return;
    a.hidden = false;
    a.addEventListener("click", () => { form.reset(); f.value = value; sift(); });
  });
  heads.forEach((th, column) => th.firstElementChild.addEventListener("click", () => {
    const down = th.getAttribute("aria-sort") === "ascending";
    heads.forEach(h => h.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const key = new Map(rows.map(r => [r, r.cells[column].textContent]));
    order = [...rows].sort((a, b) => (down ? -1 : 1) * compare(key.get(a), key.get(b)));
    sift();
    body.append(...order);
  }));
  // As in the CSV that prepaudit writes, what a spreadsheet would take for a formula gets an apostrophe.
  const field = text => {
    text = text.replace(/(^|[;|][ "']*)([=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1'$2");
    return /[",\r\n]|^\s/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const titles = r => r.dataset.causes.split(" ").filter(Boolean).map(n => (el("c" + n)?.querySelector("h3").textContent ?? n)).join("; ");
  csv.addEventListener("click", async () => {
    const listed = order.filter(r => !r.hidden), last = heads.length - 1;
    const lines = listed.map(r => [...r.cells].map((c, i) => i === last && r.dataset.causes !== undefined ? titles(r) : c.textContent));
    lines.unshift(heads.map(h => h.textContent));
    const done = await copy(lines.map(l => l.map(field).join(",") + "\r\n").join(""), section);
    said.textContent = done ? count(listed.length) + (listed.length === 1 ? " row copied" : " rows copied") : selected;
    if (done) csv.focus();
  });
  sift();
});
