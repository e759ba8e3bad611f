"""The pages' types, from the table; what views add to entities stands below it."""
from .table import ROLES

TYPES = {'id': 'number', 'ids': 'number[]', 'text': 'string', 'localized': 'Localized', 'choices': 'Localized[]',
         'tag': 'string', 'tags': 'string[]', 'int': 'number', 'time': 'number', 'hash': 'string', 'ints': 'number[]'}

VIEWS = '''/** What a WebSocket brings. Absent members have their default: 0, '', [], the first of an enum. */
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
'''


def camel(name):
    return ''.join(word.capitalize() for word in name.split('_'))


def type_of(f):
    return camel(f.target) if f.type == 'enum' else TYPES[f.type]


def interface(name, fields, head=(), doc='', all_optional=False):
    lines = [f'/** {doc} */'] if doc else []
    lines += [f'export interface {name} {{', *head]
    for f in fields:
        comment = f'  /** {f.doc} */\n' if f.doc else ''
        optional = '' if f.required and not all_optional else '?'
        lines.append(f'{comment}  {f.name}{optional}: {type_of(f)};')
    return '\n'.join(lines + ['}', ''])


def union(name, values):
    return f'export type {name} =\n' + '\n'.join(f'  | {value}' for value in values) + ';\n'


def text(table):
    out = ['// Made by script/summit-table from src/summit/summit.table.', '',
           '/** One text in several languages. */', 'export type Localized = Record<string, string>;', '']
    for name, values in table.enums.items():
        out.append(f'export type {camel(name)} = ' + ' | '.join(f"'{v}'" for v in values) + ';')
    out.append('')
    for entity in table.entities.values():
        shown = [f for f in entity.fields if f.seen]
        out.append(interface(camel(entity.name), shown, ('  id: number;', '  revision: number;'), entity.doc, True))
    out.append('/** The fields of each command. */')
    out.append('export interface Commands {')
    for command in table.commands.values():
        out.append(f'  {command.name}: {{')
        for f in command.fields:
            out.append(f"    {f.name}{'' if f.required else '?'}: {type_of(f)};")
        out.append('  };')
    out += ['}', '', 'export type CommandName = keyof Commands;', '',
            '/** Who may send what. */', 'export const may: Record<CommandName, readonly Role[]> = {']
    for command in table.commands.values():
        out.append(f'  {command.name}: [' + ', '.join(f"'{r}'" for r in reversed(table.role_names(command.may))) + '],')
    out += ['};', '', '/** What is said and not kept. */', 'export interface Words {']
    for word in table.words.values():
        out.append(f'  {word.name}: {{')
        for f in word.fields:
            out.append(f"    {f.name}{'' if f.required else '?'}: {type_of(f)};")
        out.append('  };')
    out += ['}', '', '/** Who may say what. */', 'export const maySay: Record<keyof Words, readonly Role[]> = {']
    for word in table.words.values():
        out.append(f'  {word.name}: [' + ', '.join(f"'{r}'" for r in reversed(table.role_names(word.may))) + '],')
    out += ['};', '', VIEWS]
    assert ROLES[0] == 'viewer'
    return '\n'.join(out)
