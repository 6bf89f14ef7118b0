// Small comforts on every page: theme, banners, copying, dropping files, no form sent twice.
// Without this file every page still works.
(() => {
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const hit = event.target.closest?.(selector);
      if (hit) act(hit, event);
    });

  const ready = () => {
    document.querySelectorAll("[data-needs-script]").forEach((part) => { part.hidden = false; });
    document.querySelectorAll(".drop").forEach((drop) => drop.classList.add("drop--ready"));
  };
  document.addEventListener("DOMContentLoaded", ready);

  // On a phone the tabs run out of sight: the one that is open is brought into it.
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".tabs__tab[aria-current]").forEach((tab) => {
      const tabs = tab.parentElement;
      tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
    });
  });
  document.addEventListener("htmx:afterSettle", ready);

  on("click", "[data-dismiss]", (button) => {
    const gone = button.closest(`.${button.dataset.dismiss}`);
    gone.remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  });

  // The theme changes in place, so that nothing typed on the page is lost.
  on("submit", "[data-theme-form]", (form, event) => {
    event.preventDefault();
    const chosen = event.submitter.value;
    fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) });
    document.documentElement.dataset.theme = chosen === "system" ? "" : chosen;
    form.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    });
  });

  on("click", "[data-copy]", async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = "yes";
    const said = button.querySelector("[aria-live]");
    if (said) said.textContent = button.dataset.said;
  });

  // A second click on a button that is already sending does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-theme-form], [data-download], [method=dialog]") || form.method === "get") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sending = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  const restAll = () => document.querySelectorAll("[data-sending]").forEach(rest);
  function rest(form) {
    delete form.dataset.sending;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
  addEventListener("pageshow", restAll);
  document.addEventListener("htmx:afterRequest", restAll);

  // Dropping a file anywhere on the drop area is the same as choosing it.
  const hold = (drop, event) => {
    event.preventDefault();
    drop.classList.toggle("drop--over", event.type === "dragover");
  };
  on("dragover", ".drop", hold);
  on("dragleave", ".drop", hold);
  on("drop", ".drop", (drop, event) => {
    hold(drop, event);
    const input = drop.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  on("change", ".drop input[type=file]", (input) => {
    const names = [...input.files].map((file) => file.name).join(", ");
    input.closest(".drop").querySelector(".drop__file").textContent = names;
  });
})();
