/* The keys of secret votes (node/ballot_seal.h), one small file each in the data directory:
 * ballots/MOTION.key. It is there while the vote is open. Leave the folder out of backups: whoever
 * has it and the log learns how an open vote stands. Without it an open vote cannot be counted.
 */
#ifndef PLENARY_SHELL_BALLOT_KEY_H
#define PLENARY_SHELL_BALLOT_KEY_H

#include "node/ballot_seal.h"
#include "shell/data.h"

struct ballot_keys {
    struct seal_keys port;
    char directory[DATA_FILE_PATH_MAX];
};

/* In this data directory; the folder is made with the first key. */
struct seal_keys *ballot_keys_port(struct ballot_keys *keys, const char *directory);

#endif
