// The desk: <form class="desk-form" data-weigh="/desk/weigh">. What the selection would do is asked of the server and shown in
// .weighed; each button then counts what it moves and carries the digest that fixes it. Keys: see the sheet behind "?".
// Without script the same form leads to the preview page.
(function () {
  const form = document.querySelector(".desk-form");
  if (!form) return;
  const body = form.querySelector("tbody");
  const whole = form.querySelector('[data-ticks="number"]');
  const all = form.querySelector('input[name="all"]');
  const reason = form.querySelector('input[name="reason"]');
  const code = form.querySelector('select[name="code"]');
  const bar = form.querySelector(".desk-bar");
  const told = form.querySelector(".weighed");
  const sheet = document.querySelector(".sheet-dialog");
  const words = Array.from(form.querySelectorAll('button[name="action"]'));
  const memory = "desk:" + form.elements.place.value;
  const untold = told.innerHTML;
  const boxes = () => Array.from(body.querySelectorAll('input[name="number"]'));
  let here = -1;
  let waiting = null;
  let pending = null;
  let loading = null;

  const unticked = () => (all?.checked ? boxes().filter((box) => !box.checked) : []);
  const nothing = () => !all?.checked && !boxes().some((box) => box.checked);

  const sent = function () {
    const data = new FormData(form);
    if (all?.checked) data.delete("number");
    data.delete("but");
    unticked().forEach((box) => data.append("but", box.value));
    return data;
  };

  const show = function () {
    const every = boxes();
    const chosen = every.filter((box) => box.checked).length;
    whole.checked = chosen === every.length;
    whole.indeterminate = chosen > 0 && chosen < every.length;
    every.forEach((box) => box.closest("tr").toggleAttribute("data-ticked", box.checked));
    bar.toggleAttribute("data-idle", nothing());
  };

  const weigh = async function () {
    waiting?.abort();
    waiting = new AbortController();
    clearTimeout(loading);
    forget();
    if (nothing()) return (told.innerHTML = untold);
    try {
      const answer = await fetch(form.dataset.weigh, { method: "POST", body: sent(), credentials: "same-origin", signal: waiting.signal });
      if (answer.ok) take(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") told.textContent = "";
    }
  };

  const forget = function () {
    words.forEach(function (word) {
      form.elements["fixed-" + word.value].value = "";
      const label = word.querySelector("[data-label]");
      label.textContent = label.dataset.plain ||= label.textContent;
    });
  };

  const take = function (text) {
    told.innerHTML = text;
    const weighed = told.querySelector("[data-weighed]");
    const held = new Set(weighed.dataset.held.split(" "));
    boxes().forEach((box) => box.closest("tr").toggleAttribute("data-held", held.has(box.value)));
    words.forEach(function (word) {
      const found = told.querySelector('data[data-action="' + CSS.escape(word.value) + '"]');
      if (found && found.dataset.count !== "0") word.querySelector("[data-label]").textContent = found.textContent;
      form.elements["fixed-" + word.value].value = found ? found.dataset.fixed : "";
      word.dataset.unsaid = found ? found.dataset.unsaid : "false";
    });
    told.dataset.state = "told";
  };

  const changed = function () {
    show();
    told.dataset.state = "asking";
    clearTimeout(loading);
    loading = setTimeout(weigh, 80);
  };

  const go = function (to) {
    const every = boxes();
    here = Math.min(Math.max(to, 0), every.length - 1);
    every[here].focus();
    every[here].closest("tr").scrollIntoView({ block: "nearest" });
    if (here > every.length - 10) more();
  };

  const more = async function () {
    const next = form.querySelector('a[rel="next"]');
    if (!next || next.dataset.state) return;
    next.dataset.state = "asked";
    const answer = await fetch(next.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    page.querySelectorAll(".desk-table tbody tr").forEach(function (row) {
      const box = row.querySelector('input[name="number"]');
      if (all?.checked) box.checked = true;
      body.append(row);
    });
    next.replaceWith(page.querySelector('a[rel="next"]') || "");
    form.querySelector(".paging span").textContent = boxes().length;
    show();
  };

  const say = async function (word) {
    if (nothing()) return (told.dataset.state = "nothing");
    if (told.dataset.state !== "told") await weigh();
    if (word.dataset.unsaid === "true") {
      pending?.removeAttribute("data-pending");
      pending = word;
      word.toggleAttribute("data-pending", true);
      told.dataset.state = "unsaid";
      return (code && word.dataset.reason === "code" && !code.value ? code : reason).focus();
    }
    word.dataset.sure = "true";
    word.click();
  };

  const sayOfCursor = function (word) {
    if (nothing() && here >= 0) {
      boxes()[here].checked = true;
      changed();
    }
    say(word);
  };

  const keys = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    "*": () => all?.click(),
    "/": () => document.querySelector('.search input[name="q"]')?.focus(),
    o: () => here >= 0 && boxes()[here].closest("tr").querySelector("a").click(),
    u: () => document.querySelector(".receipt button")?.click(),
    "?": () => (sheet.open ? sheet.close() : sheet.showModal()),
  };

  form.addEventListener("change", function (event) {
    if (event.target === whole) boxes().forEach((box) => (box.checked = whole.checked));
    if (event.target === all) boxes().forEach((box) => (box.checked = all.checked));
    changed();
  });
  reason.addEventListener("input", changed);
  words.forEach((word) =>
    word.addEventListener("click", function (event) {
      if (word.dataset.sure) return;
      event.preventDefault();
      say(word);
    }),
  );
  form.addEventListener("focusin", function (event) {
    if (event.target.name === "number") here = boxes().indexOf(event.target);
  });
  form.addEventListener("submit", function (event) {
    form.querySelectorAll('input[name="but"]').forEach((one) => one.remove());
    unticked().forEach((box) => form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "but", value: box.value })));
    sessionStorage.setItem(memory, JSON.stringify({ number: boxes()[here]?.value, here: here }));
  });
  document.addEventListener("keydown", function (event) {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || target.tagName === "TEXTAREA") return;
    if (event.key === "Escape" && (target === reason || target === code)) return go(Math.max(here, 0));
    if (event.key === "Enter" && (target === reason || target === code)) {
      event.preventDefault();
      return say(pending || words[words.length - 1]);
    }
    if (target.tagName === "SELECT" || (target.tagName === "INPUT" && target.type !== "checkbox") || (sheet.open && event.key !== "?")) return;
    const word = words.find((one) => one.dataset.key && one.dataset.key === event.key);
    if (!word && !keys[event.key]) return;
    event.preventDefault();
    if (word) return sayOfCursor(word);
    keys[event.key]();
  });
  new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more()).observe(form.querySelector(".paging"));

  whole.hidden = false;
  document.querySelectorAll("kbd, .key-hint").forEach((key) => (key.hidden = false));
  document.querySelector(".keys-fold").hidden = true;
  if (all?.checked) boxes().forEach((box) => (box.checked = true));
  const kept = JSON.parse(sessionStorage.getItem(memory) || "null");
  sessionStorage.removeItem(memory);
  if (kept && kept.here >= 0) {
    const found = boxes().findIndex((box) => box.value === kept.number);
    go(found >= 0 ? found : kept.here);
  }
  show();
  weigh();
})();
