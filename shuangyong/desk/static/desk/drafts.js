/* What was typed, and the pictures that were taken, are kept on this device until they have arrived: a phone in a
   village loses its network. Kept for a week at most, away on logging out; other files, passwords and numbers of
   persons are never kept. Texts lie in localStorage, pictures in IndexedDB, both locked (vault.js): who logs in next on
   the same phone finds nothing of it. Where a browser has neither, forms work as they do without script. */
(function () {
  "use strict";

  var PREFIX = "draft:";
  var WEEK = 7 * 24 * 3600 * 1000;
  var MOST = 20 * 1024 * 1024;
  var vault = window.shuangyongVault;
  var store = null;
  try { store = window.localStorage; store.getItem(PREFIX); } catch (refused) { store = null; }

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) { node.className = name; }
    if (text) { node.textContent = text; }
    return node;
  }

  /* ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────── */

  var base = null;
  function pictures() {
    base = base || new Promise(function (done, refused) {
      if (!window.indexedDB) { refused(); return; }
      var asked = window.indexedDB.open("shuangyong-drafts", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("pictures", { keyPath: "id" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = refused;
    });
    return base;
  }
  /* One transaction: `act` uses the store and gives a request, whose result is what comes of it. */
  function within(mode, act) {
    return pictures().then(function (opened) {
      return new Promise(function (done, refused) {
        var work = opened.transaction("pictures", mode);
        var asked = act(work.objectStore("pictures"));
        work.oncomplete = function () { done(asked && asked.result); };
        work.onerror = work.onabort = refused;
      });
    });
  }
  function fields(form) { return form.querySelectorAll("input[type=file][name]"); }
  function chosen(form) {
    var found = [];
    each(fields(form), function (field) {
      each(field.files, function (file) { if (/^image\//.test(file.type)) { found.push([field.name, file]); } });
    });
    return found;
  }
  function others(form) {
    var count = 0;
    each(fields(form), function (field) { count += field.files.length; });
    return count - chosen(form).length;
  }
  /* What a form holds now replaces what was kept of it. */
  function keepPictures(key, form, mine) {
    var found = chosen(form), size = 0;
    each(found, function (pair) { size += pair[1].size; });
    if (size > MOST) { return Promise.resolve(false); }
    var row = { id: key, at: Date.now(), count: found.length };
    var names = found.map(function (pair) { return pair[0]; }), files = found.map(function (pair) { return pair[1]; });
    return Promise.resolve(mine ? vault.lock(mine, names, files) : null).then(function (locked) {
      row.locked = locked;
      row.pictures = locked ? null : found;
      return within("readwrite", function (rows) { return found.length ? rows.put(row) : rows.delete(key); });
    }).then(function () { return true; }, function () { return !found.length; });
  }
  function picturesOf(key, mine) {
    return within("readonly", function (rows) { return rows.get(key); }).then(function (row) {
      if (!row || Date.now() - row.at >= WEEK) { return []; }
      if (!row.locked) { return row.pictures; }
      return vault.unlock(mine, row.locked).then(function (found) {
        return found.value.map(function (name, at) { return [name, found.files[at]]; });
      });
    }).catch(function () { return []; });
  }
  function dropPictures(key) {
    return within("readwrite", function (rows) { return key ? rows.delete(key) : rows.clear(); }).catch(function () {});
  }
  function sweepPictures() {
    return within("readwrite", function (rows) {
      var asked = rows.openCursor();
      asked.onsuccess = function () {
        var at = asked.result;
        if (!at) { return; }
        if (Date.now() - at.value.at >= WEEK || (!at.value.locked && isAnothers(at.value.id))) { at.delete(); }
        at.continue();
      };
    }).catch(function () {});
  }
  function putPictures(form, found) {
    var count = 0;
    each(fields(form), function (field) {
      var mine = found.filter(function (pair) { return pair[0] === field.name; });
      if (!mine.length || field.files.length) { return; }
      try {
        var carried = new DataTransfer();
        each(mine, function (pair) { carried.items.add(pair[1]); });
        field.files = carried.files;
        count += mine.length;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      } catch (old) { /* a browser that lets nobody put files into a field: they are chosen again */ }
    });
    return count;
  }

  /* ── texts ────────────────────────────────────────────────────────────────────────────────────────────────── */

  function draftKeys() {
    var found = [];
    for (var at = 0; store && at < store.length; at += 1) {
      if (store.key(at).indexOf(PREFIX) === 0) { found.push(store.key(at)); }
    }
    return found;
  }
  function keepable(field) {
    return field.name && ["file", "password", "hidden", "submit", "button"].indexOf(field.type) < 0 &&
      !field.hasAttribute("data-protected");
  }
  function gathered(form) {
    var values = [];
    each(form.elements, function (field) {
      if (!keepable(field)) { return; }
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.checked) { values.push([field.name, field.value, true]); }
      } else if (field.value && field.value !== field.defaultValue) { values.push([field.name, field.value]); }
    });
    return values;
  }
  function put(form, values) {
    each(values, function (pair) {
      each(form.elements, function (field) {
        if (field.name !== pair[0] || !keepable(field)) { return; }
        if (pair[2]) { field.checked = field.checked || field.value === pair[1]; } else { field.value = pair[1]; }
      });
    });
  }

  var owner = document.body.getAttribute("data-owner");
  function isAnothers(key) { return Boolean(owner) && key.indexOf(PREFIX + owner + ":") !== 0; }
  /* Things that lie open, of somebody else than who is here now: where there is no cipher, and from before there was. */
  function sweepTexts() {
    draftKeys().forEach(function (key) {
      if (isAnothers(key) && store.getItem(key).charAt(0) === "{") { store.removeItem(key); }
    });
  }
  function read(key, mine) {
    var text = store.getItem(key);
    if (!text) { return Promise.resolve(null); }
    if (text.charAt(0) === "{") { return Promise.resolve(text).then(JSON.parse); }
    return vault.unlock(mine, vault.untext(text)).then(function (found) { return found.value; });
  }
  function write(key, mine, value) {
    if (!mine) { return Promise.resolve(JSON.stringify(value)); }
    return vault.lock(mine, value).then(vault.text);
  }

  /* ── a form ───────────────────────────────────────────────────────────────────────────────────────────────── */

  function kept(form) {
    var key = PREFIX + form.getAttribute("data-keep") + ":" + window.location.pathname;
    var said = make("p", "kept-d");
    said.setAttribute("role", "status");
    form.insertBefore(said, form.firstChild);
    var before = null, fresh = [], mine = null, turn = 0;
    var ready = vault.keyOf(form.getAttribute("data-key")).then(function (found) {
      mine = found;
      return read(key, mine).catch(function () { return null; });
    }).then(function (found) {
      before = found;
      fresh = before && Date.now() - before.at < WEEK ? before.values : [];
      if (!fresh.length && !turn) { store.removeItem(key); }
    });
    // A refused form comes back with everything that was typed: there is nothing to bring back into it.
    if (!form.hasAttribute("data-refused")) {
      ready.then(function () { return picturesOf(key, mine); }).then(function (found) {
        if (fresh.length || found.length) { offer(found); }
      });
    }

    function offer(found) {
      said.textContent = "上次填的没有交出去，还在这台设备上" + (found.length ? "，有照片 " + found.length + " 张。" : "。");
      var again = make("button", "btn-d btn-small btn-plain", "接着填");
      var away = make("button", "btn-d btn-small btn-quiet", "不要了");
      again.type = away.type = "button";
      said.appendChild(again);
      said.appendChild(away);
      again.addEventListener("click", function () {
        put(form, fresh);
        var back = putPictures(form, found);
        var lost = back < found.length || (before && before.others);
        said.textContent = "已经恢复" + (back ? "，照片 " + back + " 张也放回来了" : "") + "，请核对后提交" +
          (lost ? "；其他文件要重新选。" : "。");
      });
      away.addEventListener("click", function () { store.removeItem(key); dropPictures(key); said.textContent = ""; });
    }

    var waiting = 0;
    /* What is locked last was typed last: an earlier one that is ready later is left out. */
    function now() {
      window.clearTimeout(waiting);
      turn += 1;
      var own = turn, value = { at: Date.now(), values: gathered(form), others: others(form) };
      return ready.then(function () { return write(key, mine, value); }).then(function (text) {
        if (own === turn) { store.setItem(key, text); }
        return true;
      }).catch(function () { return false; });
    }
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(now, 400);
    });
    form.addEventListener("change", function (event) {
      now();
      if (event.target.type === "file") { ready.then(function () { return keepPictures(key, form, mine); }); }
    });
    form.addEventListener("submit", function (event) {
      var going = now();
      if (navigator.onLine === false) {
        event.preventDefault();
        event.stopImmediatePropagation();
        going.then(function (safe) {
          return keepPictures(key, form, mine).then(function (there) { wait(safe && there); });
        });
        return;
      }
      window.sessionStorage.setItem("sent", key);
    });
    function wait(safe) {
      var taken = chosen(form).length, more = others(form);
      said.textContent = safe ?
        "现在没有网络。填的内容" + (taken ? "和 " + taken + " 张照片" : "") + "已经存在这台设备上，有网络以后回到这一页再交。" +
          (more ? "其他文件不存，到时要重新选。" : "") :
        "现在没有网络，这台设备也存不下，请先不要离开这一页。";
      said.scrollIntoView();
    }
  }

  if (!store || !vault) { return; }
  var sent = window.sessionStorage.getItem("sent");
  var cleared = Promise.resolve();
  if (window.location.search.indexOf("done=") >= 0 && sent) {
    store.removeItem(sent);
    window.sessionStorage.removeItem("sent");
    cleared = dropPictures(sent);
  }
  cleared.then(sweepPictures);
  sweepTexts();
  each(document.querySelectorAll("form[data-keep]"), kept);
  each(document.querySelectorAll("form[data-leave]"), function (form) {
    var leaving = false;
    form.addEventListener("submit", function (event) {
      var findings = Number(store.getItem("findings") || 0);
      if (!leaving && findings && !window.confirm("现场记下的问题还有 " + findings + " 条没有交。退出就会从这台设备上清掉，真的要退出吗？")) {
        event.preventDefault();
        return;
      }
      draftKeys().forEach(function (key) { store.removeItem(key); });
      store.removeItem("findings");
      window.sessionStorage.removeItem("key");
      ["shuangyong-visits", "shuangyong-keys"].forEach(function (name) {
        if (window.indexedDB) { window.indexedDB.deleteDatabase(name); }
      });
      if (window.caches) { window.caches.delete("visits"); }
      if (leaving) { return; }
      event.preventDefault();
      leaving = true;
      var go = function () { form.submit(); };
      Promise.race([dropPictures(""), new Promise(function (done) { window.setTimeout(done, 1000); })]).then(go, go);
    });
  });
})();
