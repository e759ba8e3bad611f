/* From a YAML file to settings (config_setting.h). Every problem is noted with its line,
 * and the reading goes on: the user mends all of them at once.
 */
#include "shell/config_setting.h"

#include <errno.h>
#include <stdarg.h>
#include <yaml.h>

#include "summit/codec.h"

enum { PLACE_MAX = 101, KEY_MAX = 40, JOINED_MAX = 1024, KEYS_MAX = 16 };

struct reading {
    struct config *config;
    struct config_problems *problems;
    const char *path;
    yaml_document_t document;
    bool has_rooms;
    struct config_webhook *webhook; /* that is being read */
};

static void note_at(struct reading *reading, size_t line, const char *text)
{
    char place[PLACE_MAX];
    (void)snprintf(place, sizeof(place), "%.80s:%zu", reading->path, line + 1);
    config_problem(reading->problems, place, "%s", text);
}

__attribute__((format(printf, 3, 4))) static void
note(struct reading *reading, const yaml_node_t *node, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    note_at(reading, node->start_mark.line, text);
}

/* ---- did you mean ---- */

/* Edits from one word to the other (Levenshtein), for words below KEY_MAX. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t row[KEY_MAX + 1];
    size_t b_size = strlen(b);
    for (size_t j = 0; j <= b_size; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t above = row[j];
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            row[j] = MIN(replaced, MIN(above, row[j - 1]) + 1);
            diagonal = above;
        }
    }
    return row[b_size];
}

static void note_unknown(struct reading *reading, const yaml_node_t *node, const char *key,
                         const char *const *known, size_t known_count)
{
    const char *nearest = NULL;
    size_t least = 3; /* more edits are another word */
    char list[160] = "";
    for (size_t i = 0; i < known_count; i++) {
        size_t distance = strlen(key) < KEY_MAX ? edit_distance(key, known[i]) : KEY_MAX;
        if (distance < least && distance < strlen(known[i])) {
            least = distance;
            nearest = known[i];
        }
        size_t used = strlen(list);
        (void)snprintf(list + used, sizeof(list) - used, "%s%s", i > 0 ? ", " : "", known[i]);
    }
    if (nearest) {
        note(reading, node, "unknown key \"%.40s\"; did you mean \"%s\"?", key, nearest);
    } else {
        note(reading, node, "unknown key \"%.40s\"; there are: %s", key, list);
    }
}

/* ---- nodes ---- */

static yaml_node_t *node_of(struct reading *reading, int index)
{
    return yaml_document_get_node(&reading->document, index);
}

/* A scalar's text; NULL if it is none, or has a zero byte within. */
static const char *scalar_text(const yaml_node_t *node)
{
    if (!node || node->type != YAML_SCALAR_NODE) {
        return NULL;
    }
    const char *text = (const char *)node->data.scalar.value;
    return strlen(text) == node->data.scalar.length ? text : NULL;
}

/* Calls `each` for every key of a mapping; keys that stand twice are noted. */
static void walk_mapping(struct reading *reading, yaml_node_t *mapping, const char *section,
                         void (*each)(struct reading *reading, const char *section,
                                      yaml_node_t *key, yaml_node_t *value))
{
    yaml_node_pair_t *first = mapping->data.mapping.pairs.start;
    yaml_node_pair_t *end = mapping->data.mapping.pairs.top;
    for (yaml_node_pair_t *pair = first; pair < end; pair++) {
        yaml_node_t *key = node_of(reading, pair->key);
        const char *text = scalar_text(key);
        if (!text) {
            note(reading, key, "a key must be a word");
            continue;
        }
        bool twice = false;
        for (yaml_node_pair_t *other = first; other < pair; other++) {
            const char *seen = scalar_text(node_of(reading, other->key));
            twice = twice || (seen && strcmp(seen, text) == 0);
        }
        if (twice) {
            note(reading, key, "\"%.40s\" stands here a second time; keep one", text);
        } else {
            each(reading, section, key, node_of(reading, pair->value));
        }
    }
}

/* ---- rooms ---- */

static void read_room_key(struct reading *reading, const char *section, yaml_node_t *key,
                          yaml_node_t *value)
{
    static const char *const known[] = {"name", "title"};
    const char *text = scalar_text(key);
    (void)section;
    if (strcmp(text, "name") != 0 && strcmp(text, "title") != 0) {
        note_unknown(reading, key, text, known, COUNT_OF(known));
    } else if (!scalar_text(value)) {
        note(reading, value, "a room's \"%s\" must be a text", text);
    }
}

static const char *room_value(struct reading *reading, const yaml_node_t *room, const char *key)
{
    for (yaml_node_pair_t *pair = room->data.mapping.pairs.start;
         pair < room->data.mapping.pairs.top; pair++) {
        const char *text = scalar_text(node_of(reading, pair->key));
        if (text && strcmp(text, key) == 0) {
            return scalar_text(node_of(reading, pair->value));
        }
    }
    return NULL;
}

static void read_rooms(struct reading *reading, yaml_node_t *rooms)
{
    reading->has_rooms = true;
    if (rooms->type != YAML_SEQUENCE_NODE ||
        rooms->data.sequence.items.start == rooms->data.sequence.items.top) {
        note(reading, rooms, "\"rooms\" must be a list of at least one: - name: hall");
        return;
    }
    for (yaml_node_item_t *item = rooms->data.sequence.items.start;
         item < rooms->data.sequence.items.top; item++) {
        yaml_node_t *room = node_of(reading, *item);
        char why[CONFIG_WHY_MAX];
        if (room->type != YAML_MAPPING_NODE) {
            note(reading, room, "a room is written as - name: hall, and title: below it");
            continue;
        }
        walk_mapping(reading, room, "rooms", read_room_key);
        const char *name = room_value(reading, room, "name");
        const char *title = room_value(reading, room, "title");
        if (!name) {
            note(reading, room, "this room needs a name");
        } else if (!config_add_room(reading->config, name, title ? title : "", why)) {
            note(reading, room, "%s", why);
        }
    }
}

/* ---- webhooks ---- */

static bool add_hook_event(struct reading *reading, const yaml_node_t *node)
{
    const char *text = scalar_text(node);
    enum summit_event_kind kind = text ? event_kind_of(bytes_of_text(text)) : EVENT_COUNT;
    if (kind == EVENT_COUNT) {
        note(reading, node, "there is no event \"%.40s\"", text ? text : "");
        return false;
    }
    reading->webhook->is_for[kind] = true;
    return true;
}

static void read_hook_events(struct reading *reading, yaml_node_t *value)
{
    const char *text = scalar_text(value);
    if (text && strcmp(text, "*") == 0) {
        return;
    }
    if (value->type != YAML_SEQUENCE_NODE) {
        note(reading, value, "\"events\" must be \"*\" or a list of events' names");
        return;
    }
    for (yaml_node_item_t *item = value->data.sequence.items.start;
         item < value->data.sequence.items.top; item++) {
        if (!add_hook_event(reading, node_of(reading, *item))) {
            return;
        }
    }
}

static void read_hook_key(struct reading *reading, const char *section, yaml_node_t *key,
                          yaml_node_t *value)
{
    static const char *const known[] = {"url", "secret_file", "role", "events"};
    const char *name = scalar_text(key), *text = scalar_text(value);
    char why[CONFIG_WHY_MAX];
    (void)section;
    if (strcmp(name, "events") == 0) {
        read_hook_events(reading, value);
    } else if (strcmp(name, "url") != 0 && strcmp(name, "secret_file") != 0 &&
               strcmp(name, "role") != 0) {
        note_unknown(reading, key, name, known, COUNT_OF(known));
    } else if (!text) {
        note(reading, value, "a webhook's \"%s\" must be a text", name);
    } else if (!config_set_webhook(reading->webhook, name, text, why)) {
        note(reading, value, "\"%s\": %s", name, why);
    }
}

static void check_webhook(struct reading *reading, const yaml_node_t *node)
{
    const struct config_webhook *webhook = reading->webhook;
    if (!webhook->url[0] || !webhook->secret_file[0]) {
        note(reading, node, "this webhook needs a url and a secret_file");
    }
    for (int kind = 0; kind < EVENT_COUNT; kind++) {
        if (webhook->is_for[kind] && !(summit_events[kind].roles >> webhook->role & 1)) {
            note(reading, node, "the role %s is not told of %s",
                 enum_name(ENUM_ROLE, webhook->role), summit_events[kind].name);
        }
    }
}

static void read_webhooks(struct reading *reading, yaml_node_t *hooks)
{
    struct config *config = reading->config;
    if (hooks->type != YAML_SEQUENCE_NODE) {
        note(reading, hooks, "\"webhooks\" must be a list: - url: https://...");
        return;
    }
    for (yaml_node_item_t *item = hooks->data.sequence.items.start;
         item < hooks->data.sequence.items.top; item++) {
        yaml_node_t *hook = node_of(reading, *item);
        if (hook->type != YAML_MAPPING_NODE) {
            note(reading, hook, "a webhook is written as - url: https://..., and more below it");
        } else if (config->webhook_count == CONFIG_WEBHOOKS_MAX) {
            note(reading, hook, "there are at most %d webhooks", CONFIG_WEBHOOKS_MAX);
        } else {
            reading->webhook = &config->webhooks[config->webhook_count++];
            reading->webhook->role = SUMMIT_ROLE_PRESS;
            walk_mapping(reading, hook, "webhooks", read_hook_key);
            check_webhook(reading, hook);
        }
    }
}

/* ---- settings ---- */

/* The items of a list with commas between; false if one is no scalar, or it is too long. */
static bool join_list(struct reading *reading, const yaml_node_t *list, char joined[JOINED_MAX])
{
    struct writer writer = writer_of(joined, JOINED_MAX - 1);
    for (yaml_node_item_t *item = list->data.sequence.items.start;
         item < list->data.sequence.items.top; item++) {
        const char *text = scalar_text(node_of(reading, *item));
        if (!text) {
            return false;
        }
        writer_text(&writer, text);
        writer_text(&writer, ",");
    }
    joined[writer_bytes(&writer).size] = '\0';
    return !writer.failed;
}

static void read_setting(struct reading *reading, const struct config_setting *setting,
                         yaml_node_t *value)
{
    char joined[JOINED_MAX];
    char why[CONFIG_WHY_MAX];
    const char *text = scalar_text(value);
    if (setting->takes_list && value->type == YAML_SEQUENCE_NODE &&
        join_list(reading, value, joined)) {
        text = joined;
    }
    if (!text) {
        note(reading, value, "\"%s\" must be %s", setting->key,
             setting->takes_list ? "a value or a list of values" : "a single value");
    } else if (!setting->set(reading->config, text, why)) {
        note(reading, value, "\"%s\": %s", setting->key, why);
    }
}

static bool is_in_section(const struct config_setting *setting, const char *section)
{
    return section ? setting->section && strcmp(setting->section, section) == 0 : !setting->section;
}

static bool is_section(const char *key)
{
    for (size_t i = 0; i < config_setting_count; i++) {
        if (is_in_section(&config_settings[i], key)) {
            return true;
        }
    }
    return false;
}

/* What may stand in a section, for note_unknown. */
static size_t list_known(const char *section, const char *known[KEYS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < config_setting_count; i++) {
        const struct config_setting *setting = &config_settings[i];
        const char *name = NULL;
        if (is_in_section(setting, section)) {
            name = setting->key;
        } else if (!section && (i == 0 || config_settings[i - 1].section == NULL ||
                                strcmp(config_settings[i - 1].section, setting->section) != 0)) {
            name = setting->section; /* at the top, sections are keys too */
        }
        if (name) {
            ASSERT(count < KEYS_MAX - 2);
            known[count++] = name;
        }
    }
    if (!section) {
        known[count++] = "rooms";
        known[count++] = "webhooks";
    }
    return count;
}

static void read_key(struct reading *reading, const char *section, yaml_node_t *key,
                     yaml_node_t *value)
{
    const char *text = scalar_text(key);
    for (size_t i = 0; i < config_setting_count; i++) {
        if (is_in_section(&config_settings[i], section) &&
            strcmp(config_settings[i].key, text) == 0) {
            read_setting(reading, &config_settings[i], value);
            return;
        }
    }
    if (!section && strcmp(text, "rooms") == 0) {
        read_rooms(reading, value);
    } else if (!section && strcmp(text, "webhooks") == 0) {
        read_webhooks(reading, value);
    } else if (!section && is_section(text)) {
        if (value->type == YAML_MAPPING_NODE) {
            walk_mapping(reading, value, text, read_key);
        } else {
            note(reading, value, "\"%s\" must hold keys, indented below it", text);
        }
    } else {
        const char *known[KEYS_MAX];
        size_t count = list_known(section, known);
        note_unknown(reading, key, text, known, count);
    }
}

void config_read_yaml(struct config *config, const char *path, struct config_problems *problems)
{
    struct reading reading = {.config = config, .problems = problems, .path = path};
    yaml_parser_t parser;
    FILE *file = fopen(path, "re");
    if (!file) {
        config_problem(problems, path, "cannot be read: %s", strerror(errno));
        return;
    }
    ASSERT(yaml_parser_initialize(&parser) == 1);
    yaml_parser_set_input_file(&parser, file);
    if (yaml_parser_load(&parser, &reading.document) != 1) {
        char text[200];
        (void)snprintf(text, sizeof(text), "this is not YAML: %s%s%s",
                       parser.problem ? parser.problem : "it cannot be read",
                       parser.context ? ", " : "", parser.context ? parser.context : "");
        note_at(&reading, parser.problem_mark.line, text);
    } else {
        yaml_node_t *root = yaml_document_get_root_node(&reading.document);
        /* A file of comments alone has no root: all defaults. */
        if (root && root->type != YAML_MAPPING_NODE) {
            note(&reading, root, "the file must hold keys, such as listen: ...");
        } else if (root) {
            config->room_count = 0;
            walk_mapping(&reading, root, NULL, read_key);
        }
        yaml_document_delete(&reading.document);
    }
    yaml_parser_delete(&parser);
    (void)fclose(file);
}
