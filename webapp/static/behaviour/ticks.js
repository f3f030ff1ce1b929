// Ticking many: <input type="checkbox" data-ticks="number"> ticks every box of that name; [data-count="number"] b says how many.
// Keys j/k move, space ticks, and a button's data-key presses it. Without script each box is ticked by hand.
(function () {
  const boxes = Array.from(document.querySelectorAll('input[name="number"]'));
  const all = document.querySelector('[data-ticks="number"]');
  const counter = document.querySelector('[data-count="number"]');
  const whole = document.querySelector('input[name="all"]');
  if (!boxes.length || !all) return;
  let here = -1;
  const show = function () {
    const chosen = boxes.filter((box) => box.checked).length;
    counter.hidden = false;
    counter.querySelector("b").textContent = chosen;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    boxes.forEach((box) => box.closest("tr").toggleAttribute("data-ticked", box.checked));
  };
  const go = function (step) {
    here = Math.min(Math.max(here + step, 0), boxes.length - 1);
    boxes[here].focus();
    boxes[here].closest("tr").scrollIntoView({ block: "nearest" });
  };
  all.hidden = false;
  all.addEventListener("change", function () {
    boxes.forEach((box) => (box.checked = all.checked));
    show();
  });
  boxes.forEach((box, number) => {
    box.addEventListener("change", show);
    box.addEventListener("focus", () => (here = number));
  });
  whole?.addEventListener("change", show);
  document.querySelectorAll("kbd").forEach((key) => (key.hidden = false));
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(select|textarea)$/i.test(event.target.tagName)) return;
    if (event.target.tagName === "INPUT" && event.target.type !== "checkbox") return;
    if (event.key === "j") return go(1);
    if (event.key === "k") return go(-1);
    document.querySelector('button[data-key="' + CSS.escape(event.key) + '"]')?.click();
  });
  show();
})();
