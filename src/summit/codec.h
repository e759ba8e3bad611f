/* Commands and events <-> JSON, along the table. Strict (DESIGN.md 8): 64 KiB, depth 16, UTF-8,
 * no key twice, no unknown key, every limit of the table; each refusal is a sentence.
 *
 *   {"command": "hand_raise", "room": 1, "topic": "Water"}
 *   {"event": "hand_raised", "sequence": 17, "at_ms": 1764061200000, "actor": 5, "hand": 3, ...}
 *
 * Absent and default (0, "", [], the first of an enum) are the same and are not written.
 */
#ifndef PLENARY_SUMMIT_CODEC_H
#define PLENARY_SUMMIT_CODEC_H

#include "base/json.h"
#include "summit/decide.h"

enum { MESSAGE_SIZE_MAX = 64 << 10 };

/* Scratch memory for one message at a time: the values of the JSON and what fields point to. */
struct codec_scratch {
    struct json_document document;
    uint8_t memory[128 << 10] __attribute__((aligned(16)));
};

/* `command` borrows from `scratch` and `text`. NULL, or a sentence that says what to mend
 * (in `scratch`; REFUSED_MALFORMED).
 */
CHECK const char *command_parse(struct codec_scratch *scratch, struct bytes text,
                                struct summit_command *command);
/* The same for a body that leaves out "command" because the address says it (REST). */
CHECK const char *command_parse_fields(struct codec_scratch *scratch, struct bytes text,
                                       enum summit_command_kind kind,
                                       struct summit_command *command);
/* The fields of a word, as a body (REST). */
CHECK const char *word_parse_fields(struct codec_scratch *scratch, struct bytes text,
                                    enum summit_word_kind kind, union word_fields *fields);
/* What a page says over its WebSocket: a command, a word, or a reaction.
 *
 *   {"command": "hand_raise", "id": "7f3a", "fields": {"room": 1}}
 *   {"caption": {"language": "fr", "text": "Bonjour"}, "id": "7f3b"}
 *   {"react": "applause"}
 */
enum { CLIENT_ID_MAX = 64 };
enum client_message_kind { MESSAGE_COMMAND, MESSAGE_WORD, MESSAGE_REACTION };
struct client_message {
    enum client_message_kind kind;
    struct bytes id; /* of a command, and of a word that wants an answer; also of a refused message,
                        where it could be read */
    struct bytes reaction;
    struct summit_command command;
    enum summit_word_kind word;
    union word_fields word_fields;
};
/* As command_parse. */
CHECK const char *client_message_parse(struct codec_scratch *scratch, struct bytes text,
                                       struct client_message *message);
/* COMMAND_COUNT when there is none of that name. */
enum summit_command_kind command_kind_of(struct bytes name);
void command_write(struct writer *writer, const struct summit_command *command);

CHECK const char *event_parse(struct codec_scratch *scratch, struct bytes text,
                              struct summit_event *event);
void event_write(struct writer *writer, const struct summit_event *event);
/* What somebody of that role may be told of it: without who did it, and without the fields that the
 * role does not see. False, and nothing written, when it is not told to them.
 */
CHECK bool event_write_told(struct writer *writer, const struct summit_event *event,
                            enum summit_role role);
/* EVENT_COUNT when there is none of that name. */
enum summit_event_kind event_kind_of(struct bytes name);

/* One field's value. */
void field_write(struct writer *writer, const struct field *field, const void *fields);
/* The members of a record that `roles` (a mask) may see, each with a comma before it. */
void record_write_members(struct writer *writer, const struct record *record, const void *fields,
                          uint8_t roles);

#endif
