// Documents that are added: each file by itself, three at a time, with its progress; cancelled, or tried once more.
// Without this file the same form sends all of them at once. Every word stands in the page.
(() => {
  const AT_ONCE = 3;
  const ZIP = [0x50, 0x4b, 0x03, 0x04];

  const onReady = () => document.querySelectorAll("form[data-adds]").forEach(start);

  function start(form) {
    const card = form.parentElement;
    const input = form.querySelector("input[type=file]");
    const box = form.querySelector("[data-adding]");
    const list = box.querySelector("ul");
    const heard = box.querySelector("[data-heard]");
    const tidy = box.querySelector("[data-tidy]");
    const queue = [];
    let running = 0;

    form.querySelectorAll("[data-without-script]").forEach((part) => { part.hidden = true; });

    input.addEventListener("change", (event) => {
      event.stopPropagation();
      const business = form.elements.business?.value ?? "";
      const fresh = [...input.files].map((file) => row(file, business));
      queue.push(...fresh);
      list.prepend(...fresh.map((one) => one.item));
      input.value = "";
      box.hidden = false;
      next();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    tidy.addEventListener("click", () => {
      list.querySelectorAll("[data-done]").forEach((done) => done.remove());
      tidy.hidden = true;
      box.hidden = !list.childElementCount;
      input.focus();
    });
    // A file dropped beside the area must not take the place of the page.
    ["dragover", "drop"].forEach((type) => addEventListener(type, (event) => event.preventDefault()));
    addEventListener("beforeunload", (event) => {
      if (running || queue.length) event.preventDefault();
    });

    function row(file, business) {
      const item = card.querySelector("template[data-row]").content.cloneNode(true).firstElementChild;
      const part = (name) => item.querySelector(`[data-${name}]`);
      item.querySelectorAll("[data-name]").forEach((name) => { name.textContent = file.name; });
      const one = { file, business, item, part, bar: item.querySelector("progress"), request: null };
      part("cancel").addEventListener("click", () => cancel(one));
      part("again").addEventListener("click", () => {
        queue.push(one);
        show(one, "waiting");
        part("cancel").focus();
        next();
      });
      show(one, "waiting");
      return one;
    }

    function next() {
      while (running < AT_ONCE && queue.length) {
        running += 1;
        send(queue.shift()).finally(() => {
          running -= 1;
          next();
        });
      }
    }

    // Resolves when the file is done with, whatever became of it.
    async function send(one) {
      show(one, "sending");
      const tooMuch = await refusedUnsent(one.file);
      if (one.item.dataset.state === "cancelled") return;
      if (tooMuch) {
        settle(one, "refused", words(tooMuch));
        return;
      }
      await new Promise((resolve) => {
        const request = new XMLHttpRequest();
        const content = new FormData();
        content.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        content.append("business", one.business);
        content.append("file", one.file);
        one.request = request;
        request.open("POST", form.action);
        request.setRequestHeader("Accept", "application/json");
        request.upload.addEventListener("progress", (event) => {
          if (event.lengthComputable) one.bar.value = Math.round(event.loaded / event.total * 100);
        });
        // From here on the server has the whole file: it can no longer be called back.
        request.upload.addEventListener("load", () => show(one, "storing"));
        request.addEventListener("load", () => answered(one, request));
        request.addEventListener("error", () => settle(one, "lost", words("network")));
        request.addEventListener("loadend", resolve);
        request.send(content);
      });
    }

    function answered(one, request) {
      const answer = understood(request);
      if (answer) settle(one, answer.outcome, answer.text, answer.url);
      else settle(one, "lost", words(request.status < 500 && request.status !== 429 ? "signed_out" : "server"));
    }

    function understood(request) {
      try {
        const answer = JSON.parse(request.responseText);
        return pill(answer.outcome) ? answer : null;
      } catch {
        return null;
      }
    }

    function cancel(one) {
      const place = queue.indexOf(one);
      if (place >= 0) queue.splice(place, 1);
      settle(one, "cancelled", "");
      one.request?.abort();
    }

    function settle(one, outcome, text, url) {
      const focused = one.item.contains(document.activeElement);
      show(one, outcome, text);
      const link = one.part("link");
      link.hidden = !url;
      if (url) link.href = url;
      if (outcome !== "lost") {
        one.item.dataset.done = "";
        tidy.hidden = false;
      }
      if (focused) (outcome === "lost" ? one.part("again") : url ? link : tidy).focus();
      const said = text || one.part("pill").textContent.trim();
      heard.textContent = heard.dataset.heard.replace("{name}", one.file.name).replace("{text}", said);
      if (outcome === "stored" || outcome === "held") document.body.dispatchEvent(new Event("documents-added"));
    }

    function show(one, state, text = "") {
      one.item.dataset.state = state;
      one.part("pill").replaceChildren(pill(state));
      one.part("said").textContent = text;
      one.bar.hidden = !["waiting", "sending", "storing"].includes(state);
      if (state === "waiting") one.bar.value = 0;
      one.part("cancel").hidden = !["waiting", "sending"].includes(state);
      one.part("again").hidden = state !== "lost";
    }

    const pill = (state) => card.querySelector(`template[data-outcome="${CSS.escape(state)}"]`)?.content.cloneNode(true);
    const words = (name) => card.querySelector(`template[data-words="${name}"]`).content.textContent;

    // Which words say why a file is not even sent; nothing for one that is.
    async function refusedUnsent(file) {
      try {
        const beginning = new Uint8Array(await file.slice(0, ZIP.length).arrayBuffer());
        const zip = ZIP.every((byte, place) => beginning[place] === byte);
        if (file.size > Number(zip ? form.dataset.mostArchive : form.dataset.most)) return zip ? "archive_too_large" : "too_large";
      } catch {
        return "folder";
      }
      return "";
    }
  }

  document.addEventListener("DOMContentLoaded", onReady);
})();
