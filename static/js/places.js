// Maps of the community. #map stands beside the list of places: its pins carry the numbers of the
// list. #tap-map stands in a form: a tap fills the fields it names, typing moves the pin.
// Both read the places and tiles from the page's own JSON; without tiles the ground is empty.
(() => {
  "use strict";
  if (!window.L) return;
  const CLOSE = 15;
  const THAILAND = [15.5, 101];
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const show = (id) => {
    const box = document.getElementById(id);
    if (box) box.hidden = false;
  };
  const draw = (box, tiles) => {
    box.hidden = false;
    show(`${box.id}-note`);
    const map = L.map(box, { scrollWheelZoom: false });
    map.attributionControl.setPrefix("Leaflet");
    L.control.scale({ imperial: false }).addTo(map);
    if (tiles.url) {
      const credit = document.createElement("span");
      credit.textContent = tiles.credit;
      L.tileLayer(tiles.url, { maxZoom: 19, attribution: credit.innerHTML }).addTo(map);
    }
    return map;
  };
  const said = (place) => {
    const link = document.createElement("a");
    link.href = place.url;
    link.textContent = place.name;
    const kind = document.createElement("p");
    kind.className = "small muted mb-0";
    kind.textContent = place.kind;
    const whole = document.createElement("div");
    whole.append(link, kind);
    return whole;
  };
  const spot = (place) => [Number(place.lat), Number(place.lng)];
  const mark = (map, place, words) => {
    const icon = L.divIcon({ className: `pin ${place.shape}`, html: words, iconSize: [28, 28] });
    return L.marker(spot(place), { icon, title: place.name, alt: `${words} ${place.name}`.trim() }).addTo(map);
  };

  const list = document.getElementById("map");
  if (list) {
    const map = draw(list, read("tiles"));
    const places = read("places");
    for (const place of places) mark(map, place, String(place.number)).bindPopup(said(place));
    map.fitBounds(L.latLngBounds(places.map(spot)), { padding: [32, 32], maxZoom: CLOSE });
  }

  const form = document.getElementById("tap-map");
  if (!form) return;
  const { places, tiles } = read("tap-places");
  const lat = document.getElementById(form.dataset.lat);
  const lng = document.getElementById(form.dataset.lng);
  const typed = () => {
    const pair = (lng.value.trim() ? [lat.value, lng.value] : lat.value.split(",")).map((one) => one.trim());
    const [north, east] = pair.map(Number);
    const is = pair.length === 2 && pair.every(Boolean) && Math.abs(north) <= 90 && Math.abs(east) <= 180;
    return is ? { lat: north, lng: east } : null;
  };
  const map = draw(form, tiles);
  let here = null;
  const put = () => {
    const place = typed();
    if (here) here.remove();
    here = place && mark(map, { ...place, shape: "here", name: "ตำแหน่งที่เลือก" }, "✓");
    return place;
  };
  for (const place of places) mark(map, place, "").bindTooltip(place.name);
  const first = put();
  const known = first && tiles.url ? [first] : [first, ...places].filter(Boolean);
  if (known.length) map.fitBounds(L.latLngBounds(known.map(spot)), { padding: [32, 32], maxZoom: CLOSE });
  else map.setView(THAILAND, 6);
  map.on("click", ({ latlng }) => {
    const { lat: north, lng: east } = latlng.wrap();
    lat.value = north.toFixed(5);
    lng.value = east.toFixed(5);
    put();
  });
  for (const field of [lat, lng]) {
    field.addEventListener("change", () => {
      const place = put();
      if (place) map.panTo(place);
    });
  }
})();
