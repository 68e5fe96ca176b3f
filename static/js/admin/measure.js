// Criteria: of the values to choose from, only those of what the criterion looks at. Without this script all
// groups are shown, and the server refuses a value of another group.
"use strict";

function showGroups(aspect) {
  const row = aspect.closest("tr, .inline-related");
  const values = row && row.querySelector("select[data-values-of]");
  if (!values) return;
  for (const group of values.querySelectorAll("optgroup")) {
    const isOther = aspect.value !== "" && !group.querySelector(`option[value^="${aspect.value}:"]`);
    group.hidden = isOther;
    for (const option of group.children) {
      option.disabled = isOther;
      if (isOther) option.selected = false;
    }
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("select[name$='-aspect']")) showGroups(event.target);
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("select[name$='-aspect']").forEach(showGroups);
});
