/* Cells of the grid: how each is drawn, how it is typed into. An input method's half words are never taken for an answer. */
(() => {
  "use strict";
  const letter = (place) => String.fromCharCode(65 + place);

  const picture = (icons, name) => {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    drawing.setAttribute("class", "icon");
    drawing.setAttribute("aria-hidden", "true");
    use.setAttribute("href", icons + "#" + name);
    drawing.append(use);
    return drawing;
  };

  const line = (kind, text) => {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    return made;
  };

  const heading = (place) => (cell) => {
    const made = document.createElement("span");
    if (place >= 0) made.append(line("letter", letter(place)));
    made.append(cell.getValue());
    return made;
  };

  const drawState = (words, icons) => (cell) => {
    const state = cell.getValue();
    const made = line("row-state", "");
    made.dataset.state = state;
    made.append(picture(icons, words.icons[state]), " " + words.states[state]);
    return made;
  };

  /* The text, what is wrong with it, and on names why the item came back. */
  const drawText = (words) => (cell) => {
    const row = cell.getData();
    const field = cell.getField();
    const at = cell.getElement();
    const text = row[field] || "";
    const wrong = (row.wrong || {})[field];
    const changed = text !== (row.base[field] || "");
    at.dataset.state = wrong ? "wrong" : changed ? "changed" : "";
    at.toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong) at.setAttribute("aria-invalid", "true");
    const made = document.createElement("span");
    if (field === "name" && !text && !row.number) made.append(line("begin", words.begin));
    made.append(text);
    if (wrong) made.append(line("cell-wrong", wrong));
    if (field === "name" && row.note) made.append(line("cell-note", row.note));
    return made;
  };

  const chooser = (words, cell) => {
    const box = document.createElement("select");
    const said = cell.getValue() || "";
    for (const word of ["", ...words, ...(said && !words.includes(said) ? [said] : [])]) box.append(new Option(word || "—", word, false, word === said));
    return box;
  };

  const writer = (cell, started) => {
    const box = document.createElement("textarea");
    box.value = started ? "" : cell.getValue() || "";
    box.rows = 2;
    return box;
  };

  /* One editor for every column. `grid.started` says that the key that opened it is the first of the text. */
  const editor = (grid, column) => (cell, rendered, take, cancel) => {
    const started = grid.started;
    const box = column.words.length ? chooser(column.words, cell) : writer(cell, started);
    let composing = false;
    let done = false;
    const end = (way) => {
      if (done) return;
      done = true;
      take(box.value);
      if (way) grid.move(way);
    };
    box.className = "grid-edit";
    box.setAttribute("aria-label", column.title);
    box.addEventListener("compositionstart", () => { composing = true; });
    box.addEventListener("compositionend", () => {
      composing = false;
      if (document.activeElement !== box) end();
    });
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (composing || event.isComposing || event.keyCode === 229) return;
      if (event.key === "Escape") { done = true; cancel(); }
      else if (event.key === "Enter" && event.altKey) { event.preventDefault(); box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end"); }
      else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); end("down"); }
      else if (event.key === "Tab") { event.preventDefault(); end(event.shiftKey ? "left" : "right"); }
    });
    box.addEventListener("blur", () => { if (!composing) end(); });
    for (const kind of ["mousedown", "click", "dblclick", "paste", "copy", "cut"]) box.addEventListener(kind, (event) => event.stopPropagation());
    rendered(() => {
      box.focus({ preventScroll: true });
      if (box.setSelectionRange) box.setSelectionRange(box.value.length, box.value.length);
    });
    return box;
  };

  window.gridCells = { heading, drawState, drawText, editor };
})();
