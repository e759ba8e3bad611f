"""src/summit/summit.table, read and checked; its head says how it is written."""
import re
from dataclasses import dataclass, field, replace

ROLES = ['viewer', 'press', 'delegate', 'interpreter', 'speaker', 'moderator', 'director']
STRANGER = 1 << len(ROLES)  # who has not yet opened an invitation
LOG = STRANGER              # of an event's field: the log has it whoever may be told
PLAIN_TYPES = {'tag', 'time', 'hash'}
SIZED_TYPES = {'text', 'localized', 'choices', 'tags', 'ints'}


@dataclass
class Field:
    name: str
    type: str
    target: str = ''   # the entity of an id, the enum of an enum
    minimum: int = 0
    maximum: int = 0
    required: bool = False
    seen: int = 0      # a mask of roles
    doc: str = ''


@dataclass
class Record:
    name: str
    doc: str = ''
    fields: list = field(default_factory=list)
    plural: str = ''          # of an entity
    maximum: int = 0          # of an entity
    seen: int = 0             # of an entity or section; of an event: who may be told of it
    may: int = 0              # of a command or a word
    per_room: bool = False    # of a section
    touches: list = field(default_factory=list)  # of an event: sections
    verb: str = ''            # of an event: adds, edits, removes
    entity: str = ''          # and what
    then: bool = False        # and whether a function of its own follows


class Table:
    def __init__(self, text):
        self.roles = {role: 1 << i for i, role in enumerate(ROLES)}
        self.enums, self.groups, self.sections = {}, {}, {}
        self.entities, self.commands, self.events, self.words = {}, {}, {}, {}
        self.enum_docs = {}
        self.place, self.record = 0, None
        for self.place, line in enumerate(text.splitlines(), 1):
            line = line.split('#')[0].rstrip()
            if line.startswith('  '):
                self.read_inner(line.strip())
            elif line:
                self.read_outer(line)
        assert self.enums['role'] == ROLES
        self.check()

    def fail(self, sentence):
        raise SystemExit(f'src/summit/summit.table:{self.place}: {sentence}')

    def mask(self, words):
        value = 0
        for word in words:
            if word == 'anyone':
                value |= self.mask(['everyone']) | STRANGER
            elif word in self.roles:
                value |= self.roles[word]
            else:
                self.fail(f'{word} is no role and no set of roles')
        return value

    def read_outer(self, line):
        words = line.split()
        kind, name = words[0], words[1].rstrip(':')
        self.record = None
        if kind == 'roles':
            self.roles[name] = self.mask(words[3:])
        elif kind == 'enum':
            self.enums[name] = words[2:]
            self.record = Record(name)
            self.enum_docs[name] = self.record
        elif kind == 'group':
            self.record = self.groups[name] = Record(name)
        elif kind == 'section':
            per_room = words[-1] == 'room'
            self.record = self.sections[name] = Record(name, seen=self.mask(words[3:len(words) - per_room]),
                                                       per_room=per_room)
        elif kind == 'entity':
            self.record = self.entities[name] = Record(name, plural=words[2], maximum=int(words[3]),
                                                       seen=self.mask(words[5:]))
        elif kind == 'command':
            self.record = self.commands[name] = Record(name, may=self.mask(words[3:]))
        elif kind == 'word':
            self.record = self.words[name] = Record(name, may=self.mask(words[3:]))
        elif kind == 'event':
            self.record = self.events[name] = Record(name)
            self.read_clauses(words[2:])
        else:
            self.fail(f'{kind} is not understood')

    def read_clauses(self, words):
        while words:
            word = words.pop(0)
            if word == 'touches':
                while words and words[0] in self.sections:
                    self.record.touches.append(words.pop(0))
            elif word in ('adds', 'edits', 'removes'):
                self.record.verb, self.record.entity = word, words.pop(0)
            elif word == 'then':
                self.record.then = True
            elif word == 'told':
                self.record.seen, words = self.mask(words), []
            else:
                self.fail(f'{word} is not understood')

    def read_inner(self, line):
        if line.startswith('-- '):
            self.record.doc = (self.record.doc + ' ' + line[3:]).strip()
        elif line.startswith('use '):
            group = self.groups.get(line[4:]) or self.fail(f'there is no group {line[4:]}')
            self.record.fields += [replace(f) for f in group.fields]
        else:
            self.record.fields.append(self.read_field(line))

    def read_field(self, line):
        line, _, doc = line.partition(' -- ')
        match = re.fullmatch(r'(\w+): (.+)', line.strip()) or self.fail(f'not a field: {line}')
        words, value = match[2].split(), Field(match[1], '', doc=doc)
        value.seen = -1  # as the entity that has it
        value.type = words.pop(0)
        if value.type in ('id', 'ids'):
            value.target = words.pop(0)
        if value.type in SIZED_TYPES or value.type == 'ids':
            value.maximum = int(words.pop(0))
        elif value.type == 'int':
            value.minimum, value.maximum = map(int, words.pop(0).split('..'))
        elif value.type in self.enums:
            value.type, value.target = 'enum', value.type
        elif value.type not in PLAIN_TYPES and value.type != 'id':
            self.fail(f'there is no type {value.type}')
        if words and words[0] in ('required', 'optional'):
            value.required = words.pop(0) == 'required'
        elif self.record.name in self.events and value.type == 'id':
            value.required = True  # an event says what it is about
        if words and words[0] == 'seen':
            value.seen, words = self.mask(words[1:]), []
        if words:
            self.fail(f'{" ".join(words)} is not understood')
        return value

    def check(self):
        for record in [*self.entities.values(), *self.commands.values(), *self.events.values(), *self.words.values()]:
            names = [f.name for f in record.fields]
            if len(names) != len(set(names)):
                raise SystemExit(f'{record.name} has a field twice')
            for f in record.fields:
                if record.name in self.events:
                    f.seen = self.seen_of_told(record, f) | LOG
                elif record.name in self.commands or record.name in self.words:
                    f.seen = self.roles['everyone']  # a message is not a view
                elif f.seen < 0:
                    f.seen = record.seen
                if f.type in ('id', 'ids') and f.target not in self.entities:
                    raise SystemExit(f'{record.name}.{f.name}: there is no entity {f.target}')
        for record in self.events.values():
            if not record.touches or not (record.verb or record.then):
                raise SystemExit(f'the event {record.name} touches or does nothing')
            if record.verb and record.entity not in [f.name for f in record.fields]:
                raise SystemExit(f'the event {record.name} does not say which {record.entity}')

    def seen_of_told(self, event, f):
        """Its own, else that of the same field of what the event is about, else the event's."""
        about = self.entities[event.fields[0].target].fields
        twin = [g.seen for g in about if (g.name, g.type) == (f.name, f.type)]
        return f.seen if f.seen >= 0 else (twin or [event.seen])[0] & event.seen

    def role_names(self, mask):
        return [role for i, role in enumerate(ROLES) if mask >> i & 1]
