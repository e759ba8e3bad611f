// When to try again: at once at first, then ever later, never in step with everybody else;
// and at once when the network or the reader comes back.

const FIRST_MS = 250;
const LONGEST_MS = 4000;

export class Backoff {
  private waitMs = FIRST_MS;
  private timer = 0;
  private pending?: () => void;

  /** Run `action` after the next wait; a former one that still waits is forgotten. */
  schedule(action: () => void): void {
    this.cancel();
    this.pending = action;
    this.timer = setTimeout(this.hurry, this.waitMs * (0.5 + Math.random()));
    addEventListener('online', this.hurry);
    document.addEventListener('visibilitychange', this.wake);
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_MS);
  }

  /** It worked: the next failure is tried again quickly. */
  reset(): void {
    this.waitMs = FIRST_MS;
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.pending = undefined;
    removeEventListener('online', this.hurry);
    document.removeEventListener('visibilitychange', this.wake);
  }

  private readonly hurry = (): void => {
    const action = this.pending;
    this.cancel();
    action?.();
  };

  private readonly wake = (): void => {
    if (document.visibilityState === 'visible') this.hurry();
  };
}

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
