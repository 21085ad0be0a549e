/* Findings on the spot. Each is put away on this device first, then sent, and goes from the device only when the
   office has answered with its number. It carries a word of its own, so that a second sending doubles nothing.
   What is put away is locked (vault.js): written without network, read again only by a page with a log-in. */
(function () {
  "use strict";

  var root = document.querySelector("[data-visit]");
  var form = root && root.querySelector("form[data-finding]");
  if (!form || !window.indexedDB || !window.fetch || !window.FormData) { return; }
  var account = root.getAttribute("data-visit");
  var inspection = root.getAttribute("data-inspection");
  var away = root.querySelector("[data-away]");
  var box = root.querySelector("[data-waiting]");
  var list = box.querySelector("ul");
  var sent = root.querySelector("[data-sent]");
  var sending = false;
  var vault = window.shuangyongVault;
  var plain = {};
  var shutAway = 0;
  var every = 30 * 1000;

  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) { node.className = name; }
    if (text) { node.textContent = text; }
    return node;
  }

  /* ── the store ── */

  function store(mode, act) {
    return new Promise(function (done, failed) {
      var opening = window.indexedDB.open("shuangyong-visits", 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore("findings", { keyPath: "token" }); };
      opening.onerror = function () { failed(opening.error); };
      opening.onsuccess = function () {
        var base = opening.result;
        var going = base.transaction("findings", mode);
        var asked = act(going.objectStore("findings"));
        going.oncomplete = function () { base.close(); done(asked.result); };
        going.onabort = going.onerror = function () { base.close(); failed(going.error); };
      };
    });
  }

  /* What shuts and opens: the key is asked for with every page, since a log-in may have ended meanwhile. Without
     network this tab's own is used, which goes with the tab and with the log-in. */
  function keys() {
    var asked = fetch(root.getAttribute("data-key"), { credentials: "same-origin", cache: "no-store" });
    return asked.then(function (answer) {
      return answer.redirected || !answer.ok ? null : answer.json();
    }).then(function (told) {
      if (told) { window.sessionStorage.setItem("key", JSON.stringify(told)); } else { window.sessionStorage.removeItem("key"); }
      return told;
    }, function () {
      return JSON.parse(window.sessionStorage.getItem("key") || "null");
    }).then(function (told) {
      return vault.pairOf(account, told && told.owner === account ? told.key : "");
    }).catch(function () { return null; });
  }
  var pair = keys();
  function refresh() {
    return pair.then(function (had) { return had && had.open ? had : (pair = keys()); });
  }

  /* Words and pictures apart: a list shows the words alone, and pictures are large. */
  function put(finding) {
    plain[finding.token] = finding;
    var row = { token: finding.token, account: account, inspection: finding.inspection, at: finding.at };
    var said = { says: finding.says, fields: finding.fields, address: finding.address, unit: finding.unit };
    said.names = finding.files.map(function (file) { return file.name; });
    var blobs = finding.files.map(function (file) { return file.blob; });
    return pair.then(function (mine) {
      if (!mine) { return finding; }
      return Promise.all([vault.shut(mine, said), vault.shut(mine, null, blobs)]).then(function (both) {
        row.locked = both[0];
        row.pictures = both[1];
        if (mine.open) { delete plain[finding.token]; }
        return row;
      });
    }).then(function (kept) { return store("readwrite", function (rows) { return rows.put(kept); }); });
  }
  function drop(token) {
    delete plain[token];
    return store("readwrite", function (kept) { return kept.delete(token); });
  }
  /* As it was written; null where nobody who may read it is here. */
  function opened(row, mine) {
    if (!row.locked) { return row; }
    if (plain[row.token]) { return plain[row.token]; }
    if (!mine || !mine.open) { return null; }
    return vault.open(mine, row.locked).then(function (found) {
      var said = found.value;
      return {
        token: row.token, account: row.account, inspection: row.inspection, at: row.at, says: said.says,
        address: said.address, fields: said.fields, unit: said.unit, pictures: row.pictures,
        files: said.names.map(function (name) { return { name: name, blob: null }; })
      };
    }).catch(function () { return null; });
  }
  /* The same with its pictures. */
  function whole(finding) {
    if (!finding.pictures) { return Promise.resolve(finding); }
    return pair.then(function (mine) { return vault.open(mine, finding.pictures); }).then(function (found) {
      finding.files = found.files.map(function (file, at) { return { name: finding.files[at].name, blob: file }; });
      finding.pictures = null;
      return finding;
    });
  }
  function all() {
    return Promise.all([pair, store("readonly", function (kept) { return kept.getAll(); })]).then(function (both) {
      var mine = both[1].filter(function (one) { return one.account === account; });
      mine.sort(function (one, other) { return one.at - other.at; });
      return Promise.all(mine.map(function (row) { return opened(row, both[0]); }));
    }).then(function (found) {
      var seen = found.filter(Boolean);
      shutAway = found.length - seen.length;
      return seen;
    });
  }
  /* Of somebody else, and open: from a browser without a cipher, or from before there was one. */
  function sweep() {
    return store("readwrite", function (kept) {
      var asked = kept.openCursor();
      asked.onsuccess = function () {
        var at = asked.result;
        if (!at) { return; }
        if (at.value.account !== account && !at.value.locked) { at.delete(); }
        at.continue();
      };
      return asked;
    });
  }

  /* crypto.randomUUID is missing where the office serves without https. */
  function word() {
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var text = Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /* ── showing ── */

  function field(finding, name) {
    var found = finding.fields.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  }

  function line(finding) {
    var item = make("li");
    item.appendChild(make("b", "", field(finding, "problem")));
    var more = (finding.files.length ? "　照片 " + finding.files.length + " 张" : "") +
      (finding.inspection === inspection ? "" : "　另一次督查的");
    item.appendChild(make("span", "dim", finding.unit + "　" + field(finding, "found_on") + more));
    if (finding.says) { item.appendChild(make("span", "over", finding.says)); }
    if (finding.inspection === inspection) { item.appendChild(act("改一改", function () { whole(finding).then(back); })); }
    item.appendChild(act("删掉", function () {
      if (window.confirm("删掉这一条？照片也一起删掉，找不回来。")) { drop(finding.token).then(draw); }
    }));
    return item;
  }

  function act(label, what) {
    var button = make("button", "btn-d btn-small btn-quiet", label);
    button.type = "button";
    button.addEventListener("click", what);
    return button;
  }

  function draw() {
    return all().then(function (found) {
      list.textContent = "";
      found.forEach(function (finding) { list.appendChild(line(finding)); });
      box.hidden = !found.length && !shutAway;
      box.querySelector("[data-count]").textContent = (found.length + shutAway) + " 条";
      if (shutAway) { list.appendChild(make("li", "dim", "有 " + shutAway + " 条已锁在这台手机上，本人登录以后才能看，登录后自动交。")); }
      try { window.localStorage.setItem("findings", String(found.length + shutAway)); } catch (full) { /* only the warning is lost */ }
      return found;
    });
  }

  function tell(text, bad) {
    away.textContent = text;
    away.classList.toggle("away-bad", Boolean(bad));
  }

  function network() {
    tell(navigator.onLine === false ? "现在没有网络。照常填，“记下”以后连同照片存在这台手机上，有网络时自动交。" : "");
  }

  /* Into the form again, to be changed; the pictures stay with it. */
  var held = null;
  function back(finding) {
    finding.fields.forEach(function (pair) { if (form.elements[pair[0]]) { form.elements[pair[0]].value = pair[1]; } });
    held = finding;
    tell("正在改这一条；" + (finding.files.length ? "原来的照片还在，不用重拍。" : "") + "改好点“记下”。");
    form.elements.problem.focus();
  }

  /* ── keeping ── */

  function written() {
    var fields = [];
    var files = [];
    new FormData(form).forEach(function (value, name) {
      if (value instanceof File) { if (value.size) { files.push({ name: value.name, blob: value }); } }
      else if (name !== "csrfmiddlewaretoken" && name !== "token") { fields.push([name, value]); }
    });
    var chosen = form.elements.unit.selectedOptions[0];
    return {
      token: held ? held.token : word(), account: account, inspection: inspection, at: held ? held.at : Date.now(),
      address: form.action || window.location.pathname, fields: fields, files: held ? held.files.concat(files) : files,
      unit: form.elements.unit_named.value || (chosen && chosen.value ? chosen.textContent : "")
    };
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!form.elements.unit.value && !form.elements.unit_named.value.trim()) {
      tell("请选整改单位，名单上没有的写单位全称。", true);
      form.elements.unit.focus();
      return;
    }
    var finding = written();
    put(finding).then(function () {
      held = null;
      ["problem", "wanted", "found_at", "unit_named", "proof-found"].forEach(function (name) { form.elements[name].value = ""; });
      form.elements.indicator.value = "";
      return draw();
    }).then(function () {
      if (navigator.onLine === false) { tell("已存在这台手机上，有网络时自动交。可以接着记下一条。"); } else { flush(); }
    }).catch(function () {
      tell("这台手机存不下了，这一条还在表里。请先连上网络交掉前面的，或者少选几张照片。", true);
    });
  }, true);

  /* ── sending ── */

  function lost(says) { var error = new Error(says); error.stop = true; return error; }

  /* The page is asked for anew: a log-in that ran out shows, and the form's key is that of today's log-in. */
  function key() {
    return fetch(window.location.pathname, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (answer.redirected || !answer.ok) { throw lost("登录已经过期。记下的都还在，登录以后回到这一页就会交出。"); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html");
      var owner = fresh.querySelector("[data-visit]");
      if (!owner || owner.getAttribute("data-visit") !== account) { throw lost("现在登录的是另一个人，请用记下这些问题的账号登录。"); }
      return fresh.querySelector("form[data-finding] [name=csrfmiddlewaretoken]").value;
    });
  }

  function send(light, word) { return whole(light).then(function (finding) { return carry(finding, word); }); }
  function carry(finding, word) {
    var body = new FormData();
    finding.fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
    finding.files.forEach(function (file) { body.append("proof-found", file.blob, file.name); });
    body.append("token", finding.token);
    body.append("csrfmiddlewaretoken", word);
    var asked = { method: "POST", body: body, credentials: "same-origin", headers: { Accept: "application/json" } };
    return fetch(finding.address, asked).then(function (answer) {
      if (answer.redirected) { throw lost("登录已经过期。记下的都还在，登录以后回到这一页就会交出。"); }
      if (answer.ok) {
        return answer.json().then(function (told) { return drop(finding.token).then(function () { arrived(finding, told); }); });
      }
      if (answer.status >= 500) { throw lost("双拥办的机器现在不能收，过一会儿自动再交。"); }
      return answer.json().catch(function () { return { says: ["没有收下，请改一改再交。"] }; }).then(function (told) {
        finding.says = told.says.join("");
        return put(finding);
      });
    });
  }

  function arrived(finding, told) {
    var none = sent.querySelector("[data-none]");
    if (none) { none.remove(); }
    var item = make("li");
    var link = make("a", "", told.number);
    link.href = told.address;
    item.appendChild(link);
    item.appendChild(make("span", "", " " + field(finding, "problem") + " "));
    item.appendChild(make("span", "dim", finding.unit + "　已下达整改"));
    sent.insertBefore(item, sent.firstChild);
  }

  /* One after the other, refused ones only when a person asks; only one tab sends. */
  function flush(again) {
    if (sending || navigator.onLine === false) { return Promise.resolve(); }
    sending = true;
    return refresh().then(all).then(function (found) {
      var waiting = found.filter(function (one) { return again || !one.says; });
      if (!waiting.length && shutAway) { throw lost("登录已经过期。记下的都还在，登录以后回到这一页就会交出。"); }
      if (!waiting.length) { return null; }
      tell("正在交 " + waiting.length + " 条…");
      return key().then(function (word) {
        return waiting.reduce(function (before, finding) {
          return before.then(function () { return send(finding, word); });
        }, Promise.resolve());
      });
    }).then(function () { return draw(); }).then(function (left) {
      var bad = left.filter(function (one) { return one.says; }).length;
      tell(bad ? bad + " 条没有收下，原因写在下面，改一改再交。" : "", bad);
    }).catch(function (error) {
      tell(error.stop ? error.message : "现在连不上，记下的都还在这台手机上，连上以后自动交。", error.stop);
      return draw();
    }).then(function () { sending = false; });
  }

  box.querySelector("[data-send]").addEventListener("click", function () { flush(true); });
  window.addEventListener("online", function () { network(); flush(); });
  window.addEventListener("offline", network);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { flush(); } });
  window.setInterval(flush, every);

  /* The page itself, for when the phone has thrown it out of its memory: only over https or on the machine itself. */
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(root.getAttribute("data-worker")).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (there) {
      var drawn = Array.prototype.map.call(document.querySelectorAll("link[rel=stylesheet], script[src]"), function (one) { return one.href || one.src; });
      if (navigator.onLine !== false) { there.active.postMessage(drawn.concat([window.location.pathname])); }
    }).catch(function () { /* without it the page has to stay open */ });
  }

  network();
  sweep().catch(function () {}).then(draw).then(function () { return flush(); });
})();
