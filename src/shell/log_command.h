/* plenary log verify|export|replay: what an operator may ask of a log, also while a server
 * writes it.
 */
#ifndef PLENARY_SHELL_LOG_COMMAND_H
#define PLENARY_SHELL_LOG_COMMAND_H

/* The exit status; COMMAND_MISUSED (shell/data.h): show how it is called. */
int log_command_run(int argc, char **argv);

#endif
