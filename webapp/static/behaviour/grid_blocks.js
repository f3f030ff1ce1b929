/* Blocks of the grid: what spreadsheets put on the clipboard, read and written; and edits that can be undone as they were made. */
(() => {
  "use strict";

  /* Rows of cells from text with tabs; a cell in quotes may hold tabs, line ends and doubled quotes, as Excel and WPS write it. */
  const read = (text) => {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let place = 0; place < source.length; place += 1) {
      const sign = source[place];
      if (quoted && sign === '"' && source[place + 1] === '"') { cell += '"'; place += 1; }
      else if (quoted && sign === '"') quoted = false;
      else if (!quoted && sign === '"' && cell === "") quoted = true;
      else if (!quoted && sign === "\t") { rows.at(-1).push(cell); cell = ""; }
      else if (!quoted && sign === "\n") { rows.at(-1).push(cell); rows.push([]); cell = ""; }
      else cell += sign;
    }
    rows.at(-1).push(cell);
    return rows;
  };

  const write = (rows) => rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell)).join("\t")).join("\n");

  /* Edits are {row, field, before, after}. What was done together is undone together. */
  const history = (apply) => {
    const past = [];
    const future = [];
    return {
      add(edits) { past.push(edits); future.length = 0; },
      undo() { const edits = past.pop(); if (edits) { future.push(edits); apply(edits.map((edit) => ({ ...edit, after: edit.before }))); } return Boolean(edits); },
      redo() { const edits = future.pop(); if (edits) { past.push(edits); apply(edits); } return Boolean(edits); },
    };
  };

  window.gridBlocks = { read, write, history };
})();
