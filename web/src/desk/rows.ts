// The rows of a long list that are seen of it: all others are not drawn.
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect, type VirtualItem } from '@tanstack/virtual-core';
import type { ReactiveController } from 'lit';
import type { DeskPart } from './part.js';

export class Rows implements ReactiveController {
  private list?: Virtualizer<HTMLElement, HTMLElement>;
  private forget?: () => void;

  /** `selector` finds what scrolls in the host; a row is `px` high; `count` and `idOf` are of all rows, in order. */
  constructor(
    private readonly host: DeskPart,
    private readonly selector: string,
    private readonly px: number,
    private readonly count: () => number,
    private readonly idOf: (i: number) => number | undefined,
  ) {
    host.addController(this);
  }

  /** What is to be drawn, and where. */
  get seen(): VirtualItem[] {
    return this.list?.getVirtualItems() ?? [];
  }

  hostUpdated(): void {
    const options = {
      count: this.count(),
      getScrollElement: () => this.host.shadowRoot?.querySelector<HTMLElement>(this.selector) ?? null,
      estimateSize: () => this.px,
      getItemKey: (i: number) => this.idOf(i) ?? i,
      overscan: 8,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.host.requestUpdate(),
    };
    if (!this.list) {
      this.list = new Virtualizer(options);
      this.forget = this.list._didMount();
    } else if (this.list.options.count !== options.count) {
      this.list.setOptions(options);
    } else {
      return;
    }
    this.list._willUpdate();
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.forget?.();
    this.list = undefined;
  }
}
