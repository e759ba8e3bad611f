// The room's state over a WebSocket: who is on stage, how it is laid out, who I am.
import { Backoff } from './backoff.js';
import { room, token } from './session.js';

const SILENCE_MS = 25_000; // the server speaks at least every 10 s

export interface Seat {
  slot: string;
  person: string;
  name: string;
  audio: boolean;
  video: boolean;
  standby: boolean;
}

export interface RoomState {
  title: string;
  layout: string;
  stage: Seat[];
  viewers: number;
  you: { person: string; role: string; name: string };
}

type Fields = Record<string, unknown>;

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function parseState(message: Fields): RoomState {
  const you = asFields(message.you);
  const stage = Array.isArray(message.stage) ? message.stage.map(asFields) : [];
  return {
    title: asText(message.title),
    layout: asText(message.layout),
    stage: stage.map((seat) => ({
      slot: asText(seat.slot),
      person: asText(seat.person),
      name: asText(seat.name),
      audio: seat.audio === true,
      video: seat.video === true,
      standby: seat.standby === true,
    })),
    viewers: typeof message.viewers === 'number' ? message.viewers : 0,
    you: { person: asText(you.person), role: asText(you.role), name: asText(you.name) },
  };
}

/** Events: `state` (detail: RoomState), `lost`, `back` (after a loss). */
export class Live extends EventTarget {
  private socket?: WebSocket;
  private readonly backoff = new Backoff();
  private silence = 0;
  private wasLost = false;

  open(): void {
    const url = `${location.protocol === 'http:' ? 'ws' : 'wss'}://${location.host}/live/${room}`;
    const socket = new WebSocket(url, token ? ['plenary.v1', `bearer.${token}`] : ['plenary.v1']);
    this.socket = socket;
    socket.onmessage = (event) => this.hear(String(event.data));
    socket.onclose = () => this.lose(socket);
    this.listenOn(socket);
  }

  private listenOn(socket: WebSocket): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      socket.close();
      this.lose(socket);
    }, SILENCE_MS);
  }

  private hear(data: string): void {
    let message: Fields;
    try {
      message = asFields(JSON.parse(data));
    } catch {
      return;
    }
    if (this.socket) this.listenOn(this.socket);
    if (message.type === 'state') {
      this.backoff.reset();
      this.dispatchEvent(new CustomEvent('state', { detail: parseState(message) }));
      if (this.wasLost) {
        this.wasLost = false;
        this.dispatchEvent(new Event('back'));
      }
    }
  }

  private lose(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.socket = undefined;
    clearTimeout(this.silence);
    this.wasLost = true;
    this.dispatchEvent(new Event('lost'));
    this.backoff.schedule(() => this.open());
  }
}
