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

  /* The same for a list of which one is chosen: only the lines that fit stay in it, the only one is chosen. */
  function narrowed(list) {
    var all = Array.prototype.slice.call(list.children);
    if (list.options.length < 15) { return; }
    var lines = all.map(function (one) { return Array.prototype.slice.call(one.tagName === "OPTGROUP" ? one.children : []); });
    var box = make("input", "narrow-d");
    box.type = "search";
    box.placeholder = "输入" + (list.parentNode.getAttribute("data-picker") || "单位名称") + "查找";
    box.setAttribute("aria-label", box.placeholder);
    var said = make("span", "count-d");
    said.setAttribute("aria-live", "polite");
    list.parentNode.insertBefore(box, list);
    list.parentNode.insertBefore(said, list);
    function fits(option) { return option.selected || option.text.toUpperCase().indexOf(box.value.trim().toUpperCase()) >= 0; }
    box.addEventListener("input", function () {
      var found = [];
      each(all, function (one, at) {
        var kept = lines[at].filter(fits);
        each(lines[at], function (option) { if (kept.indexOf(option) < 0) { option.remove(); } });
        each(kept, function (option) { one.appendChild(option); if (!option.selected) { found.push(option); } });
        if (one.tagName !== "OPTGROUP" || kept.length) { list.appendChild(one); } else { one.remove(); }
      });
      var names = found.map(function (option) { return option.value; });
      said.textContent = box.value.trim() && !found.length ? "没有含这几个字的" : "";
      if (box.value.trim() && found.length && names.every(function (name) { return name === names[0]; })) { found[0].selected = true; }
    });
    box.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); } });
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

  /* A hundred places in one list become two short ones: the town first, then its villages. */
  function twoSteps(places) {
    var groups = Array.prototype.slice.call(places.querySelectorAll("optgroup"));
    if (groups.length < 2) { return; }
    var chosen = places.selectedOptions[0] && places.selectedOptions[0].parentNode;
    var towns = make("select", "towns-d");
    var whole = places.getAttribute("data-towns") === "whole";
    towns.setAttribute("aria-label", "乡镇、街道");
    towns.appendChild(make("option", "", places.options[0].text)).value = "";
    each(groups, function (group, at) {
      var town = towns.appendChild(make("option", "", group.label));
      town.value = String(at + 1);
      town.selected = group === chosen;
      group.remove();
    });
    function show(fresh) {
      var group = groups[Number(towns.value) - 1];
      each(groups, function (one) { one.remove(); });
      places.hidden = !group;
      if (group) { places.appendChild(group); }
      if (fresh) { places.selectedIndex = group && whole ? 1 : 0; }
    }
    places.parentNode.insertBefore(towns, places);
    if (chosen && chosen.tagName === "OPTGROUP") { places.appendChild(chosen); }
    show(false);
    towns.addEventListener("change", function () { show(true); });
  }

  each(document.querySelectorAll("fieldset[data-picker]"), searchable);
  each(document.querySelectorAll("div[data-picker] > select"), narrowed);
  each(document.querySelectorAll("select[data-towns]"), twoSteps);
  each(document.querySelectorAll("[data-most]"), counted);
  each(document.querySelectorAll("[data-files]"), watched);
  each(document.querySelectorAll("form[data-once]"), once);
})();
