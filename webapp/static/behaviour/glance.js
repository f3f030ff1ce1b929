// The pane beside a list: <aside class="glance" data-address="/items/0/glance" hidden>. The row that is focused or clicked is
// shown there. Without script the pane stays hidden and the number of each row opens the item's own page.
(function () {
  const pane = document.querySelector(".glance");
  const boxes = Array.from(document.querySelectorAll('input[name="number"]'));
  if (!pane || !boxes.length || !window.matchMedia("(min-width: 1200px)").matches) return;
  let waiting = null;
  let shown = "";
  const show = async function (box) {
    if (box.value === shown) return;
    shown = box.value;
    waiting?.abort();
    waiting = new AbortController();
    boxes.forEach((one) => one.closest("tr").toggleAttribute("data-here", one === box));
    try {
      const answer = await fetch(pane.dataset.address.replace("/0/", "/" + shown + "/"), { credentials: "same-origin", signal: waiting.signal });
      if (answer.ok) pane.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") pane.textContent = "";
    }
  };
  pane.hidden = false;
  document.querySelector(".page.desk").toggleAttribute("data-glance", true);
  boxes.forEach((box) => {
    box.addEventListener("focus", () => show(box));
    box.closest("tr").addEventListener("click", () => show(box));
  });
  show(boxes[0]);
})();
