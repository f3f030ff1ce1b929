// The living map: <div class="map-canvas" data-diagram="/….bpmn" data-marks='{"element": {"count", "tone"}}' hidden> in a section .map
// with .map-answer[data-element] lines, a .map-table twin and a .switch. Without script the table stands alone and says the same.
(async function () {
  const canvas = document.querySelector(".map-canvas");
  if (!canvas || !window.BpmnJS) return;
  const section = canvas.closest(".map");
  const answers = [...section.querySelectorAll(".map-answer")];
  const table = section.querySelector(".map-table");
  const switched = section.querySelector(".switch");
  const drawing = await fetch(canvas.dataset.diagram, { credentials: "same-origin" });
  if (!drawing.ok) return;
  const family = getComputedStyle(document.body).fontFamily;
  const viewer = new window.BpmnJS({
    container: canvas,
    textRenderer: { defaultStyle: { fontFamily: family, fontSize: 14, lineHeight: 1.15 }, externalStyle: { fontFamily: family, fontSize: 11, lineHeight: 1.15 } },
    bpmnRenderer: { defaultStrokeColor: "#5f6b68", defaultLabelColor: "#17211f" },
  });
  canvas.hidden = false;
  try {
    await viewer.importXML(await drawing.text());
  } catch (error) {
    canvas.hidden = true;
    return;
  }
  const registry = viewer.get("elementRegistry");
  const map = viewer.get("canvas");
  const marks = JSON.parse(canvas.dataset.marks);
  const badges = {};

  function choose(element) {
    if (!marks[element]) return;
    for (const line of answers) line.hidden = line.dataset.element !== element;
    for (const [name, badge] of Object.entries(badges)) badge.setAttribute("aria-pressed", String(name === element));
    registry.forEach((shape) => {
      const ways = shape.source && shape.source.id === element;
      const label = shape.labelTarget && shape.labelTarget.source && shape.labelTarget.source.id === element;
      for (const [marker, on] of [["is-chosen", shape.id === element], ["is-way", ways], ["is-said", label]]) {
        if (on) map.addMarker(shape, marker);
        else map.removeMarker(shape, marker);
      }
    });
  }

  registry.forEach((shape) => {
    if (shape.type === "bpmn:Participant") map.addMarker(shape, "is-pool");
    if (shape.type === "bpmn:Lane") map.addMarker(shape, "is-lane");
    if (shape.labelTarget && shape.labelTarget.source) map.addMarker(shape, "is-flow-label");
  });
  for (const [element, mark] of Object.entries(marks)) {
    const shape = registry.get(element);
    if (!shape) continue;
    map.addMarker(shape, "is-busy");
    if (mark.tone) map.addMarker(shape, "is-" + mark.tone);
    const badge = document.createElement("button");
    badge.type = "button";
    badge.className = "badge";
    badge.dataset.tone = mark.tone || "";
    badge.textContent = mark.count.toLocaleString("en");
    badge.setAttribute("aria-label", `${shape.businessObject.name} ${badge.textContent} ${canvas.dataset.unit}`);
    badge.setAttribute("aria-controls", "answer-" + element);
    badge.addEventListener("click", () => choose(element));
    badges[element] = badge;
    viewer.get("overlays").add(element, { position: { top: -10, right: 6 + 8 * badge.textContent.length }, html: badge, scale: false });
  }
  viewer.get("eventBus").on("element.click", (event) => choose(event.element.id));

  function show(view) {
    const drawn = view === "map";
    canvas.hidden = section.querySelector(".map-answers").hidden = !drawn;
    table.hidden = drawn;
    for (const button of switched.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    if (drawn) fit();
  }

  // The whole width is used; the height follows from the drawing.
  function fit() {
    const inner = map.getActiveLayer().getBBox();
    const scale = Math.min(1.05, canvas.clientWidth / (inner.width + 24));
    canvas.dataset.rows = inner.height * scale > 330 ? "many" : "few";
    map.resized();
    const wide = canvas.clientWidth / scale;
    const high = canvas.clientHeight / scale;
    map.viewbox({ x: inner.x - (wide - inner.width) / 2, y: inner.y - (high - inner.height) / 2, width: wide, height: high });
  }

  switched.hidden = false;
  for (const button of switched.querySelectorAll("button")) button.addEventListener("click", () => show(button.dataset.view));
  window.addEventListener("resize", () => canvas.hidden || fit());
  const first = answers.find((line) => !line.hidden);
  if (first && first.dataset.element) choose(first.dataset.element);
  show(window.matchMedia("(max-width: 720px)").matches ? "table" : "map");
  canvas.dataset.state = "drawn";
})();
