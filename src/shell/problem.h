/* Why a start-up step failed: one sentence for the person at the terminal, saying
 * what to mend. Never for hostile input, and never with a participant's address.
 */
#ifndef PLENARY_SHELL_PROBLEM_H
#define PLENARY_SHELL_PROBLEM_H

#include "base/base.h"

#include <stdarg.h>

struct problem {
    char text[512];
};

__attribute__((format(printf, 2, 3))) static inline void problem_set(struct problem *problem,
                                                                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(problem->text, sizeof(problem->text), format, arguments);
    va_end(arguments);
}

#endif
