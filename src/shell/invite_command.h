/* `plenary summit invite`: invitations for all, or all of a role, as a table or as cards to print.
 * The secrets are drawn here and go to standard output alone.
 */
#ifndef PLENARY_SHELL_INVITE_COMMAND_H
#define PLENARY_SHELL_INVITE_COMMAND_H

#include "shell/summit_store.h"

struct invite_options {
    const char *url;  /* where the links lead: https://summit.example.org */
    const char *role; /* NULL: everybody */
    bool is_page, again, is_dry_run;
    uint32_t days; /* that they can be opened */
};

/* Changes and commits the open store, then prints. False with store->problem: nothing changed. */
CHECK bool invite_run(struct summit_store *store, const struct invite_options *options);

#endif
