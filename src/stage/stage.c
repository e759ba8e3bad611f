#include "stage/stage.h"

const char *slot_name(size_t slot)
{
    static const char *const names[STAGE_SLOTS] = {"main",  "side1", "side2", "side3", "side4",
                                                   "side5", "side6", "side7", "side8"};
    ASSERT(slot < STAGE_SLOTS);
    return names[slot];
}
