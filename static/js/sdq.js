// Boxes of one digit: a key fills the box and goes on, Backspace goes back, arrows move; a pad of
// buttons for thumbs. form[data-keys] holds them. Where it has data-cell="address" every box is
// saved by itself: what could not be sent is marked, kept for this tab, and sent again.
(() => {
  "use strict";
  const form = document.querySelector("form[data-keys]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input.key")];
  const state = document.querySelector(".saved[role=status]");
  const pad = form.querySelector("[data-pad]");
  const THAI = "๐๑๒๓๔๕๖๗๘๙";
  const say = (words) => {
    if (state) (state.querySelector(".t") || state).textContent = words;
  };
  const most = (box) => Number(box.dataset.most);
  const plain = (typed) => {
    const at = THAI.indexOf(typed);
    return at < 0 ? typed : String(at);
  };
  const go = (box, steps) => {
    const next = boxes[boxes.indexOf(box) + steps];
    if (!next) return;
    next.focus();
    next.select();
  };
  const put = (box, typed) => {
    box.value = typed;
    box.removeAttribute("aria-invalid");
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const type = (box, typed) => {
    const digit = plain(typed);
    if (/^[0-9]$/.test(digit) && Number(digit) <= most(box)) {
      put(box, digit);
      go(box, 1);
    } else if (" -.".includes(digit)) {
      put(box, "");
      go(box, 1);
    } else {
      box.setAttribute("aria-invalid", "true");
      say(`ใช้ 0 ถึง ${most(box)} หรือเว้นว่าง`);
    }
  };
  const back = (box) => {
    if (box.value) put(box, "");
    else go(box, -1);
  };
  const row = (box) => box.closest("tr");
  const below = (box, step) => {
    const line = row(box);
    if (!line) return go(box, step * 5);
    const next = step > 0 ? line.nextElementSibling : line.previousElementSibling;
    const place = [...line.querySelectorAll("input.key")].indexOf(box);
    const target = next && next.querySelectorAll("input.key")[place];
    if (target) {
      target.focus();
      target.select();
    }
  };
  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches("input.key") || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowRight: () => go(box, 1), ArrowLeft: () => go(box, -1), ArrowDown: () => below(box, 1), ArrowUp: () => below(box, -1), Backspace: () => back(box) };
    if (event.key === "Enter" && row(box)) {
      event.preventDefault();
      const next = row(box).nextElementSibling;
      const first = next && next.querySelector("input.key");
      if (first) first.focus();
    } else if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    } else if (event.key.length === 1) {
      event.preventDefault();
      type(box, event.key);
    }
  });
  // Keyboards of phones send no key, only what came of it.
  form.addEventListener("input", (event) => {
    if (event.target.matches("input.key") && event.target.value) type(event.target, event.target.value.slice(-1));
  });
  form.addEventListener("focusin", (event) => {
    if (!event.target.matches("input.key")) return;
    current = event.target;
    for (const button of pad ? pad.querySelectorAll("[data-type]") : []) button.hidden = Number(button.dataset.type) > most(current);
  });
  let current = boxes.find((box) => !box.value) || boxes[0];
  if (pad && matchMedia("(pointer: coarse)").matches) {
    pad.hidden = false;
    for (const box of boxes) box.inputMode = "none"; // the pad is the keyboard
    pad.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    pad.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || !current) return;
      if (document.activeElement !== current) current.focus();
      if (button.dataset.back !== undefined) back(current);
      else type(current, button.dataset.type);
    });
  }
  if (current && !document.querySelector(".errsum")) current.focus();

  // The grid: every box by itself.
  const address = form.dataset.cell;
  if (!address) return;
  const RETRY = 5000;
  const place = `draft:${document.body.dataset.user || ""}:${form.id}`;
  const waiting = new Map(); // name → box
  let sending = false;
  let timer = 0;
  const keep = () => {
    try {
      const left = [...waiting.values()].map((box) => [box.name, box.value, box.dataset.was]);
      if (left.length) sessionStorage.setItem(place, JSON.stringify(left));
      else sessionStorage.removeItem(place);
    } catch {
      // full or forbidden: what waits stays in its box
    }
  };
  const mark = (box, kind, words = "") => {
    box.classList.remove("wait", "lost", "kept");
    if (kind) box.classList.add(kind);
    box.title = words;
  };
  const done = (box, sent) => {
    box.dataset.was = sent;
    if (box.value === sent) {
      waiting.delete(box.name);
      mark(box, "kept");
    }
    const cell = row(box).querySelector("[data-count]");
    if (cell) cell.textContent = [...row(box).querySelectorAll("input.key")].filter((one) => one.value).length;
    keep();
    say(waiting.size ? `กำลังบันทึก… เหลือ ${waiting.size}` : "บันทึกแล้ว");
  };
  const refused = (box, sent, status, answer) => {
    if (status === 409 && "answer" in answer && answer.answer !== undefined) {
      const theirs = answer.answer === null ? "" : String(answer.answer);
      box.dataset.was = theirs;
      if (box.value === sent && theirs === sent) return done(box, sent);
    }
    waiting.delete(box.name);
    mark(box, "lost", answer.message || "");
    keep();
    const shown = box.dataset.was ? ` ที่บันทึกอยู่คือ ${box.dataset.was}` : "";
    say(`${box.getAttribute("aria-label")}: ${answer.message || "ยังไม่ได้บันทึก"}${status === 409 ? shown : ""}`);
  };
  const send = async () => {
    clearTimeout(timer);
    if (sending || !waiting.size) return;
    sending = true;
    const [box] = waiting.values();
    const sent = box.value;
    const token = (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;
    const [, student, number] = box.name.match(/^a(\d+)-(\d+)$/);
    const body = new URLSearchParams({ round: form.dataset.round, informant: form.dataset.informant, student, number, answer: sent, was: box.dataset.was, answered_on: form.elements.answered_on.value });
    let pause = 0;
    try {
      const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" }, credentials: "same-origin", redirect: "manual", keepalive: true });
      if (response.ok) done(box, sent);
      else if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) {
        say("หมดเวลาใช้งานแล้ว เข้าสู่ระบบใหม่ในอีกหน้าต่าง แล้วกลับมาที่หน้านี้ คำตอบที่พิมพ์ยังอยู่");
        pause = RETRY * 2;
      } else if (response.status >= 500) throw new Error("server");
      else refused(box, sent, response.status, await response.json().catch(() => ({})));
    } catch {
      mark(box, "lost", "ยังไม่ได้ส่ง จะส่งใหม่เอง");
      say(`ยังไม่ได้ส่ง ${waiting.size} คำตอบ รอสัญญาณ จะส่งใหม่เอง`);
      pause = RETRY;
    }
    sending = false;
    if (waiting.size) timer = setTimeout(send, pause);
  };
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches("input.key")) return;
    if (box.value === box.dataset.was && !sending) return void (waiting.delete(box.name), mark(box, ""), keep());
    waiting.set(box.name, box);
    mark(box, "wait");
    keep();
    send();
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size && !form.dataset.sent) event.preventDefault();
  });
  // What a reload or a lost line left behind is put back and sent.
  try {
    for (const [name, value, was] of JSON.parse(sessionStorage.getItem(place) || "[]")) {
      const box = boxes.find((one) => one.name === name);
      if (!box || box.value === value) continue;
      Object.assign(box, { value });
      box.dataset.was = was;
      waiting.set(name, box);
      mark(box, "wait");
    }
  } catch {
    sessionStorage.removeItem(place);
  }
  send();
})();
