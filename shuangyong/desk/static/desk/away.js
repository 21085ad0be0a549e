/* Gives the page of a visit again, as it was last opened, where there is no network. Kept: that page and what it is
   drawn with, for as long as a log-in lasts; nothing else passes through here changed. Logging out takes it away
   (drafts.js), and so does the log-in page (vault.js). */
"use strict";
var KEPT = "visits";
var SINCE = "/score/inspections/kept-since";
var LONGEST = 12 * 3600 * 1000;

function isVisit(address) { return /^\/score\/inspections\/\d+\/visit\/$/.test(address.pathname); }

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", function (event) {
  /* The page tells what it is drawn with. */
  event.waitUntil(caches.open(KEPT).then(function (kept) {
    kept.put(SINCE, new Response(String(Date.now())));
    return Promise.all(event.data.map(function (address) { return kept.add(address).catch(function () { return null; }); }));
  }));
});

self.addEventListener("fetch", function (event) {
  var address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (event.request.mode === "navigate" ? !isVisit(address) : address.pathname.indexOf("/static/") !== 0) { return; }
  event.respondWith(fetch(event.request).catch(function (lost) {
    return fresh().then(function (good) {
      return good && caches.match(event.request, { ignoreSearch: true });
    }).then(function (kept) {
      if (kept) { return kept; }
      throw lost;
    });
  }));
});

/* Whether what is kept is of today's log-in; older things go. */
function fresh() {
  return caches.match(SINCE).then(function (told) { return told ? told.text() : "0"; }).then(function (since) {
    if (Date.now() - Number(since) < LONGEST) { return true; }
    return caches.delete(KEPT).then(function () { return false; });
  });
}
