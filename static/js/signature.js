// A signature drawn with a finger: .sign > canvas, and beside it in the same fieldset an
// input[data-signature] that takes the PNG (a data: address) and a button[data-sign-clear].
(() => {
  "use strict";
  const INK = "#1b2733";
  for (const input of document.querySelectorAll("input[data-signature]")) {
    const place = input.closest("fieldset");
    const canvas = place.querySelector(".sign canvas");
    const clear = place.querySelector("[data-sign-clear]");
    const pen = canvas.getContext("2d");
    const picture = new Image();
    let strokes = [];

    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      const { width, height } = canvas.getBoundingClientRect();
      if (!width) return;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      pen.scale(ratio, ratio);
      Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round", strokeStyle: INK, fillStyle: INK });
      if (picture.naturalWidth) {
        const scale = Math.min(width / picture.naturalWidth, height / picture.naturalHeight);
        pen.drawImage(picture, 0, 0, picture.naturalWidth * scale, picture.naturalHeight * scale);
      }
      strokes.forEach(trace);
    };
    const trace = (points) => {
      pen.beginPath();
      if (points.length < 3) pen.arc(points[0].x, points[0].y, 1.25, 0, 7), pen.fill();
      pen.moveTo(points[0].x, points[0].y);
      for (let at = 1; at < points.length - 1; at += 1) {
        const [here, then] = [points[at], points[at + 1]];
        pen.quadraticCurveTo(here.x, here.y, (here.x + then.x) / 2, (here.y + then.y) / 2);
      }
      pen.stroke();
    };
    const keep = () => {
      input.value = strokes.length || picture.naturalWidth ? canvas.toDataURL("image/png") : "";
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const spot = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      strokes.push([spot(event)]);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      for (const part of event.getCoalescedEvents?.() || [event]) strokes.at(-1).push(spot(part));
      draw();
    });
    const lift = (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      canvas.releasePointerCapture(event.pointerId);
      draw();
      keep();
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    if (clear) {
      clear.hidden = false;
      clear.addEventListener("click", () => {
        strokes = [];
        picture.removeAttribute("src");
        place.querySelector(".sign img")?.remove();
        draw();
        keep();
      });
    }
    picture.addEventListener("load", draw);
    if (input.value.startsWith("data:image/")) picture.src = input.value;
    window.addEventListener("resize", draw);
    draw();
  }
})();
