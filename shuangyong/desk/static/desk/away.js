/* Gives the page of a visit again, as it was last opened, where there is no network. Kept: that page and what it is
   drawn with; nothing else passes through here changed, and logging out takes it away (work.js). */
"use strict";
var KEPT = "visits";

function isVisit(address) { return /^\/score\/inspections\/\d+\/visit\/$/.test(address.pathname); }

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", function (event) {
  /* The page tells what it is drawn with. */
  event.waitUntil(caches.open(KEPT).then(function (kept) {
    return Promise.all(event.data.map(function (address) { return kept.add(address).catch(function () { return null; }); }));
  }));
});

self.addEventListener("fetch", function (event) {
  var address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (event.request.mode === "navigate" ? !isVisit(address) : address.pathname.indexOf("/static/") !== 0) { return; }
  event.respondWith(fetch(event.request).catch(function (lost) {
    return caches.match(event.request, { ignoreSearch: true }).then(function (kept) {
      if (kept) { return kept; }
      throw lost;
    });
  }));
});
