/** @typedef {import('./delta.js').ChangedUpdate} ChangedUpdate */

/**
 * Updates that have arrived and wait behind the button, by id: always in their
 * latest form, since they may be edited or withdrawn before anyone has seen them.
 * @extends {Map<number, ChangedUpdate>}
 */
export class HeldUpdates extends Map {
  /** @returns {ChangedUpdate[]} newest first; none is held afterwards */
  release() {
    const released = [...this.values()];
    this.clear();
    return released.sort((one, other) => other.ordinal - one.ordinal);
  }
}
