"""The API as OpenAPI 3.1, from the table: a POST for each command, lists and single ones of each
entity, and what is made of them (calendar, results, view)."""
import json
import pathlib
from dataclasses import replace

from .reason import reasons
from .table import STRANGER

REASONS = reasons((pathlib.Path(__file__).resolve().parents[2] / 'src/summit/reason.h').read_text())

REFUSALS = {'400': 'Malformed: the sentence says where and how to mend it',
            '401': 'No session: open an invitation first',
            '403': 'Not allowed for this role or this person',
            '404': 'There is no such thing (any more)',
            '405': 'This method is not for this address: see Allow',
            '409': 'Not in the present state of things',
            '410': 'Revoked or expired',
            '412': 'Changed in the meantime (If-Match)',
            '415': 'Not in a form that is read here',
            '422': 'Well formed, but cannot be so',
            '429': 'Too fast: wait',
            '503': 'Too much to do, or no summit: send it again after Retry-After',
            '507': 'All places are taken, or the disk is full'}


def reference(name):
    return {'$ref': f'#/components/schemas/{name}'}


def field_schema(f):
    kinds = {
        'id': lambda: {'type': 'integer', 'minimum': 0, 'description': f'id of a {f.target}'},
        'ids': lambda: {'type': 'array', 'maxItems': f.maximum, 'items': {'type': 'integer', 'minimum': 1}},
        'text': lambda: {'type': 'string', 'maxLength': f.maximum},
        'localized': lambda: {'type': 'object', 'maxProperties': 32,
                              'additionalProperties': {'type': 'string', 'maxLength': f.maximum}},
        'choices': lambda: {'type': 'array', 'maxItems': f.maximum, 'items': {
            'type': 'object', 'maxProperties': 32, 'additionalProperties': {'type': 'string', 'maxLength': 200}}},
        'tag': lambda: {'type': 'string', 'maxLength': 11},
        'tags': lambda: {'type': 'array', 'maxItems': f.maximum, 'items': {'type': 'string', 'maxLength': 11}},
        'enum': lambda: reference(f.target),
        'int': lambda: {'type': 'integer', 'minimum': f.minimum, 'maximum': f.maximum},
        'time': lambda: {'type': 'integer', 'minimum': 0, 'description': 'ms since 1970 UTC'},
        'hash': lambda: {'type': 'string', 'pattern': '^[0-9a-f]{64}$'},
        'ints': lambda: {'type': 'array', 'maxItems': f.maximum, 'items': {'type': 'integer'}},
    }
    schema = kinds[f.type]()
    if f.doc:
        schema['description'] = f.doc
    return schema


def record_schema(fields, doc='', head=None):
    properties = dict(head or {})
    properties.update({f.name: field_schema(f) for f in fields})
    required = [*(head or {}), *(f.name for f in fields if f.required)]
    schema = {'type': 'object', 'properties': properties, 'additionalProperties': False}
    if required:
        schema['required'] = required
    if doc:
        schema['description'] = doc
    return schema


def who(table, mask):
    if mask & STRANGER:
        return 'anyone, also without a session'
    names = table.role_names(mask)
    return 'everyone' if len(names) == 7 else ', '.join(reversed(names))


def json_answer(description, schema):
    return {'description': description, 'content': {'application/json': {'schema': schema}}}


def problems(*codes):
    return {code: {'$ref': f'#/components/responses/{code}'} for code in codes}


def responses():
    return {code: {'description': text, 'content': {'application/problem+json': {'schema': reference('problem')}}}
            for code, text in REFUSALS.items()}


def command_path(table, command):
    operation = {
        'operationId': command.name,
        'tags': ['commands'],
        'summary': command.doc or command.name.replace('_', ' '),
        'description': f'May be sent by: {who(table, command.may)}.',
        'parameters': [{'$ref': '#/components/parameters/idempotency_key'}],
        'requestBody': {'required': True, 'content': {'application/json': {
            'schema': reference(f'command_{command.name}')}}},
        'responses': {'200': json_answer('Durable, or it was so already', reference('accepted')),
                      **problems('400', '401', '403', '404', '405', '409', '410', '412', '415', '422', '429', '503', '507')},
    }
    if command.may & STRANGER:
        operation['security'] = []
    if any(f.name == 'revision' for f in command.fields):
        operation['parameters'].append({'$ref': '#/components/parameters/if_match'})
    return {'post': operation}


def list_path(table, entity):
    item = reference(entity.name)
    if entity.name == 'person':
        item = {**item, 'properties': {'present': {'type': 'boolean', 'description': 'Connected now; told to the desk'}}}
    page = {'type': 'object', 'required': ['items'], 'properties': {
        'items': {'type': 'array', 'items': item},
        'next': {'type': 'integer', 'description': 'Send as `after` for the next page; absent on the last'}}}
    return {'get': {'operationId': f'list_{entity.plural}', 'tags': ['lists'],
                    'description': f'Seen by: {who(table, entity.seen)}; each role gets the members it may see.',
                    'parameters': [{'$ref': '#/components/parameters/after'}, {'$ref': '#/components/parameters/count'}],
                    'responses': {'200': json_answer('A page', page), **problems('400', '401', '403', '405', '503')}}}


def one_path(table, entity):
    return {'get': {'operationId': f'get_{entity.name}', 'tags': ['lists'],
                    'parameters': [{'$ref': '#/components/parameters/id'}],
                    'responses': {'200': {**json_answer('It', reference(entity.name)),
                                          'headers': {'ETag': {'schema': {'type': 'string'},
                                                               'description': 'Its revision, in quotes'}}},
                                  '304': {'description': 'As you know it (If-None-Match)'},
                                  **problems('401', '403', '404', '405', '503')}}}


def entry_paths():
    """What is there for those who are not signed in yet."""
    opened = {'type': 'object', 'required': ['sequence', 'session', 'person', 'role'], 'properties': {
        'sequence': {'type': 'integer'}, 'events': {'type': 'array', 'maxItems': 0},
        'session': {'type': 'string', 'description': 'The bearer token; the cookie `plenary` is the same'},
        'person': {'type': 'integer', 'minimum': 1}, 'role': reference('role')}}
    secret = {'type': 'object', 'required': ['secret'], 'properties': {
        'secret': {'type': 'string', 'description': 'As the link has it, behind #invitation='}}}
    return {
        '/api/v1/invitations/open': {'post': {
            'operationId': 'open_invitation', 'tags': ['signing in'], 'security': [],
            'description': 'Binds the invitation to this device. The same device may open it again; another one is refused.',
            'requestBody': {'required': True, 'content': {'application/json': {'schema': secret}}},
            'responses': {'200': json_answer('Signed in', opened),
                          **problems('400', '403', '404', '405', '410', '415', '503', '507')}}},
        '/api/v1/openapi.json': {'get': {
            'operationId': 'openapi', 'tags': ['documents'], 'security': [],
            'responses': {'200': json_answer('This document', {'type': 'object'}), **problems('405')}}},
    }


def plain_path(operation, description, media, parameters=(), schema=None):
    return {'get': {'operationId': operation, 'tags': ['documents'], 'parameters': list(parameters),
                    'responses': {'200': {'description': description,
                                          'content': {media: {'schema': schema or {'type': 'string'}}}},
                                  **problems('400', '401', '403', '404', '405', '503')}}}


def posted(operation, description, body, answers, parameter, errors):
    """Many at once: a body in, and the answer in one or several forms."""
    return {'post': {'operationId': operation, 'tags': ['many at once'], 'description': description,
                     'parameters': [parameter], 'requestBody': {'content': body},
                     'responses': {'200': {'description': 'Durable', 'content': answers}, **problems(*errors)}}}


def bulk_paths():
    ids = {'type': 'array', 'items': {'type': 'integer', 'minimum': 1}}
    number = {'type': 'integer', 'minimum': 0}
    text = {'schema': {'type': 'string'}}
    imported = {'type': 'object', 'properties': {
        'sequence': number, 'rows': number, 'locations': ids, 'people': ids, 'dry_run': {'type': 'boolean'},
        'location_count': number, 'person_count': number}}
    choice = {'type': 'object', 'properties': {
        'people': {**ids, 'maxItems': 4096}, 'role': reference('role'), 'after': number, 'expires_ms': number,
        'again': {'type': 'boolean', 'description': 'Also those who have one that is good'}}}
    issued = {'type': 'object', 'properties': {
        'sequence': number, 'count': number,
        'next': {'type': 'integer', 'description': 'Send as `after` for the rest; absent when all have theirs'},
        'invitations': {'type': 'array', 'items': {'type': 'object', 'properties': {
            'person': number, 'invitation': number, 'name': {'type': 'string'}, 'link': {'type': 'string'}}}}}}
    return {
        '/api/v1/import': posted(
            'import_list', 'Delegations and people from a list, all or none; at most 8 MiB and 16384 additions. Sent by: '
            'director. A 422 has `rows`, each with `line`, `column` and `detail`.', {'text/csv': text},
            {'application/json': {'schema': imported}},
            {'name': 'dry_run', 'in': 'query', 'schema': {'enum': ['1']}}, ('401', '403', '405', '415', '422', '503')),
        '/api/v1/invitations/issue-many': posted(
            'issue_invitations', 'Invitations for those who are named, for a role, or for all; at most 4096. Sent by: '
            'director. The secrets are in this answer alone.', {'application/json': {'schema': choice}},
            {'application/json': {'schema': issued}, 'text/csv': text, 'text/html': text},
            {'name': 'format', 'in': 'query', 'schema': {'enum': ['json', 'csv', 'html']}}, ('400', '401', '403', '405', '409', '503')),
    }


def caption_path(table):
    return {'post': {
        'operationId': 'caption', 'tags': ['words'],
        'description': f'A line of live captions for those in the room. Not kept. Said by: {who(table, table.words["caption"].may)}.',
        'parameters': [{'$ref': '#/components/parameters/id'}],
        'requestBody': {'required': True, 'content': {'application/json': {'schema': reference('word_caption')}}},
        'responses': {'204': {'description': 'The room hears it'},
                      **problems('400', '401', '403', '404', '405', '415', '422', '429', '503', '507')}}}


def paths(table):
    language = {'name': 'language', 'in': 'query', 'schema': {'type': 'string', 'maxLength': 11}}
    room = {'name': 'room', 'in': 'query', 'schema': {'type': 'integer', 'minimum': 0}}
    motion = {'$ref': '#/components/parameters/id'}
    sections = {'type': 'object', 'properties': {'summit': reference('summit')},
                'description': 'As web/src/generated/summit.ts types them; those that the role may see'}
    view = {'type': 'object', 'properties': {
        'view': {'type': 'object', 'properties': {'sequence': {'type': 'integer'}, 'now_ms': {'type': 'integer'},
                                                  'role': reference('role'), 'sections': sections}},
        'you': {'type': 'object', 'description': "What is one's own"}}}
    out = {f'/api/v1/commands/{c.name}': command_path(table, c) for c in table.commands.values()}
    out.update(entry_paths())
    for entity in table.entities.values():
        if entity.name != 'summit':
            out[f'/api/v1/{entity.plural}'] = list_path(table, entity)
            out[f'/api/v1/{entity.plural}/{{id}}'] = one_path(table, entity)
    out['/api/v1/view'] = plain_path('view', 'What a browser gets by its WebSocket: the snapshot of a room',
                                     'application/json', [room], view)
    out['/api/v1/public'] = plain_path('public', 'What anybody may know: the summit, what runs and what comes next',
                                       'application/json', schema={'type': 'object'})
    out['/api/v1/public']['get']['security'] = []
    out['/api/v1/programme.ics'] = plain_path('programme_icalendar', 'iCalendar (RFC 5545)', 'text/calendar', [language])
    out['/api/v1/programme.jsonld'] = plain_path('programme_json_ld', 'schema.org Event', 'application/ld+json', [language])
    out['/api/v1/motions/{id}/result'] = plain_path('motion_result', 'The result with turnout', 'application/json',
                                                    [motion], {'type': 'object'})
    out['/api/v1/motions/{id}/result.csv'] = plain_path('motion_result_csv', 'The same as CSV (RFC 4180)', 'text/csv', [motion])
    out['/api/v1/motions/{id}/result.html'] = plain_path(
        'motion_result_page', 'The same as a page to print; /result too gives it to who accepts text/html first',
        'text/html', [motion, language])
    out.update(bulk_paths())
    out['/api/v1/rooms/{id}/captions'] = caption_path(table)
    return out


def schemas(table):
    head = {'id': {'type': 'integer', 'minimum': 1}, 'revision': {'type': 'integer', 'minimum': 0}}
    envelope = {'event': {'type': 'string'}, 'sequence': {'type': 'integer'}}
    out = {name: {'type': 'string', 'enum': values, **({'description': table.enum_docs[name].doc} if table.enum_docs[name].doc else {})}
           for name, values in table.enums.items()}
    for entity in table.entities.values():
        shown = [replace(f, required=False) for f in entity.fields if f.seen]
        schema = record_schema(shown, entity.doc, head)
        schema.pop('additionalProperties')  # lists and views add to it
        out[entity.name] = schema
    for command in table.commands.values():
        out[f'command_{command.name}'] = record_schema(command.fields, command.doc)
    out['word_caption'] = record_schema(table.words['caption'].fields, table.words['caption'].doc)
    for event in table.events.values():
        schema = record_schema(event.fields, event.doc, {**envelope, 'event': {'const': event.name}})
        schema['properties'].update({'at_ms': {'type': 'integer'}, 'actor': {'type': 'integer'}})
        schema['required'] = ['event', 'sequence']
        out[f'event_{event.name}'] = schema
    out['accepted'] = {'type': 'object', 'required': ['sequence'], 'properties': {
        'sequence': {'type': 'integer', 'description': 'Of the last event; the state has it'},
        'events': {'type': 'array', 'items': {'oneOf': [reference(f'event_{e}') for e in table.events]}}}}
    out['reason'] = {'type': 'string', 'description': 'Why, exactly: it stays what it is. In braces what `values` has',
                     'oneOf': [{'const': reason.id, 'title': f'{reason.status} {reason.code}', 'description': reason.sentence}
                               for reason in REASONS]}
    out['problem'] = {'type': 'object', 'description': 'RFC 9457',
                      'required': ['type', 'title', 'status', 'code', 'reason', 'values', 'detail'],
                      'properties': {'type': {'type': 'string'}, 'title': {'type': 'string'},
                                     'status': {'type': 'integer'},
                                     'code': {'type': 'string', 'description': 'Why, for a program: stale, not_allowed, ...'},
                                     'reason': reference('reason'),
                                     'values': {'type': 'object', 'additionalProperties': {'type': ['integer', 'string']},
                                                'description': 'What the sentence counts and names'},
                                     'detail': {'type': 'string', 'description': 'A sentence that says what to mend'}}}
    return out


def text(table):
    parameters = {
        'id': {'name': 'id', 'in': 'path', 'required': True, 'schema': {'type': 'integer', 'minimum': 1}},
        'after': {'name': 'after', 'in': 'query', 'schema': {'type': 'integer', 'minimum': 0}},
        'count': {'name': 'count', 'in': 'query', 'schema': {'type': 'integer', 'minimum': 1, 'maximum': 1000}},
        'if_match': {'name': 'If-Match', 'in': 'header', 'schema': {'type': 'string'},
                     'description': 'The ETag that was read: 412 when it has changed since'},
        'idempotency_key': {'name': 'Idempotency-Key', 'in': 'header', 'schema': {'type': 'string', 'maxLength': 64},
                            'description': 'Sent again with the same key, the first answer is given again'},
    }
    document = {
        'openapi': '3.1.0',
        'info': {'title': 'Plenary', 'version': '1', 'license': {'name': 'Apache-2.0', 'identifier': 'Apache-2.0'},
                 'description': 'Made by script/summit-table from src/summit/summit.table.'},
        'security': [{'session': []}],
        'paths': paths(table),
        'components': {
            'securitySchemes': {'session': {'type': 'http', 'scheme': 'bearer'}},
            'parameters': parameters,
            'responses': responses(),
            'schemas': schemas(table),
        },
    }
    return one_line_each(document) + '\n'


def c_text(table):
    """The same as a C source: the server has it on board."""
    data = text(table).encode()
    rows = (','.join(map(str, data[i:i + 32])) for i in range(0, len(data), 32))
    return ('/* Made by script/summit-table. */\n#include "shell/openapi.h"\n\n'
            'static const uint8_t text[] = {\n' + ',\n'.join(rows) + '\n};\n'
            'const struct bytes summit_openapi = {text, sizeof(text)};\n')


def one_line_each(document):
    """JSON with one line a path and a schema: to be read, and to be compared."""
    def dump(value):
        return json.dumps(value, ensure_ascii=False, separators=(', ', ': '))

    def block(value, depth):
        inner = ',\n'.join('  ' * depth + f'{dump(key)}: ' + (block(entry, depth + 1) if deep(key) else dump(entry))
                           for key, entry in value.items())
        return '{\n' + inner + '\n' + '  ' * (depth - 1) + '}'

    def deep(key):
        return key in ('paths', 'components', 'schemas', 'responses', 'parameters')
    return block(document, 1)
