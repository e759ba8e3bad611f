/* doc/api/openapi.json, made from src/summit/summit.table and built in. */
#ifndef PLENARY_SHELL_OPENAPI_H
#define PLENARY_SHELL_OPENAPI_H

#include "base/bytes.h"

extern const struct bytes summit_openapi;

#endif
