// The report's filter, keys and cards. Without it the page is complete, only less handy.
"use strict";
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const rows = all("tr[data-s]");
  const entries = all("tr[data-e]");
  const pieces = all("#left .pieces li");
  const find = one("#find"), which = one("#which"), count = one("#count"), help = one("#help"), keys = one("#keys");

  // Filter: text without case and marks, and status.
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/ł/g, "l").replace(/\s+/g, " ").trim();
  const folded = new WeakMap();
  const textOf = (element) => {
    if (!folded.has(element)) folded.set(element, fold(all("td", element).map((cell) => cell.textContent).join(" ") || element.textContent));
    return folded.get(element);
  };
  const shows = (element) => !element.closest("[hidden]");
  function filter() {
    const wanted = fold(find.value), status = which.value;
    const fits = (element, own) => (!status || own === status) && (!wanted || textOf(element).includes(wanted));
    for (const row of rows) row.hidden = !fits(row, row.dataset.s);
    // Entries always have counterparts or stand on their own: "without counterpart" does not concern them.
    for (const entry of entries) entry.hidden = !fits(entry, status === "alone" ? status : entry.dataset.e);
    for (const piece of pieces) piece.hidden = wanted !== "" && !textOf(piece).includes(wanted);
    for (const list of all("#left details")) list.hidden = !one("li:not([hidden])", list);
    for (const file of all("#left .file")) file.hidden = !one("details:not([hidden])", file);
    const shown = (part) => one("tr[data-s]:not([hidden]), tr[data-e]:not([hidden])", part);
    for (const part of all(".job, #glossary .part")) part.hidden = (wanted || status) !== "" && !shown(part);
    for (const section of [one("#rows"), one("#glossary")]) {
      one(".none", section).hidden = !one("tr[data-s], tr[data-e]", section) || !!shown(section);
    }
    const left = rows.filter((row) => !row.hidden).length;
    count.textContent = wanted || status ? `${left} of ${rows.length} rows` : `${rows.length} rows`;
  }
  let timer;
  find.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
  which.addEventListener("change", filter);
  const tools = one(".tools");
  tools.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  for (const box of all(".langs input")) {
    box.addEventListener("change", () => document.body.classList.toggle(`hide-${box.value}`, !box.checked));
  }
  tools.hidden = false;
  filter();

  // Keys.
  let current = null;
  function select(row) {
    if (!row) return;
    current = row;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center", behavior: "instant" });
  }
  function move(step, fits = () => true) {
    const focused = document.activeElement.closest?.("tr[data-s], tr[data-e]");
    const from = focused || (current && shows(current) ? current : null);
    const list = (from?.dataset.e ? entries : rows).filter((row) => row === from || (shows(row) && fits(row)));
    if (from) return select(list[list.indexOf(from) + step]);
    const below = list.find((row) => row.getBoundingClientRect().top > 0);
    select(step > 0 ? below || list[0] : list[Math.max(list.indexOf(below) - 1, 0)]);
  }
  const doubtful = (row) => (row.dataset.s || row.dataset.e) === "doubtful";
  function toggleHelp(open = help.hidden) {
    help.hidden = !open;
    keys.setAttribute("aria-expanded", String(open));
  }
  keys.addEventListener("click", () => toggleHelp());
  const commands = {
    j: () => move(1), k: () => move(-1), n: () => move(1, doubtful), p: () => move(-1, doubtful),
    "/": () => { find.focus(); find.select(); },
    d: () => { which.value = which.value === "doubtful" ? "" : "doubtful"; filter(); },
    g: () => { const target = one("#glossary"); target.focus({ preventScroll: true }); target.scrollIntoView(); current = entries.find(shows) || current; },
    "?": () => toggleHelp(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (!card.hidden) return hide();
      if (find.value || which.value) { find.value = ""; which.value = ""; filter(); }
      toggleHelp(false);
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    const inTable = event.target.closest("tr[data-s], tr[data-e]");
    const key = inTable && event.key === "ArrowDown" ? "j" : inTable && event.key === "ArrowUp" ? "k" : event.key;
    if (!Object.hasOwn(commands, key)) return;
    event.preventDefault();
    commands[key]();
  });
  document.addEventListener("focusin", (event) => { current = event.target.closest("tr[data-s], tr[data-e]") || current; });

  // Cards: what a name stands for, made from its entry in the glossary.
  const card = one("#card");
  let owner = null, closing;
  function make(name, text, attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }
  function fill(entry) {
    card.replaceChildren(make("p", all("th .kind, th .badge", entry).map((part) => part.textContent).join(" · "), { class: "what" }));
    const list = document.createElement("dl");
    for (const cell of all("td", entry)) {
      const [first, ...others] = all(".t", cell).map((term) => term.textContent);
      if (first === undefined) continue;
      const value = make("dd", first, { lang: cell.lang });
      if (others.length) value.append(" · ", make("small", others.join(" · ")));
      list.append(make("dt", cell.lang), value);
    }
    card.append(list);
    card.style.setProperty("--h", entry.style.getPropertyValue("--h"));
  }
  function show(name) {
    clearTimeout(closing);
    if (owner === name) return;
    hide();
    const entry = document.getElementById(name.hash.slice(1));
    if (!entry) return;
    owner = name;
    fill(entry);
    name.setAttribute("aria-describedby", "card");
    for (const other of all(`a.n[href="${name.hash}"]`, name.closest("tr, li"))) other.classList.add("same");
    card.hidden = false;
    const place = name.getClientRects()[0], size = card.getBoundingClientRect();
    const under = place.bottom + 6 + size.height < innerHeight;
    card.style.left = `${Math.max(8, Math.min(place.left, innerWidth - size.width - 8))}px`;
    card.style.top = `${under ? place.bottom + 6 : Math.max(8, place.top - size.height - 6)}px`;
  }
  function hide() {
    clearTimeout(closing);
    card.hidden = true;
    owner?.removeAttribute("aria-describedby");
    for (const other of all("a.n.same")) other.classList.remove("same");
    owner = null;
  }
  const later = () => { clearTimeout(closing); closing = setTimeout(hide, 160); };
  const nameAt = (event) => event.target.closest?.("a.n");
  document.addEventListener("mouseover", (event) => { const name = nameAt(event); if (name) show(name); });
  document.addEventListener("mouseout", (event) => { if (nameAt(event)) later(); });
  document.addEventListener("focusin", (event) => { const name = nameAt(event); if (name) show(name); else if (owner) hide(); });
  card.addEventListener("mouseenter", () => clearTimeout(closing));
  card.addEventListener("mouseleave", later);
  addEventListener("scroll", () => { if (owner && owner !== document.activeElement) hide(); }, { passive: true });

  // Links to an entry or row that the filter hides show it again; on paper everything is open.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    hide();
    if (!shows(target)) { find.value = ""; which.value = ""; filter(); }
    if (target.matches("tr")) select(target);
  }
  addEventListener("hashchange", reveal);
  reveal();
  const closed = [];
  addEventListener("beforeprint", () => { for (const part of all("details:not([open])")) { part.open = true; closed.push(part); } });
  addEventListener("afterprint", () => { for (const part of closed.splice(0)) part.open = false; });
})();
