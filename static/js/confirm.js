// "Sure?" in a dialog, for what cannot be undone: data-confirm (the question), data-confirm-text,
// data-confirm-yes, data-confirm-no. On a link it stands for the page that asks, on a button it comes
// before sending; without script that page, or the server, asks.
(() => {
  "use strict";
  const ask = (source, act) => {
    const { confirm, confirmText = "", confirmYes = source.textContent.trim(), confirmNo = "ยกเลิก" } = source.dataset;
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    const title = document.createElement("h3");
    title.textContent = confirm;
    title.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const text = document.createElement("p");
    text.className = "mb-0 muted";
    text.textContent = confirmText;
    const row = document.createElement("div");
    row.className = "btns";
    const make = (words, look, then) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `btn ${look}`;
      button.textContent = words;
      button.addEventListener("click", () => {
        dialog.close();
        then();
      });
      return button;
    };
    const danger = source.matches(".btn-danger, [data-confirm-danger]");
    row.append(make(confirmNo, "btn-second", () => source.focus()), make(confirmYes, danger ? "btn-danger" : "btn-primary", act));
    dialog.append(title, text, row);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  const post = (address) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = address;
    form.hidden = true;
    form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
    document.body.append(form);
    form.requestSubmit();
  };
  document.addEventListener("click", (event) => {
    const source = event.target.closest("[data-confirm]");
    if (!source || !window.HTMLDialogElement) return;
    event.preventDefault();
    ask(source, () => (source.href ? post(source.href) : source.form.requestSubmit(source)));
  });
})();
