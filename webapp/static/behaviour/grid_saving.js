/* Saving of the grid: every change goes to the server a moment after it was made, again until it got there, and once more when the page goes. */
(() => {
  "use strict";
  const SOON = 700;
  const AGAIN = 5000;

  /* `rows` gives for a key what to send; `told` takes the server's answer; `say` shows where saving stands. */
  window.gridSaving = ({ address, token, rows, told, say, words }) => {
    const waiting = new Set();
    let sent = new Set();
    let timer = 0;
    const body = (keys) => JSON.stringify({ rows: Object.fromEntries([...keys].map((key) => [key, rows(key)])) });
    const post = (keys, keepalive) => fetch(address, {
      method: "POST", keepalive, credentials: "same-origin", body: body(keys),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    });
    const fail = (reason) => {
      sent.forEach((key) => waiting.add(key));
      sent = new Set();
      say(reason, "red");
      timer = setTimeout(save, AGAIN);
    };
    const save = async () => {
      clearTimeout(timer);
      if (sent.size || !waiting.size) return;
      sent = new Set([...waiting].slice(0, 1000));
      sent.forEach((key) => waiting.delete(key));
      say(words.saving, "");
      try {
        const answer = await post(sent, false);
        if (answer.redirected || answer.status === 400 || answer.status === 403) return fail(words.signed_out);
        if (!answer.ok) return fail(words.unsaved);
        const body = await answer.json();
        sent = new Set();
        told(body);
        say(words.saved + " " + body.at, "");
        if (waiting.size) timer = setTimeout(save, SOON);
      } catch (error) { fail(words.unsaved); }
    };
    addEventListener("pagehide", () => { if (waiting.size) post(new Set([...waiting].slice(0, 200)), true); });
    addEventListener("beforeunload", (event) => { if (waiting.size > 200) event.preventDefault(); });
    return {
      soon(keys) { keys.forEach((key) => waiting.add(key)); clearTimeout(timer); timer = setTimeout(save, SOON); },
      now: save,
      pending: () => waiting.size + sent.size,
    };
  };
})();
