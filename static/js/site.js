// Comfort on every page; each page works without it.
(() => {
  "use strict";
  const { body } = document;
  const all = (query, root = document) => [...root.querySelectorAll(query)];

  // Drafts kept for this tab belong to one person; another's are removed, and all on log-out.
  const forget = (keep) => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("draft:") && !(keep && key.startsWith(`draft:${keep}:`))) {
        sessionStorage.removeItem(key);
      }
    }
  };
  if (body.dataset.user) forget(body.dataset.user);

  // Menus: one open at a time, closed by a tap outside or Escape.
  const closeMenus = (except) => {
    for (const menu of all("details.switch[open], details.menu[open]")) {
      if (!except || !menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.switch[open], details.menu[open]");
    closeMenus();
    if (open) open.querySelector("summary").focus();
    else if (location.hash === "#menu") location.hash = "#main";
  });
  // The menu sheet of a phone is the address #menu; leave no such address behind in the history.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#menu a[href]");
    if (link && location.hash === "#menu" && !link.hasAttribute("data-menu-close")) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  });

  // An address of a place (geo:) opens the map program of the device, which Apple's call otherwise.
  if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) {
    for (const link of all('a[href^="geo:"]')) {
      link.href = link.getAttribute("href").replace(/^geo:([^?]*).*/, "maps:?q=$1");
    }
  }

  // A row of places that scrolls sideways on a phone begins where one is.
  for (const here of all(".seg [aria-current], .hub [aria-current]")) {
    const row = here.closest("ul");
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - 16;
  }

  // A form that could not be saved: first what is wrong, then straight to the field.
  const summary = document.querySelector(".errsum");
  if (summary) summary.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".errsum a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    const control = target && (target.matches("fieldset, div") ? target.querySelector("input, select, textarea") : target);
    if (!control) return;
    event.preventDefault();
    control.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  });

  // A second tap sends nothing; the buttons come back if the page stays (a download, the back button).
  const release = (form) => {
    delete form.dataset.sent;
    for (const button of all("[data-was]", form)) {
      button.disabled = false;
      button.textContent = "";
      button.append(...button.was);
      delete button.dataset.was;
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return void event.preventDefault();
    if (form.hasAttribute("data-logout")) forget();
    const token = (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];
    const field = form.elements.csrfmiddlewaretoken;
    if (token && field) field.value = token; // it changes when someone logs in again in another tab
    form.dataset.sent = "1";
    const button = event.submitter;
    setTimeout(() => {
      if (button && button.matches(".btn-primary, .btn-danger")) {
        button.dataset.was = "1";
        button.was = [...button.childNodes];
        button.textContent = button.dataset.busy || "กำลังบันทึก…";
        button.disabled = true;
      }
    });
    setTimeout(() => release(form), 8000);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sent]").forEach(release);
  });

  // Toasts can be closed; they leave by themselves after eight seconds.
  for (const button of all("[data-close]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (button) button.closest(".toast, .note").remove();
  });
  const say = (words) => {
    const toast = document.createElement("div");
    toast.className = "toast show dark";
    const text = document.createElement("span");
    text.className = "t";
    text.textContent = words;
    toast.append(text);
    document.querySelector(".toasts").append(toast);
  };

  // Selects that act at once, and their button out of the way.
  for (const form of all("form:has([data-autosubmit])")) {
    const button = form.querySelector("[data-autosubmit-button]");
    if (button) button.hidden = true;
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });

  // One tick for a whole list.
  for (const every of all("[data-tick-all]")) {
    every.closest("label").hidden = false;
    every.addEventListener("change", () => {
      for (const one of all(`[name="${every.dataset.tickAll}"]`, every.form)) one.checked = every.checked;
    });
  }

  // htmx: a lost session or network is said, never painted into a part of the page.
  body.addEventListener("htmx:beforeSwap", (event) => {
    const { responseURL } = event.detail.xhr;
    if (responseURL && new URL(responseURL).pathname === body.dataset.login) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  body.addEventListener("htmx:sendError", () => say("ไม่มีสัญญาณ ลองใหม่อีกครั้ง"));
  body.addEventListener("htmx:responseError", () => say("โหลดไม่สำเร็จ ลองใหม่อีกครั้ง"));
})();
