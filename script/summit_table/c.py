"""The C of the table: structs, enums, field tables, dispatch."""
from .table import ROLES

C_TYPES = {'id': 'uint32_t', 'ids': 'struct ids', 'text': 'struct bytes', 'localized': 'struct localized',
           'choices': 'struct choices', 'tag': 'struct tag', 'tags': 'struct tags', 'int': 'int64_t',
           'time': 'int64_t', 'hash': 'struct digest', 'ints': 'struct ints'}


def c_type(f):
    return f'enum summit_{f.target}' if f.type == 'enum' else C_TYPES[f.type]


def struct(name, fields, head=()):
    lines = [f'struct {name} {{', *head]
    for f in fields:
        doc = f' /* {f.doc} */' if f.doc else ''
        lines.append(f'    {c_type(f)} {f.name};{doc}')
    return '\n'.join(lines + ['};', ''])


def kinds(name, prefix, names):
    lines = [f'enum {name} {{'] + [f'    {prefix}_{n.upper()},' for n in names]
    return '\n'.join(lines + [f'    {prefix}_COUNT', '};', ''])


def records(name, prefix, items):
    """One struct a record and a struct of their union."""
    out = [struct(f'{prefix}_{r.name}', r.fields) for r in items if r.fields]
    return out + [f'union {name} {{', *(f'    struct {prefix}_{r.name} {r.name};' for r in items if r.fields), '};', '']


def header(table):
    out = ['/* Made by script/summit-table from src/summit/summit.table. */',
           '#ifndef PLENARY_SUMMIT_TABLE_H', '#define PLENARY_SUMMIT_TABLE_H', '', '#include "summit/value.h"', '']
    for name, values in table.enums.items():
        lines = [f'    SUMMIT_{name.upper()}_{v.upper()},' for v in values]
        out += [f'enum summit_{name} {{', *lines, f'    SUMMIT_{name.upper()}_COUNT', '};', '']
    out.append(kinds('summit_enumeration', 'ENUM', table.enums))
    out.append(kinds('summit_section', 'SECTION', table.sections))
    out.append(kinds('summit_entity', 'ENTITY', table.entities))
    out.append(kinds('summit_command_kind', 'COMMAND', table.commands))
    out.append(kinds('summit_event_kind', 'EVENT', table.events))
    out.append(kinds('summit_word_kind', 'WORD', table.words))
    head = ('    uint32_t id;       /* 0: this row is free */', '    uint64_t revision; /* the event that changed it last */')
    out += [struct(f'summit_{r.name}', r.fields, head) for r in table.entities.values()]
    out += records('command_fields', 'command', table.commands.values())
    out += records('event_fields', 'event', table.events.values())
    out += records('word_fields', 'word', table.words.values())
    out += ['struct summit_state;', 'struct summit_decision;', 'struct summit_request;', 'struct summit_event;', '']
    out.append('/* What each command comes to; one function a row, in the file of its noun. */')
    for r in table.commands.values():
        out.append(f'void decide_{r.name}(struct summit_decision *decision, const struct summit_state *state,\n'
                   f'    const struct summit_request *request, const struct command_{r.name} *command);')
    out += ['', '/* What events change besides what the table stores. */']
    for r in table.events.values():
        if r.then:
            out.append(f'void apply_{r.name}(struct summit_state *state, const struct summit_event *event,\n'
                       f'    const struct event_{r.name} *fields);')
    return '\n'.join(out + ['', '#endif', ''])


def row(f, owner, indices, table):
    target = {'enum': f'ENUM_{f.target.upper()}', '': '0'}.get(f.type if f.type == 'enum' else f.target)
    target = target or f'ENTITY_{f.target.upper()}'
    return (f'    {{"{f.name}", {indices[f.name]}, offsetof(struct {owner}, {f.name}), FIELD_{f.type.upper()}, '
            f'{target}, {str(f.required).lower()}, 0x{f.seen:02x}, INT64_C({f.minimum}), INT64_C({f.maximum})}},')


def source(table):
    everything = [('summit', table.entities), ('command', table.commands), ('event', table.events), ('word', table.words)]
    names = sorted({f.name for _, group in everything for r in group.values() for f in r.fields})
    indices = {name: i for i, name in enumerate(names)}
    out = ['/* Made by script/summit-table from src/summit/summit.table. */',
           '#include "summit/record.h"', '', '#include "summit/decide.h"', '#include "summit/state.h"', '']
    for name, values in table.enums.items():
        out.append(f'static const char *const {name}_names[] = {{' + ', '.join(f'"{v}"' for v in values) + '};')
    out += ['', 'const struct enumeration summit_enumerations[ENUM_COUNT] = {',
            *(f'    {{{name}_names, {len(values)}}},' for name, values in table.enums.items()), '};', '']
    for prefix, group in everything:
        for r in group.values():
            if r.fields:
                out += [f'static const struct field {prefix}_{r.name}_fields[] = {{',
                        *(row(f, f'{prefix}_{r.name}', indices, table) for f in r.fields), '};']
    out += ['', 'const struct record summit_entities[ENTITY_COUNT] = {']
    out += [f'    {{"{r.name}", summit_{r.name}_fields, {len(r.fields)}, sizeof(struct summit_{r.name}), 0x{r.seen:02x}}},'
            for r in table.entities.values()]
    out += ['};', '', 'const struct entity_kind summit_entity_kinds[ENTITY_COUNT] = {']
    out += [f'    {{"{r.plural}", {r.maximum}}},' for r in table.entities.values()]
    out += ['};', '', 'const struct record summit_commands[COMMAND_COUNT] = {']
    out += [f'    {{"{r.name}", command_{r.name}_fields, {len(r.fields)}, sizeof(struct command_{r.name}), 0x{r.may:02x}}},'
            for r in table.commands.values()]
    out += ['};', '', 'const struct record summit_events[EVENT_COUNT] = {']
    out += [f'    {{"{r.name}", event_{r.name}_fields, {len(r.fields)}, sizeof(struct event_{r.name}), 0x{r.seen:02x}}},'
            for r in table.events.values()]
    out += ['};', '', 'const struct record summit_words[WORD_COUNT] = {']
    out += [f'    {{"{r.name}", word_{r.name}_fields, {len(r.fields)}, sizeof(struct word_{r.name}), 0x{r.may:02x}}},'
            for r in table.words.values()]
    out += ['};', '', 'const struct section summit_sections[SECTION_COUNT] = {']
    out += [f'    {{"{r.name}", 0x{r.seen:02x}, {str(r.per_room).lower()}}},' for r in table.sections.values()]
    out += ['};', '', 'const struct event_rule summit_event_rules[EVENT_COUNT] = {']
    for r in table.events.values():
        mask = ' | '.join(f'1u << SECTION_{s.upper()}' for s in r.touches)
        verb = f'RULE_{r.verb.upper()}, ENTITY_{r.entity.upper()}' if r.verb else 'RULE_NONE, ENTITY_COUNT'
        offset = f'offsetof(struct event_{r.name}, {r.entity})' if r.verb else '0'
        out.append(f'    {{{mask}, {verb}, {offset}}},')
    out += ['};', '', 'void summit_dispatch_command(struct summit_decision *decision, const struct summit_state *state,',
            '    const struct summit_request *request, const struct summit_command *command)', '{', '    switch (command->kind) {']
    for r in table.commands.values():
        out += [f'    case COMMAND_{r.name.upper()}:',
                f'        decide_{r.name}(decision, state, request, &command->fields.{r.name});', '        return;']
    out += ['    case COMMAND_COUNT:', '        break;', '    }', '    ASSERT(0);', '}', '',
            'void summit_dispatch_event(struct summit_state *state, const struct summit_event *event)', '{',
            '    switch (event->kind) {']
    for r in table.events.values():
        out.append(f'    case EVENT_{r.name.upper()}:')
        if r.then:
            out.append(f'        apply_{r.name}(state, event, &event->fields.{r.name});')
        out.append('        return;')
    out += ['    case EVENT_COUNT:', '        break;', '    }', '    ASSERT(0);', '}', '']
    assert len(ROLES) <= 7
    return '\n'.join(out)
