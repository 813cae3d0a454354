// A table to fill in: form[data-grid="name"]. Enter and the arrows go down and up a column, Enter at
// its end to the head of the next one. What is typed and not saved yet stands in sessionStorage and
// comes back after a lost session or a closed page. Without this file Enter saves.
(() => {
  "use strict";
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("tbody input[type=text]")];
  const columns = new Map();
  for (const box of boxes) {
    const at = box.closest("td").cellIndex;
    columns.set(at, [...(columns.get(at) || []), box]);
  }
  const order = [...columns.values()].flat(); // column by column
  const go = (box, step) => {
    const next = order[order.indexOf(box) + step];
    if (!next) return false;
    next.focus();
    next.select();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!boxes.includes(box) || event.isComposing) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!go(box, step) && event.key === "Enter") form.querySelector("button[type=submit]").focus();
    event.preventDefault();
  });
  form.addEventListener("focusin", (event) => boxes.includes(event.target) && event.target.select());

  const key = `draft:${document.body.dataset.user || ""}:grid:${form.dataset.grid}`;
  const changed = () => boxes.filter((box) => box.value !== box.defaultValue).map((box) => [box.name, box.value]);
  const keep = () => {
    try {
      const typed = changed();
      if (typed.length) sessionStorage.setItem(key, JSON.stringify(typed));
      else sessionStorage.removeItem(key);
    } catch {
      // full or forbidden: the page itself still holds it
    }
  };
  const kept = JSON.parse(sessionStorage.getItem(key) || "[]");
  let restored = 0;
  for (const [name, value] of kept) {
    const box = form.elements[name];
    if (box && box.value === "" && value) {
      box.value = value;
      restored += 1;
    }
  }
  if (restored) {
    const note = document.createElement("div");
    note.className = "note note-warn";
    note.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = `นำค่าที่พิมพ์ค้างไว้และยังไม่ได้บันทึกกลับมา ${restored} ช่อง กรุณาตรวจแล้วกดบันทึก`;
    note.append(words);
    form.prepend(note);
  }
  keep();
  form.addEventListener("input", keep);
  window.addEventListener("beforeunload", (event) => {
    if (changed().length && !form.dataset.sent) event.preventDefault();
  });
})();
