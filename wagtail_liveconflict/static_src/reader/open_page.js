/** What an answer of the server does to a page that a reader has open. */
import { Announcer } from './announcer.js';
import { ClaimWatch } from './claims.js';
import { LAST } from './delta.js';
import { HeldUpdates } from './held_updates.js';
import { keepPlace } from './place.js';
import { focusHeading, remove, replace } from './replacing.js';
import { Texts } from './texts.js';
import { parseElement, parseFragment } from './trusted_html.js';
import { UpdateList } from './update_list.js';

/** @typedef {import('./delta.js').Answer} Answer */
/** @typedef {import('./delta.js').ChangedUpdate} ChangedUpdate */
/** @typedef {import('./delta.js').Delta} Delta */

const FAILURES_UNTIL_NOTICE = 3;

export class OpenPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.list = new UpdateList(this.find('updates') ?? root);
    this.held = new HeldUpdates();
    this.texts = new Texts(root.dataset.texts || '{}', root.lang);
    this.claims = new ClaimWatch(this.texts);
    this.announcer = new Announcer(
      this.find('status') ?? document.createElement('p'),
    );
    this.button = this.find('show') ?? document.createElement('button');
    this.lastChecked = new Date();
    this.isLost = false;
    this.heldBefore = 0;
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
      this.lastChecked = new Date();
      if (this.isLost) this.setLost(false);
      if ('delta' in answer) this.apply(answer.delta);
      // What waits unseen of a page that was taken back must not appear any more.
      if (kind === 'gone') this.held.clear();
      this.updateButton();
      if (LAST.includes(kind)) this.finish(kind);
    }
    this.emit('checked', { kind });
  }

  /** @param {string} kind */
  finish(kind) {
    const text = this.texts.get(kind);
    // The end is also in the head of the page; a message over it would stay on.
    const isOver = kind === 'gone' || kind === 'halted';
    if (isOver) this.announcer.show(text);
    else this.announcer.say(text);
    const link = this.find('reload');
    if (link) link.hidden = kind !== 'reload' && kind !== 'halted';
    this.emit(kind);
  }

  /** @param {Delta} delta */
  apply({ updates = [], blog }) {
    keepPlace(this.root, () => {
      updates
        .sort((one, other) => one.ordinal - other.ordinal)
        .forEach((update) => this.applyUpdate(update));
      if (blog) this.applyBlog(blog);
    });
    this.announcer.tell(this.claims.takeNews());
  }

  /** @param {ChangedUpdate} update */
  applyUpdate(update) {
    const { id, ordinal, state, html } = update;
    const shown = this.list.find(id);
    const isNews =
      this.root.dataset.mode === 'newest' && ordinal > this.list.getOldest();
    if (shown) {
      const isChanged = html
        ? this.replace(shown, parseElement(html))
        : remove(shown);
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
      fresh.append(parseFragment(html));
      this.replace(part, fresh);
    });
  }

  /**
   * @param {Element} before
   * @param {Element} after
   * @returns {boolean} whether anything is another now
   */
  replace(before, after) {
    // First: what was marked already has to compare equal.
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
    button.textContent = texts.plural('new_updates', count);
    // Fewer, since one was withdrawn, is nothing to interrupt anyone for.
    if (count > before) this.announcer.say(texts.plural('status_new', count));
    else if (!count) this.announcer.say('');
    this.emit('held', { count });
  }

  showHeld() {
    const released = this.held.release();
    const updates = released.map(({ html }) => parseElement(html ?? ''));
    keepPlace(this.root, () =>
      updates.forEach((update) => this.list.insert(update)),
    );
    if (updates[0]) this.goTo(updates[0]);
    // Only now: hiding the button that has the focus would lose the focus.
    this.updateButton();
    this.emit('shown', { ids: released.map(({ id }) => id) });
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
    const { liveconflictShow, liveconflictRefresh, liveconflictLink } =
      control.dataset;
    const update = this.list.find(liveconflictLink ?? '');
    if (liveconflictShow !== undefined) {
      this.showHeld();
    } else if (liveconflictRefresh !== undefined) {
      // Following the link could be answered from the browser's own cache.
      event.preventDefault();
      window.location.reload();
    } else if (update) {
      // A link to an update that stands on this page leads to it, not away.
      event.preventDefault();
      window.location.hash = update.id;
      focusHeading(update);
    }
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
