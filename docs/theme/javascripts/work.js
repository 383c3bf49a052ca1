/** Long work, in pieces that leave the page time to answer. */

// How long it may keep the page waiting, in milliseconds.
const PIECE = 8;

/**
 * Run a generator to its end. Work shorter than a piece is done at once.
 *
 * @template Result
 * @param {Generator<number, Result, void>} steps yields the share that is done
 * @param {AbortSignal} signal ends the work
 * @param {(share: number) => void} [progress] called between pieces
 * @returns {Promise<Result|undefined>} undefined if it was ended
 */
export async function finish(steps, signal, progress) {
  let until = performance.now() + PIECE;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    progress?.(step.value);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
    until = performance.now() + PIECE;
  }
}
