// The summit as this page knows it: one socket that everything arrives by, one place where it
// is kept, and one way to ask for something. Components only draw what stands here.
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { Backoff, pause } from './backoff.js';
import { readable } from './clean.js';
import type {
  Captions, Change, CommandName, Commands, Localized, Reactions, Role, Sections, Snapshot, Source, Words, You,
} from './generated/summit.js';
import { Hearing } from './hearing.js';
import { currentLanguage, learnRefusals } from './i18n.js';
import { Refusal, authorization, problemFrom, problemOf, room, token, type Problem } from './session.js';

const SILENCE_MS = 25_000; // the server speaks at least every 10 s
const QUIET_MS = 12_000; // so long, and a page that was asleep does not trust its socket
const BLOCKED_TRIES = 2;
const KNOCK_MS = 4000; // when one who may not enter asks whether they may now; ever later, up to
const KNOCK_LONGEST_MS = 20_000;
const TRIES = 6; // of a command that the server or the network could not take
const NOT_ALLOWED = 4403;

/** What is seen in a slot of the room's stage. */
export interface StageSlot {
  /** Empty: on the stage and heard, and not shown by the layout. */
  slot: string;
  person: string;
  source: Source;
  name: string;
  audio: boolean;
  video: boolean;
  audioMuted: boolean;
  videoMuted: boolean;
  standby: boolean;
}

/** The media room: who publishes, in which slot. */
export interface RoomState {
  title: string;
  layout: string;
  /** The slate is up instead of the stage. */
  hold: boolean;
  stage: StageSlot[];
  /** Who waits to come on; for those who may see them. */
  green: StageSlot[];
  viewers: number;
  you: { person: string; role: string; name: string };
}

/** How well a publisher arrives at the server, over the last second. The desk is told. */
export interface Health {
  person: string;
  source: 'camera' | 'screen';
  rate_kbps: number;
  loss_permille: number;
  video_age_ms: number;
}

/** What a command has made happen: the event's name, and its fields. */
export type CommandEvent = { event: string; sequence: number; at_ms?: number } & Record<string, unknown>;

type Fields = Record<string, unknown>;

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function parseSlots(value: unknown): StageSlot[] {
  return (Array.isArray(value) ? value.map(asFields) : []).map((seat) => ({
    slot: asText(seat.slot),
    person: asText(seat.person),
    source: seat.source === 'screen' ? 'screen' : 'camera',
    name: readable(asText(seat.name)),
    audio: seat.audio === true,
    video: seat.video === true,
    audioMuted: seat.audio_muted === true,
    videoMuted: seat.video_muted === true,
    standby: seat.standby === true,
  }));
}

function parseState(message: Fields): RoomState {
  const you = asFields(message.you);
  return {
    title: asText(message.title),
    layout: asText(message.layout),
    hold: message.hold === true,
    stage: parseSlots(message.stage),
    green: parseSlots(message.green),
    viewers: typeof message.viewers === 'number' ? message.viewers : 0,
    you: { person: asText(you.person), role: asText(you.role), name: readable(asText(you.name)) },
  };
}

/** Events: `change`, after whatever has changed here; `back`, when the server was lost and is
 * there again; `reactions` (detail: Reactions), what the room did in the last second; `refused`
 * (detail: Refusal), why a word was not heard.
 */
export class Summit extends EventTarget {
  readonly sections: Partial<Sections> = {};
  you?: You;
  role?: Role;
  /** The room's id in the summit; 0 for who came with a token and is no person of a summit. */
  room = 0;
  roomState?: RoomState;
  health: readonly Health[] = [];
  /** How many people and delegations are in the room. */
  presence?: { people: number; locations: number };
  /** Of the language that is read here; undefined: none are, or nobody has written any. */
  captions?: Captions;
  /** In which languages captions are written in this room. */
  captionLanguages: readonly string[] = [];
  connection: 'connecting' | 'live' | 'lost' = 'connecting';
  /** Why one may not be here (now): the server's sentence is its `detail`. */
  refusal?: Refusal;
  /** The server answers, and no socket opens: something on the way blocks it. */
  isBlocked = false;
  private captionLanguage = '';
  private sequence = 0;
  private clockOffsetMs = 0;
  private socket?: WebSocket;
  private readonly backoff = new Backoff();
  private silence = 0;
  private knock = 0;
  private knockMs = KNOCK_MS;
  private wasLive = false;
  private heardAt_ms = 0; // by the device's clock, which goes on while it sleeps
  private blockedTries = 0;

  constructor() {
    super();
    addEventListener('online', () => this.openAnew());
    addEventListener('pageshow', ({ persisted }) => persisted && this.openAnew());
    document.addEventListener('visibilitychange', () => {
      const isAwake = document.visibilityState === 'visible';
      if (isAwake && Date.now() - this.heardAt_ms > QUIET_MS) this.openAnew();
    });
  }

  /** Connect, and stay connected until the page is closed. */
  open(): void {
    clearTimeout(this.knock);
    const scheme = location.protocol === 'http:' ? 'ws' : 'wss';
    const since = this.sequence > 0 ? `?since=${this.sequence}` : '';
    const protocols = token ? ['plenary.v1', `bearer.${token}`] : ['plenary.v1'];
    const socket = new WebSocket(`${scheme}://${location.host}/live/${room}${since}`, protocols);
    let wasOpen = false;
    this.socket = socket;
    socket.onopen = () => {
      wasOpen = true;
      this.captionLanguages = [];
      if (this.captionLanguage) this.readCaptions(this.captionLanguage);
    };
    socket.onmessage = (event) => this.hear(socket, String(event.data));
    socket.onclose = (event) => this.lose(socket, wasOpen, event.code === NOT_ALLOWED);
    this.listenOn();
  }

  may(command: CommandName): boolean {
    return this.you?.may?.includes(command) ?? false;
  }

  /** Milliseconds since 1970 by the server's clock. */
  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  /** Say something that is not kept, such as a reaction; false, and not said, while there is no socket. */
  send(message: Fields): boolean {
    const isOpen = this.socket?.readyState === WebSocket.OPEN;
    if (isOpen) this.socket?.send(JSON.stringify(message));
    return isOpen;
  }

  /** A word of the summit's table, said in the same way. */
  say<K extends keyof Words>(word: K, fields: Words[K]): boolean {
    return this.send({ [word]: fields });
  }

  /** Read the captions of that language from now on; '': none. */
  readCaptions(language: string): void {
    this.captionLanguage = language;
    this.captions = undefined;
    this.say('read_captions', { language });
    this.changed();
  }

  private async tellRefused(answer: Fields): Promise<void> {
    const { code, detail, grounds } = problemFrom(answer);
    await learnRefusals();
    this.dispatchEvent(new CustomEvent<Refusal>('refused', { detail: new Refusal(code, detail, grounds) }));
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  private listenOn(): void {
    clearTimeout(this.silence);
    this.heardAt_ms = Date.now();
    this.silence = setTimeout(() => this.openAnew(), SILENCE_MS);
  }

  /** The socket may be dead without anybody having been told. */
  private openAnew(): void {
    const { socket } = this;
    if (!socket) return; // it is tried again already
    socket.close();
    this.lose(socket, true, false);
  }

  private hear(socket: WebSocket, data: string): void {
    if (socket !== this.socket) return;
    let message: Fields;
    try {
      message = asFields(JSON.parse(data));
    } catch {
      return;
    }
    this.listenOn();
    switch (message.type) {
      case 'state':
        if (typeof message.now_ms === 'number') this.clockOffsetMs = message.now_ms - Date.now();
        this.roomState = parseState(message);
        this.arrive();
        break;
      case 'snapshot':
        this.replace(message as unknown as Snapshot);
        break;
      case 'change':
        this.merge(message as unknown as Change);
        break;
      case 'you':
        this.you = message as unknown as You;
        break;
      case 'presence':
        this.presence = { people: Number(message.people ?? 0), locations: Number(message.locations ?? 0) };
        break;
      case 'refused':
        void this.leave(message);
        return;
      case 'health':
        this.health = message.sources as Health[];
        break;
      case 'captions':
        if (message.language !== this.captionLanguage) return;
        this.captions = message as unknown as Captions;
        break;
      case 'caption_languages':
        this.captionLanguages = message.languages as string[];
        break;
      case 'answer':
        void this.tellRefused(message);
        return;
      case 'reactions':
        this.dispatchEvent(new CustomEvent<Reactions>('reactions', { detail: message as unknown as Reactions }));
        return;
      default:
        return;
    }
    this.changed();
  }

  /** Before the server closes it says why: it is asked again later whether that still holds. */
  private async leave(message: Fields): Promise<void> {
    await learnRefusals();
    this.refusal = atDoor(problemFrom(message));
    this.changed();
  }

  private arrive(): void {
    this.backoff.reset();
    this.knockMs = KNOCK_MS;
    const isBack = this.connection === 'lost' && this.wasLive;
    this.connection = 'live';
    this.wasLive = true;
    this.refusal = undefined;
    this.isBlocked = false;
    this.blockedTries = 0;
    if (isBack) this.dispatchEvent(new Event('back'));
  }

  private replace(snapshot: Snapshot): void {
    for (const name of Object.keys(this.sections)) delete this.sections[name as keyof Sections];
    Object.assign(this.sections, snapshot.sections);
    this.take(snapshot);
  }

  private merge(change: Change): void {
    const isOther = this.role !== change.role || this.room !== change.room;
    if (isOther || change.since > this.sequence) {
      this.sequence = 0; // something is missing: begin with a snapshot
      this.socket?.close();
      return;
    }
    const { chat_added: added, ...whole } = change.sections;
    Object.assign(this.sections, whole);
    if (added) {
      const chat = this.sections.chat ?? { messages: [] };
      const known = new Set(chat.messages.map((message) => message.id));
      const fresh = added.messages.filter((message) => !known.has(message.id));
      this.sections.chat = { ...chat, messages: [...chat.messages, ...fresh].slice(-CHAT_KEPT) };
    }
    this.take(change);
  }

  private take({ sequence, role, room: id }: Snapshot | Change): void {
    this.sequence = sequence;
    this.role = role;
    this.room = id;
  }

  private lose(socket: WebSocket, wasOpen: boolean, isSentOut: boolean): void {
    if (socket !== this.socket) return;
    this.socket = undefined;
    clearTimeout(this.silence);
    this.connection = 'lost';
    this.changed();
    if (!wasOpen || (isSentOut && !token)) void this.askWhy();
    else this.backoff.schedule(() => this.open());
  }

  /** A browser does not say why a socket was refused; the API does. */
  private async askWhy(): Promise<void> {
    const answer = await (token ? isThere() : whyNot()).catch(() => 'nobody' as const);
    this.isBlocked = answer === undefined && ++this.blockedTries >= BLOCKED_TRIES;
    if (answer && answer !== 'nobody') {
      this.refusal = answer.refusal;
      this.room = answer.room;
      this.changed();
      this.knock = setTimeout(() => this.open(), this.knockMs * (0.75 + Math.random() / 2));
      this.knockMs = Math.min(this.knockMs * 1.2, KNOCK_LONGEST_MS);
    } else {
      this.changed();
      this.backoff.schedule(() => this.open());
    }
  }
}

const CHAT_KEPT = 200; // each costs the page two kilobytes

/** Throws when nobody is there to ask. */
async function isThere(): Promise<undefined> {
  const response = await fetch('/healthz');
  if (!response.ok) throw new Error(`status ${response.status}`);
}

/** Why whom the cookie names may not enter: undefined when they may. Throws when nobody is there to ask. */
async function whyNot(): Promise<{ refusal: Refusal; room: number } | undefined> {
  const ask = (query: string) => fetch(`/api/v1/view${query}`);
  const whole = await ask('');
  if (whole.status === 401) return { refusal: await refusalAtDoor(whole), room: 0 };
  const hasNoSummit = whole.status === 503 && !summit.roomState && (await problemOf(whole)).code === 'no_summit';
  if (hasNoSummit) return { refusal: new Refusal('no-session'), room: 0 };
  if (whole.status === 403) return { refusal: await refusalAtDoor(whole), room: 0 };
  if (!whole.ok) throw new Error(`status ${whole.status}`);
  const { view } = (await whole.json()) as { view: Snapshot };
  const id = view.sections.summit.rooms.find((one) => one.slug === room)?.id;
  if (!id) return { refusal: new Refusal('404'), room: 0 };
  const inRoom = await ask(`?room=${id}`);
  return inRoom.status === 403 ? { refusal: await refusalAtDoor(inRoom), room: id } : undefined;
}

const ENTRY_CODES = ['banned', 'sent_out', 'locked', 'lobby'];

const refusalAtDoor = async (response: Response) => atDoor(await problemOf(response));

/** Where it is a moderator's, its `detail` is the reason that was given. */
function atDoor({ code, detail, grounds }: Problem): Refusal {
  if (code === 'no_session') return new Refusal('no-session', detail, grounds);
  if (!ENTRY_CODES.includes(code)) return new Refusal('entry', detail, grounds);
  return new Refusal(code, readable(String(grounds?.values.given ?? '')), grounds);
}

/** The page's one. */
export const summit = new Summit();

/** For a page that is nothing without the socket, while none opens. */
export function blockedRefusal(): Refusal | undefined {
  return summit.isBlocked && !summit.roomState ? new Refusal('blocked', location.hostname) : undefined;
}

/** Whether the room has a camera or screen of who looks at this page, from whichever page it comes. */
export function isPublishing(source: Source): boolean {
  const { connection, roomState } = summit;
  if (connection !== 'live' || !roomState) return false;
  return [...roomState.stage, ...roomState.green].some((one) => one.person === roomState.you.person && one.source === source);
}

// ---- asking for something ----

function freshKey(): string {
  const bits = crypto.getRandomValues(new Uint8Array(16));
  return [...bits].map((bit) => bit.toString(16).padStart(2, '0')).join('');
}

/** Ask the summit for something. Resolves when it is durable (no events: it was so already);
 * throws a Refusal whose `reason` is the code and whose `detail` is a sentence for the person.
 * Asked again under the same key when the server or the network fails: it is never done twice.
 */
export async function command<K extends CommandName>(name: K, fields: Commands[K]): Promise<CommandEvent[]> {
  const key = freshKey();
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`/api/v1/commands/${name}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        ...authorization,
      },
      body: JSON.stringify(fields),
    }).catch(() => undefined);
    if (response?.ok) return ((await response.json()) as { events: CommandEvent[] }).events;
    const { code, detail, grounds } = response ? await problemOf(response) : { code: 'offline', detail: '' } as Problem;
    const mayPass = !response || response.status === 503 || (response.status === 507 && code !== 'full');
    if (!mayPass || attempt === TRIES) throw new Refusal(code, detail, grounds);
    await pause(Math.max(300 * attempt, Number(response?.headers.get('Retry-After') ?? 0) * 1000));
  }
}

/** Draws its component again whenever the summit has changed. */
export class SummitController extends Hearing {
  constructor(host: ReactiveControllerHost) {
    super(host, summit);
  }
}

// ---- the summit's own words ----

/** The language a text of the summit is read in: the reader's, else the summit's, else any. */
function pick(localized: Localized | undefined): [string, string] | undefined {
  if (!localized) return undefined;
  const wishes = [currentLanguage().code, ...(summit.sections.summit?.languages ?? [])];
  const found = wishes.find((wish) => localized[wish]);
  return found ? [found, localized[found] ?? ''] : Object.entries(localized)[0];
}

/** A text of the summit in the reader's language, or the next best; '' where there is none. */
export function say(localized?: Localized): string {
  return readable(pick(localized)?.[1] ?? '');
}

/** The same for a page: marked with the language it is in, so that it is drawn and read out right. */
export function sayMarked(localized?: Localized): TemplateResult {
  const [language, words] = pick(localized) ?? ['', ''];
  return html`<bdi lang=${language}>${readable(words)}</bdi>`;
}

/** A name somebody gave themselves: it cannot turn around or hide what stands beside it. */
export function isolate(name?: string): TemplateResult {
  return html`<bdi dir="auto">${readable(name ?? '')}</bdi>`;
}
