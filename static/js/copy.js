// Buttons that copy: data-copy names a field by its id, data-copy-text carries the words itself.
// Without script they stay hidden; the field can be marked and copied by hand.
(() => {
  "use strict";
  const byHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byHand(text); // clipboard is for https alone
    }
  };
  for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      const done = await copy(field ? field.value : button.dataset.copyText);
      const label = button.querySelector("[data-copy-label]");
      const before = label.textContent;
      label.textContent = done ? "คัดลอกแล้ว" : "คัดลอกไม่ได้";
      setTimeout(() => (label.textContent = before), 2500);
    });
  }
})();
