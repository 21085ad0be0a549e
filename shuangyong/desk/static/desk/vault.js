/* What waits on this device lies locked: only a page that the office gave to the same person can open it again.

   The key comes with that person's log-in and is never put away here for longer than a tab lives. Where the office serves without https a browser
   has no cipher: then things lie open, bound to their owner, and go as soon as somebody else has logged in. */
(function () {
  "use strict";

  var subtle = window.crypto && window.crypto.subtle;

  function bytesOf(text) {
    var signs = window.atob(text);
    var bytes = new Uint8Array(signs.length);
    for (var at = 0; at < signs.length; at += 1) { bytes[at] = signs.charCodeAt(at); }
    return bytes;
  }
  function textOf(bytes) {
    var signs = "";
    for (var at = 0; at < bytes.length; at += 4096) { signs += String.fromCharCode.apply(null, bytes.subarray(at, at + 4096)); }
    return window.btoa(signs);
  }

  /* ── a value and files as one row of bytes: length of the head, head, files one after the other ── */

  function pack(value, files) {
    return Promise.all(files.map(function (file) { return file.arrayBuffer(); })).then(function (parts) {
      var told = files.map(function (file) { return { name: file.name || "", type: file.type, size: file.size }; });
      var head = new TextEncoder().encode(JSON.stringify({ value: value, files: told }));
      var size = parts.reduce(function (sum, part) { return sum + part.byteLength; }, 4 + head.length);
      var whole = new Uint8Array(size);
      new DataView(whole.buffer).setUint32(0, head.length);
      whole.set(head, 4);
      parts.reduce(function (at, part) { whole.set(new Uint8Array(part), at); return at + part.byteLength; }, 4 + head.length);
      return whole;
    });
  }
  function unpack(buffer) {
    var length = new DataView(buffer).getUint32(0);
    var head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    var at = 4 + length;
    var files = head.files.map(function (file) {
      var part = buffer.slice(at, at + file.size);
      at += file.size;
      return new File([part], file.name, { type: file.type });
    });
    return { value: head.value, files: files };
  }

  /* ── one key for both ways ── */

  /* The key of a page, or null where there is no cipher. */
  function keyOf(text) {
    if (!subtle || !text) { return Promise.resolve(null); }
    return subtle.importKey("raw", bytesOf(text), "AES-GCM", false, ["encrypt", "decrypt", "wrapKey", "unwrapKey"]);
  }
  function lock(key, value, files) {
    var iv = window.crypto.getRandomValues(new Uint8Array(12));
    return pack(value, files || []).then(function (whole) {
      return subtle.encrypt({ name: "AES-GCM", iv: iv }, key, whole);
    }).then(function (hidden) { return { iv: iv, hidden: hidden }; });
  }
  function unlock(key, locked) {
    return subtle.decrypt({ name: "AES-GCM", iv: locked.iv }, key, locked.hidden).then(unpack);
  }

  /* ── a pair: written without a log-in, read with one ── */

  var CURVE = { name: "ECDH", namedCurve: "P-256" };

  function pairs(mode, act) {
    return new Promise(function (done, failed) {
      var opening = window.indexedDB.open("shuangyong-keys", 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore("pairs", { keyPath: "owner" }); };
      opening.onerror = function () { failed(opening.error); };
      opening.onsuccess = function () {
        var base = opening.result;
        var going = base.transaction("pairs", mode);
        var asked = act(going.objectStore("pairs"));
        going.oncomplete = function () { base.close(); done(asked.result); };
        going.onabort = going.onerror = function () { base.close(); failed(going.error); };
      };
    });
  }
  function kept(owner) { return pairs("readonly", function (rows) { return rows.get(owner); }); }
  function made(owner, key) {
    var iv = window.crypto.getRandomValues(new Uint8Array(12));
    return subtle.generateKey(CURVE, true, ["deriveKey"]).then(function (pair) {
      return subtle.wrapKey("jwk", pair.privateKey, key, { name: "AES-GCM", iv: iv }).then(function (wrapped) {
        return pairs("readwrite", function (rows) {
          return rows.put({ owner: owner, shut: pair.publicKey, iv: iv, wrapped: wrapped });
        });
      });
    }).then(function () { return kept(owner); });
  }
  function opener(row, key) {
    var how = { name: "AES-GCM", iv: row.iv };
    return subtle.unwrapKey("jwk", row.wrapped, key, how, CURVE, false, ["deriveKey"]);
  }
  function shared(mine, theirs) {
    return subtle.deriveKey({ name: "ECDH", public: theirs }, mine, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /* What shuts (always, once there was a log-in here) and, with the key of a log-in, what opens. */
  function pairOf(owner, text) {
    if (!subtle) { return Promise.resolve(null); }
    return Promise.all([kept(owner), keyOf(text)]).then(function (both) {
      var row = both[0], key = both[1];
      if (!key) { return row ? { shut: row.shut, open: null } : null; }
      return Promise.resolve(row || made(owner, key)).then(function (there) {
        return opener(there, key).catch(function () {
          return made(owner, key).then(function (anew) { there = anew; return opener(anew, key); });
        }).then(function (open) { return { shut: there.shut, open: open }; });
      });
    });
  }
  function shut(pair, value, files) {
    return subtle.generateKey(CURVE, true, ["deriveKey"]).then(function (once) {
      return Promise.all([shared(once.privateKey, pair.shut), subtle.exportKey("raw", once.publicKey)]).then(function (found) {
        return lock(found[0], value, files).then(function (locked) { locked.once = found[1]; return locked; });
      });
    });
  }
  function open(pair, locked) {
    return subtle.importKey("raw", locked.once, CURVE, true, []).then(function (once) {
      return shared(pair.open, once);
    }).then(function (key) { return unlock(key, locked); });
  }

  window.shuangyongVault = {
    able: Boolean(subtle), keyOf: keyOf, lock: lock, unlock: unlock, pairOf: pairOf, shut: shut, open: open,
    text: function (locked) { return textOf(locked.iv) + "." + textOf(new Uint8Array(locked.hidden)); },
    untext: function (text) {
      var parts = text.split(".");
      return { iv: bytesOf(parts[0]), hidden: bytesOf(parts[1]).buffer };
    }
  };

  /* The log-in page: nobody is here now, so no page of anybody is given again from this device. */
  if (document.body.classList.contains("page-door")) {
    try { window.sessionStorage.removeItem("key"); } catch (refused) { /* then none was kept */ }
    if (window.caches) { window.caches.delete("visits"); }
  }
})();
