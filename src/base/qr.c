#include "base/qr.h"

enum { VERSION_MAX = 10, CODEWORDS_MAX = 346, CHECKS_MAX = 26, MASKS = 8 };

/* Level M (tables 7 and 9 of the standard): codewords in all, blocks, check codewords of each. */
static const struct {
    uint16_t codewords;
    uint8_t blocks, checks;
    uint8_t alignment[3]; /* centres; 0: no more */
} versions[VERSION_MAX + 1] = {
    {0},
    {26, 1, 10, {0}},
    {44, 1, 16, {6, 18}},
    {70, 1, 26, {6, 22}},
    {100, 2, 18, {6, 26}},
    {134, 2, 24, {6, 30}},
    {172, 4, 16, {6, 34}},
    {196, 4, 18, {6, 22, 38}},
    {242, 4, 22, {6, 24, 42}},
    {292, 5, 22, {6, 26, 46}},
    {346, 5, 26, {6, 28, 50}},
};

struct drawing {
    struct qr *qr;
    unsigned version;
    uint8_t fixed[QR_SIDE_MAX][QR_SIDE_MAX]; /* no data, never masked */
};

/* ---- the codewords ---- */

static unsigned data_size(unsigned version)
{
    return versions[version].codewords - versions[version].blocks * versions[version].checks;
}

static void put_bits(uint8_t *data, unsigned *at, unsigned value, unsigned count)
{
    while (count-- > 0) {
        data[*at / 8] |= (uint8_t)((value >> count & 1) << (7 - *at % 8));
        (*at)++;
    }
}

static void write_data(unsigned version, struct bytes text, uint8_t *data)
{
    unsigned at = 0, size = data_size(version);
    memset(data, 0, size);
    put_bits(data, &at, 4, 4); /* bytes */
    put_bits(data, &at, (unsigned)text.size, version < 10 ? 8 : 16);
    for (size_t i = 0; i < text.size; i++) {
        put_bits(data, &at, text.data[i], 8);
    }
    at += MIN(4u, 8 * size - at); /* the terminator */
    for (unsigned i = (at + 7) / 8, pad = 0xec; i < size; i++, pad ^= 0xec ^ 0x11) {
        data[i] = (uint8_t)pad;
    }
}

/* In GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1. */
static uint8_t multiply(uint8_t a, uint8_t b)
{
    unsigned product = 0;
    for (int i = 7; i >= 0; i--) {
        product = product << 1 ^ (product >> 7) * 0x11d;
        product ^= (b >> i & 1u) * a;
    }
    return (uint8_t)product;
}

/* Reed and Solomon: the remainder of data x^count by the product of (x - 2^i). */
static void write_checks(const uint8_t *data, unsigned size, unsigned count, uint8_t *checks)
{
    uint8_t divisor[CHECKS_MAX] = {0}, root = 1;
    divisor[count - 1] = 1;
    for (unsigned i = 0; i < count; i++, root = multiply(root, 2)) {
        for (unsigned j = 0; j < count; j++) {
            divisor[j] = multiply(divisor[j], root);
            divisor[j] ^= j + 1 < count ? divisor[j + 1] : 0;
        }
    }
    memset(checks, 0, count);
    for (unsigned i = 0; i < size; i++) {
        uint8_t factor = data[i] ^ checks[0];
        memmove(checks, checks + 1, count - 1);
        checks[count - 1] = 0;
        for (unsigned j = 0; j < count; j++) {
            checks[j] ^= multiply(divisor[j], factor);
        }
    }
}

/* Blocks of two sizes, the short ones first, interleaved: data, then checks. */
static void interleave(unsigned version, const uint8_t *data, uint8_t *out)
{
    unsigned blocks = versions[version].blocks, checks = versions[version].checks;
    unsigned size = data_size(version), base = size / blocks, longer = size % blocks;
    const uint8_t *at = data;
    for (unsigned block = 0; block < blocks; block++) {
        unsigned own = base + (block >= blocks - longer);
        uint8_t check[CHECKS_MAX];
        write_checks(at, own, checks, check);
        for (unsigned i = 0; i < own; i++) {
            unsigned place =
                i < base ? i * blocks + block : base * blocks + block - (blocks - longer);
            out[place] = at[i];
        }
        for (unsigned i = 0; i < checks; i++) {
            out[size + i * blocks + block] = check[i];
        }
        at += own;
    }
}

/* ---- the square ---- */

static void fix(struct drawing *drawing, unsigned x, unsigned y, unsigned dark)
{
    drawing->qr->dark[y][x] = (uint8_t)(dark & 1);
    drawing->fixed[y][x] = 1;
}

/* Rings around a centre, as far as they lie within the square. */
static void draw_rings(struct drawing *drawing, int x, int y, int radius, unsigned dark_rings)
{
    int side = drawing->qr->side;
    for (int dy = -radius; dy <= radius; dy++) {
        for (int dx = -radius; dx <= radius; dx++) {
            int ring = MAX(abs(dx), abs(dy));
            if (x + dx >= 0 && x + dx < side && y + dy >= 0 && y + dy < side) {
                fix(drawing, (unsigned)(x + dx), (unsigned)(y + dy), dark_rings >> ring);
            }
        }
    }
}

static void draw_alignment(struct drawing *drawing)
{
    const uint8_t *centres = versions[drawing->version].alignment;
    unsigned count = 0;
    while (count < 3 && centres[count]) {
        count++;
    }
    for (unsigned i = 0; i < count; i++) {
        for (unsigned j = 0; j < count; j++) {
            bool is_finder =
                (i == 0 && j == 0) || (i == 0 && j == count - 1) || (i == count - 1 && j == 0);
            if (!is_finder) {
                draw_rings(drawing, centres[i], centres[j], 2, 0x5);
            }
        }
    }
}

/* The remainder that makes `value` a word of the code. */
static unsigned code_of(unsigned value, unsigned generator, unsigned bits)
{
    unsigned rest = value;
    for (unsigned i = 0; i < bits; i++) {
        rest = rest << 1 ^ (rest >> (bits - 1)) * generator;
    }
    return value << bits | rest;
}

static void draw_format(struct drawing *drawing, unsigned mask)
{
    unsigned bits = code_of(mask, 0x537, 10) ^ 0x5412; /* level M is 00 */
    unsigned side = drawing->qr->side;
    for (unsigned i = 0; i < 8; i++) {
        fix(drawing, 8, i < 6 ? i : i + 1, bits >> i);
        fix(drawing, side - 1 - i, 8, bits >> i);
    }
    for (unsigned i = 8; i < 15; i++) {
        fix(drawing, i == 8 ? 7 : 14 - i, 8, bits >> i);
        fix(drawing, 8, side - 15 + i, bits >> i);
    }
    fix(drawing, 8, side - 8, 1);
}

static void draw_version(struct drawing *drawing)
{
    unsigned bits = code_of(drawing->version, 0x1f25, 12), side = drawing->qr->side;
    for (unsigned i = 0; drawing->version >= 7 && i < 18; i++) {
        fix(drawing, side - 11 + i % 3, i / 3, bits >> i);
        fix(drawing, i / 3, side - 11 + i % 3, bits >> i);
    }
}

static void draw_fixed(struct drawing *drawing)
{
    int last = drawing->qr->side - 4;
    for (unsigned i = 0; i < drawing->qr->side; i++) {
        fix(drawing, 6, i, ~i);
        fix(drawing, i, 6, ~i);
    }
    draw_rings(drawing, 3, 3, 4, 0xb);
    draw_rings(drawing, last, 3, 4, 0xb);
    draw_rings(drawing, 3, last, 4, 0xb);
    draw_alignment(drawing);
    draw_format(drawing, 0);
    draw_version(drawing);
}

/* In columns of two, from the right, up and down. */
static void draw_codewords(struct drawing *drawing, const uint8_t *codewords)
{
    unsigned bit = 0, count = 8u * versions[drawing->version].codewords;
    int side = drawing->qr->side;
    for (int right = side - 1; right >= 1; right -= 2) {
        right = right == 6 ? 5 : right;
        for (int step = 0; step < side; step++) {
            int y = ((right + 1) & 2) == 0 ? side - 1 - step : step;
            for (int x = right; x >= right - 1; x--) {
                if (!drawing->fixed[y][x] && bit < count) {
                    drawing->qr->dark[y][x] = codewords[bit / 8] >> (7 - bit % 8) & 1;
                    bit++;
                }
            }
        }
    }
}

/* ---- masks ---- */

static bool is_flipped(unsigned mask, unsigned x, unsigned y)
{
    switch (mask) {
    case 0:
        return (x + y) % 2 == 0;
    case 1:
        return y % 2 == 0;
    case 2:
        return x % 3 == 0;
    case 3:
        return (x + y) % 3 == 0;
    case 4:
        return (x / 3 + y / 2) % 2 == 0;
    case 5:
        return x * y % 2 + x * y % 3 == 0;
    case 6:
        return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
        return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

static void apply_mask(struct drawing *drawing, unsigned mask)
{
    for (unsigned y = 0; y < drawing->qr->side; y++) {
        for (unsigned x = 0; x < drawing->qr->side; x++) {
            drawing->qr->dark[y][x] ^= !drawing->fixed[y][x] && is_flipped(mask, x, y);
        }
    }
}

/* What a reader stumbles over in one line: long runs, and what looks like a finder. */
static unsigned line_penalty(const uint8_t *modules, unsigned step, unsigned side)
{
    unsigned penalty = 0, run = 0, window = 0;
    for (unsigned i = 0; i < side; i++) {
        unsigned dark = modules[i * step];
        run = i > 0 && dark == modules[(i - 1) * step] ? run + 1 : 1;
        penalty += run == 5 ? 3 : run > 5;
        window = (window << 1 | dark) & 0x7ff;
        penalty += i >= 10 && (window == 0x5d0 || window == 0x05d) ? 40 : 0;
    }
    return penalty;
}

static unsigned penalty_of(const struct qr *qr)
{
    unsigned penalty = 0, dark = 0, side = qr->side;
    for (unsigned i = 0; i < side; i++) {
        penalty += line_penalty(qr->dark[i], 1, side);
        penalty += line_penalty(&qr->dark[0][i], QR_SIDE_MAX, side);
        for (unsigned j = 0; j < side; j++) {
            dark += qr->dark[i][j];
            if (i > 0 && j > 0) {
                unsigned sum = qr->dark[i][j] + qr->dark[i - 1][j] + qr->dark[i][j - 1] +
                               qr->dark[i - 1][j - 1];
                penalty += sum == 0 || sum == 4 ? 3 : 0;
            }
        }
    }
    unsigned share = 20 * dark / (side * side); /* in steps of 5 % */
    return penalty + 10 * (share >= 10 ? share - 10 : 9 - share);
}

static void choose_mask(struct drawing *drawing)
{
    unsigned best = 0, least = UINT32_MAX;
    for (unsigned mask = 0; mask < MASKS; mask++) {
        draw_format(drawing, mask);
        apply_mask(drawing, mask);
        unsigned penalty = penalty_of(drawing->qr);
        if (penalty < least) {
            least = penalty;
            best = mask;
        }
        apply_mask(drawing, mask); /* off again */
    }
    draw_format(drawing, best);
    apply_mask(drawing, best);
}

bool qr_encode(struct qr *qr, struct bytes text)
{
    uint8_t data[CODEWORDS_MAX], codewords[CODEWORDS_MAX];
    struct drawing drawing = {.qr = qr, .version = 1};
    while (drawing.version <= VERSION_MAX &&
           text.size + (drawing.version < 10 ? 2 : 3) > data_size(drawing.version)) {
        drawing.version++;
    }
    if (drawing.version > VERSION_MAX) {
        return false;
    }
    *qr = (struct qr){.side = (uint8_t)(17 + 4 * drawing.version)};
    write_data(drawing.version, text, data);
    interleave(drawing.version, data, codewords);
    draw_fixed(&drawing);
    draw_codewords(&drawing, codewords);
    choose_mask(&drawing);
    return true;
}

void qr_write_path(struct writer *writer, const struct qr *qr)
{
    for (unsigned y = 0; y < qr->side; y++) {
        for (unsigned x = 0, run = 0; x < qr->side; x += MAX(run, 1u)) {
            run = 0;
            while (x + run < qr->side && qr->dark[y][x + run]) {
                run++;
            }
            if (run > 0) {
                writer_format(writer, "M%u %uh%uv1h-%uz", x + QR_QUIET, y + QR_QUIET, run, run);
            }
        }
    }
}
