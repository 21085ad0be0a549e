/* Help for the pages of whoever has logged in; every page works without it. */
(function () {
  "use strict";

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) { node.className = name; }
    if (text) { node.textContent = text; }
    return node;
  }

  /* A box to search the units of a long list; what is ticked always stays in sight. */
  function searchable(picker) {
    var ticks = picker.querySelectorAll(".picker .tick");
    if (ticks.length < 9) { return; }
    var head = make("div", "picker-find");
    var box = make("input");
    var said = make("span", "picker-chosen");
    box.type = "search";
    box.placeholder = "输入单位名称查找";
    box.setAttribute("aria-label", "查找单位");
    said.setAttribute("aria-live", "polite");
    head.appendChild(box);
    head.appendChild(said);
    picker.querySelector(".picker").parentNode.insertBefore(head, picker.querySelector(".picker"));
    function tell() {
      var chosen = picker.querySelectorAll(".picker input:checked").length;
      said.textContent = chosen ? "已选 " + chosen + " 个" : "";
    }
    function sift() {
      var wanted = box.value.trim();
      each(ticks, function (tick) {
        var text = tick.textContent + (tick.title || "");
        tick.hidden = Boolean(wanted) && text.indexOf(wanted) < 0 && !tick.querySelector("input").checked;
      });
      each(picker.querySelectorAll(".picker-group"), function (group) {
        group.hidden = !group.querySelector(".tick:not([hidden])");
      });
    }
    box.addEventListener("input", sift);
    box.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); } });
    picker.addEventListener("change", tell);
    tell();
  }

  /* How many characters are left. */
  function counted(field) {
    var most = Number(field.getAttribute("data-most"));
    var said = make("p", "count-d");
    said.setAttribute("aria-live", "polite");
    field.parentNode.insertBefore(said, field.nextSibling);
    function tell() {
      var length = field.value.length;
      said.textContent = length > most * 0.8 ? length + " / " + most + " 字" : "";
      said.classList.toggle("over", length > most);
    }
    field.addEventListener("input", tell);
    tell();
  }

  /* Say what was chosen, and refuse what is too large before it travels. */
  function watched(input) {
    var most = 20 * 1024 * 1024;
    var said = make("p", "chosen");
    said.setAttribute("aria-live", "polite");
    input.parentNode.insertBefore(said, input.nextSibling);
    input.addEventListener("change", function () {
      var size = 0;
      each(input.files, function (file) { size += file.size; });
      if (size > most) {
        input.value = "";
        said.textContent = "一次共不能超过 20 MB，请少选几份，其余的下次反馈时再交。";
      } else {
        said.textContent = input.files.length > 1 ? "已选 " + input.files.length + " 份" : "";
      }
    });
  }

  /* A form goes out once, however often its button is pressed. */
  function once(form) {
    var gone = false;
    form.addEventListener("submit", function (event) {
      if (gone) { event.preventDefault(); return; }
      gone = true;
    });
    window.addEventListener("pageshow", function () { gone = false; });
  }

  /* What was typed is kept on this device until it has arrived: a phone in a village loses its network. Kept for a
     week at most, away on logging out; files, passwords and numbers of persons are never kept. */
  var PREFIX = "draft:";
  var WEEK = 7 * 24 * 3600 * 1000;
  var store = null;
  try { store = window.localStorage; store.getItem(PREFIX); } catch (refused) { store = null; }

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

  function kept(form) {
    var key = PREFIX + form.getAttribute("data-keep") + ":" + window.location.pathname;
    var said = make("p", "kept-d");
    said.setAttribute("role", "status");
    form.insertBefore(said, form.firstChild);
    var before = null;
    try { before = JSON.parse(store.getItem(key) || "null"); } catch (broken) { before = null; }
    if (before && Date.now() - before.at < WEEK && before.values.length) { offer(); } else { store.removeItem(key); }
    function offer() {
      said.textContent = "上次填的没有交出去，还在这台设备上。";
      var again = make("button", "btn-d btn-small btn-plain", "接着填");
      var away = make("button", "btn-d btn-small btn-quiet", "不要了");
      again.type = away.type = "button";
      said.appendChild(again);
      said.appendChild(away);
      again.addEventListener("click", function () { put(form, before.values); said.textContent = "已经恢复，请核对后提交；照片和文件要重新选。"; });
      away.addEventListener("click", function () { store.removeItem(key); said.textContent = ""; });
    }
    var waiting = 0;
    function now() {
      window.clearTimeout(waiting);
      try { store.setItem(key, JSON.stringify({ at: Date.now(), values: gathered(form) })); } catch (full) { return false; }
      return true;
    }
    function save() {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(now, 400);
    }
    form.addEventListener("input", save);
    form.addEventListener("change", save);
    form.addEventListener("submit", function (event) {
      var safe = now();
      if (navigator.onLine === false) {
        event.preventDefault();
        event.stopImmediatePropagation();
        said.textContent = safe ? "现在没有网络。填的内容已经存在这台设备上，有网络以后回到这一页再交。" : "现在没有网络，这台设备也存不下，请先不要离开这一页。";
        said.scrollIntoView();
        return;
      }
      window.sessionStorage.setItem("sent", key);
    });
  }

  if (store) {
    if (window.location.search.indexOf("done=") >= 0 && window.sessionStorage.getItem("sent")) {
      store.removeItem(window.sessionStorage.getItem("sent"));
      window.sessionStorage.removeItem("sent");
    }
    each(document.querySelectorAll("form[data-keep]"), kept);
    each(document.querySelectorAll("form[data-leave]"), function (form) {
      form.addEventListener("submit", function (event) {
        var findings = Number(store.getItem("findings") || 0);
        if (findings && !window.confirm("现场记下的问题还有 " + findings + " 条没有交。退出就会从这台设备上清掉，真的要退出吗？")) {
          event.preventDefault();
          return;
        }
        draftKeys().forEach(function (key) { store.removeItem(key); });
        store.removeItem("findings");
        if (window.indexedDB) { window.indexedDB.deleteDatabase("shuangyong-visits"); }
        if (window.caches) { window.caches.delete("visits"); }
      });
    });
  }

  each(document.querySelectorAll("fieldset[data-picker]"), searchable);
  each(document.querySelectorAll("[data-most]"), counted);
  each(document.querySelectorAll("[data-files]"), watched);
  each(document.querySelectorAll("form[data-once]"), once);
})();
