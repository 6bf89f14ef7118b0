// A verb's short page opens as a dialog over the page; leaving it gives the focus back to the button of its menu.
// Without this file the menu leads to the wizard's page.
(() => {
  const ID = "verb-dialog";
  let opener = null;
  const meant = (event) => event.detail.target?.id === ID;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (meant(event) && !event.detail.elt.closest("dialog")) opener = event.detail.elt;
  });

  // What was filled in wrongly comes back with its complaints, as on a page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (meant(event) && event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!meant(event)) return;
    const dialog = event.detail.target;
    opener?.closest(".menu")?.hidePopover();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector(".notice, .field__error")?.scrollIntoView({ block: "nearest" });
    dialog.querySelector(".verb-dialog__foot button")?.focus();
  });

  // No answer for the dialog: the page itself says why.
  const gone = (event) => { if (meant(event) && opener?.href) location.assign(opener.href); };
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status !== 422) gone(event); });
  document.addEventListener("htmx:sendError", gone);

  document.addEventListener("close", (event) => {
    if (event.target.id !== ID) return;
    const menu = opener?.closest(".menu");
    const back = menu ? document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`) : opener;
    event.target.replaceChildren();
    back?.focus();
  }, true);
})();
