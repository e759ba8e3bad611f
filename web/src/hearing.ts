// For what shows something that changes elsewhere.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** While its component is on the page, each `change` of the source is heard: the component is drawn
 * again, or does what it says instead.
 */
export class Hearing implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly source: EventTarget,
    private readonly heard: () => void = () => host.requestUpdate(),
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.source.addEventListener('change', this.heard);
  }

  hostDisconnected(): void {
    this.source.removeEventListener('change', this.heard);
  }
}
