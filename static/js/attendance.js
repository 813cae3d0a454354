// Attendance of a class: what is ticked, counted beside the buttons while somebody ticks.
(() => {
  "use strict";
  const form = document.querySelector("[data-attendance]");
  const summary = form?.querySelector("[data-summary]");
  if (!summary) return;
  const everybody = form.querySelector("[data-everybody]");
  const count = () => {
    const ticked = [...form.querySelectorAll(".choices input:checked")].filter((one) => one.value);
    const words = {};
    for (const one of ticked) {
      const word = one.nextElementSibling.textContent;
      words[word] = (words[word] || 0) + 1;
    }
    const parts = Object.entries(words).map(([word, number]) => `${word} ${number}`);
    summary.textContent = parts.length ? parts.join(" ") : `มา ${summary.dataset.all}`;
    if (everybody) everybody.hidden = ticked.length > 0;
  };
  form.addEventListener("change", count);
  count();
})();
