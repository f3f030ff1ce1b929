// The living map: <div class="map-canvas" data-diagram="/….bpmn" data-marks='{"element": {"count", "tone", "href"}}' hidden>.
// Without script the canvas stays hidden and the table beside it says the same.
(async function () {
  const canvas = document.querySelector(".map-canvas");
  if (!canvas || !window.BpmnJS) return;
  const answer = await fetch(canvas.dataset.diagram, { credentials: "same-origin" });
  if (!answer.ok) return;
  canvas.hidden = false;
  const viewer = new window.BpmnJS({ container: canvas });
  try {
    await viewer.importXML(await answer.text());
  } catch (error) {
    canvas.hidden = true;
    return;
  }
  const overlays = viewer.get("overlays");
  const registry = viewer.get("elementRegistry");
  for (const [element, mark] of Object.entries(JSON.parse(canvas.dataset.marks))) {
    if (!registry.get(element)) continue;
    const link = document.createElement("a");
    link.className = "mark";
    link.href = mark.href;
    link.dataset.tone = mark.tone || "";
    link.textContent = mark.count.toLocaleString("en");
    overlays.add(element, { position: { top: -11, right: 16 }, html: link, scale: false });
  }
  viewer.get("canvas").zoom("fit-viewport", "auto");
  canvas.dataset.state = "drawn";
})();
