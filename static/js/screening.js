/* Screening with the keyboard. On the grid of a class arrows move between cells, 1 writes ปกติ into
   an empty one, 2 and 3 open the criteria of that level, Enter opens the cell in a dialog. In an
   aspect 1, 2 and 3 choose the level. Without this file each cell is a link to a page of its own. */
(() => {
  "use strict";
  const BODY = "#screening-dialog-body";
  const table = document.querySelector("[data-screening-grid]");
  const dialog = document.getElementById("screening-dialog");
  let opened = "";
  let wanted = "";

  const cellOf = (node) => node.closest?.("a[data-cell]");

  function choose(aspect, place) {
    const levels = aspect.querySelectorAll(".tile input[type=radio]");
    const level = levels[place - 1];
    if (!level) return null;
    level.checked = true;
    level.dispatchEvent(new Event("change", { bubbles: true }));
    return level;
  }

  const firstTick = (aspect, level) =>
    aspect.querySelector(`.ticks[data-level="${level?.value}"] input`);

  /* What was ticked is put aside while the level is ปกติ, and comes back with the level. */
  function follow(aspect, level) {
    const ticks = [...aspect.querySelectorAll(".tick input")];
    if (level === "normal" || level === "lacks") {
      const kept = ticks.filter((one) => one.checked);
      if (kept.length) aspect.dataset.kept = kept.map((one) => one.value).join(" ");
      kept.forEach((one) => { one.checked = false; });
    } else if (aspect.dataset.kept && !ticks.some((one) => one.checked)) {
      const kept = aspect.dataset.kept.split(" ");
      ticks.forEach((one) => { one.checked = kept.includes(one.value); });
      delete aspect.dataset.kept;
    }
  }

  document.addEventListener("change", (event) => {
    const aspect = event.target.closest?.("[data-aspect]");
    if (aspect && event.target.matches(".tile input")) follow(aspect, event.target.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const aspect = event.target.closest?.("[data-aspect]");
    if (!aspect || !/^[123]$/.test(event.key) || event.target.matches("input[type=text], textarea")) return;
    event.preventDefault();
    const level = choose(aspect, Number(event.key));
    if (!level) return;
    const first = firstTick(aspect, level);
    const isOpen = first && first.checkVisibility?.();
    const next = aspect.closest(".box")?.nextElementSibling?.querySelector("[data-aspect] .tile input");
    (isOpen ? first : event.key === "1" && next ? next : level).focus();
  });

  if (!table || !dialog || typeof dialog.showModal !== "function") return;

  const cells = () => [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("a[data-cell]")]);

  function neighbour(cell, key) {
    const rows = cells();
    const y = rows.findIndex((row) => row.includes(cell));
    const x = rows[y].indexOf(cell);
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const ends = { Home: [y, 0], End: [y, rows[y].length - 1] };
    const [toY, toX] = ends[key] || [y + steps[key][0], x + steps[key][1]];
    return rows[toY]?.[toX];
  }

  function open(cell, level) {
    opened = cell.id;
    wanted = level;
    htmx.ajax("GET", cell.href, { target: BODY, swap: "innerHTML" });
  }

  /* One after the other, however fast the keys: the last answer holds the last counts. */
  let written = Promise.resolve();
  let waiting = 0;

  function writeNormal(cell) {
    const url = new URL(cell.href);
    const values = { quick: "1", round: url.searchParams.get("round") };
    // From the cell itself: of requests of one element htmx keeps the last that waits alone.
    const how = { source: cell, target: `#${cell.id}`, swap: "outerHTML", values };
    const write = () => htmx.ajax("POST", url.pathname, how);
    const done = () => { waiting -= 1; };
    waiting += 1;
    written = written.then(write).then(done, done);
  }

  window.addEventListener("beforeunload", (event) => waiting && event.preventDefault());

  table.addEventListener("click", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(cell, "");
  });

  table.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) {
      const to = neighbour(cell, event.key);
      event.preventDefault();
      to?.focus();
    } else if (event.key === "1" && !cell.dataset.level) {
      event.preventDefault();
      writeNormal(cell);
      neighbour(cell, "ArrowRight")?.focus();
    } else if (/^[123]$/.test(event.key)) {
      event.preventDefault();
      open(cell, event.key);
    }
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (`#${event.detail.target.id}` !== BODY) return;
    if (!dialog.open) dialog.showModal();
    const aspect = dialog.querySelector("[data-aspect]");
    const level = wanted ? choose(aspect, Number(wanted)) : aspect.querySelector(".tile :checked");
    const first = wanted ? firstTick(aspect, level) : null;
    const error = dialog.querySelector(".err");
    const target = error ? error.parentElement.querySelector("input") : null;
    const ticks = wanted && wanted !== "1" && first?.checkVisibility?.() ? first : null;
    (target || ticks || level || aspect.querySelector(".tile input")).focus();
    wanted = "";
  });

  document.body.addEventListener("screening-saved", () => {
    if (!dialog.open) return;
    dialog.close();
  });

  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close-dialog]")) return;
    event.preventDefault();
    dialog.close();
  });

  dialog.addEventListener("close", () => document.getElementById(opened)?.focus());
})();
