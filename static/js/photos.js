// Photos from camera or gallery: input[type=file][data-upload="address"] inside ul.photos > li.
// Each file is scaled to 1600 px here (which also drops its place and time), sent on its own with
// X-Photo: 1, and the answer takes its place in the list:
//   2xx  the HTML of the photo's <li>
//   4xx  {error}: the reason under the picture, with another try
// data-max limits all lists that send to one address. Without script the input goes with its form.
(() => {
  "use strict";
  const LONGEST = 1600;
  const AT_ONCE = 2;
  const waiting = [];
  const failed = new Set();
  let active = 0;

  const make = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };
  const shrink = async (file) => {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = make("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      const paint = canvas.getContext("2d");
      paint.fillStyle = "white"; // as the server has it: what is see-through would turn black
      paint.fillRect(0, 0, canvas.width, canvas.height);
      paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      return (await new Promise((give) => canvas.toBlob(give, "image/jpeg", 0.85))) || file;
    } catch {
      return file; // HEIC and the like: the server converts, or says what is wrong
    }
  };
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || document.querySelector("[name=csrfmiddlewaretoken]").value;

  const post = (task) =>
    new Promise((end) => {
      const { input, blob, bar } = task;
      const form = new FormData();
      for (const [name, value] of Object.entries(input.dataset)) {
        if (name.startsWith("send")) form.append(name.slice(4).toLowerCase(), value);
      }
      form.append(input.name, blob, blob.type === "image/jpeg" ? "photo.jpg" : task.name);
      const request = new XMLHttpRequest();
      request.open("POST", input.dataset.upload);
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("X-Photo", "1");
      request.upload.onprogress = (event) => event.lengthComputable && Object.assign(bar, { value: event.loaded, max: event.total });
      request.onloadend = () => end(request);
      request.send(form);
    });
  const reason = (request) => {
    if (!request.status) return "ยังไม่ได้ส่ง รอสัญญาณ";
    if (request.status === 401 || new URL(request.responseURL).pathname === document.body.dataset.login) {
      return "หมดเวลาใช้งาน เข้าสู่ระบบใหม่แล้วลองอีกครั้ง";
    }
    try {
      return JSON.parse(request.responseText).error || "ส่งไม่สำเร็จ";
    } catch {
      return request.status < 300 ? "" : "ส่งไม่สำเร็จ";
    }
  };
  const fail = (task, error) => {
    const choice = (words, act) => {
      const button = make("button", { type: "button", className: "btn btn-quiet", textContent: words });
      button.addEventListener("click", act);
      return button;
    };
    failed.add(task);
    task.words.textContent = error;
    task.bar.value = 0;
    task.item.querySelector("figcaption").append(
      choice("ลองใหม่", () => queue(task)),
      choice("เอาออก", () => (failed.delete(task), task.item.remove())),
    );
  };
  const send = async (task) => {
    task.words.textContent = "กำลังส่ง…";
    task.item.querySelectorAll("button").forEach((button) => button.remove());
    const request = await post(task);
    const error = reason(request);
    task.offline = !request.status;
    if (error) return fail(task, error);
    const shown = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("li");
    URL.revokeObjectURL(task.item.querySelector("img").src);
    if (shown) task.item.replaceWith(shown);
    else location.reload();
  };
  const next = async () => {
    if (active >= AT_ONCE || !waiting.length) return;
    active += 1;
    await send(waiting.shift());
    active -= 1;
    next();
  };
  const queue = (task) => {
    failed.delete(task);
    waiting.push(task);
    next();
  };
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches("input[type=file][data-upload]")) return;
    const files = [...input.files];
    input.value = "";
    const list = input.closest(".photos");
    const last = input.closest("li");
    const taken = [...document.querySelectorAll("input[type=file][data-upload]")]
      .filter((one) => one.dataset.upload === input.dataset.upload)
      .reduce((sum, one) => sum + one.closest(".photos").children.length - 1, 0);
    const refused = [...failed].filter((task) => !task.offline && task.input.dataset.upload === input.dataset.upload);
    const room = Number(input.dataset.max || 12) - taken + refused.length;
    const over = list.parentElement.querySelector("[data-photos-note]");
    if (over) over.hidden = files.length <= room;
    for (const file of files.slice(0, Math.max(0, room))) {
      const bar = make("progress", { max: 1, value: 0, ariaLabel: "ส่งรูปแล้ว" });
      const words = make("span", { textContent: "กำลังย่อรูป…" });
      const picture = make("img", { alt: "", src: URL.createObjectURL(file) });
      const item = make("li", {}, make("figure", {}, picture, bar, make("figcaption", {}, words)));
      last.before(item);
      queue({ input, item, bar, words, name: file.name.replace(/^.*(?=\.)/, "photo"), blob: await shrink(file) });
    }
  });
  window.addEventListener("online", () => [...failed].filter((task) => task.offline).forEach(queue));
})();
