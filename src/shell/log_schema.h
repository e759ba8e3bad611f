/* The tables of the log's database and how older ones become the present ones. */
#ifndef PLENARY_SHELL_LOG_SCHEMA_H
#define PLENARY_SHELL_LOG_SCHEMA_H

#include <sqlite3.h>

#include "base/base.h"

enum { LOG_SCHEMA_PROBLEM_MAX = 512 };

/* The number of the schema that this program writes. */
uint32_t log_schema_current(void);

/* Bring the tables to the present schema, one step a transaction, or make them in an empty
 * database. False with a sentence where the database is another program's, is newer than
 * this program, or cannot be written; all steps that were committed stand.
 */
CHECK bool log_schema_upgrade(sqlite3 *database, char problem[LOG_SCHEMA_PROBLEM_MAX]);
/* Is it the present schema? For readers, who change nothing; false with a sentence. */
CHECK bool log_schema_check(sqlite3 *database, char problem[LOG_SCHEMA_PROBLEM_MAX]);

#endif
