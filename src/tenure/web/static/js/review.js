// Checking a document: the place of a field on its picture, pages without losing what is typed, keys.
// Without this file the page works: it shows a page by its address, and confirms by its buttons.
(() => {
  const TRIES = 8;
  const BEHIND = 1500;
  const folio = () => document.querySelector("[data-folio]");
  const part = (name) => folio()?.querySelector(name);

  // --- The place of a field -------------------------------------------------------------------
  function touch(name, { focus = false } = {}) {
    document.querySelectorAll(".place-box--on").forEach((box) => box.classList.remove("place-box--on"));
    const box = part(`[data-box="${name}"]`);
    if (box) {
      show(Number(box.closest("[data-boxes]").dataset.boxes));
      box.classList.add("place-box--on");
      bringIntoSight(box);
    }
    if (focus) document.getElementById(`field-${name}`)?.focus();
  }

  // Moves the picture in its frame, never the page under somebody's hands.
  function bringIntoSight(box) {
    const view = part(".folio__view");
    const [inside, frame] = [box.getBoundingClientRect(), view.getBoundingClientRect()];
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    view.scrollBy({
      top: inside.top + inside.height / 2 - (frame.top + frame.height / 2),
      left: inside.left + inside.width / 2 - (frame.left + frame.width / 2),
      behavior: calm ? "auto" : "smooth",
    });
  }

  const placeOf = (event) => event.target.closest?.("[data-field], tr[data-place]");
  document.addEventListener("focusin", (event) => {
    const field = placeOf(event);
    if (field) touch(field.dataset.field ?? field.dataset.place);
  });
  document.addEventListener("mouseover", (event) => {
    const field = placeOf(event);
    if (!field || field.contains(event.relatedTarget)) return;
    // Whoever types keeps the place they type about.
    if (document.activeElement?.matches("[data-check] input, [data-check] select")) return;
    touch(field.dataset.field ?? field.dataset.place);
  });
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-box]");
    if (box) touch(box.dataset.box, { focus: true });
  });

  // --- Pages ----------------------------------------------------------------------------------
  function show(number) {
    const now = folio();
    const last = Number(now.dataset.pages) || Infinity;
    if (number < 1 || number > last || number === Number(now.dataset.page)) return;
    now.dataset.page = number;
    tries = 0;
    load();
    now.querySelectorAll("[data-boxes]").forEach((group) => {
      if (Number(group.dataset.boxes) === number) group.removeAttribute("display");
      else group.setAttribute("display", "none");
    });
    const said = now.querySelector("[data-page-number]");
    if (said) said.textContent = number;
    now.querySelectorAll("[data-turn]").forEach((link) => {
      const to = number + Number(link.dataset.turn);
      const there = to >= 1 && to <= last;
      link.toggleAttribute("aria-disabled", !there);
      if (!there) link.setAttribute("aria-disabled", "true");
      if (there && !link.hasAttribute("href")) link.href = "#document";
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-turn]");
    if (!link) return;
    event.preventDefault();
    show(Number(folio().dataset.page) + Number(link.dataset.turn));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-folio-zoom]");
    if (!button) return;
    const large = folio().classList.toggle("folio--large");
    button.setAttribute("aria-pressed", String(large));
    const box = part(".place-box--on");
    if (box) bringIntoSight(box);
  });

  // --- A page that cannot be shown says why ---------------------------------------------------
  let tries = 0;
  function load() {
    const image = part(".folio__image");
    const address = folio().dataset.pattern.replace("/pages/0/", `/pages/${folio().dataset.page}/`);
    part("[data-folio-trouble]").hidden = true;
    part(".folio__page").hidden = false;
    image.src = tries ? `${address}?again=${tries}` : address;
  }

  async function explain(image) {
    const trouble = part("[data-folio-trouble]");
    const words = trouble.querySelector("p");
    const answer = await fetch(image.src).catch(() => null);
    if (answer?.ok) return load();
    const busy = answer?.status === 503 && tries < TRIES;
    const reason = answer?.status === 422 ? await answer.text() : "";
    words.textContent = busy ? words.dataset.busy : answer?.status === 404 ? words.dataset.gone : reason || words.dataset.failed;
    trouble.querySelector("button").hidden = answer?.status === 422 || answer?.status === 404;
    trouble.hidden = false;
    part(".folio__page").hidden = true;
    if (busy) setTimeout(() => { tries += 1; load(); }, BEHIND);
    return undefined;
  }

  document.addEventListener("error", (event) => {
    if (event.target.matches?.(".folio__image")) explain(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-folio-again]")) return;
    tries += 1;
    load();
  });
  const lookAgain = () => {
    const image = part(".folio__image");
    // It may have failed before this file was read.
    if (image?.complete && image.naturalWidth === 0) explain(image);
  };

  // --- What the machine read stays beside what is typed ----------------------------------------
  const line = (input) => input.closest("[data-field]")?.querySelector("[data-read-line]");
  function compare(input) {
    const shown = line(input);
    if (shown) shown.hidden = input.value === input.dataset.read;
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-read]")) compare(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-undo]");
    if (!button) return;
    const input = button.closest("[data-field]").querySelector("[data-read]");
    undo(input);
    input.focus();
  });
  function undo(input) {
    input.value = input.dataset.read;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    compare(input);
  }

  // --- Keys -----------------------------------------------------------------------------------
  const press = (name) => document.querySelector(`[data-key="${name}"]`)?.click();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press("next");
    } else if (event.altKey && (event.key === "PageDown" || event.key === "PageUp")) {
      event.preventDefault();
      press(event.key === "PageDown" ? "next-document" : "previous-document");
    } else if (event.key === "Escape" && event.target.matches("[data-check] [data-read]")) {
      undo(event.target);
    } else if (event.key === "Enter" && event.target.matches("[data-check] input, [data-check] select")) {
      event.preventDefault();
      onwards(event.target, event.shiftKey ? -1 : 1);
    }
  });
  // A slip of the hand on Enter confirms nothing: it goes to the next field.
  function onwards(input, step) {
    const stops = [...input.form.querySelectorAll("input:not([type=hidden]), select, button[type=submit]")];
    const next = stops[stops.indexOf(input) + step];
    next?.focus();
    if (next?.matches("input")) next.select();
  }

  const begin = () => {
    const first = document.activeElement?.closest?.("[data-field]");
    if (first) touch(first.dataset.field);
    lookAgain();
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "document") lookAgain();
  });
})();
