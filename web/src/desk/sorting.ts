// Putting a list in another order with mouse or finger (SortableJS). The list itself stays Lit's:
// what was dragged goes back to where it was, and the order comes with the next state.
import type { ReactiveController } from 'lit';
import Sortable from 'sortablejs';
import type { DeskPart } from './part.js';

export class Sorting implements ReactiveController {
  /** While something is dragged, nobody else may touch the list. */
  isDragging = false;
  private sortable?: Sortable;
  private list?: Element;
  private home?: { parent: Node; next: Node | null };

  /** `selector` finds the list in the host; `moved` hears from which place to which. */
  constructor(
    private readonly host: DeskPart,
    private readonly selector: string,
    private readonly moved: (from: number, to: number) => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const list = this.host.shadowRoot?.querySelector<HTMLElement>(this.selector) ?? undefined;
    if (list === this.list) return;
    this.sortable?.destroy();
    this.list = list;
    this.sortable = list && Sortable.create(list, {
      handle: '.grip',
      draggable: '.sortable',
      animation: 140,
      delay: 120,
      delayOnTouchOnly: true,
      onStart: ({ item }) => {
        this.isDragging = true;
        this.home = { parent: item.parentNode as Node, next: item.nextSibling };
      },
      onEnd: ({ item, oldDraggableIndex, newDraggableIndex }) => {
        this.home?.parent.insertBefore(item, this.home.next);
        this.isDragging = false;
        this.host.requestUpdate();
        if (oldDraggableIndex !== undefined && newDraggableIndex !== undefined && oldDraggableIndex !== newDraggableIndex) {
          this.moved(oldDraggableIndex, newDraggableIndex);
        }
      },
    });
  }

  hostDisconnected(): void {
    this.sortable?.destroy();
    this.list = undefined;
  }
}

/** The list with one member at another place. */
export function withMoved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
