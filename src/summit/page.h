/* Small pages to read and print: HTML that stands alone, with no script and one style. */
#ifndef PLENARY_SUMMIT_PAGE_H
#define PLENARY_SUMMIT_PAGE_H

#include "summit/value.h"

/* What pages say, in the languages of the screens. */
#define PAGE_TEXTS(X)                                                                              \
    X(INVITATION, "Personal invitation", "Invitation personnelle", "دعوة شخصية",                   \
      "دعوت‌نامهٔ شخصی")                                                            \
    X(OPEN_LINK, "Open this link on the device you will use:",                                     \
      "Ouvrez ce lien sur l’appareil que vous utiliserez :",                                       \
      "افتح هذا الرابط على الجهاز الذي ستستخدمه:",                                                 \
      "این پیوند را روی دستگاهی که به کار می‌برید باز "      \
      "کنید:")                                                                                     \
    X(KEEP_LINK, "It works on one device only. Do not pass it on.",                                \
      "Il ne fonctionne que sur un seul appareil. Ne le transmettez à personne.",                  \
      "يعمل على جهاز واحد فقط. لا تشاركه مع أحد.",                                                 \
      "تنها روی یک دستگاه کار می‌کند. آن را به کسی ندهید.") \
    X(OPEN_BEFORE, "Open it before", "À ouvrir avant le", "افتحه قبل", "باز کنید پیش از")          \
    X(RESULT, "Result of the vote", "Résultat du vote", "نتيجة التصويت",                           \
      "نتیجهٔ رأی‌گیری")                                                            \
    X(CARRIED, "Carried", "Adopté", "اعتُمد", "تصویب شد")                                           \
    X(REJECTED, "Rejected", "Rejeté", "رُفض", "رد شد")                                              \
    X(NO_QUORUM, "No quorum: the vote does not count",                                             \
      "Quorum non atteint : le vote n’est pas valable", "لم يكتمل النصاب: التصويت غير معتمد",      \
      "حد نصاب به دست نیامد: رأی‌گیری معتبر نیست")               \
    X(ROLL_CALL, "Open roll-call", "Vote par appel nominal", "تصويت بنداء الأسماء",                \
      "رأی‌گیری علنی با نام")                                                    \
    X(SECRET_BALLOT, "Secret ballot", "Scrutin secret", "اقتراع سري",                              \
      "رأی‌گیری مخفی")                                                                \
    X(SIMPLE, "Simple majority", "Majorité simple", "أغلبية بسيطة", "اکثریت ساده")                 \
    X(ABSOLUTE, "Absolute majority", "Majorité absolue", "أغلبية مطلقة", "اکثریت مطلق")            \
    X(TWO_THIRDS, "Two-thirds majority", "Majorité des deux tiers", "أغلبية الثلثين",              \
      "اکثریت دو سوم")                                                                             \
    X(THREE_QUARTERS, "Three-quarters majority", "Majorité des trois quarts",                      \
      "أغلبية ثلاثة أرباع", "اکثریت سه چهارم")                                                     \
    X(CHOICE, "Choice", "Choix", "الخيار", "گزینه")                                                \
    X(VOTES, "Votes", "Voix", "الأصوات", "رأی")                                                    \
    X(YES, "Yes", "Oui", "نعم", "موافق")                                                           \
    X(NO, "No", "Non", "لا", "مخالف")                                                              \
    X(ABSTAIN, "Abstain", "Abstention", "امتناع", "ممتنع")                                         \
    X(CAST, "Votes cast", "Voix recueillies", "الأصوات المدلى بها", "آرای داده‌شده")  \
    X(PRESENT, "Votes present", "Voix présentes", "الأصوات الحاضرة", "آرای حاضر")                  \
    X(ENTITLED, "Votes in all", "Total des voix", "مجموع الأصوات", "کل آرا")                       \
    X(TURNOUT, "Turnout", "Participation", "نسبة المشاركة", "میزان مشارکت")                        \
    X(QUORUM, "Quorum", "Quorum", "النصاب", "حد نصاب")                                             \
    X(LOCATION, "Delegation", "Délégation", "الوفد", "هیئت")                                       \
    X(CLOSED, "Closed", "Clos le", "أُغلق في", "پایان")

enum page_text {
#define X(name, en, fr, ar, fa) PAGE_##name,
    PAGE_TEXTS(X)
#undef X
};

/* The text in that language, else in English. */
const char *page_text(struct tag language, enum page_text text);

/* What stands between <style> and </style>: for the page's Content-Security-Policy. */
extern const char page_style[];

void page_begin(struct writer *writer, struct tag language, struct bytes title);
void page_end(struct writer *writer);
/* Escaped, in a <bdi> of its own: a name keeps its direction and changes nobody else's. */
void page_write_name(struct writer *writer, struct bytes name);
/* Escaped alone. */
void page_write_escaped(struct writer *writer, struct bytes text);
/* ` lang="ar" dir="rtl"` */
void page_write_language(struct writer *writer, struct tag language);

#endif
