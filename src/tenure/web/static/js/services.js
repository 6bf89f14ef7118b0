// A service's form: its two parts as tabs, and the tick that goes with the end date.
// Without this file both parts stand below one another, and the server unticks by the same rule.
(() => {
  const onReady = () => {
    document.querySelectorAll("[data-form-tabs]").forEach(makeTabs);
    document.querySelectorAll("[name=end_date]").forEach(followEndDate);
  };

  // "Deactivate on End Date" has nothing to stand for without the date.
  function followEndDate(end) {
    const tick = end.form.elements.ends_itself;
    const follow = () => { if (!end.value) tick.checked = false; };
    end.addEventListener("input", follow);
    end.addEventListener("change", follow);
    end.form.querySelectorAll("[data-removes=end_date]").forEach((button) => {
      const shown = () => { button.hidden = !end.value; };
      button.addEventListener("click", () => {
        end.value = "";
        end.dispatchEvent(new Event("change", { bubbles: true }));
        end.focus();
      });
      end.addEventListener("input", shown);
      end.addEventListener("change", shown);
      shown();
    });
  }

  function makeTabs(bar) {
    const tabs = [...bar.querySelectorAll("a")];
    const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
    bar.setAttribute("role", "tablist");
    tabs.forEach((tab, number) => {
      tab.id = `${panels[number].id}-tab`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panels[number].id);
      panels[number].setAttribute("role", "tabpanel");
      panels[number].querySelector("legend").className = "unseen";
      panels[number].setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        open(number);
      });
      tab.addEventListener("keydown", (event) => {
        const next = { ArrowRight: number + 1, ArrowLeft: number - 1, Home: 0, End: tabs.length - 1 }[event.key];
        if (event.key !== " " && next === undefined) return;
        event.preventDefault();
        const chosen = next === undefined ? number : (next + tabs.length) % tabs.length;
        open(chosen);
        tabs[chosen].focus();
      });
    });

    function open(chosen) {
      tabs.forEach((tab, number) => {
        tab.setAttribute("aria-selected", String(number === chosen));
        tab.tabIndex = number === chosen ? 0 : -1;
        panels[number].hidden = number !== chosen;
      });
    }

    document.addEventListener("click", (event) => {
      const named = panels.findIndex((panel) => event.target.closest?.(`a[href="#${panel.id}"]:not([role=tab])`));
      if (named >= 0) open(named);
    });

    // What has to be corrected is in sight.
    const wrong = panels.findIndex((panel) => panel.querySelector(".field__error"));
    const named = tabs.findIndex((tab) => tab.hash === location.hash);
    open(Math.max(wrong >= 0 ? wrong : named, 0));
  }

  document.addEventListener("DOMContentLoaded", onReady);
})();
