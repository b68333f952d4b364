/* Built from static_src by "npm run build": change it there. */
"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
  var __publicField = (obj, key, value) => __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);

  // desk/claim_dialog_controller.js
  var { Controller } = window.StimulusModule;
  var ClaimDialogController = class extends Controller {
    open(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !window.ModalWorkflow) return;
      event.preventDefault();
      const link = this.element;
      window.ModalWorkflow({ url: link.href, triggerElement: link, onload: { claim: (modal) => {
        const [body] = modal.body;
        const form = body.querySelector("form[data-wlc-claim-form]");
        modal.ajaxifyForm(form);
        const first = body.querySelector('[aria-invalid="true"]') || form.querySelector('[type="radio"]:checked') || form.querySelector('input:not([type="hidden"]), select, textarea');
        if (!first) return;
        first.focus();
        modal.container.one("shown.bs.modal", () => first.focus());
      }, done: (modal, answer) => {
        modal.close();
        const here = `${window.location.pathname}${window.location.search}`;
        if (answer.next === here) window.location.reload();
        else window.location.assign(answer.next);
      } }, onError: () => window.location.assign(link.href) });
    }
  };

  // desk/desk_controller.js
  var { Controller: Controller2 } = window.StimulusModule;
  var DeskController = class extends Controller2 {
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

  // desk/near_claims_controller.js
  var { Controller: Controller3 } = window.StimulusModule;
  var PAUSE = 350;
  var NearClaimsController = class extends Controller3 {
    constructor() {
      super(...arguments);
      __publicField(this, "timer");
      __publicField(this, "request", null);
      __publicField(this, "asked", "");
      __publicField(this, "shown", "");
    }
    disconnect() {
      window.clearTimeout(this.timer);
      this.request?.abort();
    }
    look(event) {
      const field = event.target;
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.ask(field.value.trim()), PAUSE);
    }
    async ask(typed) {
      if (typed === this.asked) return;
      this.asked = typed;
      this.request?.abort();
      const request = new AbortController();
      this.request = request;
      try {
        const query = new URLSearchParams([["q", typed]]);
        const response = await fetch(`${this.urlValue}?${query}`, { headers: { "X-Requested-With": "XMLHttpRequest" }, signal: request.signal });
        const html = response.ok && !response.redirected ? (await response.text()).trim() : "";
        if (html !== this.shown) this.listTarget.innerHTML = html;
        this.shown = html;
      } catch {
      }
    }
    choose(event) {
      const link = event.target instanceof Element && event.target.closest("a");
      const dialog = this.element.closest(".modal-body");
      const choice = dialog && dialog.querySelector("[data-wlc-near-choice]");
      if (!link || !(choice instanceof HTMLAnchorElement)) return;
      event.preventDefault();
      choice.href = link.href;
      choice.click();
    }
  };
  __publicField(NearClaimsController, "targets", ["list"]);
  __publicField(NearClaimsController, "values", { url: String });

  // desk/pasted_link_controller.js
  var { Controller: Controller4 } = window.StimulusModule;
  var PATIENCE = { read: 8e3, fetch: 2e4 };
  var ADDRESS = /^(https?:\/\/|tg:\/\/|[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/)\S+$/i;
  var QuoteFields = class {
    constructor(root, prefix) {
      this.root = root;
      this.prefix = prefix;
    }
    get(name) {
      return this.root.querySelector(`[name="${CSS.escape(`${this.prefix}-${name}`)}"]`);
    }
    read(name) {
      return (this.get(name)?.value || "").trim();
    }
    write(name, value) {
      const field = this.get(name);
      if (!field || value === void 0 || field.value === value) return;
      if (field instanceof HTMLSelectElement) {
        const isThere = [...field.options].some((option) => option.value === value);
        if (!isThere) return;
      }
      field.value = value;
      for (const type of ["input", "change"]) {
        field.dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
    fill(name, value, untouched = "") {
      if (value && this.read(name) === untouched) this.write(name, value);
    }
    fillSource(source) {
      const input = this.get("source");
      if (!source || !input || input.value || this.read("name")) return;
      const chooser = document.getElementById(`${input.id}-chooser`);
      const { widget } = chooser || {};
      widget?.setState({ ...source, string: source.title });
    }
    say(text) {
      const link = this.get("link");
      if (!link) return;
      const id = `${this.prefix}-link-status`;
      let message = document.getElementById(id);
      if (!message) {
        message = document.createElement("p");
        message.id = id;
        message.className = "wlc-desk__message";
        message.setAttribute("role", "status");
        link.after(message);
        const described = link.getAttribute("aria-describedby");
        link.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
      }
      message.textContent = text;
    }
  };
  var PastedLinkController = class extends Controller4 {
    constructor() {
      super(...arguments);
      __publicField(this, "asked", /* @__PURE__ */ new Map());
      __publicField(this, "isFilling", false);
    }
    connect() {
      this.onInput = this.onInput.bind(this);
      this.onChange = this.onChange.bind(this);
      this.element.addEventListener("input", this.onInput);
      this.element.addEventListener("change", this.onChange);
    }
    disconnect() {
      this.element.removeEventListener("input", this.onInput);
      this.element.removeEventListener("change", this.onChange);
      for (const { request } of this.asked.values()) request.abort();
    }
    onInput(event) {
      const type = event instanceof InputEvent ? event.inputType : "";
      if (type === "insertFromPaste" || type === "insertFromDrop") this.look(event, true);
    }
    onChange(event) {
      this.look(event, false);
    }
    look(event, isPasted) {
      const field = event.target;
      if (this.isFilling || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
      const [, prefix, name] = field.name.match(/^(.+)-(link|text)$/) || [];
      if (!prefix || !name || name === "text" && !isPasted) return;
      const quote = new QuoteFields(this.element, prefix);
      if (!quote.get("medium") || !quote.get("source")) return;
      const address = field.value.trim();
      if (name === "text" && (quote.read("link") || !ADDRESS.test(address))) return;
      this.ask(quote, name, address);
    }
    async ask(quote, name, address) {
      const before = this.asked.get(quote.prefix);
      if (before && before.address === address && before.name === name) return;
      before?.request.abort();
      const request = new AbortController();
      this.asked.set(quote.prefix, { address, name, request });
      quote.say("");
      if (!ADDRESS.test(address)) return;
      try {
        const answer = await this.load(address, request, false);
        if (quote.read(name) !== address) return;
        if (answer.error) {
          quote.say(answer.error);
          return;
        }
        if (name === "text" && (!answer.platform || quote.read("link"))) return;
        this.fill(quote, name, answer);
        if (!answer.platform) return;
        quote.say(this.filledValue);
        if (!answer.may_fetch) return;
        const more = await this.load(address, request, true);
        if (quote.read("link") !== (answer.permalink || address)) return;
        this.fill(quote, "link", more);
        if (more.notice) quote.say(more.notice);
      } catch {
        if (this.asked.get(quote.prefix)?.request !== request) return;
        this.asked.delete(quote.prefix);
        quote.say(this.failedValue);
      }
    }
    async load(address, request, isFetched) {
      const query = new URLSearchParams({ url: address });
      if (isFetched) query.set("fetch", "1");
      const patience = isFetched ? PATIENCE.fetch : PATIENCE.read;
      const timer = window.setTimeout(() => request.abort(), patience);
      try {
        const response = await fetch(`${this.urlValue}?${query}`, { headers: { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" }, signal: request.signal });
        if (!response.ok && response.status !== 400) throw new Error("refused");
        return await response.json();
      } finally {
        window.clearTimeout(timer);
      }
    }
    fill(quote, name, answer) {
      this.isFilling = true;
      try {
        if (name === "text") quote.write("text", "");
        quote.write("link", answer.permalink);
        const asked = this.asked.get(quote.prefix);
        if (asked) Object.assign(asked, { address: quote.read("link"), name: "link" });
        quote.fill("medium", answer.medium);
        quote.fill("verb", answer.verb, "said");
        quote.fillSource(answer.source);
        if (!quote.read("source")) quote.fill("name", answer.name);
        quote.fill("text", answer.text);
        quote.fill("language", answer.language);
        if (answer.said_at && !quote.read("said_at")) {
          quote.write("said_at", answer.said_at);
          quote.fill("said_precision", answer.said_precision, "minute");
        }
      } finally {
        this.isFilling = false;
      }
    }
  };
  __publicField(PastedLinkController, "values", { url: String, filled: String, failed: String });

  // desk/index.js
  var { wagtail } = window;
  if (wagtail && wagtail.app) {
    wagtail.app.register("wlc-desk", DeskController);
    wagtail.app.register("wlc-claim-dialog", ClaimDialogController);
    wagtail.app.register("wlc-near-claims", NearClaimsController);
    wagtail.app.register("wlc-pasted-link", PastedLinkController);
  }
})();
