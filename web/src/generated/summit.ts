// Made by script/summit-table from src/summit/summit.table.

/** One text in several languages. */
export type Localized = Record<string, string>;

export type Role = 'viewer' | 'press' | 'delegate' | 'interpreter' | 'speaker' | 'moderator' | 'director';
export type RoomKind = 'plenary' | 'commission' | 'booth';
export type Switch = 'off' | 'on';
export type ItemKind = 'speech' | 'panel' | 'vote' | 'playout' | 'break';
export type ItemStatus = 'planned' | 'running' | 'finished';
export type InvitationStatus = 'issued' | 'opened' | 'revoked';
export type FloorStatus = 'invited' | 'accepted' | 'ready' | 'seated';
export type Source = 'camera' | 'screen';
export type Layout = 'solo' | 'pair' | 'panel' | 'slides_speaker' | 'slides';
export type ChatMode = 'open' | 'slow' | 'off';
export type HandMode = 'arrival' | 'fair';
export type HandStatus = 'raised' | 'called';
export type QuestionStatus = 'asked' | 'accepted' | 'answered_live' | 'answered_in_writing';
export type Anonymity = 'named' | 'anonymous';
export type BallotMode = 'roll_call' | 'secret';
export type Options = 'yes_no_abstain' | 'choice';
export type Majority = 'simple' | 'absolute' | 'two_thirds' | 'three_quarters';
export type MotionStatus = 'draft' | 'open' | 'closed' | 'withdrawn';
export type CaptionState = 'final' | 'partial';
export type Outcome = 'none' | 'carried' | 'rejected' | 'no_quorum';

export interface Summit {
  id: number;
  revision: number;
  /** The summit's name */
  name?: Localized;
  /** IANA name of the host's zone, e.g. Europe/Zurich */
  time_zone?: string;
  /** The languages of the summit, the first one its default */
  languages?: string[];
  /** Whether questions may be asked anonymously */
  anonymous_questions?: Switch;
}

export interface Room {
  id: number;
  revision: number;
  /** The room's name in addresses: lower-case letters, digits, hyphens */
  slug?: string;
  /** What the room is called */
  name?: Localized;
  /** What it is for */
  kind?: RoomKind;
  /** Interpretation languages; none: those of the summit */
  languages?: string[];
  /** Nobody new may enter */
  locked?: Switch;
  /** A moderator admits */
  lobby?: Switch;
  /** Open, slow or off */
  chat_mode?: ChatMode;
  /** In slow mode: one message a person in this time */
  chat_slow_ms?: number;
  /** The message shown above the chat */
  pinned?: number;
  /** arrival: as raised; fair: who has not spoken yet comes first */
  hand_mode?: HandMode;
}

export interface Day {
  id: number;
  revision: number;
  /** What the day is called */
  title?: Localized;
  /** When it begins */
  start_ms?: number;
  /** When it ends */
  end_ms?: number;
}

export interface Item {
  id: number;
  revision: number;
  /** Where it takes place */
  room?: number;
  /** The day it belongs to */
  day?: number;
  /** What it is */
  kind?: ItemKind;
  /** What it is called */
  title?: Localized;
  /** What it is about */
  about?: Localized;
  /** Planned start */
  start_ms?: number;
  /** Planned end */
  end_ms?: number;
  /** Who speaks */
  speakers?: number[];
  /** Languages spoken; none: those of the room */
  languages?: string[];
  /** The file of a playout */
  media?: string;
  /** planned, running or finished */
  status?: ItemStatus;
  /** Its place in the order, from 0 */
  position?: number;
  /** When it began */
  actual_start_ms?: number;
  /** When it ended */
  actual_end_ms?: number;
}

export interface Location {
  id: number;
  revision: number;
  /** The delegation's name */
  name?: string;
  /** ISO 3166-1 alpha-2, upper case */
  country?: string;
  /** Its language */
  language?: string;
  /** IANA name */
  time_zone?: string;
  /** How many people are there */
  head_count?: number;
  /** Voting weight; 0: an observer */
  weight?: number;
  /** The location that votes for it */
  proxy?: number;
}

export interface Person {
  id: number;
  revision: number;
  /** As others see it */
  name?: string;
  /** Office, e.g. Minister of Water */
  title?: string;
  /** What they are here */
  role?: Role;
  /** The delegation they belong to */
  location?: number;
  /** What they hear and read */
  language?: string;
  /** The one room they work in; none: all rooms */
  room?: number;
  /** For the invitation */
  email?: string;
  /** May not come back */
  banned?: Switch;
  /** why */
  ban_reason?: string;
  /** How often they were given the floor */
  spoken_count?: number;
  /** May not write before */
  chat_banned_until_ms?: number;
}

export interface Invitation {
  id: number;
  revision: number;
  /** Whom it invites */
  person?: number;
  /** After this it cannot be opened any more */
  expires_ms?: number;
  /** issued, opened or revoked */
  status?: InvitationStatus;
  /** When the first device opened it */
  opened_ms?: number;
  /** How often another device has tried */
  misuse_count?: number;
}

/** One who is on the stage or on the way to it. */
export interface Seat {
  id: number;
  revision: number;
  /** The room */
  room?: number;
  /** Who */
  person?: number;
  /** Camera or screen */
  source?: Source;
  /** How far they are */
  status?: FloorStatus;
  /** Order on the stage, from 0 */
  position?: number;
  /** Nobody hears them */
  audio_muted?: Switch;
  /** Nobody sees them */
  video_muted?: Switch;
  /** Why; their side shows it */
  mute_reason?: string;
}

export interface Hand {
  id: number;
  revision: number;
  /** The room */
  room?: number;
  /** Who asks for the floor */
  person?: number;
  /** What they will speak */
  language?: string;
  /** About what */
  topic?: string;
  /** raised or called; skipped and lowered ones are gone */
  status?: HandStatus;
  /** Since when */
  raised_ms?: number;
}

export interface Question {
  id: number;
  revision: number;
  /** The room */
  room?: number;
  /** Whether the name is kept */
  anonymity?: Anonymity;
  /** In what language */
  language?: string;
  /** What is asked */
  text?: string;
  /** What became of it; rejected ones are gone */
  status?: QuestionStatus;
  /** The answer in writing */
  answer?: string;
  /** When */
  asked_ms?: number;
}

/** The chat's tail: the oldest make room. */
export interface Message {
  id: number;
  revision: number;
  /** The room */
  room?: number;
  /** Who wrote */
  person?: number;
  /** The language's own chat */
  language?: string;
  /** What */
  text?: string;
  /** When */
  sent_ms?: number;
}

export interface Motion {
  id: number;
  revision: number;
  /** Where it is voted on */
  room?: number;
  /** The item of the programme */
  item?: number;
  /** What it is called */
  title?: Localized;
  /** What is voted on */
  text?: Localized;
  /** What may be chosen */
  options?: Options;
  /** The list to choose from, with options = choice */
  choices?: Localized[];
  /** Open roll-call or secret */
  mode?: BallotMode;
  /** What carries it */
  majority?: Majority;
  /** Of the entitled votes, how many must be present at the close */
  quorum_percent?: number;
  /** draft, open, closed or withdrawn */
  status?: MotionStatus;
  /** When voting began */
  opened_ms?: number;
  /** When it ended */
  closed_ms?: number;
  /** Locations with a vote */
  entitled_count?: number;
  /** and their votes */
  entitled_weight?: number;
  /** Votes present at the close, proxies included */
  present_weight?: number;
  /** What was decided */
  outcome?: Outcome;
}

/** What the director should know of. */
export interface Alert {
  id: number;
  revision: number;
  /** An invitation that a second device tried */
  invitation?: number;
  /** Whose it is */
  person?: number;
  /** When */
  raised_ms?: number;
}

/** The fields of each command. */
export interface Commands {
  summit_edit: {
    name: Localized;
    time_zone: string;
    languages: string[];
    anonymous_questions?: Switch;
    revision?: number;
  };
  room_add: {
    slug: string;
    name: Localized;
    kind?: RoomKind;
    languages?: string[];
  };
  room_edit: {
    room: number;
    slug: string;
    name: Localized;
    kind?: RoomKind;
    languages?: string[];
    revision?: number;
  };
  room_lock: {
    room: number;
    locked: Switch;
  };
  lobby_set: {
    room: number;
    lobby: Switch;
  };
  day_add: {
    title: Localized;
    start_ms: number;
    end_ms: number;
  };
  day_edit: {
    day: number;
    title: Localized;
    start_ms: number;
    end_ms: number;
    revision?: number;
  };
  day_remove: {
    day: number;
  };
  item_add: {
    room: number;
    day?: number;
    kind?: ItemKind;
    title: Localized;
    about?: Localized;
    start_ms: number;
    end_ms: number;
    speakers?: number[];
    languages?: string[];
    media?: string;
  };
  item_edit: {
    item: number;
    room: number;
    day?: number;
    kind?: ItemKind;
    title: Localized;
    about?: Localized;
    start_ms: number;
    end_ms: number;
    speakers?: number[];
    languages?: string[];
    media?: string;
    revision?: number;
  };
  item_remove: {
    item: number;
  };
  item_move: {
    item: number;
    before?: number;
  };
  item_start: {
    item: number;
  };
  item_finish: {
    item: number;
  };
  location_add: {
    name: string;
    country: string;
    language?: string;
    time_zone?: string;
    head_count?: number;
    weight?: number;
  };
  location_edit: {
    location: number;
    name: string;
    country: string;
    language?: string;
    time_zone?: string;
    head_count?: number;
    weight?: number;
    revision?: number;
  };
  location_remove: {
    location: number;
  };
  person_add: {
    name: string;
    title?: string;
    role?: Role;
    location?: number;
    language?: string;
    room?: number;
    email?: string;
  };
  person_edit: {
    person: number;
    name: string;
    title?: string;
    role?: Role;
    location?: number;
    language?: string;
    room?: number;
    email?: string;
    revision?: number;
  };
  person_remove: {
    person: number;
  };
  person_ban: {
    person: number;
    ban_reason?: string;
  };
  person_unban: {
    person: number;
  };
  person_eject: {
    room: number;
    person: number;
    reason?: string;
  };
  invitation_issue: {
    person: number;
    secret_hash: string;
    expires_ms: number;
  };
  invitation_open: {
    secret_hash: string;
    device_hash: string;
  };
  invitation_revoke: {
    invitation: number;
  };
  alert_dismiss: {
    alert: number;
  };
  lobby_knock: {
    room: number;
  };
  lobby_admit: {
    room: number;
    person: number;
  };
  lobby_refuse: {
    room: number;
    person: number;
    reason?: string;
  };
  stage_invite: {
    room: number;
    person: number;
  };
  stage_accept: {
    seat: number;
  };
  stage_decline: {
    seat: number;
  };
  stage_ready: {
    seat: number;
  };
  stage_seat: {
    seat: number;
  };
  stage_unseat: {
    seat: number;
  };
  stage_leave: {
    seat: number;
  };
  stage_share: {
    room: number;
  };
  stage_mute: {
    seat: number;
    audio_muted: Switch;
    video_muted: Switch;
    mute_reason?: string;
  };
  stage_order: {
    room: number;
    seats: number[];
  };
  stage_preview: {
    room: number;
    preview_layout: Layout;
    preview_seats?: number[];
  };
  stage_take: {
    room: number;
  };
  stage_hold: {
    room: number;
    hold: Switch;
    hold_text?: Localized;
  };
  clock_start: {
    room: number;
    person?: number;
    length_ms: number;
    warning_ms?: number;
  };
  clock_stop: {
    room: number;
  };
  hand_raise: {
    room: number;
    language?: string;
    topic?: string;
  };
  hand_lower: {
    hand: number;
  };
  hand_order: {
    room: number;
    hands: number[];
  };
  hand_call: {
    hand: number;
  };
  hand_skip: {
    hand: number;
  };
  hand_mode_set: {
    room: number;
    hand_mode: HandMode;
  };
  question_ask: {
    room: number;
    text: string;
    language?: string;
    anonymity?: Anonymity;
  };
  question_upvote: {
    question: number;
  };
  question_accept: {
    question: number;
  };
  question_reject: {
    question: number;
  };
  question_answer: {
    question: number;
    answer?: string;
  };
  chat_send: {
    room: number;
    language?: string;
    text: string;
  };
  chat_delete: {
    message: number;
  };
  chat_pin: {
    room: number;
    message?: number;
  };
  chat_ban: {
    room: number;
    person: number;
    until_ms: number;
  };
  chat_mode_set: {
    room: number;
    chat_mode: ChatMode;
    chat_slow_ms?: number;
  };
  motion_add: {
    room: number;
    item?: number;
    title: Localized;
    text?: Localized;
    options?: Options;
    choices?: Localized[];
    mode?: BallotMode;
    majority?: Majority;
    quorum_percent?: number;
  };
  motion_edit: {
    motion: number;
    room: number;
    item?: number;
    title: Localized;
    text?: Localized;
    options?: Options;
    choices?: Localized[];
    mode?: BallotMode;
    majority?: Majority;
    quorum_percent?: number;
    revision?: number;
  };
  motion_open: {
    motion: number;
  };
  motion_close: {
    motion: number;
  };
  motion_withdraw: {
    motion: number;
  };
  ballot_cast: {
    motion: number;
    location?: number;
    choice: number;
  };
  proxy_give: {
    location?: number;
    proxy: number;
  };
  proxy_revoke: {
    location?: number;
  };
}

export type CommandName = keyof Commands;

/** Who may send what. */
export const may: Record<CommandName, readonly Role[]> = {
  summit_edit: ['director'],
  room_add: ['director'],
  room_edit: ['director'],
  room_lock: ['director', 'moderator'],
  lobby_set: ['director', 'moderator'],
  day_add: ['director', 'moderator'],
  day_edit: ['director', 'moderator'],
  day_remove: ['director', 'moderator'],
  item_add: ['director', 'moderator'],
  item_edit: ['director', 'moderator'],
  item_remove: ['director', 'moderator'],
  item_move: ['director', 'moderator'],
  item_start: ['director', 'moderator'],
  item_finish: ['director', 'moderator'],
  location_add: ['director', 'moderator'],
  location_edit: ['director', 'moderator'],
  location_remove: ['director'],
  person_add: ['director', 'moderator'],
  person_edit: ['director', 'moderator'],
  person_remove: ['director'],
  person_ban: ['director', 'moderator'],
  person_unban: ['director', 'moderator'],
  person_eject: ['director', 'moderator'],
  invitation_issue: ['director', 'moderator'],
  invitation_open: ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer'],
  invitation_revoke: ['director', 'moderator'],
  alert_dismiss: ['director'],
  lobby_knock: ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer'],
  lobby_admit: ['director', 'moderator'],
  lobby_refuse: ['director', 'moderator'],
  stage_invite: ['director', 'moderator'],
  stage_accept: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  stage_decline: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  stage_ready: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  stage_seat: ['director', 'moderator'],
  stage_unseat: ['director', 'moderator'],
  stage_leave: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  stage_share: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  stage_mute: ['director', 'moderator'],
  stage_order: ['director', 'moderator'],
  stage_preview: ['director', 'moderator'],
  stage_take: ['director', 'moderator'],
  stage_hold: ['director', 'moderator'],
  clock_start: ['director', 'moderator'],
  clock_stop: ['director', 'moderator'],
  hand_raise: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  hand_lower: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  hand_order: ['director', 'moderator'],
  hand_call: ['director', 'moderator'],
  hand_skip: ['director', 'moderator'],
  hand_mode_set: ['director', 'moderator'],
  question_ask: ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer'],
  question_upvote: ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer'],
  question_accept: ['director', 'moderator'],
  question_reject: ['director', 'moderator'],
  question_answer: ['director', 'moderator', 'speaker', 'interpreter'],
  chat_send: ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer'],
  chat_delete: ['director', 'moderator'],
  chat_pin: ['director', 'moderator'],
  chat_ban: ['director', 'moderator'],
  chat_mode_set: ['director', 'moderator'],
  motion_add: ['director', 'moderator'],
  motion_edit: ['director', 'moderator'],
  motion_open: ['director', 'moderator'],
  motion_close: ['director', 'moderator'],
  motion_withdraw: ['director', 'moderator'],
  ballot_cast: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  proxy_give: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
  proxy_revoke: ['director', 'moderator', 'speaker', 'interpreter', 'delegate'],
};

/** What is said and not kept. */
export interface Words {
  caption: {
    language: string;
    text?: string;
    state?: CaptionState;
  };
  read_captions: {
    language?: string;
  };
}

/** Who may say what. */
export const maySay: Record<keyof Words, readonly Role[]> = {
  caption: ['director', 'moderator', 'interpreter'],
  read_captions: ['director', 'moderator', 'speaker', 'interpreter', 'delegate', 'press', 'viewer'],
};

/** What a WebSocket brings. Absent members have their default: 0, '', [], the first of an enum. */
export interface Snapshot {
  type: 'snapshot';
  sequence: number;
  /** The server's time: a wrong clock of the page's can be made up for. */
  now_ms: number;
  role: Role;
  room: number;
  sections: Sections;
}

/** Each section in it replaces the section of that name; `chat_added` is added to `chat`. */
export interface Change {
  type: 'change';
  sequence: number;
  since: number;
  role: Role;
  room: number;
  sections: Partial<Sections>;
}

export interface Reactions {
  type: 'reactions';
  applause?: number;
  heart?: number;
  laughter?: number;
  surprise?: number;
}

/** How many people of the summit have the room open, from how many locations. */
export interface Presence {
  type: 'presence';
  people: number;
  locations: number;
}

/** The captions of one language, as they stand: the last lines, numbered from `first`. None: nobody has written for a while. */
export interface Captions {
  type: 'captions';
  language: string;
  first: number;
  lines: string[];
  /** The last line is still being written. */
  partial?: boolean;
}

/** In which languages captions are written in the room. */
export interface CaptionLanguages {
  type: 'caption_languages';
  languages: string[];
}

/** What a page may say: a command, answered with its id, a word, answered if it has one, or a reaction. */
export type Said =
  | { command: CommandName; id: string; fields: object }
  | ({ id?: string } & Partial<Words>)
  | { react: Exclude<keyof Reactions, 'type'> };

export interface Answer {
  type: 'answer';
  id?: string;
  status: number;
  /** With status 200; without events it was so already. */
  sequence?: number;
  events?: { event: string; sequence: number; [field: string]: unknown }[];
  /** Else why not, and what to mend. */
  code?: string;
  detail?: string;
}

export interface You {
  type: 'you';
  sequence: number;
  person?: Person;
  may?: CommandName[];
  seats?: Seat[];
  hand?: { id: number; place: number };
  entry?: {
    code: string;
    /** Why, with what its sentence counts and names; 'none' when one may enter. */
    reason: string;
    values: Record<string, string | number>;
    waiting: boolean;
    sentence: string;
  };
  chat_banned_until_ms?: number;
  questions?: number[];
  upvoted?: number[];
  ballots?: { motion: number; location: number; cast: boolean; choice?: number }[];
}

/** What anybody may know: the summit, what runs and what comes next in each room. */
export interface Public {
  summit: PublicSummit;
  /** Whether the cookie (or the bearer) names somebody */
  signed_in: boolean;
}

export interface PublicSummit {
  name: Localized;
  time_zone: string;
  languages: string[];
  now_ms: number;
  days: Pick<Day, 'title' | 'start_ms' | 'end_ms'>[];
  items: (Pick<Item, 'title' | 'kind' | 'start_ms' | 'end_ms' | 'position' | 'status'> & { room: Localized })[];
}

/** Somebody, as everybody may see them. */
export interface Who {
  id: number;
  name?: string;
  title?: string;
  location?: string;
  country?: string;
}

export interface Sections {
  summit: Summit & { rooms: Pick<Room, 'id' | 'slug' | 'name' | 'kind' | 'languages'>[] };
  programme: { days: Day[]; items: (Item & { who: Who[] })[] };
  people?: { locations: number; invitations: number; opened: number; roles: Record<Role, number> };
  alerts?: (Alert & { who: Who })[];
  room?: Room & { item?: number; late_ms: number };
  stage?: Stage;
  preview?: { layout: Layout; seats: number[] };
  green_room?: { seats: (Seat & { who: Who })[] };
  lobby?: { who: Who[]; waiting: number };
  hands?: { mode: HandMode; count: number; called?: Hand & { who: Who }; hands: (Hand & { who: Who })[] };
  questions?: (Question & { who?: Who })[];
  upvotes?: Record<string, number>;
  chat?: { messages: (Message & { who: Who })[]; pinned?: Message & { who: Who } };
  chat_added?: { messages: (Message & { who: Who })[] };
  motions?: Motion[];
  ballots?: { motion: number; cast_count: number; cast_weight: number; votes?: number[] }[];
}

/** No seats named: all who are seated, in their order. */
export interface Stage {
  layout: Layout;
  layout_seats: number[];
  hold: Switch;
  hold_text: Localized;
  clock?: { person: number; start_ms: number; length_ms: number; warning_ms: number };
  seats: (Seat & { who: Who })[];
}
