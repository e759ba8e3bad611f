/* The settings one by one: the table of names, each with its place in the file, its
 * variable of the environment, how it is read and how it is printed. For config*.c.
 */
#ifndef PLENARY_SHELL_CONFIG_SETTING_H
#define PLENARY_SHELL_CONFIG_SETTING_H

#include "shell/config.h"

enum { CONFIG_WHY_MAX = 200 };

struct config_setting {
    const char *section; /* NULL: at the top of the file */
    const char *key;
    const char *variable;
    /* Read a value; false with what to mend in `why`, and nothing changed. */
    bool (*set)(struct config *config, const char *value, char why[CONFIG_WHY_MAX]);
    void (*print)(const struct config *config, FILE *out); /* the value, as YAML */
    bool takes_list; /* a YAML list is read as its items with commas between */
};

extern const struct config_setting config_settings[];
extern const size_t config_setting_count;

/* Until it is known whether a proxy stands before us. */
#define CONFIG_PER_SOURCE_UNSET UINT32_MAX

/* Add a room; false with what to mend. An empty title is the name. */
CHECK bool config_add_room(struct config *config, const char *name, const char *title,
                           char why[CONFIG_WHY_MAX]);

/* A path of a file or directory; false with what to mend. */
CHECK bool config_set_path(char path[CONFIG_PATH_MAX + 1], const char *value,
                           char why[CONFIG_WHY_MAX]);

/* Set a webhook's "url", "secret_file" or "role"; false with what to mend. */
CHECK bool config_set_webhook(struct config_webhook *webhook, const char *key, const char *value,
                              char why[CONFIG_WHY_MAX]);
void config_print_webhooks(const struct config *config, FILE *out);

/* Note a problem: `place: text`. More than CONFIG_PROBLEMS_MAX are left out. */
void config_problem(struct config_problems *problems, const char *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A double-quoted YAML scalar. */
void config_print_text(const char *text, FILE *out);

/* Read a file into the config; problems are noted. */
void config_read_yaml(struct config *config, const char *path, struct config_problems *problems);

#endif
