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
  const body = table.tBodies[0], rows = [...body.rows], said = document.getElementById("shown");
  const words = document.getElementById("words"), state = document.getElementById("state");
  const texts = rows.map(r => r.textContent.toLowerCase());
  const sift = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    rows.forEach((r, i) => {
      const ok = (!state.value || r.dataset.state === state.value) && wanted.every(w => texts[i].includes(w));
      r.hidden = !ok;
      if (ok) n++;
    });
    said.textContent = n + " of " + rows.length + " shown";
  };
  words.addEventListener("input", sift);
  state.addEventListener("change", sift);
  table.tHead.querySelectorAll("button").forEach(b => b.addEventListener("click", () => {
    const th = b.parentElement, column = th.cellIndex, down = th.getAttribute("aria-sort") === "ascending";
    table.tHead.querySelectorAll("th").forEach(h => h.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const key = new Map(rows.map(r => [r, r.cells[column].textContent]));
    body.append(...[...rows].sort((a, b) => (down ? -1 : 1) * compare(key.get(a), key.get(b))));
  }));
  sift();
}
