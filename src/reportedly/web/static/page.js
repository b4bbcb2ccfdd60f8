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

  /* on a narrow screen the names of the screens run over the edge: where we are is brought into view */
  const current = $(".top nav a[aria-current]"), row = $(".top nav ul");
  if (current && row && row.scrollWidth > row.clientWidth) row.scrollLeft = current.offsetLeft - row.offsetLeft - 40;

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
    const turns = { "+": "+", "=": "+", "-": "-", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south" };
    const move = event.key in turns && $(`[data-map-key="${turns[event.key]}"]`);
    if (move && (!event.key.startsWith("Arrow") || event.target.closest(".map-side"))) { event.preventDefault(); move.click(); return; }
    const arrows = event.key.startsWith("Arrow");
    if (event.key in steps && (!arrows || report) && items().length) {
      if (event.target.closest(".scroll") && /Left|Right/.test(event.key)) return;
      event.preventDefault();
      go(steps[event.key]);
    }
  });

  /* ---- deciding: one key each ---- */
  let pending = Promise.resolve(); /* one after the other, however fast the keys come */
  const submitLive = (form, button) => {
    const inQueue = form.closest("[data-review]");
    if (!inQueue || !window.htmx) { form.requestSubmit(button); return; }
    const values = Object.fromEntries(new FormData(form, button));
    const send = () => htmx.ajax("POST", form.getAttribute("action"), { values, target: "#review", select: "#review", swap: "outerHTML" });
    pending = pending.then(send, send);
  };
  document.addEventListener("submit", (event) => {
    if (event.target.closest("[data-review]") && event.target.method === "post" && window.htmx) {
      event.preventDefault();
      submitLive(event.target, event.submitter);
    }
  });
  const decide = (event) => {
    const open = $("[data-verdicts] details[open]");
    if (open && /^[1-9]$/.test(event.key)) {
      const choice = $(`button[data-key="${event.key}"]`, open);
      if (choice) { submitLive(choice.form, choice); return true; }
    }
    const form = $(`form[data-verdict="${CSS.escape(event.key)}"]`);
    if (form) { submitLive(form, $("button", form)); return true; }
    const part = $(`[data-verdicts] [data-key="${CSS.escape(event.key)}"]`);
    if (!part) return false;
    if (part.tagName === "A") { part.click(); return true; }
    $$("[data-verdicts] details").forEach((other) => { other.open = other === part && !part.open; });
    if (part.open && event.key === "c") { $("[data-field]", part).focus(); wrapWords(); }
    return true;
  };

  /* words of the passage, picked with the mouse or with the arrow keys, become the value */
  const pick = { from: -1, to: -1 };
  const wrapWords = () => {
    const passage = $("[data-passage]");
    if (!passage || $(".w", passage)) return;
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const parts = node.textContent.match(/[\p{L}\p{N}]+(?:[-'’.,][\p{L}\p{N}]+)*|[^\p{L}\p{N}]+/gu) || [];
      node.replaceWith(...parts.map((text) => {
        if (!/[\p{L}\p{N}]/u.test(text)) return document.createTextNode(text);
        const word = document.createElement("span");
        word.className = "w"; word.textContent = text;
        return word;
      }));
    }
  };
  const setValue = (text) => {
    const value = $("[data-verdicts] details[open] [data-value]");
    if (value) value.value = text.replace(/\s+/g, " ").trim();
  };
  const moveWords = (event) => {
    const words = $$("[data-passage] .w");
    if (!words.length || !$("[data-verdicts] details[data-key=c][open]")) return false;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return false;
    pick.to = Math.min(Math.max(pick.to + step, 0), words.length - 1);
    if (!event.shiftKey || pick.from < 0) pick.from = pick.to;
    const [first, last] = [Math.min(pick.from, pick.to), Math.max(pick.from, pick.to)];
    words.forEach((word, turn) => word.classList.toggle("picked", turn >= first && turn <= last));
    const range = document.createRange();
    range.setStartBefore(words[first]); range.setEndAfter(words[last]);
    setValue(range.toString());
    return true;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const passage = $("[data-passage]");
    if (passage && chosen && !chosen.isCollapsed && passage.contains(chosen.anchorNode) && passage.contains(chosen.focusNode)) setValue(chosen.toString());
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    const inSelect = target.matches && target.matches("[data-field]");
    if (inSelect && moveWords(event)) { event.preventDefault(); return; }
    if (typing(target)) return;
    if (moveWords(event) || ($("[data-verdicts], form[data-verdict]") && decide(event))) event.preventDefault();
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
        ["a, c, r", "accept, correct, reject (in the review queue)"], ["u", "undo the last judgement"], ["+, -", "nearer, farther (on the map; arrows move it when it has the focus)"], ["Esc", "close"]];
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

  /* ---- drawing over a lane of the timeline chooses a period ---- */
  const dayOf = (ordinal) => new Date((ordinal - 719163) * 86400000).toISOString().slice(0, 10);
  for (const lane of $$("[data-brush]")) {
    const svg = $("svg", lane), form = $("[data-period]");
    if (!svg || !form) continue;
    const first = Number(lane.dataset.since), last = Number(lane.dataset.until);
    const x = (event) => { const box = svg.getBoundingClientRect(); return Math.min(992, Math.max(8, ((event.clientX - box.left) / box.width) * 1000)); };
    let start = null, rect = null;
    svg.addEventListener("pointerdown", (event) => { if (event.button === 0) start = x(event); });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointermove", (event) => {
      if (start === null || Math.abs(x(event) - start) < 6) return;
      if (!rect) {
        rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        rect.setAttribute("class", "brush"); rect.setAttribute("y", "0"); rect.setAttribute("height", "100%");
        svg.append(rect);
      }
      rect.setAttribute("x", Math.min(start, x(event))); rect.setAttribute("width", Math.abs(x(event) - start));
    });
    window.addEventListener("pointerup", (event) => {
      if (start !== null && rect) {
        const day = (place) => dayOf(Math.round(first - 0.5 + ((place - 8) / 984) * (last - first + 1)));
        const [low, high] = [Math.min(start, x(event)), Math.max(start, x(event))];
        $("[name=since]", form).value = day(low); $("[name=until]", form).value = day(high);
        $("[name=by]", form).value = lane.dataset.brush;
        rect.remove(); rect = null; start = null;
        svg.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
        form.requestSubmit();
      }
      start = null;
    });
  }

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
