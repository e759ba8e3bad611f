/* plenary summit init|import|export: make a summit, fill it from lists and files, take it
 * elsewhere. For when no server writes the log; the rest is done on the desk.
 */
#ifndef PLENARY_SHELL_SUMMIT_COMMAND_H
#define PLENARY_SHELL_SUMMIT_COMMAND_H

/* The exit status; COMMAND_MISUSED (shell/data.h): show how it is called. */
int summit_command_run(int argc, char **argv);

#endif
