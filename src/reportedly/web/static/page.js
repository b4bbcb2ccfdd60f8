/* Keys and hovering. Everything here is a comfort: the page says and does the same without it. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* every change carries the secret of our forms */
  document.addEventListener("htmx:configRequest", (event) => {
    const field = $("input[name=csrf]");
    if (field) event.detail.headers["X-CSRF-Token"] = field.value;
  });

  /* ---- a report: the text and the list beside it light each other ---- */
  const report = $("[data-report]");
  const spansOf = (id) => $$(`.m[data-c~="${CSS.escape(id)}"]`);
  const light = (id, name) => {
    $$(`.m.${name}`).forEach((span) => span.classList.remove(name));
    if (id) spansOf(id).forEach((span) => span.classList.add(name));
  };
  if (report) {
    report.addEventListener("mouseover", (event) => {
      const item = event.target.closest(".claims li");
      const span = event.target.closest(".m");
      if (item) light(item.dataset.c, "on");
      else if (span) {
        const id = span.dataset.c.split(" ").pop();
        light(id, "on");
        $$(".claims li.here").forEach((other) => other.classList.remove("here"));
        const listed = $(`.claims li[data-c="${CSS.escape(id)}"]`);
        if (listed) { listed.classList.add("here"); keepInView(listed); }
      } else light(null, "on");
    });
  }
  const keepInView = (element) => {
    const list = element.closest(".side");
    if (!list || getComputedStyle(list).position !== "sticky") return;
    const top = element.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 40) list.scrollTop = top - list.clientHeight / 3;
  };

  /* ---- keys ---- */
  let place = -1;
  const items = () => $$("[data-item]").filter((item) => item.offsetParent !== null);
  const go = (step) => {
    const all = items();
    if (!all.length) return;
    const shown = all.findIndex((item) => item.classList.contains("here"));
    place = Math.min(Math.max((shown >= 0 ? shown : place) + step, 0), all.length - 1);
    all.forEach((item, turn) => item.classList.toggle("here", turn === place));
    const chosen = all[place];
    const link = $("[data-open]", chosen);
    if (link) link.focus({ preventScroll: true });
    if (chosen.dataset.c && report) {
      light(chosen.dataset.c, "lit");
      const first = spansOf(chosen.dataset.c)[0];
      if (first) {
        first.scrollIntoView({ block: "center" });
        history.replaceState(null, "", `#c-${chosen.dataset.c}`);
      }
      keepInView(chosen);
    } else chosen.scrollIntoView({ block: "nearest" });
  };
  const typing = (element) => element && element.closest("input, textarea, select, [contenteditable], [data-own-keys]");
  const steps = { j: 1, ArrowDown: 1, ArrowRight: 1, k: -1, ArrowUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") { const open = $("dialog[open]"); if (open) open.close(); if (typing(document.activeElement)) document.activeElement.blur(); return; }
    if (typing(event.target)) return;
    if (event.key === "/") { const find = $("#find"); if (find) { event.preventDefault(); find.focus(); find.select(); } return; }
    if (event.key === "?") { event.preventDefault(); help(); return; }
    const arrows = event.key.startsWith("Arrow");
    if (event.key in steps && (!arrows || report) && items().length) {
      if (event.target.closest(".scroll") && /Left|Right/.test(event.key)) return;
      event.preventDefault();
      go(steps[event.key]);
    }
  });

  /* ---- help, made from what the page says itself ---- */
  const help = () => {
    let box = $("dialog.help");
    if (!box) {
      box = document.createElement("dialog");
      box.className = "help";
      box.setAttribute("aria-label", "Keys");
      const list = document.createElement("dl");
      const keys = [["/", "find"], ["j, k", "next, previous"], ["arrows", "next, previous claim of a report"], ["Enter", "open"],
        ["a, c, r", "accept, correct, reject (in the review queue)"], ["u", "undo the last judgement"], ["Esc", "close"]];
      for (const [key, what] of keys) {
        const name = document.createElement("dt"), text = document.createElement("dd");
        name.textContent = key; text.textContent = what;
        list.append(name, text);
      }
      box.append(list);
      document.body.append(box);
    }
    box.showModal();
  };

  /* ---- dropping files ---- */
  for (const form of $$("form[data-drop]")) {
    const input = $("input[type=file]", form);
    for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.remove("over"); });
    form.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
})();
