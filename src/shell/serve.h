/* plenary serve: everything joined. */
#ifndef PLENARY_SHELL_SERVE_H
#define PLENARY_SHELL_SERVE_H

#include "shell/config.h"

/* Run until SIGTERM or SIGINT. Returns the exit status. */
int serve_run(struct config *config);

#endif
