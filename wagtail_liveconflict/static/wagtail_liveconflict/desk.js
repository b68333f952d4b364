/* Built from static_src by "npm run build": change it there. */
"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
  var __publicField = (obj, key, value) => __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);

  // desk/desk_controller.js
  var { Controller } = window.StimulusModule;
  var DeskController = class extends Controller {
    async act(event) {
      event.preventDefault();
      const form = event.target;
      if (form.dataset.busy) return;
      form.dataset.busy = "true";
      try {
        const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "Accept": "application/json", "X-Liveconflict-Stream": "1" } });
        const isJSON = (response.headers.get("Content-Type") || "").includes("json");
        if (!isJSON || response.redirected) {
          form.submit();
          return;
        }
        const { html, message } = await response.json();
        this.show(html, form);
        this.messageTarget.textContent = message;
      } catch {
        this.messageTarget.textContent = this.element.dataset.wlcDeskOffline || "";
      } finally {
        delete form.dataset.busy;
      }
    }
    show(html, form) {
      const entry = form.closest("[data-update-id]");
      const id = entry instanceof HTMLElement ? entry.dataset.updateId : "";
      const hadFocus = this.streamTarget.contains(document.activeElement);
      this.streamTarget.innerHTML = html;
      if (hadFocus && id) {
        const again = this.streamTarget.querySelector(`[data-update-id="${id}"] button`);
        if (again instanceof HTMLElement) again.focus();
      }
    }
  };
  __publicField(DeskController, "targets", ["stream", "message"]);

  // desk/index.js
  var { wagtail } = window;
  if (wagtail && wagtail.app) {
    wagtail.app.register("wlc-desk", DeskController);
  }
})();
