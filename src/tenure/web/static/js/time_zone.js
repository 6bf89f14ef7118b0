// The first steps: the time zone of this device is a better guess than none.
document.addEventListener("DOMContentLoaded", () => {
  const select = document.querySelector("select[data-guess-time-zone]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const untouched = select && select.value === "UTC";
  if (untouched && [...select.options].some((option) => option.value === here)) select.value = here;
});
