#include "summit/page.h"

const char page_style[] =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    ":root{color-scheme:light dark}h1{font-size:1.5rem;line-height:1.25}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{text-align:start;padding:.35rem 0;padding-inline-end:.75rem;border-bottom:1px solid}"
    "td.number,th.number{text-align:end;font-variant-numeric:tabular-nums}"
    ".outcome{font-size:1.25rem;font-weight:600}"
    ".cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:1rem}"
    ".card{border:1px solid;padding:1rem;break-inside:avoid}"
    ".card h2{font-size:1.1rem;margin:0}.card p{margin:.35rem 0}"
    ".link{font:.85rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    ".qr{display:block;width:11rem;background:#fff;fill:#000;margin:.5rem 0}"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}";

static const struct {
    const char *tag;
    bool is_rtl;
} languages[] = {{"en", false}, {"fr", false}, {"ar", true}, {"fa", true}};

static const char *const texts[][COUNT_OF(languages)] = {
#define X(name, en, fr, ar, fa) {(en), (fr), (ar), (fa)},
    PAGE_TEXTS(X)
#undef X
};

/* "fr-CH" is French. */
static size_t language_index(struct tag language)
{
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        if (strncmp(language.text, languages[i].tag, 2) == 0 &&
            (language.text[2] == '\0' || language.text[2] == '-')) {
            return i;
        }
    }
    return 0;
}

const char *page_text(struct tag language, enum page_text text)
{
    return texts[text][language_index(language)];
}

void page_write_language(struct writer *writer, struct tag language)
{
    size_t index = language_index(language);
    writer_format(writer, " lang=\"%s\" dir=\"%s\"", languages[index].tag,
                  languages[index].is_rtl ? "rtl" : "ltr");
}

void page_write_escaped(struct writer *writer, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        switch (text.data[i]) {
        case '&':
            writer_text(writer, "&amp;");
            break;
        case '<':
            writer_text(writer, "&lt;");
            break;
        case '>':
            writer_text(writer, "&gt;");
            break;
        case '"':
            writer_text(writer, "&quot;");
            break;
        default:
            writer_u8(writer, text.data[i]);
        }
    }
}

void page_write_name(struct writer *writer, struct bytes name)
{
    writer_text(writer, "<bdi dir=\"auto\">");
    page_write_escaped(writer, name);
    writer_text(writer, "</bdi>");
}

void page_begin(struct writer *writer, struct tag language, struct bytes title)
{
    writer_text(writer, "<!doctype html><html");
    page_write_language(writer, language);
    writer_text(writer, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                        "content=\"width=device-width,initial-scale=1\"><title>");
    page_write_escaped(writer, title);
    writer_format(writer, "</title><style>%s</style></head><body>", page_style);
}

void page_end(struct writer *writer)
{
    writer_text(writer, "</body></html>\n");
}
