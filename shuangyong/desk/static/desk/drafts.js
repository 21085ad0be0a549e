/* What was typed, and the pictures that were taken, are kept on this device until they have arrived: a phone in a
   village loses its network. Kept for a week at most, away on logging out; other files, passwords and numbers of
   persons are never kept. Texts lie in localStorage, pictures in IndexedDB; where a browser has neither, forms work
   as they do without script. */
(function () {
  "use strict";

  var PREFIX = "draft:";
  var WEEK = 7 * 24 * 3600 * 1000;
  var MOST = 20 * 1024 * 1024;
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
  function keepPictures(key, form) {
    var found = chosen(form), size = 0;
    each(found, function (pair) { size += pair[1].size; });
    if (size > MOST) { return Promise.resolve(false); }
    return within("readwrite", function (rows) {
      if (!found.length) { return rows.delete(key); }
      return rows.put({ id: key, at: Date.now(), pictures: found });
    }).then(function () { return true; }, function () { return !found.length; });
  }
  function picturesOf(key) {
    return within("readonly", function (rows) { return rows.get(key); }).then(function (row) {
      return row && Date.now() - row.at < WEEK ? row.pictures : [];
    }, function () { return []; });
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
        if (Date.now() - at.value.at >= WEEK) { at.delete(); }
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

  /* ── a form ───────────────────────────────────────────────────────────────────────────────────────────────── */

  function kept(form) {
    var key = PREFIX + form.getAttribute("data-keep") + ":" + window.location.pathname;
    var said = make("p", "kept-d");
    said.setAttribute("role", "status");
    form.insertBefore(said, form.firstChild);
    var before = null;
    try { before = JSON.parse(store.getItem(key) || "null"); } catch (broken) { before = null; }
    var fresh = before && Date.now() - before.at < WEEK ? before.values : [];
    if (!fresh.length) { store.removeItem(key); }
    // A refused form comes back with everything that was typed: there is nothing to bring back into it.
    if (!form.hasAttribute("data-refused")) {
      picturesOf(key).then(function (found) { if (fresh.length || found.length) { offer(found); } });
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
    function now() {
      window.clearTimeout(waiting);
      try {
        store.setItem(key, JSON.stringify({ at: Date.now(), values: gathered(form), others: others(form) }));
      } catch (full) { return false; }
      return true;
    }
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(now, 400);
    });
    form.addEventListener("change", function (event) {
      now();
      if (event.target.type === "file") { keepPictures(key, form); }
    });
    form.addEventListener("submit", function (event) {
      var safe = now();
      if (navigator.onLine === false) {
        event.preventDefault();
        event.stopImmediatePropagation();
        keepPictures(key, form).then(function (there) { wait(safe && there); });
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

  if (!store) { return; }
  var sent = window.sessionStorage.getItem("sent");
  var cleared = Promise.resolve();
  if (window.location.search.indexOf("done=") >= 0 && sent) {
    store.removeItem(sent);
    window.sessionStorage.removeItem("sent");
    cleared = dropPictures(sent);
  }
  cleared.then(sweepPictures);
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
      if (window.indexedDB) { window.indexedDB.deleteDatabase("shuangyong-visits"); }
      if (window.caches) { window.caches.delete("visits"); }
      if (leaving) { return; }
      event.preventDefault();
      leaving = true;
      var go = function () { form.submit(); };
      Promise.race([dropPictures(""), new Promise(function (done) { window.setTimeout(done, 1000); })]).then(go, go);
    });
  });
})();
