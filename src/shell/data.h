/* The data directory: what must outlive a restart. */
#ifndef PLENARY_SHELL_DATA_H
#define PLENARY_SHELL_DATA_H

#include "shell/config.h"

enum { DATA_PROBLEM_MAX = 512, DATA_FILE_PATH_MAX = CONFIG_PATH_MAX + 64 };
enum { COMMAND_MISUSED = 2 }; /* exit status of a command that was called wrongly */

/* Make the directory if it is missing. */
CHECK bool data_prepare(const struct config *config, char problem[DATA_PROBLEM_MAX]);
/* The key that signs tokens; made at first use, readable by its owner alone. */
CHECK bool data_token_key(const struct config *config, uint8_t key[TOKEN_KEY_SIZE],
                          char problem[DATA_PROBLEM_MAX]);
/* A path inside the directory. */
void data_path(const struct config *config, const char *name, char out[DATA_FILE_PATH_MAX]);

/* The directory a command works on: `given`, or the configuration's. NULL after the problems with
 * the configuration have been said.
 */
CHECK const char *data_directory(const char *given, const char *config_file);
/* A whole file, mapped until the process ends. False with errno; ENODATA when it is empty. */
CHECK bool data_map_file(const char *path, struct bytes *file);

/* The system's generator. */
extern struct random_source system_random;
uint32_t system_unix_time(void);

#endif
