"use strict";
const all = document.getElementById("details"), parts = document.querySelectorAll("details");
if (all) all.addEventListener("click", () => {
  const open = [...parts].some(d => !d.open);
  parts.forEach(d => { d.open = open; });
  all.textContent = open ? "Close all" : "Open all";
});
let closed = [];
addEventListener("beforeprint", () => { closed = [...parts].filter(d => !d.open); closed.forEach(d => { d.open = true; }); });
addEventListener("afterprint", () => { closed.forEach(d => { d.open = false; }); });

const table = document.getElementById("people");
if (table) {
  const body = table.tBodies[0], rows = [...body.rows], said = document.getElementById("shown"), more = document.getElementById("more");
  const words = document.getElementById("words"), state = document.getElementById("state");
  const texts = new Map(rows.map(r => [r, r.textContent.toLowerCase()]));
  // To lay out thousands of rows takes a browser seconds: on the screen the first stand until all are asked for.
  const most = 500;
  let order = rows, whole = false;
  const sift = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    order.forEach(r => {
      const text = texts.get(r), ok = (!state.value || r.dataset.state === state.value) && wanted.every(w => text.includes(w));
      r.hidden = !ok;
      if (ok) n++;
      r.classList.toggle("later", ok && !whole && n > most);
    });
    more.hidden = n <= most;
    more.textContent = whole ? "Show the first " + most : "Show all " + n;
    said.textContent = whole || n <= most ? n + " of " + rows.length + " shown" : "the first " + most + " of " + n + " shown";
  };
  words.addEventListener("input", sift);
  state.addEventListener("change", sift);
  more.addEventListener("click", () => { whole = !whole; sift(); });
  table.tHead.querySelectorAll("button").forEach(b => b.addEventListener("click", () => {
    const th = b.parentElement, column = th.cellIndex, down = th.getAttribute("aria-sort") === "ascending";
    table.tHead.querySelectorAll("th").forEach(h => h.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const key = new Map(rows.map(r => [r, r.cells[column].textContent]));
    order = [...rows].sort((a, b) => (down ? -1 : 1) * compare(key.get(a), key.get(b)));
    sift();
    body.append(...order);
  }));
  sift();
}
