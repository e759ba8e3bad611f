// What a video or audio element plays: `<video ${plays(stream)}>`. It is set only when it is another
// stream, for setting the same begins the picture anew; and taken away with the element, for
// browsers keep whatever still plays, though nobody sees it any more.
import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';

class Plays extends AsyncDirective {
  private element?: HTMLMediaElement;
  private stream: MediaStream | null = null;

  render(_stream: MediaStream | undefined): unknown {
    return noChange;
  }

  override update(part: ElementPart, [stream]: [MediaStream | undefined]): unknown {
    this.element = part.element as HTMLMediaElement;
    this.stream = stream ?? null;
    if (this.isConnected) this.set(this.stream);
    return noChange;
  }

  protected override disconnected(): void {
    this.set(null);
  }

  protected override reconnected(): void {
    this.set(this.stream);
  }

  private set(stream: MediaStream | null): void {
    if (this.element && this.element.srcObject !== stream) this.element.srcObject = stream;
  }
}

export const plays = directive(Plays);
