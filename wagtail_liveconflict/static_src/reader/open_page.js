/** What an answer of the server does to a page that a reader has open. */
import { Announcer } from './announcer.js';
import { LAST } from './delta.js';
import { recall } from './memory.js';
import { keepPlace } from './place.js';
import { focusHeading, replace } from './replacing.js';
import { Texts } from './texts.js';
import { parseFragment } from './trusted_html.js';
import { UpdateList } from './update_list.js';

/** @typedef {import('./delta.js').Answer} Answer */
/** @typedef {import('./delta.js').ChangedUpdate} ChangedUpdate */
/** @typedef {import('./delta.js').Delta} Delta */
/** @typedef {import('./delta.js').DeltaSource} DeltaSource */
/** @typedef {typeof import('./tools.js')} Tools */

const FAILURES_UNTIL_NOTICE = 3;

export class OpenPage {
  /**
   * @param {HTMLElement} root
   * @param {DeltaSource} source
   * @param {() => Promise<Tools>} loadTools what can wait until the page stands
   */
  constructor(root, source, loadTools) {
    const { order, texts } = root.dataset;
    this.root = root;
    this.source = source;
    this.loadTools = loadTools;
    this.list = new UpdateList(this.find('updates') ?? root, order === 'oldest');
    /**
     * Updates that have arrived and wait behind the button, by id: always in their
     * latest form, since they may be edited or withdrawn before anyone has seen them.
     * @type {Map<number, ChangedUpdate>}
     */
    this.held = new Map();
    this.texts = new Texts(texts || '{}', root.lang);
    this.announcer = new Announcer(
      this.find('status') ?? document.createElement('button'),
    );
    this.button = this.find('show') ?? document.createElement('button');
    this.lastChecked = Date.now();
    this.isLost = false;
    this.heldBefore = 0;
    this.ticking = 0;
    // The reader's switches that are on.
    this.on = new Set(recall('on').split(' ').filter(Boolean));
    /** @type {Tools | undefined} */
    this.tools = undefined;
    /** @type {import('./claims.js').ClaimWatch | undefined} */
    this.claims = undefined;
  }

  start() {
    this.announcer.setPaused(this.on.has('pause'));
    this.showFocus();
    // Where it does not come, what it adds is missing, and nothing else.
    this.begin().catch(() => {});
  }

  async begin() {
    const tools = await this.loadTools();
    this.tools = tools;
    tools.begin(this);
  }

  stop() {
    clearInterval(this.ticking);
  }

  /**
   * @param {string} name
   * @returns {HTMLElement | null}
   */
  find(name) {
    return this.root.querySelector(`[data-liveconflict-${name}]`);
  }

  /** On an update's own address the reader has come for that update. */
  showFocus() {
    const update = this.list.find(this.root.dataset.focus ?? '');
    // Going back or reloading, the browser knows the reader's place.
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (
      performance.getEntriesByType('navigation')
    );
    if (update && navigation?.type === 'navigate') this.goTo(update);
  }

  /** @param {Answer} answer */
  receive(answer) {
    const { kind } = answer;
    if (kind === 'failed') {
      if (answer.failures === FAILURES_UNTIL_NOTICE) this.setLost(true);
    } else {
      this.lastChecked = this.source.getNow() || Date.now();
      if (this.isLost) this.setLost(false);
      if ('delta' in answer) this.apply(answer.delta);
      // What waits unseen of a page that was taken back must not appear any more.
      if (kind === 'gone') this.held.clear();
      this.bringUp();
      if (LAST.includes(kind)) this.finish(kind);
    }
    this.emit('checked', { kind });
  }

  /** @param {string} kind */
  finish(kind) {
    const text = this.texts.get(kind);
    // The end is also in the head of the page; a message over it would stay on.
    const isOver = kind === 'gone' || kind === 'halted';
    this.announcer[isOver ? 'show' : 'say'](text);
    const link = this.find('reload');
    if (link) link.hidden = kind === 'gone' || kind === 'ended';
    this.emit(kind);
  }

  /** Have what has come and what time it is seen, unless the reader wants a rest. */
  bringUp() {
    const { held, on, texts } = this;
    const { size } = held;
    if (size && on.has('at_once') && !on.has('pause')) {
      this.insertHeld();
      this.setButton(0);
      this.announcer.say(texts.plural('status_new', size));
    } else this.updateButton();
    this.tick();
  }

  tick() {
    this.tools?.tick(this);
  }

  /** @param {Delta} delta */
  apply({ updates = [], blog }) {
    // To measure where everything stands takes time.
    if (!updates.length && !blog) return;
    keepPlace(this.root, () => {
      updates
        .sort((one, other) => one.ordinal - other.ordinal)
        .forEach((update) => this.applyUpdate(update));
      this.list.putDays();
      if (blog) this.applyBlog(blog);
    });
    this.announcer.tell(this.claims?.takeNews() ?? []);
  }

  /** @param {ChangedUpdate} update */
  applyUpdate(update) {
    const { id, ordinal, state, html } = update;
    const shown = this.list.find(id);
    const isNews =
      this.root.dataset.mode === 'newest' && ordinal > this.list.getOldest();
    if (shown) {
      const isChanged = html
        ? this.replace(shown, this.parseUpdate(html))
        : this.list.remove(shown);
      if (isChanged) this.emit('update', { id, state });
    } else if (state !== 'live') {
      // Taken back before it was seen: there is nothing to tell.
      this.held.delete(id);
    } else if (isNews || this.held.has(id)) {
      this.held.set(id, update);
    }
  }

  /** @param {NonNullable<Delta['blog']>} blog */
  applyBlog({ state, parts = {} }) {
    this.root.dataset.state = state;
    Object.entries(parts).forEach(([name, html]) => {
      const part = this.find(`part="${name}"`);
      if (!part) return;
      const fresh = /** @type {HTMLElement} */ (part.cloneNode());
      fresh.append(this.parse(html));
      this.replace(part, fresh);
    });
  }

  /**
   * @param {Element} before
   * @param {Element} after
   * @returns {boolean} whether anything is another now
   */
  replace(before, after) {
    // First: what the reader's browser has added has to compare equal.
    this.tools?.carryOver(this, before, after);
    return replace(before, after);
  }

  /** @param {string} html */
  parse(html) {
    const fragment = parseFragment(html);
    // What is the same has to compare equal to what is on the page.
    if (this.on.has('own_zone')) {
      this.tools?.putZone(fragment, true, this.texts.language);
    }
    return fragment;
  }

  /** @param {string} html */
  parseUpdate(html) {
    return /** @type {HTMLElement} */ (this.parse(html).firstElementChild);
  }

  updateButton() {
    const { announcer, held, heldBefore, on, texts } = this;
    const { size } = held;
    if (on.has('pause') && size > heldBefore) return;
    this.setButton(size);
    // Fewer, since one was withdrawn, is nothing to interrupt anyone for.
    if (size > heldBefore) announcer.say(texts.plural('status_new', size));
    else if (heldBefore && !size) announcer.say('');
  }

  /** @param {number} count */
  setButton(count) {
    const { button, heldBefore, texts } = this;
    if (count === heldBefore) return;
    this.heldBefore = count;
    button.hidden = !count;
    button.textContent = texts.plural('new_updates', count);
    this.emit('held', { count });
  }

  /** @returns {HTMLElement | undefined} the first that waited, as it now stands */
  insertHeld() {
    const released = [...this.held.values()].sort(
      (one, other) => other.ordinal - one.ordinal,
    );
    this.held.clear();
    const updates = released.map(({ html }) => this.parseUpdate(html ?? ''));
    keepPlace(this.root, () => {
      updates.forEach((update) => this.list.insert(update));
      this.list.cut(Number(this.root.dataset.limit));
      this.list.putDays();
    });
    this.emit('shown', { ids: released.map(({ id }) => id) });
    return this.list.getAll().find((update) => updates.includes(update));
  }

  showHeld() {
    const first = this.insertHeld();
    if (first) this.goTo(first);
    // Only now: hiding the button that has the focus would lose the focus.
    this.updateButton();
    this.tick();
  }

  /** @param {HTMLElement} update */
  goTo(update) {
    focusHeading(update);
    update.scrollIntoView({ behavior: 'instant' });
  }

  /** @param {boolean} isLost */
  setLost(isLost) {
    const { announcer, lastChecked, texts } = this;
    this.isLost = isLost;
    if (isLost) {
      announcer.show(texts.get('connection_lost', texts.time(lastChecked)));
    } else {
      announcer.clear();
      announcer.say(texts.get('connection_back'));
    }
    this.emit('connection', { lost: isLost });
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
    const control = /** @type {Element} */ (target).closest('a, button');
    const opensElsewhere = button || altKey || ctrlKey || metaKey || shiftKey;
    if (!(control instanceof HTMLElement) || opensElsewhere) return;
    if ('liveconflictShow' in control.dataset) this.showHeld();
    else this.tools?.press(this, control, event);
  }

  /**
   * @param {string} name
   * @param {object} [detail]
   */
  emit(name, detail) {
    this.root.dispatchEvent(
      new CustomEvent(`liveconflict:${name}`, { bubbles: true, detail }),
    );
  }
}
