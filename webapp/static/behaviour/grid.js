/* 填报 as a grid: <section data-grid data-rows=… data-save=…> beside a list that stays for whoever has no script or a narrow page. */
(() => {
  "use strict";
  const place = document.querySelector("[data-grid]");
  if (!place || !window.Tabulator || matchMedia("(max-width: 720px)").matches) return;
  const { words, columns, icons, token, add } = JSON.parse(place.dataset.grid);
  const cells = window.gridCells;
  const blocks = window.gridBlocks;
  const holder = place.querySelector(".grid");
  const said = place.querySelector(".grid-said");
  const fields = columns.map((column) => column.field);
  const grid = { started: false, table: null, move: (way) => grid.table.modules.selectRange.navigate(false, false, way) };
  let filter = "";

  const say = (text, tone) => { said.textContent = text; said.dataset.tone = tone; };
  const begin = () => ({ row: "n-" + Math.random().toString(36).slice(2, 12), base: {}, wrong: {}, state: "unfilled" });
  const shown = (told) => ({ ...told, ...Object.fromEntries(fields.map((field) => [field, ((told.cells || {})[field] ?? told.base[field]) || ""])) });
  const typed = (key) => {
    const row = grid.table.getRow(key).getData();
    const changed = fields.filter((field) => (row[field] || "") !== (row.base[field] || ""));
    return { version: row.version || null, cells: Object.fromEntries(changed.map((field) => [field, row[field] || ""])) };
  };

  const saving = window.gridSaving({
    address: place.dataset.save, token, words, say, rows: typed,
    told(body) {
      grid.table.updateData(body.rows.map(({ row, wrong, state, note }) => ({ row, wrong, state, note })));
      body.rows.forEach(({ row }) => grid.table.getRow(row).reformat());
      count(body.drafts);
      point();
    },
  });

  const put = (edits) => {
    const rows = new Map();
    for (const { row, field, after } of edits) rows.set(row, { ...(rows.get(row) || { row }), [field]: after });
    grid.table.updateData([...rows.values()]);
    rows.forEach((_, row) => grid.table.getRow(row).reformat());
    saving.soon(rows.keys());
    grow();
    point();
  };
  const past = blocks.history(put);
  const change = (wanted) => {
    const edits = wanted.filter((edit) => edit.before !== edit.after);
    if (!edits.length) return;
    past.add(edits);
    put(edits);
  };
  const grow = () => {
    const last = grid.table.getRows().at(-1);
    if (add && !filter && (!last || last.getData().number || fields.some((field) => last.getData()[field]))) grid.table.addRow(shown(begin()));
  };

  /* The selected block: rows and columns of the table, top left first. */
  const selected = () => {
    const range = grid.table.getRanges()[0];
    return { rows: range.getRows(), columns: range.getColumns() };
  };
  const edit = (row, field, after) => ({ row: row.getData().row, field, before: row.getData()[field] || "", after });
  const everyCell = (make) => {
    const { rows, columns: across } = selected();
    const open = across.map((column) => column.getField()).filter((field) => fields.includes(field));
    return rows.flatMap((row) => open.map((field) => edit(row, field, make(row, field))));
  };
  const clear = () => change(everyCell(() => ""));
  const fillDown = () => { const top = selected().rows[0].getData(); change(everyCell((_, field) => top[field] || "")); };
  const copied = () => { const { rows, columns: across } = selected(); return blocks.write(rows.map((row) => across.map((column) => String(row.getData()[column.getField()] ?? "")))); };

  const paste = async (text) => {
    const block = blocks.read(text);
    const { rows, columns: across } = selected();
    if (block.length === 1 && block[0].length === 1) return change(everyCell(() => block[0][0].trim()));
    const all = grid.table.getRows("active");
    const first = all.indexOf(rows[0]);
    const order = grid.table.getColumns().filter((column) => column.isVisible()).map((column) => column.getField());
    const left = order.indexOf(across[0].getField());
    const missing = first + block.length - all.length;
    if (missing > 0 && add && !filter) { await grid.table.addData(Array.from({ length: missing }, () => shown(begin()))); all.push(...grid.table.getRows("active").slice(all.length)); }
    const edits = [];
    let kept = 0;
    block.slice(0, all.length - first).forEach((line, down) => line.forEach((text_, right) => {
      const field = order[left + right];
      if (fields.includes(field)) edits.push(edit(all[first + down], field, text_.trim()));
      else if (field) kept += 1;
    }));
    change(edits);
    if (kept) say(words.read_only, "");
    return undefined;
  };

  const editing = () => place.querySelector(".tabulator-editing") !== null;
  const start = (event) => {
    const range = grid.table.getRanges()[0];
    const cell = range && range.getRows()[0].getCell(range.getColumns()[0]);
    if (!cell || !fields.includes(cell.getField())) return;
    grid.started = event !== null;
    cell.edit(true);
    grid.started = false;
  };
  const KEYS = { z: () => past.undo(), y: () => past.redo(), d: fillDown };
  holder.addEventListener("keydown", (event) => {
    if (editing()) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && KEYS[key]) { event.preventDefault(); event.stopPropagation(); (event.shiftKey && key === "z" ? KEYS.y : KEYS[key])(); }
    else if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); clear(); }
    else if (event.key === "F2") { event.preventDefault(); start(null); }
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && (event.key.length === 1 || event.keyCode === 229)) start(event);
  }, true);
  const inside = () => holder.contains(document.activeElement) && !editing();
  document.addEventListener("copy", (event) => { if (inside()) { event.preventDefault(); event.clipboardData.setData("text/plain", copied()); } });
  document.addEventListener("cut", (event) => { if (inside()) { event.preventDefault(); event.clipboardData.setData("text/plain", copied()); clear(); } });
  document.addEventListener("paste", (event) => { if (inside()) { event.preventDefault(); paste(event.clipboardData.getData("text/plain")); } });

  /* Counts above the grid; each opens the rows it counts, and what is wrong leads to its cell. */
  const chips = place.querySelector(".chips");
  const problems = place.querySelector(".grid-problems");
  const count = (drafts) => {
    const rows = grid.table.getData().filter((row) => row.number || fields.some((field) => row[field]));
    const by = Object.groupBy ? Object.groupBy(rows, (row) => row.state) : rows.reduce((found, row) => ({ ...found, [row.state]: [...(found[row.state] || []), row] }), {});
    chips.replaceChildren(...["", ...Object.keys(words.states)].filter((state) => !state || by[state]).map((state) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.dataset.tone = words.tones[state] || "";
      chip.setAttribute("aria-pressed", String(filter === state));
      chip.textContent = (state ? words.states[state] : words.all) + " " + (state ? by[state].length : rows.length);
      chip.addEventListener("click", () => { filter = filter === state ? "" : state; grid.table.setFilter(filter ? [{ field: "state", type: "=", value: filter }] : []); count(drafts); });
      return chip;
    }));
    const where = {};
    rows.forEach((row) => Object.keys(row.wrong || {}).forEach((field) => { where[field] = (where[field] || 0) + 1; }));
    const told = columns.filter((column) => where[column.field]).map((column) => column.title + " " + where[column.field]);
    problems.hidden = !told.length;
    problems.querySelector("span").textContent = words.wrong + " " + told.join(" · ");
    const bar = document.querySelector(".draft-bar");
    bar.hidden = !drafts;
    bar.querySelector("b").textContent = drafts;
  };
  let visited = -1;
  problems.querySelector("button").addEventListener("click", () => {
    const rows = grid.table.getRows("active").filter((row) => Object.keys(row.getData().wrong || {}).length);
    if (!rows.length) return;
    visited = (visited + 1) % rows.length;
    const cell = rows[visited].getCell(fields.find((field) => rows[visited].getData().wrong[field]));
    rows[visited].scrollTo("center", true).then(() => { grid.table.getRanges()[0].setBounds(cell, cell); holder.querySelector(".tabulator-tableholder").focus(); });
  });
  document.querySelectorAll("form[data-after-saving]").forEach((form) => form.addEventListener("submit", async (event) => {
    if (!saving.pending()) return;
    event.preventDefault();
    await saving.now();
    if (!saving.pending()) form.submit();
  }));

  /* What screen readers are told and Tabulator does not say. */
  const repair = () => {
    holder.setAttribute("aria-label", words.label);
    holder.setAttribute("aria-rowcount", String(grid.table.getDataCount("active") + 1));
    holder.setAttribute("aria-colcount", String(fields.length + 2));
    holder.setAttribute("aria-describedby", "grid-keys");
    holder.removeAttribute("aria-owns");
    holder.querySelector(".tabulator-tableholder").setAttribute("role", "rowgroup");
    holder.querySelector(".tabulator-table").setAttribute("role", "presentation");
  };
  /* What may be done with the selected rows, as links below the grid. */
  const acts = place.querySelector(".grid-acts");
  const lead = () => {
    const numbers = selected().rows.map((row) => row.getData().number).filter(Boolean);
    acts.hidden = !numbers.length;
    if (!numbers.length) return;
    acts.querySelector("b").textContent = words.number + " " + (numbers.length > 1 ? numbers[0] + "–" + numbers.at(-1) : numbers[0]);
    acts.querySelectorAll("a[data-to]").forEach((link) => { link.href = link.dataset.to.replace(/0(?=\/|$)/, numbers[0]); });
    acts.querySelectorAll("a[data-merge]").forEach((link) => { link.hidden = numbers.length < 2; link.href = link.dataset.merge + "?" + numbers.map((number) => "number=" + number).join("&"); });
  };
  const point = () => {
    const range = grid.table.getRanges()[0];
    const cell = range && range.getRows().length && range.getRows()[0].getCell(range.getColumns()[0]);
    if (!cell) return;
    lead();
    const row = cell.getData();
    const title = cell.getColumn().getDefinition().title;
    place.querySelector(".grid-at").textContent = [row.number || words.begin, title, row[cell.getField()], (row.wrong || {})[cell.getField()]].filter(Boolean).join(" ");
  };

  const open = ({ rows, drafts }) => {
    document.body.classList.add("grid-on");
    document.querySelectorAll('.fill-bar input[name="all"]').forEach((box) => { box.checked = true; });
    place.hidden = false;
    grid.table = new window.Tabulator(holder, {
      data: [...rows.map(shown), ...(add ? [shown(begin())] : [])],
      index: "row", height: "calc(100vh - 362px)", layout: "fitDataFill", renderVertical: "virtual", placeholder: words.none,
      selectableRange: 1, selectableRangeColumns: true, selectableRangeRows: true, editTriggerEvent: "dblclick",
      headerSortClickElement: "icon", columnDefaults: { headerSort: false, resizable: "header", minWidth: 60 },
      rowHeader: { field: "number", title: words.number, titleFormatter: cells.heading(-1), headerSort: false, resizable: false, frozen: true, width: 56 },
      rowFormatter: (row) => row.getElement().setAttribute("aria-rowindex", String((row.getPosition() || 0) + 1)),
      columns: [
        { field: "state", title: words.state, width: 84, titleFormatter: cells.heading(0), formatter: cells.drawState(words, icons) },
        ...(rows.some((row) => row.department) ? [{ field: "department", title: words.department, width: 72 }] : []),
        ...columns.map((column, at) => ({
          field: column.field, title: column.title, width: column.width, titleFormatter: cells.heading(at + 1),
          formatter: cells.drawText(words), variableHeight: true, editor: cells.editor(grid, column),
        })),
      ],
    });
    grid.table.on("tableBuilt", () => { repair(); count(rows.filter((row) => row.cells).length); });
    grid.table.on("rangeChanged", point);
    grid.table.on("dataFiltered", () => holder.setAttribute("aria-rowcount", String(grid.table.getDataCount("active") + 1)));
    grid.table.on("cellEdited", (cell) => {
      const after = (cell.getValue() || "").trim();
      change([{ row: cell.getData().row, field: cell.getField(), before: cell.getOldValue() || "", after }]);
    });
  };
  fetch(place.dataset.rows, { credentials: "same-origin" }).then((answer) => answer.json()).then(open).catch(() => say(words.unread, "red"));
})();
