// The pane beside a list: <aside class="glance" data-address="/items/0/glance" hidden>. The row that is focused or clicked is
// shown there. Without script the pane stays hidden and the number of each row opens the item's own page.
(function () {
  const pane = document.querySelector(".glance");
  const body = document.querySelector(".desk-table tbody");
  if (!pane || !body || !window.matchMedia("(min-width: 1200px)").matches) return;
  let waiting = null;
  let shown = "";
  const show = async function (row) {
    const box = row?.querySelector('input[name="number"]');
    if (!box || box.value === shown) return;
    shown = box.value;
    waiting?.abort();
    waiting = new AbortController();
    pane.dataset.state = "asking";
    body.querySelectorAll("tr[data-here]").forEach((one) => one.removeAttribute("data-here"));
    row.toggleAttribute("data-here", true);
    try {
      const answer = await fetch(pane.dataset.address.replace("/0/", "/" + shown + "/"), { credentials: "same-origin", signal: waiting.signal });
      if (answer.ok) pane.innerHTML = await answer.text();
      pane.dataset.state = "shown";
    } catch (error) {
      if (error.name !== "AbortError") pane.textContent = "";
    }
  };
  pane.hidden = false;
  document.querySelector(".page.desk").toggleAttribute("data-glance", true);
  body.addEventListener("focusin", (event) => show(event.target.closest("tr")));
  body.addEventListener("click", (event) => show(event.target.closest("tr")));
  const focused = document.activeElement?.closest?.(".desk-table tbody tr");
  show(focused || body.querySelector('tr:has(input[name="number"])'));
})();
