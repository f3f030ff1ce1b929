// One item's neighbourhood: <div class="neighbourhood" data-source="…/picture.json">. The item stands in the middle, offices on the
// left, laws and other items on the right; the lists beside it say the same without script. A node leads to its own page.
(async function () {
  const place = document.querySelector(".neighbourhood");
  if (!place || !window.echarts) return;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const answer = await fetch(place.dataset.source, { credentials: "same-origin" });
  if (!answer.ok) return;
  const told = await answer.json();
  const short = (text) => (text.length > 14 ? text.slice(0, 7) + "…" + text.slice(-6) : text);
  const columns = { department: 0, subdistrict: 0, government: 0, owns: 1, law: 2, item: 2 };
  const counts = [0, 0, 0];
  const sizes = [0, 0, 0];
  told.nodes.forEach((node) => { sizes[columns[node.noun]] += 1; });
  const shapes = { law: "rect", item: "circle", owns: "circle", department: "roundRect", subdistrict: "roundRect", government: "roundRect" };
  const height = Math.max(220, 30 * Math.max(...sizes));
  place.dataset.size = height > 420 ? "large" : height > 260 ? "middle" : "small";
  const drawn = window.echarts.init(place);
  const tall = place.clientHeight;
  const nodes = told.nodes.map((node) => {
    const column = columns[node.noun];
    counts[column] += 1;
    const middle = node.noun === "owns";
    return {
      ...node, x: [90, place.clientWidth / 2, place.clientWidth - 190][column], y: (tall / (sizes[column] + 1)) * counts[column],
      symbol: shapes[node.noun], symbolSize: middle ? 26 : 12,
      itemStyle: { color: middle ? colour("--act") : node.noun === "law" ? colour("--second") : colour("--act-mid") },
      label: { show: true, position: column === 0 ? "left" : column === 1 ? "top" : "right", formatter: middle ? "" : short(node.label), color: colour("--ink") },
    };
  });
  const dashes = { related: "dashed", rests_on: "solid", supervises: "dotted" };
  drawn.setOption({
    animation: false,
    tooltip: { show: false },
    series: [{
      type: "graph", layout: "none", roam: false, data: nodes, left: 80, right: 180, top: 16, bottom: 16,
      edgeSymbol: ["none", "arrow"], edgeSymbolSize: 7,
      links: told.links.map((link) => ({ ...link, lineStyle: { color: colour("--control"), type: dashes[link.kind] || "solid" } })),
    }],
  });
  drawn.on("click", (one) => { if (one.dataType === "node" && one.data.href) window.location.assign(one.data.href); });
  window.addEventListener("resize", () => drawn.resize());
})();
