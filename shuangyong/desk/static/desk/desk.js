/* Everything here is a help on top of pages that work without it. No eval, no inline handlers. */
(function () {
  "use strict";
  document.documentElement.className += " scripted";
  var calm = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  /* Light up both sides of a task. */
  var lit = [];
  function light(numbers) {
    each(lit, function (node) { node.classList.remove("lit"); });
    lit = [];
    numbers.forEach(function (number) {
      each(document.querySelectorAll('.said[data-tasks~="' + number + '"], .card-d[data-tasks="' + number + '"]'), function (node) {
        node.classList.add("lit");
        lit.push(node);
      });
    });
  }
  function numbersAt(node) {
    var holder = node && node.closest ? node.closest("[data-tasks]") : null;
    return holder ? holder.getAttribute("data-tasks").split(" ") : [];
  }
  function go(target) {
    var narrow = window.innerWidth <= 900;
    target.scrollIntoView({ behavior: calm || narrow ? "auto" : "smooth", block: narrow ? "start" : "center" });
    if (!target.hasAttribute("tabindex")) { target.setAttribute("tabindex", "-1"); }
    target.focus({ preventScroll: true });
  }
  function twin(node) {
    var card = node.closest(".card-d");
    var number = numbersAt(node)[0];
    return document.getElementById((card ? "s" : "t") + number);
  }

  /* What lights up on the other side is brought into view once the pointer rests; what it rests on keeps its place. */
  var REST = 350, EDGE = 8, HEAD = 64;
  var resting = null;
  function bring(panes, number, from, byKey) {
    var draft = panes.querySelector(".pane-draft");
    if (!draft || window.getComputedStyle(draft).position !== "sticky") { return; } // one column: it would only jump
    var other = document.getElementById((draft.contains(from) ? "s" : "t") + number);
    if (!other) { return; }
    if (draft.contains(other)) { bringCard(draft, other); } else { bringSentence(panes, draft, other, byKey); }
  }
  function gait(far) { return calm || Math.abs(far) > 2 * window.innerHeight ? "instant" : "smooth"; } // a long slide dizzies
  function bringCard(draft, card) {
    var frame = draft.getBoundingClientRect(), box = card.getBoundingClientRect();
    if (box.top >= frame.top + HEAD - EDGE && box.bottom <= Math.min(frame.bottom, window.innerHeight)) { return; }
    draft.scrollTo({ top: draft.scrollTop + box.top - frame.top - HEAD, behavior: gait(box.top - frame.top) });
  }
  function bringSentence(panes, draft, sentence, byKey) {
    var box = sentence.getBoundingClientRect(), all = panes.getBoundingClientRect();
    if (box.top >= 0 && box.top <= window.innerHeight - HEAD) { return; }
    var short = Math.max(0, Math.ceil(all.top - EDGE)); // how far the draft is from where it sticks
    if (!byKey && short > draft.scrollTop) { return; }
    var lowest = window.scrollY + all.bottom - draft.offsetHeight - EDGE;
    var goal = Math.min(window.scrollY + box.top - window.innerHeight / 3, lowest);
    draft.scrollTop -= short;
    window.scrollTo({ top: Math.max(goal, window.scrollY + short), behavior: short ? "instant" : gait(box.top) });
  }

  /* Whether the pointer was moved by hand; where the page moves below it, it comes over something else too. */
  var at = null;
  function moved(event) {
    var was = at;
    at = event.screenX + "," + event.screenY;
    return at !== was;
  }

  function linkPanes(panes) {
    var byKey = false;
    ["mouseover", "focusin"].forEach(function (kind) {
      panes.addEventListener(kind, function (event) {
        var by = kind === "focusin" || moved(event);
        if (kind === "focusin") { byKey = true; } else if (by) { byKey = false; }
        if (!by && byKey) { return; }
        var numbers = numbersAt(event.target);
        if (numbers.length) { light(numbers); }
        if (!by) { return; }
        window.clearTimeout(resting);
        if (numbers.length) { resting = window.setTimeout(bring, REST, panes, numbers[0], event.target, byKey); }
      });
    });
    panes.addEventListener("mouseleave", function () {
      window.clearTimeout(resting);
      light(numbersAt(document.activeElement));
    });
    panes.addEventListener("click", function (event) {
      var control = event.target.closest("button, input, select, textarea, label, summary");
      if (control || String(window.getSelection())) { return; } // a card holds buttons and ticks of its own
      var link = event.target.closest("a");
      var target = link ? document.getElementById((link.getAttribute("href") || "").slice(1)) : null;
      if (!link && event.target.closest("[data-tasks]")) { target = twin(event.target); }
      if (!target) { return; }
      event.preventDefault();
      go(target);
      var numbers = numbersAt(target);
      if (numbers.length) { light(numbers); }
    });
  }

  /* On a phone: which part is on screen. */
  function followSwitch(nav) {
    if (!("IntersectionObserver" in window)) { return; }
    var links = nav.querySelectorAll("a");
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        each(links, function (link) {
          if (link.getAttribute("href") === "#" + entry.target.id) { link.classList.toggle("here", entry.isIntersecting); }
        });
      });
    }, { rootMargin: "-45% 0px -50% 0px" });
    each(links, function (link) {
      var part = document.getElementById(link.getAttribute("href").slice(1));
      if (part && part.id !== "more") { watcher.observe(part); }
    });
  }

  /* Copy the table; plain http has no clipboard interface, so the old command is the second way. */
  function copyTable(button) {
    var box = document.getElementById(button.getAttribute("data-copy"));
    var said = document.querySelector("[data-copied]");
    function old() {
      var holder = box.closest("details");
      holder.open = true;
      box.select();
      return document.execCommand("copy");
    }
    function tell(good) { said.textContent = good ? "已复制，可贴进电子表格" : "没有复制成，请在页面下方手工复制"; }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(box.value).then(function () { tell(true); }, function () { tell(old()); });
    } else { tell(old()); }
  }

  /* Drop a file; say its name; refuse one too large before it travels. */
  function watchDrop(zone) {
    var input = zone.querySelector('input[type="file"]');
    var said = zone.querySelector("[data-chosen]");
    var most = Number(zone.getAttribute("data-max"));
    function show() {
      var file = input.files && input.files[0];
      var large = file && file.size > most;
      said.textContent = !file ? "" : large ? "“" + file.name + "”超过 20 MB，请只留正文另存一份再选" : "已选：" + file.name;
      zone.refused = Boolean(large);
      said.classList.toggle("over", zone.refused);
      if (large) { input.value = ""; }
    }
    // The server would only say that no file came; the reason stands here already.
    input.form.addEventListener("submit", function (event) {
      var pressed = event.submitter;
      if (zone.refused && pressed && pressed.value === "file") {
        event.preventDefault();
        event.stopImmediatePropagation();
        said.focus();
      }
    });
    ["dragenter", "dragover"].forEach(function (kind) {
      zone.addEventListener(kind, function (event) { event.preventDefault(); zone.classList.add("drop-over"); });
    });
    ["dragleave", "drop"].forEach(function (kind) {
      zone.addEventListener(kind, function () { zone.classList.remove("drop-over"); });
    });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      if (!event.dataTransfer.files.length) { return; }
      if (event.dataTransfer.files.length > 1) { said.textContent = "一次只读一份，请只拖一个文件"; return; }
      input.files = event.dataTransfer.files;
      show();
    });
    input.addEventListener("change", show);
    show();
  }

  /* How long a reading takes is told while it goes on, and it can be given up; what was chosen or typed stays. */
  var A_SECOND = 225000, SOON = 5; // bytes of text that a usual machine reads; shorter readings need no word
  function waitOn(form) {
    var now = form.querySelector("[data-now]"), said = form.querySelector("[data-said]"), clock = form.querySelector("[data-clock]");
    var words = [], ticking = null;
    each(form.querySelectorAll("button[type=submit]"), function (button) { words.push([button, button.textContent]); });
    function rest() {
      window.clearInterval(ticking);
      ticking = null;
      words.forEach(function (pair) { pair[0].textContent = pair[1]; pair[0].removeAttribute("aria-busy"); });
    }
    function tell(seconds, expected) {
      if (seconds < 2 && expected < SOON) { return; }
      var first = now.hidden;
      now.hidden = now.querySelector("[data-stop]").hidden = false;
      var long = expected >= SOON ? "文字很长，大约要" + lasting(expected) + "。" : "";
      var more = seconds > Math.max(1.2 * expected, 20) ? "比估计的久，还在读。" : long;
      var sentence = "正在读，请不要关掉页面。" + more;
      if (said.textContent !== sentence) { said.textContent = sentence; }
      clock.textContent = "已用" + seconds + "秒";
      if (first) { now.scrollIntoView({ block: "nearest" }); }
    }
    form.addEventListener("submit", function (event) {
      var pressed = event.submitter;
      if (ticking) { event.preventDefault(); return; } // a second press would only have it read twice
      if (pressed) { pressed.setAttribute("aria-busy", "true"); pressed.textContent = "正在读……"; }
      now.hidden = true;
      var began = Date.now(), expected = Math.ceil(bytesOf(form, pressed) / A_SECOND);
      ticking = window.setInterval(function () { tell(Math.round((Date.now() - began) / 1000), expected); }, 1000);
    });
    now.querySelector("[data-stop]").addEventListener("click", function () {
      window.stop();
      rest();
      this.hidden = true;
      clock.textContent = "";
      said.textContent = "已经停下，没有读。选的文件、粘贴的文字都还在，可以改好再读。";
      said.focus();
    });
    // Coming back with the browser's own button must find the words as they were.
    window.addEventListener("pageshow", function () { rest(); now.hidden = true; });
  }
  function bytesOf(form, pressed) {
    if (pressed && pressed.value === "text") { return 3 * form.elements.text.value.length; }
    var file = form.elements.file.files && form.elements.file.files[0];
    return file && /\.(txt|html?)$/i.test(file.name) ? file.size : 0; // of the others the size says little
  }
  function lasting(seconds) { return seconds <= 50 ? Math.ceil(seconds / 10) * 10 + "秒" : Math.ceil(seconds / 60) + "分钟"; }

  /* What is marked in the document can be made a task at once; without script it is copied into the form's box. */
  function watchMarking(bar) {
    var form = document.getElementById(bar.getAttribute("data-marking"));
    var paper = document.querySelector(".pane-source .paper");
    var said = bar.querySelector("[data-marked]");
    var waiting = null;
    function marked() {
      var chosen = window.getSelection();
      var inside = chosen.rangeCount && paper.contains(chosen.anchorNode) && paper.contains(chosen.focusNode);
      return inside ? String(chosen).trim() : "";
    }
    function show() {
      var words = marked();
      bar.hidden = !words;
      if (!words) { return; }
      form.elements.words.value = words;
      said.textContent = "“" + (words.length > 24 ? words.slice(0, 24) + "……" : words) + "”";
    }
    document.addEventListener("selectionchange", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(show, 200);
    });
    bar.addEventListener("mousedown", function (event) { event.preventDefault(); }); // the marking stays
  }

  each(document.querySelectorAll(".panes"), linkPanes);
  each(document.querySelectorAll("[data-marking]"), watchMarking);
  each(document.querySelectorAll(".switch-nav"), followSwitch);
  each(document.querySelectorAll("[data-drop]"), watchDrop);
  each(document.querySelectorAll("form[data-reading]"), waitOn);
  each(document.querySelectorAll("[data-copy]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { copyTable(button); });
  });
})();
