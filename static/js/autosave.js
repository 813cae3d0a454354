// Keeps a long form: form[data-autosave="address"] with an id and a field named version.
// 1.5 s after a change the form goes to that address with X-Autosave: 1, and the answer is
//   2xx {saved_at, version, notice?}  kept; version is what the next save builds on
//   409 {url?}               someone saved in between: nothing is overwritten, a link shows both
//   401 or a redirect        the session is over: log in beside, the typed text stays
//   400 {message?}           cannot be kept as it is; tried again after the next change
// What is not on the server yet stands in sessionStorage (this tab, this person, this version) and
// is offered again after a reload. Controls with data-noautosave stay out of both.
(() => {
  "use strict";
  const over = document.querySelector("[data-draft-kept]"); // "form id:version" that a submit kept
  if (over) sessionStorage.removeItem(`draft:${document.body.dataset.user || ""}:${over.dataset.draftKept}`);
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const PAUSE = 1500;
  const RETRY = 15000;
  const state = document.querySelector(".saved[role=status]");
  const version = () => (form.elements.version ? form.elements.version.value : "");
  const prefix = `draft:${document.body.dataset.user || ""}:${form.id}:`;
  let timer = 0;
  let sending = false;
  let blocked = false;

  const show = (words, kind = "") => {
    if (!state) return;
    state.classList.toggle("warn", kind === "warn");
    const drawing = state.querySelector("use");
    if (drawing) {
      const name = kind === "warn" ? "offline" : "saved";
      drawing.setAttribute("href", drawing.getAttribute("href").replace(/#.*/, `#i-${name}`));
    }
    (state.querySelector(".t") || state).textContent = words;
  };
  const notice = (words, ...more) => {
    document.querySelector("#autosave-note")?.remove();
    const box = document.createElement("div");
    box.className = "note note-warn";
    box.id = "autosave-note";
    box.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.append(words, " ", ...more);
    box.append(line);
    form.prepend(box);
    return box;
  };
  const link = (words, href, target = "") => {
    const anchor = document.createElement("a");
    Object.assign(anchor, { href, target, textContent: words });
    if (target) anchor.rel = "noopener";
    return anchor;
  };
  const button = (words, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn btn-second mt-2 me-2", textContent: words });
    made.addEventListener("click", act);
    return made;
  };

  const values = () => {
    const skipped = new Set([...form.querySelectorAll("[data-noautosave]")].map((control) => control.name));
    return [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && !skipped.has(name),
    );
  };
  const typed = () => JSON.stringify(values().filter(([name]) => name !== "version"));
  let kept = typed(); // what the server has
  const store = () => {
    try {
      sessionStorage.setItem(prefix + version(), typed());
    } catch {
      // full or forbidden: the server still gets every save
    }
  };
  const drop = () => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  };
  const fill = (pairs) => {
    const left = new Map();
    for (const [name, value] of pairs) left.set(name, [...(left.get(name) || []), value]);
    for (const control of form.elements) {
      if (["", "csrfmiddlewaretoken", "version"].includes(control.name || "")) continue;
      const found = left.get(control.name) || [];
      if (["checkbox", "radio"].includes(control.type)) control.checked = found.includes(control.value);
      else if (control.tagName === "SELECT") for (const option of control.options) option.selected = found.includes(option.value);
      else if (found.length && !["submit", "button", "file"].includes(control.type)) control.value = found.shift();
    }
  };

  const done = (answer, sent) => {
    kept = sent;
    drop();
    if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
    if (typed() !== kept) store();
    document.querySelector("#autosave-note")?.remove();
    if (answer.notice) notice(answer.notice);
    const at = /^\d\d[:.]\d\d/.test(answer.saved_at || "") ? answer.saved_at.slice(0, 5) : new Date(answer.saved_at || Date.now()).toTimeString().slice(0, 5);
    show(`บันทึกร่างแล้ว ${at} น.`);
  };
  const refused = async (response) => {
    const answer = await response.json().catch(() => ({}));
    if (response.status === 409) {
      blocked = true;
      show("ยังไม่ได้บันทึก", "warn");
      notice("มีคนบันทึกแบบนี้หลังจากคุณเปิดหน้านี้ สิ่งที่คุณพิมพ์ยังอยู่ และยังไม่ทับของใคร", link("เทียบสองฉบับ", answer.url || location.href));
    } else if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
      show("ยังไม่ได้บันทึก", "warn");
      notice("หมดเวลาใช้งานแล้ว ข้อมูลที่พิมพ์ยังอยู่", link("เข้าสู่ระบบใหม่", document.body.dataset.login, "_blank"), " แล้วกลับมาที่หน้านี้");
    } else {
      show(answer.message || "ยังไม่ได้บันทึก จะลองใหม่", "warn");
    }
  };
  const save = async (keepalive = false) => {
    clearTimeout(timer);
    const sent = typed();
    if (sending || blocked || sent === kept) return;
    sending = true;
    if (keepalive) sessionStorage.setItem(`${prefix}sent`, version());
    show("กำลังบันทึก…");
    const body = new URLSearchParams(values());
    const token = (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "X-Autosave": "1", "X-CSRFToken": token, Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        keepalive: keepalive && String(body).length < 60000, // browsers allow no more
      });
      if (response.ok) done(await response.json().catch(() => ({})), sent);
      else await refused(response);
    } catch {
      show("ยังไม่ได้ส่ง รอสัญญาณ", "warn");
    }
    sending = false;
    sessionStorage.removeItem(`${prefix}sent`);
    if (typed() !== kept && !blocked) timer = setTimeout(save, kept === sent ? PAUSE : RETRY);
  };

  const changed = (event) => {
    if (event.target.matches("[type=file], [data-noautosave]")) return;
    clearTimeout(timer);
    if (typed() === kept) return;
    store();
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (typed() !== kept) store();
    blocked = true; // the submit itself carries everything
  });
  window.addEventListener("online", () => save());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) blocked = false;
  });
  window.addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => save(document.visibilityState === "hidden"));

  // After a reload: the same version takes back what was typed; a newer one asks first.
  // A page drawn while the last save of the page before was still on its way is drawn again.
  const sent = sessionStorage.getItem(`${prefix}sent`);
  sessionStorage.removeItem(`${prefix}sent`);
  if (sent && sent === version()) return void setTimeout(() => location.reload(), 500);
  const found = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)).sort().pop();
  if (!found) return;
  const before = sessionStorage.getItem(found);
  // Fields that are new on the page, as those of a matter added meanwhile, were typed by nobody.
  const had = new Set(JSON.parse(before).map(([name]) => name));
  const isTick = (name) => !form.elements[name].tagName || ["checkbox", "radio"].includes(form.elements[name].type);
  const known = values().filter(([name]) => name !== "version" && (had.has(name) || isTick(name)));
  if (before === JSON.stringify(known)) return drop();
  const takeBack = () => {
    fill(JSON.parse(before));
    drop();
    store();
    save();
  };
  if (found === prefix + version()) {
    takeBack();
    notice("เติมสิ่งที่พิมพ์ค้างไว้ให้แล้ว ตรวจแล้วทำต่อได้เลย").setAttribute("role", "status");
  } else {
    const box = notice("มีข้อความที่พิมพ์ค้างไว้ในเครื่องนี้ แต่แบบนี้ถูกบันทึกใหม่กว่าแล้ว", document.createElement("br"));
    const choose = (act) => () => (box.remove(), act());
    box.firstChild.append(button("ใส่ที่พิมพ์ค้างไว้", choose(takeBack)), button("ใช้ของที่บันทึกแล้ว", choose(drop)));
  }
})();
