// The map beside the list of places: #map, with the places and the tiles from the page's own JSON.
// Pins carry the numbers of the list. Without tiles they stand on an empty ground with a scale.
(() => {
  "use strict";
  const box = document.getElementById("map");
  if (!box || !window.L) return;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const places = read("places");
  const tiles = read("tiles");
  box.hidden = false;
  const note = document.getElementById("map-note");
  if (note) note.hidden = false;

  const map = L.map(box, { scrollWheelZoom: false });
  map.attributionControl.setPrefix("Leaflet");
  L.control.scale({ imperial: false }).addTo(map);
  if (tiles.url) {
    const credit = document.createElement("span");
    credit.textContent = tiles.credit;
    L.tileLayer(tiles.url, { maxZoom: 19, attribution: credit.innerHTML }).addTo(map);
  }
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
  const spots = places.map((place) => {
    const icon = L.divIcon({ className: place.is_source ? "pin source" : "pin", html: String(place.number), iconSize: [28, 28] });
    const spot = [Number(place.lat), Number(place.lng)];
    L.marker(spot, { icon, title: place.name, alt: `${place.number} ${place.name}` }).addTo(map).bindPopup(said(place));
    return spot;
  });
  map.fitBounds(L.latLngBounds(spots), { padding: [32, 32], maxZoom: 15 });
})();
