// The flows: <div class="sankey" data-source="/ownership/flows.json">. Drawn on a canvas from the same numbers as the table below
// it; without script the table stands alone. A node leads to the items that pass through it.
(async function () {
  const place = document.querySelector(".sankey");
  if (!place || !window.echarts) return;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const answer = await fetch(place.dataset.source, { credentials: "same-origin" });
  if (!answer.ok) return;
  const told = await answer.json();
  place.toggleAttribute("data-drawn", true);
  const narrow = place.clientWidth < 600;
  const tone = [colour("--act-mid"), colour("--act"), colour("--act"), colour("--act-mid")];
  const modes = { "mode:devolve_in_part": colour("--act-mid"), "mode:entrust": "#b8860b" };
  const drawn = window.echarts.init(place);
  drawn.setOption({
    animation: false,
    tooltip: { show: false },
    series: [{
      type: "sankey",
      left: narrow ? 4 : 96, right: narrow ? 64 : 84, top: 8, bottom: 8,
      nodeWidth: 10, nodeGap: narrow ? 6 : 9, layoutIterations: 0, draggable: false, nodeAlign: "justify",
      emphasis: { focus: "trajectory" },
      lineStyle: { color: "source", opacity: 0.22, curveness: 0.5 },
      label: { fontSize: narrow ? 11 : 13, color: colour("--ink"), formatter: (one) => one.data.said + " " + one.data.count.toLocaleString("en") },
      data: told.nodes.map((node) => ({
        ...node, depth: node.stage,
        itemStyle: { color: modes[node.name] || tone[node.stage] },
        label: { position: node.stage === 0 && !narrow ? "left" : "right" },
      })),
      links: told.links,
    }],
  });
  drawn.on("click", (one) => { if (one.dataType === "node" && one.data.href) window.location.assign(one.data.href); });
  window.addEventListener("resize", () => drawn.resize());
})();
