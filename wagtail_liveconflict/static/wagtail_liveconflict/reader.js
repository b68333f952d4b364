/* Built from static_src by "npm run build": change it there. */
"use strict";
(() => {
  // reader/delta.js
  var LAST = ["ended", "reload", "gone", "halted"];
  var TIMEOUT = 2e4;
  function isOlder(cursor, held) {
    const [epoch, number = 0] = cursor.split("-");
    const [heldEpoch, heldNumber = 0] = held.split("-");
    return epoch === heldEpoch && Number(number) < Number(heldNumber);
  }
  var DeltaSource = class {
    constructor(url, cursor, fetch) {
      this.url = url;
      this.cursor = cursor;
      this.fetch = fetch;
      this.etag = "";
      this.offersStream = false;
      this.failures = 0;
      this.running = new AbortController();
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
      const { failures } = this;
      return { kind: "failed", failures, retryAfter };
    }
    async read(response) {
      const { headers, ok, status } = response;
      if (!ok && ![304, 400, 404].includes(status)) {
        return this.fail(Number(headers.get("Retry-After")) || 0);
      }
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
        const leave = () => {
          clearTimeout(timer);
          resolve();
        };
        if (signal.aborted) leave();
        else signal.addEventListener("abort", leave);
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

  // reader/delivery.js
  var FIRST_GAP = 2;
  var SHORTEST_GAP = 0.2;
  var LONGEST_GAP = 30;
  var LONGEST_REST = 300;
  var REST_WHEN_BLOCKED = 600;
  var STEADY = 60;
  var JITTER = 0.15;
  function jitter(most) {
    return Math.max(SHORTEST_GAP, Math.random() * most);
  }
  function backOff(failures, longest) {
    return jitter(Math.min(2 ** failures, longest));
  }
  var Delivery = class {
    constructor(source, streamUrl, wait, onAnswer) {
      this.source = source;
      this.hasStream = Boolean(streamUrl);
      this.stream = new SharedStream(streamUrl, () => source.cursor, (note) => this.onNote(note));
      this.wait = wait;
      this.onAnswer = onAnswer;
      this.turn = 0;
      this.isAsking = false;
      this.timer = 0;
      this.lostStreams = 0;
      this.restsUntil = 0;
      this.listening = new AbortController();
    }
    start() {
      const { signal } = this.listening;
      document.addEventListener("visibilitychange", () => document.hidden ? this.pause() : this.askNow(), { signal });
      window.addEventListener("online", () => this.askInstead(), { signal });
      window.addEventListener("pageshow", ({ persisted }) => persisted && this.askNow(), { signal });
      window.addEventListener("pagehide", () => this.giveUp(), { signal });
      this.askIn(jitter(Math.min(this.wait, FIRST_GAP)));
    }
    stop() {
      this.listening.abort();
      this.giveUp();
    }
    pause() {
      clearTimeout(this.timer);
      this.stream.close();
    }
    giveUp() {
      this.pause();
      this.turn += 1;
      this.isAsking = false;
      this.source.abort();
    }
    askIn(gap) {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.askNow(), gap * 1e3);
    }
    askInstead() {
      this.stream.close();
      this.askNow();
    }
    async askNow() {
      if (document.hidden || this.isAsking || this.stream.isOpen) return;
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
      else if (!this.stream.isOpen) this.goOn(answer);
      this.onAnswer(answer);
    }
    goOn(answer) {
      if (answer.kind === "failed") {
        const named = answer.retryAfter * (1 + 2 * JITTER * Math.random());
        this.askIn(Math.max(backOff(answer.failures, LONGEST_GAP), named));
      } else if (this.hasStream && this.source.offersStream && !document.hidden && performance.now() >= this.restsUntil) {
        this.stream.open();
      } else {
        const spread = 1 + JITTER * (2 * Math.random() - 1);
        this.askIn(Math.max(this.wait, SHORTEST_GAP) * spread);
      }
    }
    onNote(note) {
      if ("end" in note) this.onEnd(note.end, note.wait ?? 0);
      else if (this.source.lacks(note.from)) this.onEnd("lost", 0);
      else if (note.delta) this.receive(this.source.take(note.delta));
      else this.receive({ kind: "same" });
    }
    onEnd(end, wait) {
      if (end === "gone") {
        this.receive({ kind: "gone" });
        return;
      }
      const lasted = (performance.now() - this.stream.since) / 1e3;
      this.stream.close();
      if (end === "bye") {
        this.askIn(jitter(wait));
        return;
      }
      if (lasted > STEADY) this.lostStreams = 0;
      const before = this.lostStreams;
      this.lostStreams += 1;
      let pause = before && backOff(before + 2, LONGEST_REST);
      if (end === "blocked") pause = REST_WHEN_BLOCKED;
      this.restsUntil = performance.now() + pause * 1e3;
      this.askIn(backOff(before, Math.min(this.wait, LONGEST_GAP)));
    }
  };

  // reader/announcer.js
  var GAP = 2e4;
  var SPOKEN_ONLY = "liveconflict-visually-hidden";
  var Announcer = class {
    constructor(region) {
      this.region = region;
      this.isShowing = false;
      this.lastAt = -Infinity;
      this.timer = 0;
      this.waiting = "";
      this.news = /* @__PURE__ */ new Map();
      region.classList.add(SPOKEN_ONLY);
    }
    say(text) {
      if (this.isShowing) return;
      if (!text) this.write("", false);
      this.wait(text, false);
    }
    tell(news) {
      news.forEach(([thing, text]) => this.news.set(thing, text));
      if (news.length && !this.isShowing) this.wait(this.waiting, false);
    }
    show(text) {
      this.isShowing = true;
      this.wait(text, true);
    }
    clear() {
      this.isShowing = false;
      this.write("", false);
      this.wait("", false);
    }
    wait(text, isShown) {
      clearTimeout(this.timer);
      this.waiting = text;
      const put = () => this.put(isShown);
      const rest = this.lastAt + GAP - performance.now();
      const isNews = this.news.size && !isShown;
      if ((text || isNews) && rest > 0) {
        this.timer = window.setTimeout(put, rest);
      } else put();
    }
    put(isShown) {
      const news = isShown ? [] : [...this.news.values()];
      if (!isShown) this.news.clear();
      const text = [...news, this.waiting].filter(Boolean).join(" ");
      this.waiting = "";
      if (this.write(text, isShown) && text) this.lastAt = performance.now();
    }
    write(text, isShown) {
      this.region.classList.toggle(SPOKEN_ONLY, !isShown);
      if (this.region.textContent === text) return false;
      this.region.textContent = text;
      return true;
    }
  };

  // reader/claims.js
  var CARD = "[data-claim-id]";
  var MARK = "liveconflict-claim__changed";
  function getWords(card, part) {
    const element = card.querySelector(`.liveconflict-claim__${part}`);
    return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  }
  var ClaimWatch = class {
    constructor(texts) {
      this.texts = texts;
      this.told = /* @__PURE__ */ new Map();
      this.news = /* @__PURE__ */ new Map();
    }
    compare(before, after) {
      const known = /* @__PURE__ */ new Map();
      const shown = before.querySelectorAll(CARD);
      shown.forEach((card) => known.set(card.dataset.claimId ?? "", card));
      const fresh = after.querySelectorAll(CARD);
      fresh.forEach((card) => {
        const { claimId: id = "", claimStatus: status = "" } = card.dataset;
        const old = known.get(id);
        if (!old) return;
        const isChanged = old.dataset.claimStatus !== status;
        if (isChanged || old.querySelector(`.${MARK}`)) this.mark(card);
        if (isChanged && this.told.get(id) !== status) {
          this.told.set(id, status);
          const words = [getWords(card, "word"), getWords(card, "statement")];
          this.news.set(id, words.filter(Boolean).join(": "));
        }
      });
    }
    mark(card) {
      card.classList.add("liveconflict-claim--changed");
      const mark = document.createElement("span");
      mark.className = MARK;
      mark.textContent = this.texts.get("claim_changed");
      card.querySelector(".liveconflict-claim__status")?.append(" ", mark);
    }
    takeNews() {
      const lead = this.texts.get("claim_changed");
      const news = [...this.news];
      this.news.clear();
      return news.map(([id, words]) => [`claim ${id}`, `${lead}. ${words}`]);
    }
  };

  // reader/held_updates.js
  var HeldUpdates = class extends Map {
    release() {
      const released = [...this.values()];
      this.clear();
      return released.sort((one, other) => other.ordinal - one.ordinal);
    }
  };

  // reader/place.js
  var BLOCKS = "h1, h2, h3, p, li, blockquote, figcaption, summary, img";
  function getMarks(owner, selector) {
    return [...owner.querySelectorAll(selector)].map((element) => ({ element, owner, box: element.getBoundingClientRect() })).filter(({ box }) => box.height && box.bottom > 0 && box.top < window.innerHeight);
  }
  function takeMarks(root) {
    const updates = getMarks(root, "[data-liveconflict-updates] [data-update-id]");
    if (!updates.length) return getMarks(root, BLOCKS);
    return updates.flatMap(({ element, box }) => {
      const mark = { element, owner: element, box };
      const blocks = getMarks(element, BLOCKS);
      return box.top < 0 ? [...blocks, mark] : [mark, ...blocks];
    });
  }
  function findAgain(root, { element, owner }) {
    if (element.isConnected) return element;
    const fresh = document.getElementById(owner.id) ?? root;
    if (element === owner) return fresh;
    return [...fresh.querySelectorAll(element.tagName)].find((other) => other.textContent === element.textContent);
  }
  function keepPlace(root, change) {
    const scroller = document.documentElement;
    const marks = takeMarks(root);
    scroller.style.setProperty("overflow-anchor", "none");
    change();
    for (const mark of marks) {
      const element = findAgain(root, mark);
      if (element) {
        const top = element.getBoundingClientRect().top - mark.box.top;
        if (top) scroller.scrollBy({ top, behavior: "instant" });
        break;
      }
    }
    scroller.style.removeProperty("overflow-anchor");
  }

  // reader/replacing.js
  var FOCUSABLE = "a[href], button, summary, input, [tabindex]";
  function focusHeading(update) {
    const heading = update?.querySelector("h2, h3");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  function findTwin(before, after, element) {
    const isTwin = ({ tagName, textContent }) => tagName === element.tagName && textContent === element.textContent;
    const index = [...before.querySelectorAll(FOCUSABLE)].filter(isTwin).indexOf(element);
    return [...after.querySelectorAll(FOCUSABLE)].filter(isTwin)[index];
  }
  function restoreFocus(before, after, focused) {
    const twin = findTwin(before, after, focused);
    if (twin instanceof HTMLElement) twin.focus({ preventScroll: true });
    else focusHeading(after);
  }
  function replace(before, after) {
    if (before.isEqualNode(after)) return false;
    before.querySelectorAll("details[open] > summary").forEach((summary) => {
      const details = findTwin(before, after, summary)?.parentElement;
      if (details instanceof HTMLDetailsElement) details.open = true;
    });
    const focused = document.activeElement;
    const hadFocus = before.contains(focused);
    before.replaceWith(after);
    if (focused && hadFocus) restoreFocus(before, after, focused);
    return true;
  }
  function remove(update) {
    const neighbour = update.nextElementSibling ?? update.previousElementSibling;
    const hadFocus = update.contains(document.activeElement);
    update.remove();
    if (hadFocus) focusHeading(neighbour);
    return true;
  }

  // reader/texts.js
  var Texts = class {
    constructor(json, language) {
      this.texts = JSON.parse(json);
      this.language = language || "en";
      this.pluralRules = new Intl.PluralRules(this.language);
    }
    get(key, time = "") {
      return (this.texts[key] ?? "").replace("{time}", time);
    }
    plural(key, count) {
      const forms = this.texts[key] ?? {};
      const form = forms[this.pluralRules.select(count)] ?? forms.other ?? "";
      return form.replace("{n}", String(count));
    }
    time(date) {
      return date.toLocaleTimeString(this.language, { timeStyle: "short", hourCycle: "h23" });
    }
  };

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
  function parseElement(html) {
    return parseFragment(html).firstElementChild;
  }

  // reader/update_list.js
  function getOrdinal(update) {
    return Number(update.dataset.ordinal);
  }
  var UpdateList = class {
    constructor(container) {
      this.container = container;
    }
    getAll() {
      return Array.from(this.container.querySelectorAll("[data-update-id]"));
    }
    find(id) {
      return this.getAll().find(({ dataset }) => dataset.updateId === String(id));
    }
    getOldest() {
      return this.getAll().map(getOrdinal).pop() ?? 0;
    }
    insert(update) {
      const comesAfter = (other) => getOrdinal(other) < getOrdinal(update);
      const next = this.getAll().find(comesAfter);
      if (next) next.before(update);
      else this.container.prepend(update);
    }
  };

  // reader/open_page.js
  var FAILURES_UNTIL_NOTICE = 3;
  var OpenPage = class {
    constructor(root) {
      this.root = root;
      this.list = new UpdateList(this.find("updates") ?? root);
      this.held = new HeldUpdates();
      this.texts = new Texts(root.dataset.texts || "{}", root.lang);
      this.claims = new ClaimWatch(this.texts);
      this.announcer = new Announcer(this.find("status") ?? document.createElement("p"));
      this.button = this.find("show") ?? document.createElement("button");
      this.lastChecked = /* @__PURE__ */ new Date();
      this.isLost = false;
      this.heldBefore = 0;
    }
    find(name) {
      return this.root.querySelector(`[data-liveconflict-${name}]`);
    }
    showFocus() {
      const update = this.list.find(this.root.dataset.focus ?? "");
      const [navigation] = performance.getEntriesByType("navigation");
      if (update && navigation?.type === "navigate") this.goTo(update);
    }
    receive(answer) {
      const { kind } = answer;
      if (kind === "failed") {
        if (answer.failures === FAILURES_UNTIL_NOTICE) this.setLost(true);
      } else {
        this.lastChecked = /* @__PURE__ */ new Date();
        if (this.isLost) this.setLost(false);
        if ("delta" in answer) this.apply(answer.delta);
        if (kind === "gone") this.held.clear();
        this.updateButton();
        if (LAST.includes(kind)) this.finish(kind);
      }
      this.emit("checked", { kind });
    }
    finish(kind) {
      const text = this.texts.get(kind);
      const isOver = kind === "gone" || kind === "halted";
      if (isOver) this.announcer.show(text);
      else this.announcer.say(text);
      const link = this.find("reload");
      if (link) link.hidden = kind !== "reload" && kind !== "halted";
      this.emit(kind);
    }
    apply({ updates = [], blog }) {
      keepPlace(this.root, () => {
        updates.sort((one, other) => one.ordinal - other.ordinal).forEach((update) => this.applyUpdate(update));
        if (blog) this.applyBlog(blog);
      });
      this.announcer.tell(this.claims.takeNews());
    }
    applyUpdate(update) {
      const { id, ordinal, state, html } = update;
      const shown = this.list.find(id);
      const isNews = this.root.dataset.mode === "newest" && ordinal > this.list.getOldest();
      if (shown) {
        const isChanged = html ? this.replace(shown, parseElement(html)) : remove(shown);
        if (isChanged) this.emit("update", { id, state });
      } else if (state !== "live") {
        this.held.delete(id);
      } else if (isNews || this.held.has(id)) {
        this.held.set(id, update);
      }
    }
    applyBlog({ state, parts = {} }) {
      this.root.dataset.state = state;
      Object.entries(parts).forEach(([name, html]) => {
        const part = this.find(`part="${name}"`);
        if (!part) return;
        const fresh = part.cloneNode();
        fresh.append(parseFragment(html));
        this.replace(part, fresh);
      });
    }
    replace(before, after) {
      this.claims.compare(before, after);
      return replace(before, after);
    }
    updateButton() {
      const { button, held, texts } = this;
      const before = this.heldBefore;
      const count = held.size;
      if (count === before) return;
      this.heldBefore = count;
      button.hidden = !count;
      button.textContent = texts.plural("new_updates", count);
      if (count > before) this.announcer.say(texts.plural("status_new", count));
      else if (!count) this.announcer.say("");
      this.emit("held", { count });
    }
    showHeld() {
      const released = this.held.release();
      const updates = released.map(({ html }) => parseElement(html ?? ""));
      keepPlace(this.root, () => updates.forEach((update) => this.list.insert(update)));
      if (updates[0]) this.goTo(updates[0]);
      this.updateButton();
      this.emit("shown", { ids: released.map(({ id }) => id) });
    }
    goTo(update) {
      focusHeading(update);
      update.scrollIntoView({ behavior: "instant" });
    }
    setLost(isLost) {
      const { announcer, lastChecked, texts } = this;
      this.isLost = isLost;
      if (isLost) {
        announcer.show(texts.get("connection_lost", texts.time(lastChecked)));
      } else {
        announcer.clear();
        announcer.say(texts.get("connection_back"));
      }
      this.emit("connection", { lost: isLost });
    }
    onClick(event) {
      const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
      const control = target.closest("a, button");
      const opensElsewhere = button || altKey || ctrlKey || metaKey || shiftKey;
      if (!(control instanceof HTMLElement) || opensElsewhere) return;
      const { liveconflictShow, liveconflictRefresh, liveconflictLink } = control.dataset;
      const update = this.list.find(liveconflictLink ?? "");
      if (liveconflictShow !== void 0) {
        this.showHeld();
      } else if (liveconflictRefresh !== void 0) {
        event.preventDefault();
        window.location.reload();
      } else if (update) {
        event.preventDefault();
        window.location.hash = update.id;
        focusHeading(update);
      }
    }
    emit(name, detail) {
      this.root.dispatchEvent(new CustomEvent(`liveconflict:${name}`, { bubbles: true, detail }));
    }
  };

  // reader/element.js
  var DEFAULT_WAIT = 5;
  var LiveconflictBlog = class extends HTMLElement {
    connectedCallback() {
      const page = new OpenPage(this);
      page.showFocus();
      this.page = page;
      this.addEventListener("click", this);
      const { changesUrl, cursor, mode, state, streamUrl, wait } = this.dataset;
      if (!changesUrl || mode === "preview" || state === "ended") return;
      const source = new DeltaSource(changesUrl, cursor ?? "0", (url, options) => this.fetch(url, options));
      this.delivery = new Delivery(source, streamUrl ?? "", Number(wait) || DEFAULT_WAIT, (answer) => page.receive(answer));
      this.delivery.start();
    }
    disconnectedCallback() {
      this.delivery?.stop();
    }
    handleEvent(event) {
      this.page?.onClick(event);
    }
    fetch(url, options) {
      return window.fetch(url, options);
    }
  };

  // reader/passing.js
  var LONGEST_WAIT = 2 ** 31 - 1;
  var LiveconflictPassing = class extends HTMLElement {
    connectedCallback() {
      this.check();
    }
    disconnectedCallback() {
      clearTimeout(this.timer);
    }
    check() {
      const left = Date.parse(this.dataset.until ?? "") - Date.now();
      this.hidden = left <= 0;
      if (left > 0) {
        this.timer = setTimeout(() => this.check(), Math.min(left, LONGEST_WAIT));
      }
    }
  };

  // reader/index.js
  var ELEMENTS = [["liveconflict-passing", LiveconflictPassing], ["liveconflict-blog", LiveconflictBlog]];
  ELEMENTS.forEach(([name, element]) => {
    if (!customElements.get(name)) customElements.define(name, element);
  });
})();
