/* On the form of a comment: words selected in the item's text go into the field 原文. Without script they are typed. */
const field = document.querySelector("#quote");
const text = document.querySelector("[data-quotable]");
if (field && text) {
  document.addEventListener("selectionchange", () => {
    const selected = document.getSelection();
    const words = String(selected).trim();
    const within = (node) => node && text.contains(node);
    if (words && !words.includes("\n") && words.length <= 500 && within(selected.anchorNode) && within(selected.focusNode)) {
      field.value = words;
    }
  });
}
