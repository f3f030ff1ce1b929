// The line of days: <input type="range" name="day" data-first="2020-09-07">. While it is moved the day is said; let go, the page of
// that day opens. Without script the button does it.
(function () {
  const line = document.querySelector(".day-line input[type=range]");
  if (!line) return;
  const said = line.form.querySelector("label b");
  line.form.querySelector("button").hidden = true;
  line.addEventListener("input", () => {
    const day = new Date(line.dataset.first + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + Number(line.value));
    said.textContent = day.toISOString().slice(0, 10);
    line.setAttribute("aria-valuetext", said.textContent);
  });
  line.addEventListener("change", () => line.form.requestSubmit());
})();
