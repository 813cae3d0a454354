// Where the house stands: button[data-locate] names the ids of its inputs in data-lat, data-lng and
// data-accuracy (metres); what happens is said in [data-locate-state] beside it. Typing works too.
(() => {
  "use strict";
  const GOOD = 15; // metres: good enough to stop listening
  const PATIENCE = 20000;
  for (const button of document.querySelectorAll("[data-locate]")) {
    if (!navigator.geolocation || !window.isSecureContext) continue;
    const state = button.parentElement.querySelector("[data-locate-state]");
    const field = (name) => document.getElementById(button.dataset[name]);
    let watch = null;
    let best = null;

    const finish = (words) => {
      navigator.geolocation.clearWatch(watch);
      watch = null;
      button.disabled = false;
      state.textContent = words;
    };
    const put = (name, value) => {
      if (!field(name)) return;
      field(name).value = value;
      field(name).dispatchEvent(new Event("change", { bubbles: true }));
    };
    const found = ({ coords }) => {
      if (watch === null || (best && coords.accuracy >= best.accuracy)) return;
      best = coords;
      const metres = Math.ceil(best.accuracy);
      put("lat", best.latitude.toFixed(6));
      put("lng", best.longitude.toFixed(6));
      put("accuracy", metres);
      state.textContent = `กำลังหาให้แม่นขึ้น คลาดเคลื่อนไม่เกิน ${metres} เมตร`;
      if (metres <= GOOD) stop();
    };
    const stop = () => {
      if (watch === null) return;
      if (best) finish(`ได้ตำแหน่งแล้ว คลาดเคลื่อนไม่เกิน ${Math.ceil(best.accuracy)} เมตร`);
      else finish("หาตำแหน่งไม่พบ ออกไปที่โล่งแล้วลองใหม่ หรือพิมพ์พิกัดเอง");
    };
    const failed = (error) => {
      if (watch === null) return;
      if (error.code === error.PERMISSION_DENIED) finish("เครื่องนี้ไม่อนุญาตให้ใช้ตำแหน่ง เปิดในตั้งค่า หรือพิมพ์พิกัดเอง");
      else stop();
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      best = null;
      button.disabled = true;
      state.textContent = "กำลังหาตำแหน่ง…";
      watch = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 });
      setTimeout(stop, PATIENCE);
    });
  }
})();
