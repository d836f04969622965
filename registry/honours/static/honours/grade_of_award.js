// A conferral's grade is one of its award's: the autocomplete of the one asks for the other.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const $ = django.jQuery;
  const award = document.getElementById("id_award");
  const grade = document.getElementById("id_grade");
  if (!award || !grade) return;
  $.ajaxPrefilter((options) => {
    const asked = new URLSearchParams(options.data || "");
    if (asked.get("field_name") !== "grade" || asked.get("model_name") !== "conferral") return;
    if (award.value) asked.set("award", award.value);
    options.data = asked.toString();
  });
  // The theme tells of a change when it has merely begun: only another award takes the grade away.
  let before = award.value;
  $(award).on("change", () => {
    if (award.value === before) return;
    before = award.value;
    $(grade).val(null).trigger("change");
  });
});
