// For what shows the time: its component is drawn again every so often.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Ticking implements ReactiveController {
  private timer = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly everyMs = 1000,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = setInterval(() => this.host.requestUpdate(), this.everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
