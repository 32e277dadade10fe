"use strict";
(() => {
  const bar = document.querySelector(".bar"), rows = [...document.querySelectorAll("li.f")];
  const get = (id) => document.getElementById(id);
  const plain = (t) => t.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").replace(/[łŁ]/g, "l").toLowerCase();
  const texts = rows.map((row) => plain(row.textContent));
  bar.hidden = false;
  const show = () => {
    const find = plain(get("find").value.trim());
    let n = 0;
    rows.forEach((row, i) => {
      const on = (!find || texts[i].includes(find)) && ["level", "rule", "file"].every((k) => {
        const v = get(k).value;
        return !v || row.dataset[k] === v;
      });
      row.hidden = !on;
      n += on;
    });
    get("count").textContent = n === rows.length ? `${n} findings` : `${n} of ${rows.length} findings`;
  };
  bar.addEventListener("input", show);
  bar.addEventListener("submit", (e) => e.preventDefault());
  const step = (by) => {
    const seen = rows.filter((r) => !r.hidden);
    const at = seen.indexOf(document.activeElement.closest("li.f"));
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + by, 0), seen.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = /^(INPUT|SELECT)$/.test(e.target.tagName);
    if (e.key === "Escape") { get("find").value = ""; show(); document.activeElement.blur(); return; }
    if (typing) return;
    const keys = { j: () => step(1), k: () => step(-1), "/": () => get("find").focus(), e: () => level("error"), w: () => level("warning"), a: () => level("") };
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
  const level = (v) => { get("level").value = v; show(); };
  show();
})();
