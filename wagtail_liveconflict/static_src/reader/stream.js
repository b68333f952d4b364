/**
 * What only pages load that are offered a stream: when to open it, what to do with
 * what it says, and how to go back to asking when it ends.
 */
import { SharedStream } from './shared_stream.js';

/** @typedef {import('./delivery.js').Delivery} Delivery */
/** @typedef {import('./shared_stream.js').Note} Note */

// Seconds.
const LONGEST_GAP = 30;
// Until a stream is tried again: after some that were lost, and where none gets
// through.
const LONGEST_REST = 300;
const REST_WHEN_BLOCKED = 600;
// A stream that lasted as long was a good one.
const STEADY = 60;

export class Stream extends SharedStream {
  /** @param {Delivery} delivery */
  constructor(delivery) {
    super(
      delivery.streamUrl,
      () => delivery.source.cursor,
      (note) => this.take(note),
    );
    this.delivery = delivery;
    this.lost = 0;
    this.restsUntil = 0;
  }

  /** @returns {boolean} whether it is open now, and nothing has to be asked */
  begin() {
    if (performance.now() < this.restsUntil) return false;
    this.open();
    return true;
  }

  /** @param {Note} note */
  take(note) {
    const { delivery } = this;
    const { source } = delivery;
    if ('end' in note) this.end(note.end, note.wait ?? 0);
    // Another tab is further; a cache may keep this one from getting there at once.
    else if (source.lacks(note.from)) this.end('lost', 0);
    else if (note.delta) delivery.receive(source.take(note.delta));
    // A sign of life says that nothing is new.
    else delivery.receive({ kind: 'same' });
  }

  /**
   * @param {'lost' | 'blocked' | 'bye' | 'gone'} end
   * @param {number} wait seconds
   */
  end(end, wait) {
    const { delivery } = this;
    if (end === 'gone') {
      delivery.receive({ kind: 'gone' });
      return;
    }
    const lasted = (performance.now() - this.since) / 1000;
    this.close();
    if (end === 'bye') {
      delivery.askWithin(wait);
      return;
    }
    if (lasted > STEADY) this.lost = 0;
    const before = this.lost;
    this.lost += 1;
    let pause = before && delivery.backOff(before + 2, LONGEST_REST);
    if (end === 'blocked') pause = REST_WHEN_BLOCKED;
    this.restsUntil = performance.now() + pause * 1000;
    // However many streams were lost, asking is never slower than without them.
    const longest = Math.min(delivery.wait, LONGEST_GAP);
    delivery.askIn(delivery.backOff(before, longest));
  }
}
