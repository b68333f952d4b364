/* Built from static_src by "npm run build": change it there. */
"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
  var __publicField = (obj, key, value) => __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);

  // reader/trusted_html.js
  var policy;
  function getPolicy() {
    const rules = { createHTML: (html) => html };
    const { trustedTypes } = window;
    policy ??= trustedTypes?.createPolicy("liveconflict", rules) ?? rules;
    return policy;
  }
  function parseFragment(html) {
    const template = document.createElement("template");
    template.innerHTML = getPolicy().createHTML(html);
    return template.content;
  }

  // desk/answers.js
  var TOKEN = 'input[name="csrfmiddlewaretoken"]';
  function isJSON(response) {
    const type = response.headers.get("Content-Type") || "";
    return !response.redirected && type.includes("json");
  }

  // desk/ask_controller.js
  var { Controller } = window.StimulusModule;
  var IN_DIALOG = "X-Liveconflict-Dialog";
  var OPENS = "X-Liveconflict-Opens";
  function getController(identifier) {
    const element = document.querySelector(`[data-controller~="${identifier}"]`);
    return element && window.wagtail.app.getControllerForElementAndIdentifier(element, identifier);
  }
  var AskController = class extends Controller {
    constructor() {
      super(...arguments);
      __publicField(this, "dialog", null);
      __publicField(this, "link", null);
      __publicField(this, "isBusy", false);
    }
    disconnect() {
      this.close();
    }
    async open(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (this.isBusy || this.dialog) return;
      this.isBusy = true;
      this.link = event.currentTarget;
      try {
        const fragment = await this.fetchForm();
        if (fragment) this.showDialog(fragment);
        else this.leave();
      } finally {
        this.isBusy = false;
      }
    }
    leave() {
      if (this.link) window.location.assign(this.link.href);
    }
    async fetchForm() {
      if (!this.link) return null;
      try {
        const response = await fetch(this.link.href, { headers: { [IN_DIALOG]: "1" } });
        if (!response.headers.has(IN_DIALOG)) return null;
        return parseFragment(await response.text());
      } catch {
        return null;
      }
    }
    showDialog(fragment) {
      const dialog = document.createElement("dialog");
      dialog.className = "wlc-ask";
      dialog.setAttribute("aria-labelledby", "wlc-ask-title");
      dialog.append(fragment);
      this.element.append(dialog);
      this.dialog = dialog;
      dialog.addEventListener("close", () => this.forget());
      dialog.showModal();
      this.focusFirst();
    }
    focusFirst() {
      const first = this.dialog?.querySelector('[aria-invalid="true"]') || this.dialog?.querySelector('textarea, select, input:not([type="hidden"])');
      if (first instanceof HTMLElement) first.focus();
    }
    close() {
      this.dialog?.close();
      this.forget();
    }
    forget() {
      const { dialog } = this;
      this.dialog = null;
      dialog?.remove();
    }
    async send(event) {
      event.preventDefault();
      const { currentTarget: form, submitter } = event;
      if (this.isBusy) return;
      this.isBusy = true;
      try {
        const response = await this.post(form, submitter);
        if (response.headers.has(IN_DIALOG)) {
          this.dialog?.replaceChildren(parseFragment(await response.text()));
          this.focusFirst();
        } else if (response.ok && isJSON(response)) {
          this.showDone(await response.json());
        } else {
          await this.sayFailed(response);
        }
      } catch {
        await this.sayFailed();
      } finally {
        this.isBusy = false;
      }
    }
    showDone(answer) {
      const { link } = this;
      this.close();
      getController("wlc-stream").show(answer, link);
    }
    post(form, submitter) {
      return fetch(getController("wlc-stream").getAddress(form.action), { method: "POST", body: new FormData(form, submitter), headers: { "Accept": "application/json, text/html", [IN_DIALOG]: "1", "X-Liveconflict-Stream": "1" } });
    }
    async sayFailed(response) {
      if (this.hasProblemTarget) this.problemTarget.textContent = this.failedValue;
      const stream = getController("wlc-stream");
      if (response && await stream.take(response) === "expired") stream.tell("expired");
      const token = (await this.fetchForm())?.querySelector(TOKEN);
      const old = this.dialog?.querySelector(TOKEN);
      if (token && old) old.replaceWith(token);
    }
    async copy(event) {
      event.preventDefault();
      const { currentTarget: form, submitter } = event;
      if (this.isBusy) return;
      this.isBusy = true;
      const stream = getController("wlc-stream");
      try {
        const response = await this.post(form, submitter);
        if (!isJSON(response)) throw new Error(response.statusText);
        const details = form.closest("details");
        if (details) details.open = false;
        stream.show(await response.json(), form);
        const href = response.headers.get(OPENS);
        if (href) await getController("wlc-composer").openAddress(href);
      } catch {
        stream.messageTarget.textContent = this.failedValue;
      } finally {
        this.isBusy = false;
      }
    }
    async copyLink(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const link = event.currentTarget;
      const { messageTarget } = getController("wlc-stream");
      messageTarget.textContent = "";
      try {
        await navigator.clipboard.writeText(link.href);
        messageTarget.textContent = this.copiedValue;
      } catch {
        this.offerLink(link);
        messageTarget.textContent = this.copyValue;
      }
    }
    offerLink(link) {
      const input = document.createElement("input");
      input.className = "wlc-entry__link";
      input.readOnly = true;
      input.value = link.href;
      input.setAttribute("aria-label", link.textContent || "");
      input.addEventListener("blur", () => input.remove());
      link.after(input);
      input.focus();
      input.select();
    }
  };
  __publicField(AskController, "targets", ["problem"]);
  __publicField(AskController, "values", { copied: String, copy: String, failed: String });

  // desk/naming.js
  function nameTextBoxes(root, name) {
    const nameAll = () => {
      for (const box of root.querySelectorAll('[role="textbox"]:not([aria-label])')) {
        box.setAttribute("aria-label", name);
      }
    };
    const observer = new MutationObserver(nameAll);
    observer.observe(root, { childList: true, subtree: true });
    nameAll();
    return observer;
  }

  // desk/wagtail_form.js
  var ABOUT_THE_FORM = /* @__PURE__ */ new Set(["loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id", "composition", "is-draft", "warnings-seen"]);
  var known = /* @__PURE__ */ new WeakMap();
  function getController2(form, identifier) {
    return window.wagtail.app.getControllerForElementAndIdentifier(form, identifier);
  }
  function getOwnRevision(form) {
    const id = getController2(form, "w-autosave")?.revisionIdValue;
    return id ? String(id) : "";
  }
  function flushText(form) {
    form.querySelectorAll('input[type="hidden"]').forEach((input) => {
      input.draftailEditor?.saveState?.();
    });
  }
  function makeBody(form) {
    flushText(form);
    const body = new FormData(form);
    const revision = getOwnRevision(form);
    if (revision) body.set("overwrite_revision_id", revision);
    return body;
  }
  function getEntries(form) {
    const entries = [];
    makeBody(form).forEach((value, name) => {
      const isText = typeof value === "string" && name !== "csrfmiddlewaretoken";
      if (isText) entries.push([name, value]);
    });
    return entries;
  }
  function getWritten(entries) {
    const written = entries.filter(([name]) => !ABOUT_THE_FORM.has(name) && !/^body-\d+-id$/.test(name));
    return JSON.stringify(written).replace(/\\"key\\":\\"\w+\\",/g, "");
  }
  function noteUntouched(form) {
    if (!known.has(form)) known.set(form, getWritten(getEntries(form)));
  }
  function noteConfirmed(form, written) {
    known.set(form, written);
  }
  function isDirty(form) {
    if (getController2(form, "w-unsaved")?.forceValue) return true;
    return known.has(form) && known.get(form) !== getWritten(getEntries(form));
  }
  function nextAutosave(form, patience) {
    return new Promise((resolve) => {
      const done = new AbortController();
      const end = (how) => {
        done.abort();
        resolve(how);
      };
      const { signal } = done;
      form.addEventListener("w-autosave:success", () => end("success"), { signal });
      form.addEventListener("w-autosave:error", () => end("error"), { signal });
      window.setTimeout(() => end("late"), patience);
    });
  }
  async function settleAutosave(form) {
    const autosave = getController2(form, "w-autosave");
    if (!autosave) return;
    const startedAt = Number(form.dataset.wlcAutosaveAt || 0);
    const wait = startedAt ? Date.now() - startedAt : 0;
    if (startedAt && wait >= autosave.intervalValue) await nextAutosave(form, 3e3);
    else autosave.submit.cancel?.();
    autosave.activeValue = false;
  }
  function resumeAutosave(form) {
    const autosave = getController2(form, "w-autosave");
    if (!autosave) return;
    autosave.activeValue = true;
    autosave.submitPromise = null;
  }
  function saveDraft(form) {
    const autosave = getController2(form, "w-autosave");
    if (!autosave?.activeValue) return Promise.resolve("none");
    flushText(form);
    const ended = nextAutosave(form, 15e3);
    autosave.save();
    return ended;
  }
  function endProgress(button) {
    button?.setAttribute("data-w-progress-loading-value", "false");
  }
  function askNothing() {
    document.querySelector('[data-controller~="w-session"]')?.setAttribute("data-w-session-intercept-value", "");
  }

  // desk/blog_controller.js
  var SURROUNDINGS = ".wrapper, .skiplink";
  var MENU = '[data-tippy-root]:not([hidden]) [role="listbox"]';
  var COMPOSING = ["Enter", "s"];
  var BlogController = class extends AskController {
    constructor() {
      super(...arguments);
      __publicField(this, "untouched", null);
      __publicField(this, "isWarned", false);
    }
    async act(event) {
      event.preventDefault();
      const { currentTarget: form, submitter } = event;
      if (this.isBusy) return;
      this.isBusy = true;
      this.messageTarget.textContent = "";
      try {
        const response = await this.post(form, submitter);
        if (isJSON(response)) this.showDone(await response.json());
        else await this.sayFailed(response);
      } catch {
        await this.sayFailed();
      } finally {
        this.isBusy = false;
      }
    }
    showDone(answer) {
      if (!answer.controls) {
        this.sayFailed();
        return;
      }
      const { dialog, controlsTarget } = this;
      const hadFocus = dialog !== null || controlsTarget.contains(document.activeElement);
      this.forget();
      controlsTarget.replaceChildren(parseFragment(answer.controls));
      this.messageTarget.textContent = answer.message || "";
      const verb = dialog ? '[data-wlc-verb="head"]' : "[data-wlc-verb]";
      if (hadFocus) controlsTarget.querySelector(verb)?.focus();
      this.element.dispatchEvent(new CustomEvent("wlc-composer:changed", { bubbles: true }));
    }
    leave() {
      this.messageTarget.textContent = this.failedValue;
    }
    showDialog(fragment) {
      const dialog = document.createElement("dialog");
      dialog.className = "wlc-head";
      dialog.setAttribute("aria-labelledby", "wlc-head-title");
      dialog.setAttribute("aria-modal", "true");
      dialog.append(fragment);
      this.dialog = dialog;
      this.untouched = null;
      this.isWarned = false;
      this.listen(dialog);
      document.body.append(dialog);
      this.naming = nameTextBoxes(dialog, this.textValue);
      this.setInert(true);
      dialog.show();
      this.focusFirst();
    }
    listen(dialog) {
      const touch = () => {
        this.untouched ??= this.getTyped();
      };
      dialog.addEventListener("keydown", touch, { capture: true });
      dialog.addEventListener("pointerdown", touch, { capture: true });
      dialog.addEventListener("beforeinput", touch, { capture: true });
      dialog.addEventListener("input", () => {
        this.isWarned = false;
      });
      dialog.addEventListener("keydown", (event) => this.press(event));
      dialog.addEventListener("click", ({ target }) => {
        if (target instanceof Element && target.closest("[data-wlc-close]")) this.askToClose();
      });
      dialog.addEventListener("submit", (event) => {
        event.preventDefault();
        const form = event.target;
        flushText(form);
        const { submitter } = event;
        this.send({ currentTarget: form, submitter, preventDefault() {
        } });
      });
    }
    press(event) {
      const isShortcut = event.ctrlKey || event.metaKey || event.altKey && event.shiftKey;
      if (event.key === "Escape") {
        event.preventDefault();
        if (document.querySelector(MENU)) return;
        event.stopPropagation();
        this.askToClose();
      } else if (isShortcut && (COMPOSING.includes(event.key) || event.altKey)) {
        event.preventDefault();
        event.stopPropagation();
        if (!event.altKey) this.dialog?.querySelector("form")?.requestSubmit();
      }
    }
    askToClose() {
      const isDirty2 = this.untouched !== null && this.untouched !== this.getTyped();
      if (this.isWarned || !isDirty2) {
        this.close();
        return;
      }
      this.isWarned = true;
      this.setProblem(this.discardValue);
    }
    getTyped() {
      const form = this.dialog?.querySelector("form");
      return form ? getWritten(getEntries(form)) : "";
    }
    setProblem(text) {
      const problem = this.dialog?.querySelector('[role="alert"]');
      if (problem) problem.textContent = text;
      else this.messageTarget.textContent = text;
    }
    focusFirst() {
      if (this.untouched !== null) this.untouched = "";
      this.isWarned = false;
      super.focusFirst();
    }
    async sayFailed(response) {
      this.setProblem(this.failedValue);
      await super.sayFailed(response);
      if (this.dialog) return;
      this.link = this.controlsTarget.querySelector('[data-wlc-verb="head"]');
      const token = (await this.fetchForm())?.querySelector(TOKEN);
      const old = this.controlsTarget.querySelectorAll(TOKEN);
      if (token) old.forEach((each) => each.replaceWith(token.cloneNode(true)));
    }
    setInert(isInert) {
      document.querySelectorAll(SURROUNDINGS).forEach((each) => {
        each.toggleAttribute("inert", isInert);
      });
    }
    close() {
      if (!this.dialog) return;
      this.forget();
      this.controlsTarget.querySelector('[data-wlc-verb="head"]')?.focus();
    }
    forget() {
      if (this.dialog) this.setInert(false);
      this.naming?.disconnect();
      super.forget();
    }
  };
  __publicField(BlogController, "targets", ["controls", "message"]);
  __publicField(BlogController, "values", { ...AskController.values, discard: String, text: String });

  // desk/blur_areas.js
  var CELLS = 4;
  var SMALLEST_CELL = 8;
  var FIELDS = ["x", "y", "width", "height"];
  function clamp(value, least, most) {
    return Math.max(least, Math.min(most, value));
  }
  function span(one, other, size) {
    const keepIn = ({ x, y }) => ({ x: clamp(Math.round(x), 0, size.width), y: clamp(Math.round(y), 0, size.height) });
    const [from, to] = [keepIn(one), keepIn(other)];
    return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
  }
  function move(area, byX, byY, size) {
    return { ...area, x: clamp(Math.round(area.x + byX), 0, Math.max(0, size.width - area.width)), y: clamp(Math.round(area.y + byY), 0, Math.max(0, size.height - area.height)) };
  }
  function resize(area, byX, byY, size, smallest) {
    return { ...area, width: clamp(area.width + byX, smallest, Math.max(smallest, size.width - area.x)), height: clamp(area.height + byY, smallest, Math.max(smallest, size.height - area.y)) };
  }
  function getOpposite(area, corner) {
    return { x: corner.endsWith("w") ? area.x + area.width : area.x, y: corner.startsWith("n") ? area.y + area.height : area.y };
  }
  function countCells({ width, height }) {
    const longer = Math.max(width, height);
    const cells = clamp(Math.floor(longer / SMALLEST_CELL), 1, CELLS);
    const count = (side) => Math.max(1, Math.round(side * cells / longer));
    return { columns: count(width), rows: count(height) };
  }
  function preview(canvas, picture, area, size) {
    const { naturalWidth, naturalHeight } = picture;
    if (!picture.complete || !naturalWidth || !area.width || !area.height) return;
    const { columns, rows } = countCells(area);
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext("2d");
    if (!context) return;
    const byX = naturalWidth / size.width;
    const byY = naturalHeight / size.height;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, area.x * byX, area.y * byY, Math.max(1, area.width * byX), Math.max(1, area.height * byY), 0, 0, columns, rows);
  }

  // desk/blur_pen.js
  var SHORTEST_STROKE = 5;
  var Pen = class {
    constructor(tool) {
      __publicField(this, "stroke", null);
      __publicField(this, "stage", null);
      __publicField(this, "listening", new AbortController());
      this.tool = tool;
    }
    take(stage) {
      this.stage = stage;
      this.listening = new AbortController();
      const { signal } = this.listening;
      const listeners = [["pointerdown", (event) => this.start(event)], ["pointermove", (event) => this.follow(event)], ["pointerup", (event) => this.end(event)], ["pointercancel", () => this.giveUp()]];
      for (const [type, listener] of listeners) {
        stage.addEventListener(type, listener, { signal });
      }
    }
    lay() {
      this.listening.abort();
    }
    locate({ clientX, clientY }) {
      const { left, top, width, height } = this.tool.pictureTarget.getBoundingClientRect();
      return { x: (clientX - left) / width * this.tool.widthValue, y: (clientY - top) / height * this.tool.heightValue };
    }
    start(event) {
      if (!event.isPrimary) this.giveUp();
      if (!event.isPrimary || event.button) return;
      event.preventDefault();
      const from = { x: event.clientX, y: event.clientY };
      const row = this.tool.findRow(event.target);
      const before = this.tool.readAll();
      const { corner } = event.target.dataset;
      const area = row && this.tool.read(row);
      const fixed = area && corner ? getOpposite(area, corner) : this.locate(event);
      const moved = corner ? null : area;
      this.stroke = { pointer: event.pointerId, from, fixed, row, moved, before };
      if (row) this.tool.boxes.get(row)?.focus({ preventScroll: true });
      this.stage?.setPointerCapture(event.pointerId);
    }
    follow(event) {
      const { stroke } = this;
      if (!stroke || event.pointerId !== stroke.pointer) return;
      const point = this.locate(event);
      const { fixed, from, moved } = stroke;
      if (moved && stroke.row) {
        const area2 = move(moved, point.x - fixed.x, point.y - fixed.y, this.tool.size);
        this.tool.write(stroke.row, area2);
        return;
      }
      const area = span(fixed, point, this.tool.size);
      if (stroke.row) {
        this.tool.write(stroke.row, area);
        return;
      }
      const way = Math.hypot(event.clientX - from.x, event.clientY - from.y);
      if (way >= SHORTEST_STROKE && !this.tool.isFull) stroke.row = this.tool.addRow(area);
    }
    end({ pointerId }) {
      const { stroke } = this;
      if (!stroke || pointerId !== stroke.pointer) return;
      const { before, row } = stroke;
      if (row && Math.min(this.tool.read(row).width, this.tool.read(row).height) < this.tool.smallestValue) {
        this.giveUp();
        return;
      }
      this.stroke = null;
      if (!row || JSON.stringify(before) === JSON.stringify(this.tool.readAll())) return;
      this.tool.remember(before);
      if (this.tool.rowTargets.length > before.length) this.tool.finish(row);
    }
    giveUp() {
      const { stroke } = this;
      this.stroke = null;
      if (!stroke?.row) return;
      const index = this.tool.rowTargets.indexOf(stroke.row);
      const area = stroke.before[index];
      if (area) this.tool.write(stroke.row, area);
      else this.tool.dropRow(stroke.row);
    }
  };

  // desk/blur_controller.js
  var { Controller: Controller2 } = window.StimulusModule;
  var ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  var REMOVES = { Backspace: true, Delete: true };
  var CORNERS = ["nw", "ne", "sw", "se"];
  var BlurController = class extends Controller2 {
    constructor() {
      super(...arguments);
      __publicField(this, "boxes", /* @__PURE__ */ new WeakMap());
      __publicField(this, "past", []);
      __publicField(this, "pen", new Pen(this));
    }
    connect() {
      this.element.classList.add("wlc-blur--scripted");
      for (const part of this.scriptedTargets) part.hidden = false;
      for (const row of this.rowTargets) if (!this.isFilledIn(row)) row.remove();
      this.numbersTarget.open = !!this.numbersTarget.querySelector("[aria-invalid]");
      this.pen.take(this.stageTarget);
      this.draw();
    }
    disconnect() {
      this.pen.lay();
      for (const box of this.stageTarget.querySelectorAll(".wlc-blur__box")) box.remove();
    }
    get isTouched() {
      return this.rowTargets.length > 0;
    }
    get size() {
      return { width: this.widthValue, height: this.heightValue };
    }
    getInput(row, name) {
      return row.querySelector(`[name="${name}"]`);
    }
    isFilledIn(row) {
      return FIELDS.some((name) => this.getInput(row, name).value);
    }
    read(row) {
      const area = { x: 0, y: 0, width: 0, height: 0 };
      for (const name of FIELDS) area[name] = Math.max(0, Number(this.getInput(row, name).value) || 0);
      return area;
    }
    write(row, area) {
      for (const name of FIELDS) this.getInput(row, name).value = String(area[name]);
      this.show(row);
    }
    readAll() {
      return this.rowTargets.map((row) => this.read(row));
    }
    draw() {
      for (const row of this.rowTargets) this.show(row);
    }
    show(row) {
      const area = this.read(row);
      const box = this.boxes.get(row) || this.makeBox(row);
      const { style } = box;
      const { width, height } = this.size;
      style.left = `${area.x / width * 100}%`;
      style.top = `${area.y / height * 100}%`;
      style.width = `${area.width / width * 100}%`;
      style.height = `${area.height / height * 100}%`;
      const number = String(this.rowTargets.indexOf(row) + 1);
      for (const place2 of row.querySelectorAll("[data-number]")) place2.textContent = number;
      box.setAttribute("aria-label", this.say(this.areaValue, { number, ...area }));
      const canvas = box.querySelector("canvas");
      if (canvas) preview(canvas, this.pictureTarget, area, this.size);
    }
    say(text, values) {
      return text.replace(/\{(\w+)\}/g, (_match, name) => values[name]);
    }
    makeBox(row) {
      const box = document.createElement("button");
      box.type = "button";
      box.className = "wlc-blur__box";
      box.setAttribute("aria-describedby", "wlc-blur-help");
      box.append(document.createElement("canvas"));
      for (const corner of CORNERS) {
        const handle = document.createElement("span");
        handle.classList.add("wlc-blur__corner", `wlc-blur__corner--${corner}`);
        handle.dataset.corner = corner;
        box.append(handle);
      }
      this.stageTarget.append(box);
      this.boxes.set(row, box);
      return box;
    }
    findRow(node) {
      const box = node instanceof Element && node.closest(".wlc-blur__box");
      return this.rowTargets.find((row) => this.boxes.get(row) === box) || null;
    }
    remember(before = this.readAll()) {
      this.past.push(before);
      this.undoTarget.disabled = false;
    }
    addRow(area) {
      const copy = this.templateTarget.content.cloneNode(true);
      const row = copy.firstElementChild;
      for (const part of row.querySelectorAll("[hidden]")) part.removeAttribute("hidden");
      this.rowsTarget.append(row);
      this.write(row, area);
      return row;
    }
    dropRow(row) {
      this.boxes.get(row)?.remove();
      row.remove();
      this.draw();
    }
    get isFull() {
      const isFull = this.rowTargets.length >= this.mostValue;
      if (isFull) this.statusTarget.textContent = this.fullValue;
      return isFull;
    }
    add() {
      if (this.isFull) return;
      this.remember();
      const { width, height } = this.size;
      const side = Math.max(this.smallestValue, Math.round(Math.min(width, height) / 4));
      const aside = this.rowTargets.length % 5 * Math.round(side / 4);
      const middle = { x: (width - side) / 2 + aside, y: (height - side) / 2 + aside };
      const area = move({ x: 0, y: 0, width: side, height: side }, middle.x, middle.y, this.size);
      this.finish(this.addRow(area));
    }
    finish(row) {
      const number = this.rowTargets.indexOf(row) + 1;
      this.statusTarget.textContent = this.say(this.addedValue, { number });
      this.boxes.get(row)?.focus({ preventScroll: true });
    }
    remove({ currentTarget }) {
      this.take(currentTarget.closest(".wlc-blur__row"));
    }
    take(row) {
      this.remember();
      this.dropRow(row);
      this.statusTarget.textContent = this.removedValue;
      this.addTarget.focus({ preventScroll: true });
    }
    undo() {
      const areas = this.past.pop();
      if (!areas) return;
      for (const row of [...this.rowTargets]) this.dropRow(row);
      for (const area of areas) this.addRow(area);
      this.undoTarget.disabled = !this.past.length;
      this.statusTarget.textContent = this.undoneValue;
      if (this.undoTarget.disabled) this.addTarget.focus({ preventScroll: true });
    }
    enlarge({ currentTarget }) {
      const isLarge = this.element.classList.toggle("wlc-blur--large");
      currentTarget.setAttribute("aria-pressed", String(isLarge));
    }
    type({ currentTarget }) {
      const row = currentTarget.closest(".wlc-blur__row");
      if (row instanceof HTMLElement) this.show(row);
    }
    press(event) {
      const { ctrlKey, key, metaKey, repeat, shiftKey, target } = event;
      const isTyping = target instanceof HTMLInputElement;
      if ((ctrlKey || metaKey) && key === "z" && !isTyping) {
        event.preventDefault();
        this.undo();
        return;
      }
      const row = this.findRow(target);
      if (!row || ctrlKey || metaKey) return;
      if (REMOVES[key]) {
        event.preventDefault();
        this.take(row);
        return;
      }
      const way = ARROWS[key];
      if (way) {
        event.preventDefault();
        if (!repeat) this.remember();
        const step = Math.max(1, Math.round(Math.max(this.widthValue, this.heightValue) / 100));
        const [byX, byY] = [way[0] * step, way[1] * step];
        const area = this.read(row);
        const next = shiftKey ? resize(area, byX, byY, this.size, this.smallestValue) : move(area, byX, byY, this.size);
        this.write(row, next);
      }
    }
  };
  __publicField(BlurController, "targets", ["add", "numbers", "picture", "row", "rows", "scripted", "stage", "status", "template", "undo"]);
  __publicField(BlurController, "values", { added: String, area: String, full: String, height: Number, most: Number, removed: String, smallest: Number, undone: String, width: Number });

  // desk/composer_page.js
  var PARTS = ["#header-title", ".messages"];
  var HEADER = ".w-slim-header";
  async function ask(url, init = {}) {
    const response = await fetch(url, { ...init, headers: { "Accept": init.method === "POST" ? "application/json, text/html" : "text/html", "X-Liveconflict-Composer": "1", "X-Requested-With": "XMLHttpRequest" }, signal: AbortSignal.timeout(45e3) });
    const { status } = response;
    const type = response.headers.get("Content-Type") || "";
    if (type.includes("json")) {
      return { kind: "json", status, url: response.url, json: await response.json() };
    }
    if (status >= 400 && status < 500 || response.redirected) {
      return { kind: "refused", status, url: response.url };
    }
    if (status >= 500 || !type.includes("html")) throw new Error(`${status}`);
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    return { kind: "page", status, url: response.url, page };
  }
  function getForm(root) {
    return root.querySelector("form[data-edit-form]");
  }
  function needsToBeLoaded(page) {
    return !getForm(page) || !!page.querySelector("[data-workflow-action-name]");
  }
  function take(element) {
    const copy = document.importNode(element, true);
    for (const script of copy.querySelectorAll("script:not([type])")) {
      const again = document.createElement("script");
      again.textContent = script.textContent;
      script.replaceWith(again);
    }
    return [...copy.childNodes];
  }
  function placeHeader(page) {
    const crumbs = document.querySelector(`${HEADER} [data-w-breadcrumbs]`);
    const incoming = page.querySelector(`${HEADER} [data-w-breadcrumbs]`);
    if (crumbs?.parentElement && incoming?.parentElement) {
      crumbs.parentElement.replaceChildren(...take(incoming.parentElement));
    }
    const toggle = document.querySelector(`${HEADER} [data-side-panel-toggle]`);
    const row = toggle?.parentElement;
    const toggles = "[data-side-panel-toggle]";
    const incomingRow = page.querySelector(`${HEADER} ${toggles}`)?.parentElement;
    if (!row || !incomingRow) return;
    for (const child of [...row.children]) if (!child.matches(toggles)) child.remove();
    let isBefore = true;
    for (const child of take(incomingRow)) {
      if (child instanceof Element && child.matches(toggles)) isBefore = false;
      else if (isBefore) row.insertBefore(child, toggle);
      else row.append(child);
    }
  }
  function placeEditHandler(page) {
    const data = page.getElementById("w-edit-handler-data");
    const there = document.getElementById("w-edit-handler-data");
    if (!data || !there) return;
    there.textContent = data.textContent;
    window.wagtail.editHandler = window.telepath?.unpack(JSON.parse(data.textContent || "{}"));
  }
  function makeCollapsible(toggle) {
    const panel = toggle.closest("[data-panel]");
    const content = document.getElementById(toggle.getAttribute("aria-controls") || "");
    if (!panel || !content || panel.collapsibleInitialised) return;
    panel.collapsibleInitialised = true;
    const set = (isExpanded) => {
      toggle.setAttribute("aria-expanded", String(isExpanded));
      content.toggleAttribute("hidden", !isExpanded);
      const event = new CustomEvent("wagtail:panel-toggle", { bubbles: true, detail: { expanded: isExpanded } });
      toggle.dispatchEvent(event);
    };
    const flip = () => set(toggle.getAttribute("aria-expanded") !== "true");
    const hasError = content.querySelector('[aria-invalid="true"], .w-field--error');
    if (panel.classList.contains("collapsed") && !hasError) set(false);
    toggle.addEventListener("click", flip);
    panel.querySelector("[data-panel-heading]")?.addEventListener("click", flip);
  }
  function place(page, url) {
    const composer = document.querySelector(".wlc-desk__composer");
    const incoming = page.querySelector(".wlc-desk__composer");
    if (!composer || !incoming) return;
    composer.replaceChildren(...take(incoming));
    for (const selector of PARTS) {
      const part = page.querySelector(selector);
      if (part) document.querySelector(selector)?.replaceChildren(...take(part));
    }
    placeHeader(page);
    for (const panel of page.querySelectorAll("[data-side-panel]")) {
      const name = panel.getAttribute("data-side-panel");
      const there = document.querySelector(`[data-side-panel="${name}"]`);
      there?.replaceChildren(...take(panel));
    }
    document.title = page.title;
    const isLocked = page.body.classList.contains("content-locked");
    document.body.classList.toggle("content-locked", isLocked);
    placeEditHandler(page);
    composer.querySelectorAll("[data-panel-toggle]").forEach(makeCollapsible);
    window.history.replaceState(null, "", url);
  }

  // desk/blur_dialog_controller.js
  var { Controller: Controller3 } = window.StimulusModule;
  var IN_DIALOG2 = "X-Liveconflict-Dialog";
  var ATTEMPTS = 3;
  async function saveAll() {
    const form = getForm(document);
    for (let attempt = 0; form && attempt < ATTEMPTS; attempt += 1) {
      if (await saveDraft(form) !== "success" || !isDirty(form)) return;
    }
  }
  var BlurDialogController = class extends Controller3 {
    constructor() {
      super(...arguments);
      __publicField(this, "dialog", null);
      __publicField(this, "chooser", null);
      __publicField(this, "button", null);
      __publicField(this, "isBusy", false);
      __publicField(this, "observer", new MutationObserver(() => this.offer()));
    }
    connect() {
      if (!this.urlValue) return;
      this.observer.observe(this.element, { childList: true, subtree: true });
      this.offer();
    }
    disconnect() {
      this.observer.disconnect();
      this.close();
    }
    offer() {
      if (document.body.classList.contains("content-locked")) return;
      for (const chooser of this.element.querySelectorAll("form .image-chooser")) {
        const isThere = chooser.querySelector(".wlc-blur-button");
        const chosen = chooser.querySelector(".chosen");
        if (!isThere && chosen) chosen.after(this.makeButton(chosen));
      }
    }
    makeButton(chosen) {
      const button = document.createElement("button");
      button.type = "button";
      button.classList.add("button", "button-small", "button-secondary", "wlc-blur-button");
      button.textContent = this.buttonValue;
      button.dataset.action = "wlc-blur-dialog#open";
      const title = chosen.querySelector("[data-chooser-title]");
      if (title?.id) button.setAttribute("aria-describedby", title.id);
      return button;
    }
    async open({ currentTarget }) {
      if (this.isBusy || this.dialog) return;
      this.button = currentTarget;
      this.chooser = currentTarget.closest(".chooser");
      const id = this.chooser?.widget?.getState()?.id;
      if (!id) return;
      await this.ask(this.urlValue.replace("/0/", `/${id}/`));
    }
    async ask(url, init = {}) {
      if (this.isBusy) return;
      this.isBusy = true;
      try {
        const response = await fetch(url, { ...init, headers: { [IN_DIALOG2]: "1", "X-Requested-With": "XMLHttpRequest" } });
        if (!response.headers.has(IN_DIALOG2)) throw new Error(String(response.status));
        this.show(parseFragment(await response.text()));
      } catch {
        this.fail(this.failedValue);
      } finally {
        this.isBusy = false;
      }
    }
    show(fragment) {
      if (!this.dialog) {
        const dialog = document.createElement("dialog");
        dialog.classList.add("wlc-ask", "wlc-blur-dialog");
        dialog.setAttribute("aria-labelledby", "wlc-ask-title");
        dialog.addEventListener("cancel", (event) => this.refuseToLose(event));
        dialog.addEventListener("close", () => this.forget());
        this.element.append(dialog);
        this.dialog = dialog;
        dialog.showModal();
      }
      this.dialog.replaceChildren(fragment);
      this.dialog.scrollTop = 0;
      this.dialog.querySelector("#wlc-ask-title")?.focus();
    }
    fail(problem) {
      const place2 = document.createElement("p");
      place2.className = "wlc-blur__problem";
      place2.textContent = problem;
      const alert = this.dialog?.querySelector('[role="alert"]');
      if (alert) {
        alert.replaceChildren(place2);
        alert.scrollIntoView({ block: "nearest" });
        return;
      }
      place2.setAttribute("role", "alert");
      this.chooser?.querySelector(".wlc-blur__problem")?.remove();
      this.chooser?.append(place2);
    }
    refuseToLose(event) {
      if (!this.hasToolTarget) return;
      const { application, toolTarget } = this;
      const tool = application.getControllerForElementAndIdentifier(toolTarget, "wlc-blur");
      if (!tool?.isTouched) return;
      event.preventDefault();
      tool.statusTarget.textContent = this.keepValue;
    }
    close() {
      this.dialog?.close();
      this.forget();
    }
    forget() {
      const { dialog, button } = this;
      this.dialog = null;
      dialog?.remove();
      if (dialog && button?.isConnected) button.focus({ preventScroll: true });
    }
    async send(event) {
      event.preventDefault();
      const form = event.currentTarget;
      await this.ask(form.action, { method: "POST", body: new FormData(form) });
    }
    async use({ currentTarget }) {
      const { chosen, next } = currentTarget.dataset;
      if (this.isBusy || !chosen || !next) return;
      const { chooser } = this;
      if (!chooser?.isConnected) {
        this.fail(this.goneValue);
        return;
      }
      const { widget } = chooser;
      widget.setState(JSON.parse(chosen));
      widget.input?.dispatchEvent(new Event("change", { bubbles: true }));
      await saveAll();
      await this.ask(next);
    }
  };
  __publicField(BlurDialogController, "targets", ["problem", "tool"]);
  __publicField(BlurDialogController, "values", { button: String, failed: String, gone: String, keep: String, url: String });

  // desk/claim_dialog_controller.js
  var { Controller: Controller4 } = window.StimulusModule;
  var ClaimDialogController = class extends Controller4 {
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

  // desk/composer_contents.js
  var { Controller: Controller5 } = window.StimulusModule;
  var FRESH_FOR = 10 * 6e4;
  var ComposerContents = class extends Controller5 {
    constructor() {
      super(...arguments);
      __publicField(this, "underway", null);
      __publicField(this, "empty", null);
      __publicField(this, "isBusy", false);
    }
    get form() {
      return getForm(this.element);
    }
    get key() {
      const { form } = this;
      const composition = form?.querySelector('[name="composition"]');
      return composition instanceof HTMLInputElement ? composition.value : new URL(form?.action || "", window.location.href).pathname;
    }
    get words() {
      const headline = this.element.querySelector("#id_headline");
      const typed = headline instanceof HTMLInputElement ? headline.value.trim() : "";
      const text = this.element.querySelector(".public-DraftEditor-content");
      return (typed || text?.textContent?.trim() || "").slice(0, 120);
    }
    async open(event) {
      const { ctrlKey, metaKey, shiftKey } = event;
      if (ctrlKey || metaKey || shiftKey) return;
      const { href } = event.currentTarget;
      event.preventDefault();
      event.currentTarget.closest(".wlc-templates")?.removeAttribute("open");
      await this.openAddress(href);
    }
    async openAddress(href) {
      if (this.isBusy) return;
      this.isBusy = true;
      try {
        if (!await this.leaveForm(href)) return;
        await this.load(href);
        this.focusHeadline();
      } finally {
        this.isBusy = false;
      }
    }
    async leaveForm(next = "") {
      const { form } = this;
      if (!form) return true;
      const { words } = this;
      if (isDirty(form)) {
        this.tell("send");
        const how = await saveDraft(form);
        if (how !== "success" && !await this.postDraft(form)) {
          this.say("notLeft");
          return false;
        }
        this.tell("confirmed", { key: this.key });
        this.tell("changed");
      }
      const isComposition = !!form.querySelector('[name="composition"], [name="is-draft"]');
      const url = new URL(form.action, window.location.href);
      if (isComposition && url.pathname !== this.deskValue) {
        this.underway = { url: url.pathname, words };
      }
      if (this.underway && next.endsWith(this.underway.url)) this.underway = null;
      this.showUnderway();
      return true;
    }
    async postDraft(form) {
      const answer = await this.post(form.action, makeBody(form));
      if (answer?.page) this.place(answer.page, form.action, true);
      if (!answer?.json?.success) return false;
      form.action = answer.json.url;
      return true;
    }
    async goBack() {
      const { underway } = this;
      if (!underway || !await this.leaveForm(underway.url)) return;
      this.underway = null;
      this.showUnderway();
      await this.load(underway.url);
      this.focusHeadline();
    }
    showUnderway() {
      this.underwayTarget.hidden = !this.underway;
      const words = this.underwayTarget.querySelector("[data-words]");
      if (words) words.textContent = this.underway?.words || "";
    }
    async load(url) {
      let answer;
      try {
        answer = await ask(url);
      } catch {
        this.say("noAnswer");
        return;
      }
      if (!answer.page || needsToBeLoaded(answer.page)) window.location.assign(url);
      else this.place(answer.page, url);
    }
    prepare() {
      window.clearTimeout(this.waiting);
      this.waiting = window.setTimeout(async () => {
        try {
          const { page } = await ask(this.deskValue);
          if (page && !needsToBeLoaded(page)) this.empty = { page, at: Date.now() };
        } catch {
        }
      }, 1e3);
    }
    async placeEmpty() {
      const { empty } = this;
      this.empty = null;
      if (empty && Date.now() - empty.at < FRESH_FOR) {
        this.place(empty.page, this.deskValue);
      } else {
        await this.load(this.deskValue);
      }
      this.prepare();
      this.focusHeadline();
    }
    place(page, url, isRefused = false) {
      place(page, url);
      if (isRefused) window.setTimeout(() => this.focusProblem(), 100);
    }
    focusProblem() {
      const problem = this.element.querySelector('.wlc-desk__composer [role="alert"], .wlc-desk__composer [aria-invalid="true"]');
      if (!(problem instanceof HTMLElement)) return;
      if (problem.tabIndex < 0) problem.tabIndex = -1;
      problem.focus();
      problem.scrollIntoView({ block: "center" });
    }
    focusHeadline() {
      const headline = this.element.querySelector("#id_headline");
      if (headline instanceof HTMLElement) headline.focus();
    }
    insert({ params: { block } }) {
      const root = document.getElementById("body-root")?.rootBlock;
      if (!root?.blockDef.childBlockDefsByName[block]) return;
      const value = root.blockDef.initialChildStates[block];
      const position = root.children.length;
      root.insert({ type: block, value, id: null }, position, { focus: true });
    }
    say(name, text = "") {
      this.statusTarget.textContent = name ? this.textsValue[name] : text;
      this.signInTarget.hidden = name !== "signedOut";
    }
    tell(name, detail = {}) {
      this.dispatch(name, { prefix: "wlc-composer", detail });
    }
    async post(url, body) {
      try {
        let answer = await ask(url, { method: "POST", body });
        if (answer.kind === "refused") {
          if (!await this.renewToken()) {
            this.say("signedOut");
            return null;
          }
          body.set("csrfmiddlewaretoken", this.token);
          answer = await ask(url, { method: "POST", body });
          if (answer.kind === "refused") this.say("refused");
        } else if (answer.kind === "json" && answer.json.error_message) {
          this.say("", answer.json.error_message);
        }
        return answer.kind === "refused" ? null : answer;
      } catch {
        this.say("noAnswer");
        return null;
      }
    }
    async renewToken() {
      const answer = await ask(this.deskValue);
      const token = answer.page?.querySelector('[name="csrfmiddlewaretoken"]');
      if (!(token instanceof HTMLInputElement)) return false;
      for (const input of document.getElementsByName("csrfmiddlewaretoken")) {
        if (input instanceof HTMLInputElement) input.value = token.value;
      }
      if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token.value;
      return true;
    }
    get token() {
      const input = this.form?.querySelector('[name="csrfmiddlewaretoken"]');
      return input instanceof HTMLInputElement ? input.value : "";
    }
  };
  __publicField(ComposerContents, "targets", ["status", "signIn", "underway"]);
  __publicField(ComposerContents, "values", { desk: String, texts: Object });

  // desk/composer_controller.js
  function isOurs(button) {
    const name = button.getAttribute("name") || "";
    const isOther = button.hasAttribute("data-workflow-action-name");
    return ["", "action-publish", "action-submit"].includes(name) && !isOther;
  }
  var ComposerController = class extends ComposerContents {
    constructor() {
      super(...arguments);
      __publicField(this, "listening", new AbortController());
    }
    connect() {
      this.listening = new AbortController();
      const { signal } = this.listening;
      const root = this.element;
      const first = { capture: true, signal };
      const onClick = ({ target }) => {
        const button = target.closest("[data-edit-form] button");
        if (button && isOurs(button)) askNothing();
      };
      const onSubmit = (event) => this.onSubmit(event);
      const onKey = (event) => this.onKey(event);
      const onAutosave = (event) => this.onAutosave(event);
      root.addEventListener("click", onClick, first);
      root.addEventListener("submit", onSubmit, first);
      root.addEventListener("keydown", onKey, first);
      for (const type of ["save", "success", "error"]) {
        root.addEventListener(`w-autosave:${type}`, onAutosave, { signal });
      }
      this.naming = nameTextBoxes(root, this.textsValue.text);
      this.prepare();
    }
    disconnect() {
      this.naming?.disconnect();
      this.listening.abort();
      window.clearTimeout(this.waiting);
    }
    onAutosave(event) {
      const { form } = this;
      if (!form || event.target !== form) return;
      if (event.type === "w-autosave:save") form.dataset.wlcAutosaveAt = `${Date.now()}`;
      else delete form.dataset.wlcAutosaveAt;
      if (event.type === "w-autosave:success") this.tell("changed");
    }
    onKey(event) {
      const isPublish = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (!isPublish || event.shiftKey || event.altKey) return;
      if (!window.wagtailConfig?.KEYBOARD_SHORTCUTS_ENABLED) return;
      if (!(event.target instanceof Node) || !this.form?.contains(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      const { form } = this;
      const button = form.querySelector('[name="action-publish"]') || form.querySelector('[name="action-submit"]');
      if (button instanceof HTMLButtonElement) button.click();
    }
    onSubmit(event) {
      const { form } = this;
      const button = event.submitter;
      if (event.target !== form || !form || button && !isOurs(button)) return;
      event.preventDefault();
      event.stopPropagation();
      if (this.isBusy) return;
      this.send(form, button);
    }
    async send(form, button) {
      this.tell("send");
      this.isBusy = true;
      this.say("");
      try {
        const isDraft = !button?.getAttribute("name");
        if (isDraft && await this.sendDraft(form)) return;
        await settleAutosave(form);
        const body = makeBody(form);
        const name = button?.getAttribute("name");
        if (name) body.set(name, name);
        const { key } = this;
        const answer = await this.post(form.action, body);
        if (answer?.page) {
          this.place(answer.page, form.action, true);
        } else if (answer?.json?.success) {
          this.tell("confirmed", { key });
          await this.confirm({ url: form.action, ...answer.json });
        } else {
          resumeAutosave(form);
        }
      } finally {
        this.isBusy = false;
        endProgress(button);
      }
    }
    async sendDraft(form) {
      const how = await saveDraft(form);
      if (how === "success") this.say("saved");
      if (how === "late") this.say("noAnswer");
      return how === "success" || how === "late";
    }
    async confirm(done) {
      const { underway } = this;
      this.underway = null;
      this.showUnderway();
      if (!done.is_composed) await this.load(done.url);
      else if (underway) await this.load(underway.url);
      else await this.placeEmpty();
      this.focusHeadline();
      this.say("", done.message);
      this.tell("changed");
    }
  };

  // desk/local_copies.js
  var KEPT_FOR = 7;
  var LocalCopies = class {
    constructor(owner) {
      this.prefix = `wagtail-liveconflict:${owner}:`;
      this.held = /* @__PURE__ */ new Map();
    }
    write(key, copy) {
      this.hold(key);
      const value = JSON.stringify({ ...copy, at: (/* @__PURE__ */ new Date()).toISOString() });
      try {
        window.localStorage.setItem(this.prefix + key, value);
      } catch {
      }
    }
    remove(key) {
      try {
        window.localStorage.removeItem(this.prefix + key);
      } catch {
      }
      this.held.get(key)?.();
      this.held.delete(key);
    }
    async find() {
      const held = await this.getHeld();
      const copies = [];
      try {
        const names = Object.keys(window.localStorage).filter((name) => name.startsWith(this.prefix) && !held.has(name));
        for (const name of names) {
          const key = name.slice(this.prefix.length);
          const copy = JSON.parse(window.localStorage.getItem(name) || "null");
          const age = Date.now() - Date.parse(copy?.at || "");
          if (age > KEPT_FOR * 864e5) this.remove(key);
          else if (copy && !this.held.has(key)) copies.push({ ...copy, key });
        }
      } catch {
        return [];
      }
      return copies.sort((one, other) => other.at.localeCompare(one.at));
    }
    hold(key) {
      if (this.held.has(key)) return;
      this.held.set(key, () => {
      });
      navigator.locks?.request(this.prefix + key, { ifAvailable: true }, (lock) => lock && new Promise((resolve) => {
        this.held.set(key, () => resolve(void 0));
      }));
    }
    async getHeld() {
      const locks = await navigator.locks?.query();
      return new Set((locks?.held || []).map((lock) => lock.name || ""));
    }
  };

  // desk/copies_controller.js
  var { Controller: Controller6 } = window.StimulusModule;
  var PAUSE = 300;
  var MISSED = 3e3;
  var TOUCHES = ["keydown", "beforeinput", "pointerdown", "paste", "drop"];
  var CopiesController = class extends Controller6 {
    constructor() {
      super(...arguments);
      __publicField(this, "listening", new AbortController());
      __publicField(this, "copies", new LocalCopies(this.ownerValue));
      __publicField(this, "sent", "");
    }
    connect() {
      this.listening = new AbortController();
      const { signal } = this.listening;
      const root = this.element;
      for (const type of TOUCHES) {
        root.addEventListener(type, () => this.touch(), { capture: true, signal });
      }
      for (const type of ["input", "change", "keyup", "w-unsaved:add"]) {
        root.addEventListener(type, () => this.keepSoon(), { signal });
      }
      root.addEventListener("w-autosave:save", () => this.noteSent(), { signal });
      root.addEventListener("w-autosave:success", () => this.noteSaved(), { signal });
      root.addEventListener("wlc-composer:send", () => this.keep(), { signal });
      root.addEventListener("wlc-composer:confirmed", ({ detail }) => this.forget(detail.key), { signal });
      window.addEventListener("pagehide", () => this.keep(), { signal });
      this.offer();
    }
    disconnect() {
      this.listening.abort();
      window.clearTimeout(this.pause);
      window.clearTimeout(this.missed);
    }
    get composer() {
      const { application, element } = this;
      return application.getControllerForElementAndIdentifier(element, "wlc-composer");
    }
    keepSoon() {
      window.clearTimeout(this.pause);
      this.pause = window.setTimeout(() => this.keep(), PAUSE);
    }
    keep() {
      window.clearTimeout(this.pause);
      window.clearTimeout(this.missed);
      const { form, key, words } = this.composer;
      if (!form || !isDirty(form)) return;
      const entries = getEntries(form);
      this.copies.write(key, { action: form.action, words, entries });
      this.missed = window.setTimeout(() => this.save(form), MISSED);
    }
    save(form) {
      const isUnderWay = !!form.dataset.wlcAutosaveAt;
      if (form === this.composer.form && isDirty(form) && !isUnderWay) saveDraft(form);
    }
    touch() {
      const { form } = this.composer;
      if (form) noteUntouched(form);
    }
    forget(key) {
      window.clearTimeout(this.pause);
      window.clearTimeout(this.missed);
      this.copies.remove(key);
    }
    get written() {
      const { form } = this.composer;
      return form ? getWritten(getEntries(form)) : "";
    }
    noteSent() {
      this.sent = this.written;
    }
    noteSaved() {
      const { form, key } = this.composer;
      noteConfirmed(form, this.sent);
      if (this.written === this.sent) this.forget(key);
      else this.keepSoon();
    }
    async offer() {
      for (const copy of await this.copies.find()) {
        if (getWritten(copy.entries) === this.written) {
          this.copies.remove(copy.key);
        } else {
          this.list(copy);
        }
      }
      this.count();
    }
    list(copy) {
      const item = this.itemTarget.content.cloneNode(true).firstElementChild;
      item.dataset.key = copy.key;
      item.querySelector("[data-words]").textContent = copy.words || "…";
      const time = item.querySelector("time");
      time.dateTime = copy.at;
      time.textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
      this.listTarget.append(item);
    }
    count() {
      this.listTarget.parentElement.hidden = !this.listTarget.children.length;
    }
    async restore({ target }) {
      const item = target.closest("[data-key]");
      const key = item instanceof HTMLElement ? item.dataset.key : "";
      const { composer } = this;
      const copy = (await this.copies.find()).find((one) => one.key === key);
      if (!copy || !await composer.leaveForm()) return;
      const body = new FormData();
      for (const [name, value] of copy.entries) body.append(name, value);
      body.set("csrfmiddlewaretoken", composer.token);
      body.set("action-restore", "1");
      const answer = await composer.post(copy.action, body);
      if (answer?.page) {
        this.copies.hold(copy.key);
        composer.place(answer.page, copy.action);
      } else if (answer?.json?.url) {
        this.copies.remove(copy.key);
        await composer.load(answer.json.url);
        composer.say(answer.json.is_live ? "wasPublished" : "wasSaved");
      } else {
        return;
      }
      item?.remove();
      this.count();
    }
    drop({ target }) {
      const item = target.closest("[data-key]");
      if (!(item instanceof HTMLElement)) return;
      this.copies.remove(item.dataset.key || "");
      item.remove();
      this.count();
      this.composer.focusHeadline();
    }
  };
  __publicField(CopiesController, "targets", ["list", "item"]);
  __publicField(CopiesController, "values", { owner: String });

  // desk/near_claims_controller.js
  var { Controller: Controller7 } = window.StimulusModule;
  var PAUSE2 = 350;
  var NearClaimsController = class extends Controller7 {
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
      this.timer = window.setTimeout(() => this.ask(field.value.trim()), PAUSE2);
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

  // desk/block_fields.js
  var LONGEST_TEASER = 500;
  var BlockFields = class {
    constructor(root, prefix) {
      __publicField(this, "addressName", "link");
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
      const link = this.get(this.addressName);
      if (!link) return;
      const id = `${this.prefix}-${this.addressName}-status`;
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
    get isOne() {
      return Boolean(this.get(this.addressName));
    }
    take(answer) {
      this.write(this.addressName, answer.permalink);
    }
  };
  var QuoteFields = class extends BlockFields {
    get isOne() {
      return Boolean(this.get("medium") && this.get("source"));
    }
    take(answer) {
      super.take(answer);
      this.fill("medium", answer.medium);
      this.fill("verb", answer.verb, "said");
      this.fillSource(answer.source);
      if (!this.read("source")) this.fill("name", answer.name);
      this.fill("text", answer.text);
      this.fill("language", answer.language);
      if (answer.said_at && !this.read("said_at")) {
        this.write("said_at", answer.said_at);
        this.fill("said_precision", answer.said_precision, "minute");
      }
    }
  };
  var CardFields = class extends BlockFields {
    constructor() {
      super(...arguments);
      __publicField(this, "addressName", "url");
    }
    get isOne() {
      return Boolean(this.get("provider") && this.get("posted_at"));
    }
    take(answer) {
      super.take(answer);
      const { name = "", source, text = "" } = answer;
      this.fill("provider", answer.site);
      this.fill("author", source?.title || name);
      if (text.length <= LONGEST_TEASER) this.fill("text", text);
      if (answer.said_precision === "minute") this.fill("posted_at", answer.said_at);
    }
  };

  // desk/pasted_link_controller.js
  var { Controller: Controller8 } = window.StimulusModule;
  var PATIENCE = { read: 8e3, fetch: 2e4 };
  var ADDRESS = /^(https?:\/\/|tg:\/\/|[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/)\S+$/i;
  var PastedLinkController = class extends Controller8 {
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
      const [, prefix, name] = field.name.match(/^(.+)-(link|text|url)$/) || [];
      if (!prefix || !name || name === "text" && !isPasted) return;
      const Fields = name === "url" ? CardFields : QuoteFields;
      const block = new Fields(this.element, prefix);
      if (!block.isOne) return;
      const address = field.value.trim();
      if (name === "text" && (block.read("link") || !ADDRESS.test(address))) return;
      this.ask(block, name, address);
    }
    async ask(block, name, address) {
      const before = this.asked.get(block.prefix);
      if (before && before.address === address && before.name === name) return;
      before?.request.abort();
      const request = new AbortController();
      this.asked.set(block.prefix, { address, name, request });
      block.say("");
      if (!ADDRESS.test(address)) return;
      try {
        const answer = await this.load(address, request, false);
        if (block.read(name) !== address) return;
        if (answer.error) {
          block.say(answer.error);
          return;
        }
        if (name === "text" && (!answer.platform || block.read(block.addressName))) return;
        this.fill(block, name, answer);
        if (!answer.platform) return;
        block.say(this.filledValue);
        if (!answer.may_fetch) return;
        const more = await this.load(address, request, true);
        if (block.read(block.addressName) !== (answer.permalink || address)) return;
        this.fill(block, block.addressName, more);
        if (more.notice) block.say(more.notice);
      } catch {
        if (this.asked.get(block.prefix)?.request !== request) return;
        this.asked.delete(block.prefix);
        block.say(this.failedValue);
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
    fill(block, name, answer) {
      this.isFilling = true;
      try {
        if (name === "text") block.write("text", "");
        block.take(answer);
        const asked = this.asked.get(block.prefix);
        const { addressName } = block;
        const address = block.read(addressName);
        if (asked) Object.assign(asked, { address, name: addressName });
      } finally {
        this.isFilling = false;
      }
    }
  };
  __publicField(PastedLinkController, "values", { url: String, filled: String, failed: String });

  // desk/picture_block.js
  function getBody() {
    const root = document.getElementById("body-root")?.rootBlock;
    const isLocked = document.body.classList.contains("content-locked");
    return !isLocked && root?.blockDef.initialChildStates.image?.image ? root : null;
  }
  function findEmpty(list) {
    return list.children.findIndex((child) => !child.block.getState().image?.image?.id);
  }
  function getRoomyList(body, block) {
    const isGallery = block?.type === "gallery" && body.children.includes(block);
    const list = isGallery ? block.block.childBlocks?.pictures : null;
    if (!list) return null;
    const isFull = list.children.length >= (list.blockDef.meta.maxNum ?? Infinity);
    return isFull && findEmpty(list) < 0 ? null : list;
  }
  function insertIntoList(list, image) {
    const [, state] = list._getChildDataForInsertion();
    const empty = findEmpty(list);
    const index = empty < 0 ? list.children.length : empty;
    if (empty >= 0) {
      const value = { ...list.children[empty].block.getState(), image };
      const item = list.insert(value, index);
      list.deleteBlock(empty + 1);
      return item;
    }
    return list.insert({ ...state, image }, index);
  }
  function insertPicture(body, chosen, before) {
    const { alt_text: text, ...image } = chosen;
    const picture = { image, decorative: false, alt_text: text };
    const list = getRoomyList(body, before);
    if (list) return { block: before, element: insertIntoList(list, picture).element };
    const [, state, id] = body._getChildDataForInsertion({ type: "image" });
    const value = { ...state, image: picture };
    const place2 = body.children.indexOf(before);
    const index = place2 < 0 ? body.children.length : place2 + 1;
    const block = body.insert({ type: "image", value, id }, index);
    return { block, element: block.element };
  }

  // desk/picture_line.js
  function makeLine(template, file) {
    const copy = template.content.cloneNode(true);
    const line = copy.firstElementChild;
    for (const name of line.querySelectorAll("[data-name]")) {
      name.textContent = name.matches(".w-sr-only") ? `: ${file.name}` : file.name;
    }
    line.querySelector("progress")?.setAttribute("aria-label", file.name);
    return line;
  }
  function showProgress(line, share) {
    const progress = line.querySelector("progress");
    if (progress) progress.value = share;
  }
  function showProblem(line, problem, remedy = "") {
    line.querySelector("progress")?.toggleAttribute("hidden", !!problem);
    const place2 = line.querySelector('[role="alert"]');
    if (place2) place2.textContent = problem;
    for (const button of line.querySelectorAll("button")) {
      const { does } = button.dataset;
      button.hidden = does !== remedy && does !== "leave";
    }
  }

  // desk/picture_upload.js
  function hasWords(data) {
    const names = [...data.files].map(({ name }) => name);
    const lines = data.getData("text/plain").split(/[\r\n]+/);
    if (lines.some((line) => line.trim() && !names.includes(line.trim()))) return true;
    const page = parseFragment(data.getData("text/html"));
    page.querySelectorAll("style, script, title").forEach((each) => each.remove());
    return !lines.some((line) => line.trim()) && !!page.textContent?.trim();
  }
  function getPastedFiles(data) {
    return data?.files.length && !hasWords(data) ? [...data.files] : [];
  }
  function sendPicture(url, file, token, onProgress, signal) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    body.set("picture", file);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", url);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        if (total) onProgress(loaded / total);
      });
      request.addEventListener("loadend", () => resolve({ status: request.status, json: request.response }));
      signal.addEventListener("abort", () => request.abort(), { once: true });
      request.send(body);
    });
  }

  // desk/pictures_controller.js
  var { Controller: Controller9 } = window.StimulusModule;
  var PicturesController = class extends Controller9 {
    constructor() {
      super(...arguments);
      __publicField(this, "listening", new AbortController());
      __publicField(this, "pictures", /* @__PURE__ */ new WeakMap());
      __publicField(this, "queue", Promise.resolve());
      __publicField(this, "waiting", 0);
      __publicField(this, "lastFocus", null);
      __publicField(this, "isOwnDrag", false);
      __publicField(this, "isTouched", false);
    }
    connect() {
      if (!this.hasPanelTarget) return;
      this.panelTarget.hidden = false;
      this.listening = new AbortController();
      const { signal } = this.listening;
      const first = { capture: true, signal };
      const { element } = this;
      const listeners = [["paste", (event) => this.onPaste(event)], ["dragenter", (event) => this.onDrag(event)], ["dragover", (event) => this.onDrag(event)], ["dragleave", (event) => this.onDragLeave(event)], ["drop", (event) => this.onDrop(event)], ["focusin", (event) => this.onFocus(event)], ["keydown", (event) => this.noteTouch(event)], ["pointerdown", (event) => this.noteTouch(event)]];
      for (const [type, listener] of listeners) element.addEventListener(type, listener, first);
      document.addEventListener("dragstart", () => this.noteOwnDrag(true), { signal });
      window.addEventListener("beforeunload", (event) => this.onLeave(event), { signal });
      document.addEventListener("dragend", () => this.noteOwnDrag(false), { signal });
    }
    disconnect() {
      this.listening.abort();
    }
    get composer() {
      const { application, element } = this;
      return application.getControllerForElementAndIdentifier(element, "wlc-composer");
    }
    onPaste(event) {
      if (!event.target.closest(".wlc-desk__composer")) return;
      const files = getPastedFiles(event.clipboardData);
      if (!files.length) return;
      event.preventDefault();
      event.stopPropagation();
      this.take(files, event.target);
    }
    onDrag(event) {
      if (this.isOwnDrag || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = "copy";
      this.element.classList.add("wlc-desk--dropping");
    }
    onDragLeave({ relatedTarget }) {
      if (relatedTarget instanceof Node && this.element.contains(relatedTarget)) return;
      this.element.classList.remove("wlc-desk--dropping");
    }
    onDrop(event) {
      this.element.classList.remove("wlc-desk--dropping");
      const files = [...event.dataTransfer?.files || []];
      if (this.isOwnDrag || !files.length) return;
      event.preventDefault();
      event.stopPropagation();
      const block = this.findBlock(event.target);
      this.take(files, block ? event.target : this.lastFocus);
    }
    noteOwnDrag(isOwn) {
      this.isOwnDrag = isOwn;
    }
    onLeave(event) {
      if (this.waiting) event.preventDefault();
    }
    noteTouch({ repeat }) {
      if (!repeat) this.isTouched = true;
    }
    onFocus({ target }) {
      if (target.closest(".wlc-desk__composer")) this.lastFocus = target;
    }
    ask() {
      this.inputTarget.click();
    }
    choose() {
      const files = [...this.inputTarget.files];
      this.inputTarget.value = "";
      this.take(files, this.lastFocus);
    }
    findBlock(node) {
      return getBody()?.children.find((child) => node instanceof Node && child.element.contains(node));
    }
    makeBatch(place2) {
      return { after: this.findBlock(place2), key: this.composer.key, hasFocused: false };
    }
    take(files, place2) {
      this.isTouched = false;
      if (!getBody()) {
        this.statusTarget.textContent = this.panelTarget.dataset.noPlace;
        return;
      }
      const batch = this.makeBatch(place2);
      for (const file of files) {
        const item = makeLine(this.itemTarget, file);
        this.listTarget.append(item);
        this.pictures.set(item, { file, batch, item });
        if (file.type && !file.type.startsWith("image/")) {
          showProblem(item, this.panelTarget.dataset.noPicture);
        } else {
          this.send(item);
        }
      }
    }
    send(item) {
      showProblem(item, "");
      showProgress(item, 0);
      this.waiting += 1;
      const fail = () => showProblem(item, this.panelTarget.dataset.noAnswer || "", "retry");
      this.queue = this.queue.then(() => this.sendNext(item).catch(fail)).then(() => {
        this.waiting -= 1;
      });
    }
    async sendNext(item) {
      const picture = this.pictures.get(item);
      if (!picture || !item.isConnected) return;
      const problem = await this.upload(picture);
      if (!item.isConnected) return;
      if (problem) showProblem(item, problem, "retry");
      else this.insert(picture);
    }
    async upload(picture) {
      const { file, item } = picture;
      const { url, noAnswer, signedOut, tooLarge } = this.panelTarget.dataset;
      const onProgress = (share) => showProgress(item, share);
      const send = () => sendPicture(url, file, this.composer.token, onProgress, this.listening.signal);
      let answer = await send();
      if (answer.status === 403 && !answer.json) {
        const isSignedIn = await this.composer.renewToken().catch(() => false);
        if (!isSignedIn) return signedOut;
        answer = await send();
      }
      if (answer.json?.errors) return answer.json.errors.join(" ");
      if (answer.status === 413) return tooLarge;
      if (!answer.json?.id) return noAnswer;
      picture.chosen = answer.json;
      return "";
    }
    insert({ file, batch, item, chosen }) {
      const body = getBody();
      const { waits, added } = this.panelTarget.dataset;
      if (!body || this.composer.key !== batch.key) {
        showProblem(item, waits, "place");
        return;
      }
      const { block, element } = insertPicture(body, chosen, batch.after);
      batch.after = block;
      item.remove();
      element.dispatchEvent(new Event("change", { bubbles: true }));
      this.statusTarget.textContent = `${added} ${file.name}`;
      if (!batch.hasFocused && !this.isTouched) {
        element.querySelector('[name$="-alt_text"]')?.focus();
      }
      batch.hasFocused = true;
    }
    press({ currentTarget }) {
      this.buttonTarget.focus();
      this.isTouched = false;
      return this.pictures.get(currentTarget.closest("li"));
    }
    retry(event) {
      const picture = this.press(event);
      picture.batch.hasFocused = false;
      this.send(picture.item);
    }
    place(event) {
      const picture = this.press(event);
      picture.batch = this.makeBatch(this.lastFocus);
      this.insert(picture);
    }
    leave(event) {
      this.press(event).item.remove();
    }
  };
  __publicField(PicturesController, "targets", ["panel", "input", "button", "status", "list", "item"]);

  // desk/sensitivity.js
  function pickWithEnter(event) {
    const { target, key, ctrlKey, metaKey } = event;
    if (key !== "Enter" || ctrlKey || metaKey) return;
    if (!(target instanceof HTMLInputElement)) return;
    if (!target.matches(".wlc-sensitive")) return;
    event.preventDefault();
    if (!target.checked) target.click();
  }

  // reader/delta.js
  var LAST = ["ended", "reload", "gone", "halted"];
  var TIMEOUT = 2e4;
  function isOlder(cursor, held) {
    const [epoch, number = 0] = cursor.split("-");
    const [heldEpoch, heldNumber = 0] = held.split("-");
    return epoch === heldEpoch && Number(number) < Number(heldNumber);
  }
  var DeltaSource = class {
    constructor(url, cursor, fetch2) {
      this.url = url;
      this.cursor = cursor;
      this.fetch = fetch2;
      this.etag = "";
      this.offersStream = false;
      this.failures = 0;
      this.ahead = NaN;
      this.running = new AbortController();
    }
    getNow() {
      return Date.now() + this.ahead;
    }
    abort() {
      this.running.abort();
    }
    async ask() {
      this.running = new AbortController();
      const timer = setTimeout(() => this.abort(), TIMEOUT);
      try {
        const response = await this.fetch(`${this.url}${this.cursor}/`, { credentials: "omit", headers: this.etag ? { "If-None-Match": this.etag } : {}, signal: this.running.signal });
        return await this.read(response);
      } catch {
        return this.fail(0);
      } finally {
        clearTimeout(timer);
      }
    }
    fail(retryAfter) {
      this.failures += 1;
      return { kind: "failed", failures: this.failures, retryAfter };
    }
    async read(response) {
      const { headers, ok, status } = response;
      if (!ok && ![304, 400, 404].includes(status)) {
        return this.fail(Number(headers.get("Retry-After")) || 0);
      }
      const age = Number(headers.get("Age")) * 1e3;
      const now = Date.parse(headers.get("Date") ?? "") + age;
      if (now) this.ahead = now - Date.now();
      this.offersStream = headers.get("Liveconflict-Stream") === "1";
      const delta = ok ? await response.json() : null;
      this.failures = 0;
      if (status === 404) return { kind: "gone" };
      if (status === 400) return { kind: "reload" };
      if (!delta) return { kind: "same" };
      const isSame = delta.cursor === this.cursor;
      const answer = this.take(delta);
      this.etag = isSame && headers.get("ETag") || "";
      return answer;
    }
    take(delta) {
      const { cursor, halt, reload, stop } = delta;
      if (halt) return { kind: "halted" };
      if (reload) return { kind: "reload" };
      if (isOlder(cursor, this.cursor)) return { kind: "same" };
      if (cursor !== this.cursor) this.etag = "";
      this.cursor = cursor;
      return { kind: stop ? "ended" : "changes", delta };
    }
    lacks(from) {
      return this.cursor !== from && !isOlder(from, this.cursor);
    }
  };

  // reader/delivery.js
  var FIRST_GAP = 2;
  var SHORTEST_GAP = 0.2;
  var LONGEST_GAP = 30;
  var JITTER = 0.15;
  var Delivery = class {
    constructor(source, streamUrl, wait, onAnswer, load) {
      this.source = source;
      this.streamUrl = streamUrl;
      this.wait = wait;
      this.onAnswer = onAnswer;
      this.load = load;
      this.stream = void 0;
      this.loading = void 0;
      this.turn = 0;
      this.isAsking = false;
      this.timer = 0;
      this.listening = new AbortController();
    }
    start() {
      const { signal } = this.listening;
      const on = (target, type, act) => target.addEventListener(type, act, { signal });
      on(document, "visibilitychange", () => document.hidden ? this.pause() : this.askNow());
      on(window, "online", () => {
        this.stream?.close();
        this.askNow();
      });
      on(window, "pageshow", ({ persisted }) => persisted && this.askNow());
      on(window, "pagehide", () => this.giveUp());
      this.askWithin(Math.min(this.wait, FIRST_GAP));
    }
    stop() {
      this.listening.abort();
      this.giveUp();
    }
    pause() {
      clearTimeout(this.timer);
      this.stream?.close();
    }
    giveUp() {
      this.pause();
      this.turn += 1;
      this.isAsking = false;
      this.source.abort();
    }
    askIn(gap) {
      clearTimeout(this.timer);
      const wait = Math.max(SHORTEST_GAP, gap) * 1e3;
      this.timer = window.setTimeout(() => this.askNow(), wait);
    }
    askWithin(most) {
      this.askIn(Math.random() * most);
    }
    backOff(failures, longest) {
      return Math.random() * Math.min(2 ** failures, longest);
    }
    async askNow() {
      if (document.hidden || this.isAsking || this.stream?.isOpen) return;
      clearTimeout(this.timer);
      this.isAsking = true;
      const { turn } = this;
      const answer = await this.source.ask();
      if (turn !== this.turn) return;
      this.isAsking = false;
      this.receive(answer);
    }
    receive(answer) {
      if ("delta" in answer) this.wait = answer.delta.wait ?? this.wait;
      if (LAST.includes(answer.kind)) this.stop();
      else if (!this.stream?.isOpen) this.goOn(answer);
      this.onAnswer(answer);
    }
    goOn(answer) {
      const spread = JITTER * (2 * Math.random() - 1);
      if (answer.kind === "failed") {
        const named = answer.retryAfter * (1 + JITTER + spread);
        this.askIn(Math.max(this.backOff(answer.failures, LONGEST_GAP), named));
        return;
      }
      const isOffered = this.streamUrl && this.source.offersStream && !document.hidden;
      if (isOffered && this.stream?.begin()) return;
      this.askIn(this.wait * (1 + spread));
      if (isOffered) this.loading ??= this.loadStream(this.turn).catch(() => {
      });
    }
    async loadStream(turn) {
      const { Stream: Stream2 } = await this.load();
      this.stream = new Stream2(this);
      if (turn !== this.turn || this.isAsking || document.hidden) return;
      clearTimeout(this.timer);
      this.stream.begin();
    }
  };

  // reader/shared_stream.js
  var LONGEST_DELAY = 1;
  var FIRST_SILENCE = 10;
  var LONGEST_SILENCE = 50;
  var HELLO = "hello";
  var SharedStream = class {
    constructor(url, getCursor, onNote) {
      this.url = url;
      this.getCursor = getCursor;
      this.onNote = onNote;
      this.isOpen = false;
      this.isLeading = false;
      this.since = Infinity;
      this.watchdog = 0;
      this.closing = new AbortController();
    }
    async open() {
      this.close();
      this.isOpen = true;
      this.closing = new AbortController();
      const { signal } = this.closing;
      const name = `liveconflict:${this.url}`;
      this.expect(LONGEST_SILENCE, "blocked");
      try {
        const channel = new BroadcastChannel(name);
        this.channel = channel;
        channel.onmessage = ({ data }) => this.onPost(data);
        channel.postMessage(HELLO);
        await navigator.locks.request(name, { signal }, () => this.lead(signal));
      } catch {
        if (signal.aborted) return;
        this.channel?.close();
        this.channel = void 0;
        this.lead(signal);
      }
    }
    close() {
      this.isOpen = false;
      this.isLeading = false;
      this.since = Infinity;
      clearTimeout(this.watchdog);
      this.channel?.close();
      this.closing.abort();
    }
    lead(signal) {
      return new Promise((resolve) => {
        const connect = () => this.connect(signal);
        const timer = setTimeout(connect, Math.random() * LONGEST_DELAY * 1e3);
        const leave2 = () => {
          clearTimeout(timer);
          resolve();
        };
        if (signal.aborted) leave2();
        else signal.addEventListener("abort", leave2);
      });
    }
    connect(signal) {
      this.isLeading = true;
      this.since = Infinity;
      this.expect(FIRST_SILENCE, "blocked");
      const events = new EventSource(`${this.url}${this.getCursor()}/`);
      signal.addEventListener("abort", () => events.close());
      const on = (type, read) => events.addEventListener(type, ({ data }) => {
        let note = { end: "lost" };
        try {
          note = read(JSON.parse(data));
        } catch {
        }
        this.tell(note);
      });
      on("message", (delta) => ({ from: this.getCursor(), delta }));
      on("beat", () => ({ from: this.getCursor() }));
      on("bye", ({ wait }) => ({ end: "bye", wait }));
      on("gone", () => ({ end: "gone" }));
      on("error", () => ({ end: "lost" }));
    }
    onPost(data) {
      if (data !== HELLO) {
        if (!this.isLeading) this.hear(data);
      } else if (this.isLeading && this.since < Infinity) {
        this.channel?.postMessage({ from: this.getCursor() });
      }
    }
    tell(note) {
      if (this.isLeading) this.channel?.postMessage(note);
      this.hear(note);
    }
    hear(note) {
      if (!("end" in note)) {
        this.since = Math.min(this.since, performance.now());
        this.expect(LONGEST_SILENCE, "lost");
      }
      this.onNote(note);
    }
    expect(seconds, end) {
      clearTimeout(this.watchdog);
      this.watchdog = window.setTimeout(() => this.tell({ end }), seconds * 1e3);
    }
  };

  // reader/stream.js
  var LONGEST_GAP2 = 30;
  var LONGEST_REST = 300;
  var REST_WHEN_BLOCKED = 600;
  var STEADY = 60;
  var Stream = class extends SharedStream {
    constructor(delivery) {
      super(delivery.streamUrl, () => delivery.source.cursor, (note) => this.take(note));
      this.delivery = delivery;
      this.lost = 0;
      this.restsUntil = 0;
    }
    begin() {
      if (performance.now() < this.restsUntil) return false;
      this.open();
      return true;
    }
    take(note) {
      const { delivery } = this;
      const { source } = delivery;
      if ("end" in note) this.end(note.end, note.wait ?? 0);
      else if (source.lacks(note.from)) this.end("lost", 0);
      else if (note.delta) delivery.receive(source.take(note.delta));
      else delivery.receive({ kind: "same" });
    }
    end(end, wait) {
      const { delivery } = this;
      if (end === "gone") {
        delivery.receive({ kind: "gone" });
        return;
      }
      const lasted = (performance.now() - this.since) / 1e3;
      this.close();
      if (end === "bye") {
        delivery.askWithin(wait);
        return;
      }
      if (lasted > STEADY) this.lost = 0;
      const before = this.lost;
      this.lost += 1;
      let pause = before && delivery.backOff(before + 2, LONGEST_REST);
      if (end === "blocked") pause = REST_WHEN_BLOCKED;
      this.restsUntil = performance.now() + pause * 1e3;
      const longest = Math.min(delivery.wait, LONGEST_GAP2);
      delivery.askIn(delivery.backOff(before, longest));
    }
  };

  // desk/stream_following.js
  var GAP = 3;
  var LONGEST_GAP3 = 60;
  var GAP_WHILE_LOST = 10;
  function isNews(delta) {
    return Boolean(delta.updates?.length || delta.blog);
  }
  var StreamFollowing = class {
    constructor(ask2, readers) {
      this.ask = ask2;
      this.readers = readers;
      this.failures = 0;
      this.timer = 0;
      this.listening = new AbortController();
    }
    start() {
      const { signal } = this.listening;
      document.addEventListener("visibilitychange", () => this.askNow(), { signal });
      window.addEventListener("online", () => this.askNow(), { signal });
      window.addEventListener("pageshow", (event) => event.persisted && this.askNow(), { signal });
      window.addEventListener("pagehide", () => clearTimeout(this.timer), { signal });
      this.askIn(GAP);
      this.hear(this.readers.cursor);
    }
    stop() {
      this.listening.abort();
      clearTimeout(this.timer);
      this.delivery?.stop();
    }
    hear(cursor) {
      const { changesUrl, streamUrl, wait } = this.readers;
      if (!changesUrl) return;
      const source = new DeltaSource(changesUrl, cursor, (url, options) => fetch(url, options));
      this.isDeaf = false;
      const onAnswer = (answer) => {
        if (answer.kind === "reload") this.isDeaf = true;
        if (answer.kind === "reload" || "delta" in answer && isNews(answer.delta)) this.askNow();
      };
      this.delivery = new Delivery(source, streamUrl, wait, onAnswer, async () => ({ Stream }));
      this.delivery.start();
    }
    hearAgain(cursor) {
      if (this.isDeaf) this.hear(cursor);
    }
    askIn(gap) {
      clearTimeout(this.timer);
      if (!this.listening.signal.aborted) {
        this.timer = window.setTimeout(() => this.askNow(), gap * 1e3);
      }
    }
    async askNow() {
      clearTimeout(this.timer);
      if (document.hidden) return;
      const outcome = await this.ask();
      this.failures = outcome === "offline" ? this.failures + 1 : 0;
      const gaps = { fresh: GAP, offline: GAP * 2 ** this.failures };
      const gap = outcome in gaps ? gaps[outcome] : GAP_WHILE_LOST;
      this.askIn(Math.min(gap, LONGEST_GAP3) * (0.9 + Math.random() / 5));
    }
  };

  // desk/stream_list.js
  var CONTROLS = "a[href], button, summary, input, select, textarea";
  var IN_USE = 'details[open], dialog[open], [aria-expanded="true"]';
  function trace(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(TOKEN).forEach((token) => token.remove());
    return copy.outerHTML;
  }
  function getControls(element) {
    return [...element.querySelectorAll(CONTROLS)].filter((each) => each instanceof HTMLElement);
  }
  function isInUse(element) {
    const { activeElement } = document;
    return element.querySelector(IN_USE) !== null || element.contains(activeElement) && activeElement !== null && activeElement.matches("input, select, textarea");
  }
  function replace(before, after) {
    const { activeElement } = document;
    const place2 = getControls(before).findIndex((each) => each === activeElement);
    const hadFocus = before.contains(activeElement);
    const verb = activeElement instanceof HTMLElement && activeElement.dataset.wlcVerb;
    before.replaceWith(after);
    if (!hadFocus || !(after instanceof HTMLElement)) return;
    const controls = getControls(after);
    const same = verb && controls.find((each) => each.dataset.wlcVerb === verb);
    (same || controls[place2] || after).focus({ preventScroll: true });
  }
  function getScroller(element) {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const { overflowY } = getComputedStyle(each);
      if (/auto|scroll/.test(overflowY) && each.scrollHeight > each.clientHeight) return each;
    }
    return document.scrollingElement || document.documentElement;
  }
  function leave(entry) {
    const neighbour = entry.nextElementSibling || entry.previousElementSibling;
    const hadFocus = entry.contains(document.activeElement);
    entry.remove();
    if (hadFocus && neighbour instanceof HTMLElement) neighbour.focus({ preventScroll: true });
  }
  var StreamList = class {
    constructor(element) {
      this.element = element;
      this.traces = /* @__PURE__ */ new WeakMap();
      [...this.entries, ...this.parts].forEach((each) => this.traces.set(each, trace(each)));
    }
    get entries() {
      return [...this.element.querySelectorAll("[data-update-id]")].filter((each) => each instanceof HTMLElement);
    }
    get parts() {
      return [...this.element.querySelectorAll("[data-part]")];
    }
    show(html, pressed) {
      const fresh = parseFragment(html);
      const keepPlace = this.holdPlace();
      this.parts.forEach((part) => {
        const name = part.getAttribute("data-part");
        const next = fresh.querySelector(`[data-part="${name}"]`);
        if (next) this.put(part, next, true);
      });
      const isWhole = this.showEntries(fresh, pressed);
      keepPlace();
      return isWhole;
    }
    showEntries(fresh, pressed) {
      const list = this.element.querySelector("ol");
      if (!list) return false;
      const shown = new Map(this.entries.map((each) => [each.dataset.updateId, each]));
      const next = [...fresh.querySelectorAll("[data-update-id]")];
      const ids = new Set(next.map((each) => each.getAttribute("data-update-id")));
      this.entries.filter((each) => !ids.has(each.dataset.updateId || "")).forEach(leave);
      let isWhole = true;
      let last = null;
      next.forEach((entry) => {
        const before = shown.get(entry.getAttribute("data-update-id") || "");
        let now = entry;
        if (before) {
          now = this.put(before, entry, before.contains(pressed || null));
          if (this.traces.get(now) !== trace(entry)) isWhole = false;
        } else {
          this.traces.set(entry, trace(entry));
        }
        const place2 = last ? last.nextElementSibling : list.firstElementChild;
        if (now !== place2) list.insertBefore(now, place2);
        last = now;
      });
      return isWhole;
    }
    put(before, after, isForced) {
      const now = trace(after);
      if (this.traces.get(before) === now || isInUse(before) && !isForced) {
        const tokens = after.querySelectorAll(TOKEN);
        before.querySelectorAll(TOKEN).forEach((token, i) => {
          const value = tokens[i]?.getAttribute("value");
          if (value) token.setAttribute("value", value);
        });
        return before;
      }
      this.traces.set(after, now);
      replace(before, after);
      return after;
    }
    holdPlace() {
      const scroller = getScroller(this.element);
      const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
      const first = this.entries.find((each) => each.getBoundingClientRect().bottom > top);
      const was = first?.getBoundingClientRect().top ?? top;
      return () => {
        if (!first?.isConnected || was >= top) return;
        scroller.scrollTop += first.getBoundingClientRect().top - was;
      };
    }
    walk(step) {
      const { entries } = this;
      const here = entries.findIndex((each) => each.contains(document.activeElement));
      const entry = entries[here < 0 ? 0 : here + step];
      if (!entry) return;
      entry.focus();
      entry.scrollIntoView({ block: "nearest" });
    }
  };

  // desk/stream_controller.js
  var { Controller: Controller10 } = window.StimulusModule;
  var PAUSE3 = 300;
  var TIMEOUT2 = 2e4;
  function getLetter({ key, code }) {
    if (/^[a-z]$/i.test(key)) return key.toLowerCase();
    return /^\p{L}$/u.test(key) && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
  }
  function hasShortcuts() {
    return window.wagtailConfig?.KEYBOARD_SHORTCUTS_ENABLED !== false;
  }
  var StreamController = class extends Controller10 {
    constructor() {
      super(...arguments);
      __publicField(this, "list");
      __publicField(this, "following");
      __publicField(this, "timer");
      __publicField(this, "isActing", false);
      __publicField(this, "running", new AbortController());
      __publicField(this, "isCounting", false);
    }
    connect() {
      this.list = new StreamList(this.listTarget);
      this.scriptedTarget.hidden = false;
      const following = new StreamFollowing(() => this.ask(), { changesUrl: this.changesUrlValue, streamUrl: this.streamUrlValue, cursor: this.cursorValue, wait: this.waitValue });
      this.following = following;
      following.start();
    }
    disconnect() {
      this.following?.stop();
      this.running.abort();
      window.clearTimeout(this.timer);
    }
    async refresh() {
      await this.following?.askNow();
    }
    async ask() {
      if (this.isActing) return "fresh";
      this.running.abort();
      const running = new AbortController();
      this.running = running;
      const query = this.queryValue;
      const timer = window.setTimeout(() => running.abort("late"), TIMEOUT2);
      let outcome = "fresh";
      try {
        const response = await fetch(this.getAddress(this.urlValue), { cache: "no-store", headers: { "Accept": "application/json", "If-None-Match": `"${this.versionValue}"`, "X-Liveconflict-Stream": "1" }, signal: running.signal });
        if (response.status !== 304) outcome = await this.take(response);
        if (this.isCounting && query === this.queryValue) this.count();
      } catch {
        if (running !== this.running) return "fresh";
        outcome = "offline";
      } finally {
        window.clearTimeout(timer);
      }
      this.tell(outcome);
      return outcome;
    }
    async take(response) {
      if (response.ok && isJSON(response)) {
        this.show(await response.json());
        return "fresh";
      }
      if (response.redirected) {
        this.versionValue = "";
        return new URL(response.url).pathname === this.loginValue ? "expired" : "refused";
      }
      return response.status === 403 || response.status === 404 ? "refused" : "offline";
    }
    show(answer, pressed) {
      const isWhole = this.list?.show(answer.html, pressed);
      this.versionValue = isWhole ? answer.version : "";
      this.newestValue = answer.newest;
      if (answer.message) this.messageTarget.textContent = answer.message;
      this.following?.hearAgain(answer.cursor);
    }
    tell(outcome) {
      const troubles = this.troubleTargets;
      troubles.forEach((element) => {
        const isIt = element.dataset.trouble === outcome;
        if (element.hidden === isIt) element.hidden = !isIt;
      });
    }
    getAddress(url) {
      const query = new URLSearchParams(this.queryValue);
      query.set("since", this.newestValue);
      return `${url.split("?")[0]}?${query}`;
    }
    async act(event) {
      event.preventDefault();
      const form = event.target;
      if (this.isActing) return;
      this.isActing = true;
      this.running.abort();
      this.messageTarget.textContent = "";
      try {
        const response = await fetch(this.getAddress(form.action), { method: "POST", body: new FormData(form, event.submitter), headers: { "Accept": "application/json", "X-Liveconflict-Stream": "1" } });
        if (!isJSON(response)) {
          if (await this.take(response) === "expired") this.tell("expired");
          throw new Error(response.statusText);
        }
        this.show(await response.json(), form);
        this.tell("fresh");
      } catch {
        this.messageTarget.textContent = this.failedValue;
      } finally {
        this.isActing = false;
      }
    }
    filter(event) {
      event?.preventDefault();
      window.clearTimeout(this.timer);
      const fields = new FormData(this.filtersTarget);
      const chosen = [...fields].filter(([, value]) => value).map(([name, value]) => [name, `${value}`]);
      this.goTo(`${new URLSearchParams(chosen)}`);
    }
    filterSoon() {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.filter(), PAUSE3);
    }
    clear(event) {
      [...this.filtersTarget.elements].forEach((field) => {
        if ("value" in field && field.name) field.value = "";
      });
      this.filter(event);
      this.filtersTarget.querySelector("input, summary")?.focus();
    }
    async turn(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.currentTarget;
      event.preventDefault();
      await this.goTo(new URL(link.href).search.slice(1));
      this.list?.entries[0]?.focus();
    }
    async goTo(query) {
      if (query === this.queryValue) return;
      this.queryValue = query;
      this.versionValue = "";
      this.newestValue = "";
      this.messageTarget.textContent = "";
      const { pathname } = window.location;
      window.history.replaceState(window.history.state, "", query ? `?${query}` : pathname);
      this.isCounting = true;
      await this.refresh();
    }
    count() {
      this.isCounting = false;
      const count = this.listTarget.querySelector('[data-part="head"]');
      this.messageTarget.textContent = (count?.textContent || "").replace(/\s+/g, " ").trim();
    }
    next() {
      this.list?.walk(1);
    }
    previous() {
      this.list?.walk(-1);
    }
    press(event) {
      const { target } = event;
      if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
      const entry = target.closest("[data-update-id]");
      if (!entry || !hasShortcuts()) return;
      if (target.matches("input, select, textarea") || target.closest('dialog, [role="dialog"]')) return;
      const letter = getLetter(event);
      const opens = letter === "e" || event.key === "Enter" && target === entry;
      const selector = opens ? ".wlc-entry__name a" : `[data-wlc-key="${CSS.escape(letter)}"]`;
      const control = entry.querySelector(selector);
      if (!(control instanceof HTMLElement)) return;
      event.preventDefault();
      control.click();
    }
  };
  __publicField(StreamController, "targets", ["list", "filters", "message", "trouble", "scripted"]);
  __publicField(StreamController, "values", { url: String, query: String, version: String, newest: String, changesUrl: String, streamUrl: String, cursor: String, wait: Number, login: String, failed: String });

  // desk/index.js
  var { wagtail } = window;
  if (wagtail && wagtail.app) {
    wagtail.app.register("wlc-ask", AskController);
    wagtail.app.register("wlc-blog", BlogController);
    wagtail.app.register("wlc-blur", BlurController);
    wagtail.app.register("wlc-blur-dialog", BlurDialogController);
    wagtail.app.register("wlc-composer", ComposerController);
    wagtail.app.register("wlc-copies", CopiesController);
    wagtail.app.register("wlc-claim-dialog", ClaimDialogController);
    wagtail.app.register("wlc-near-claims", NearClaimsController);
    wagtail.app.register("wlc-pasted-link", PastedLinkController);
    wagtail.app.register("wlc-pictures", PicturesController);
    wagtail.app.register("wlc-stream", StreamController);
  }
  document.addEventListener("keydown", pickWithEnter);
})();
