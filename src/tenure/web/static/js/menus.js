// Menus and dialogs: places an opened menu beside its button and walks through it with the arrow keys.
// Opening, closing with Escape or a click outside, and one at a time are the browser's own (popover).
(() => {
  const GAP = 4;
  const EDGE = 8;

  const buttonOf = (menu) => document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  const itemsOf = (menu) => [...menu.querySelectorAll(".menu__item")];

  function place(menu) {
    const button = buttonOf(menu)?.getBoundingClientRect();
    if (!button) return;
    const { offsetWidth: width, offsetHeight: height } = menu;
    const start = menu.dataset.align === "start" ? button.left : button.right - width;
    const below = button.bottom + GAP;
    const above = button.top - GAP - height;
    const fits = below + height <= innerHeight - EDGE || above < EDGE;
    menu.style.left = `${Math.max(EDGE, Math.min(start, innerWidth - width - EDGE))}px`;
    menu.style.top = `${Math.max(EDGE, fits ? Math.min(below, innerHeight - height - EDGE) : above)}px`;
  }

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu")) return;
    const open = event.newState === "open";
    buttonOf(menu)?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(menu);
    itemsOf(menu)[0]?.focus({ preventScroll: true, focusVisible: menu.dataset.keys === "yes" });
  }, true);

  // A menu lies above the page and does not scroll with it: it is put beside its button again.
  addEventListener("scroll", (event) => {
    if (event.target.matches?.(".menu")) return;
    document.querySelectorAll(".menu:popover-open").forEach(place);
  }, { capture: true, passive: true });
  addEventListener("resize", () => document.querySelectorAll(".menu:popover-open").forEach(place));

  document.addEventListener("pointerdown", () => markKeys("no"), true);
  document.addEventListener("keydown", (event) => {
    markKeys("yes");
    const opener = event.target.closest?.("[popovertarget]");
    const opened = opener && document.getElementById(opener.getAttribute("popovertarget"));
    if (opened?.matches(".menu") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      opened.showPopover();
      return;
    }
    const menu = event.target.closest?.(".menu");
    if (menu) walk(menu, event);
  });

  function markKeys(value) {
    document.querySelectorAll(".menu").forEach((menu) => { menu.dataset.keys = value; });
  }

  function walk(menu, event) {
    const items = itemsOf(menu);
    const here = items.indexOf(document.activeElement);
    const next = {
      ArrowDown: (here + 1) % items.length,
      ArrowUp: (here - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (event.key === "Tab") menu.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  }

  // Buttons with `commandfor` open and close dialogs by themselves in new browsers; older ones need this.
  if (!("commandForElement" in HTMLButtonElement.prototype)) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("button[commandfor]");
      const dialog = button && document.getElementById(button.getAttribute("commandfor"));
      if (!dialog) return;
      if (button.getAttribute("command") === "show-modal") dialog.showModal();
      else dialog.close();
    });
  }
})();
