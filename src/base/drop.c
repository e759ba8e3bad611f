#include "base/drop.h"

#include "base/base.h"

const char *drop_label(enum drop reason)
{
    static const char *const labels[DROP_COUNT] = {[DROP_NONE] = "none",
#define X(reason, label) [reason] = (label),
                                                   DROP_TABLE(X)
#undef X
    };
    ASSERT(reason < DROP_COUNT);
    return labels[reason];
}
