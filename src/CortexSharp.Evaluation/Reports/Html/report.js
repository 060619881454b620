// Without this script all cases are visible and there is no filter.
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const rows = [...document.querySelectorAll(".cases tbody tr")];
  const texts = rows.map(row => row.textContent.toLowerCase());
  const shown = document.getElementById("shown");
  const apply = () => {
    const text = form.elements.text.value.toLowerCase();
    const outcome = form.elements.outcome.value;
    let count = 0;
    rows.forEach((row, i) => {
      row.hidden = (outcome !== "" && row.dataset.outcome !== outcome) || !texts[i].includes(text);
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = `${count} of ${rows.length} shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  form.hidden = false;
  apply();
})();
