hall-title = { $room } · Plenary
speaker-title = المتحدث · { $room }
clock = { DATETIME($now, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit") }
language = اللغة
appearance-dark = مظهر داكن
appearance-light = مظهر فاتح
viewers = { $count ->
    [zero] لا أحد يشاهد
    [one] مشاهد واحد
    [two] مشاهدان
    [few] { $count } مشاهدين
    [many] { $count } مشاهدًا
   *[other] { $count } مشاهد
}
state-connecting = جارٍ الاتصال
state-live = مباشر
state-weak = الشبكة ضعيفة
state-reconnecting = جارٍ إعادة الاتصال
state-connecting-long = جارٍ الاتصال بالقاعة …
state-reconnecting-long = انقطع الاتصال، وتجري إعادته تلقائيًا.
state-weak-long = اتصالك ضعيف: قد تكون الصورة أقل وضوحًا لبعض الوقت.
state-weak-choose = اتصالك ضعيف: قد تكون الصورة أقل وضوحًا لبعض الوقت. يحتاج «توفير البيانات» أو «صوت فقط» في الأسفل إلى أقل من ذلك.
stage-empty = المنصة خالية
stage-empty-long = ستظهر الصورة تلقائيًا فور صعود أحد إلى المنصة.
stage-shows = على المنصة: { $names }
stage-now = على المنصة
stage-nobody = لا أحد على المنصة.
stage-label = المنصة
seat-unnamed = متحدث
seat-standby = صورة تجريبية
sound-on = تشغيل الصوت
sound-on-long = ينتظر متصفحك إذنك لتشغيل الصوت.
mute = كتم الصوت
unmute = إلغاء الكتم
volume = مستوى الصوت
fullscreen = ملء الشاشة
fullscreen-leave = إنهاء ملء الشاشة
picture-in-picture = نافذة صغيرة
refused-no-token = هذا الرابط تنقصه الدعوة
refused-no-token-long = افتح الرابط الذي أُرسل إليك كاملًا: ينتهي بـ ‎#token=…‎ تليه كلمة طويلة. وإن فقدته فاطلب رابطًا جديدًا من المنظِّم.
refused-401 = هذه الدعوة غير صالحة أو لم تعد صالحة
refused-401-long = ربما انتهت مدتها. اطلب رابطًا جديدًا من المنظِّم.
refused-403 = هذه الدعوة مخصصة لغير هذا
refused-403-long = قد تكون لقاعة أخرى أو للمشاهدة فقط. اطلب الرابط الصحيح من المنظِّم.
refused-404 = لا توجد قاعة كهذه
refused-404-long = تحقق من الرابط أو اطلب رابطًا جديدًا من المنظِّم.
refused-other = لا يستطيع الخادم إدخالك
refused-other-long = يقول الخادم: { $detail }
refused-blocked = شبكتك تحجب جزءًا من هذه الصفحة
refused-blocked-long = شيء ما في شبكتك يحجب اتصالات WebSocket، فلا يصلك ما يجري هنا. جرّب شبكة أخرى، أو اطلب من الفني السماح بـ WebSocket إلى { $detail }. ونحن نواصل المحاولة.
refused-elsewhere = أنت تتابع في علامة تبويب أخرى أو على جهاز آخر
refused-elsewhere-long = صورتك وصوتك يأتيان من هناك. لإرسالهما من هنا، اضغط «إعادة المحاولة».
try-again = إعادة المحاولة
speaker-heading = المتحدث
preview-label = صورة الكاميرا كما ترى نفسك
return-label = ما تراه القاعة
return-note = صورة القاعة من دون صوت
camera = الكاميرا
microphone = الميكروفون
device-unnamed = الجهاز { $number }
level = مستوى الميكروفون
take-stage = الصعود إلى المنصة
leave-stage = مغادرة المنصة
camera-off = إيقاف الكاميرا
camera-on = تشغيل الكاميرا
microphone-off = كتم الميكروفون
microphone-on = تشغيل الميكروفون
speaker-asking = يطلب متصفحك استخدام الكاميرا والميكروفون: يُرجى السماح بهما معًا.
speaker-ready = كل شيء جاهز. لا أحد يراك بعد.
speaker-connecting = جارٍ الصعود إلى المنصة …
speaker-waiting = تم الاتصال: في انتظار مكان على المنصة.
speaker-live = أنت على الهواء
speaker-weak = أنت على الهواء، لكن اتصالك ضعيف
speaker-reconnecting = انقطع الاتصال، وتجري إعادته تلقائيًا.
speaker-left = غادرتَ المنصة
media-denied = لا يُسمح للمتصفح باستخدام الكاميرا والميكروفون
media-denied-long = اسمح بهما بجوار شريط العنوان (أو في إعدادات النظام)، ثم اضغط «إعادة المحاولة».
media-missing = لم يُعثر على كاميرا أو ميكروفون
media-missing-long = وصِّل جهازًا، ثم اضغط «إعادة المحاولة».
media-busy = الكاميرا أو الميكروفون قيد الاستخدام
media-busy-long = أغلق البرنامج الآخر الذي يستخدمه، ثم اضغط «إعادة المحاولة».
media-other = يتعذّر استخدام الكاميرا أو الميكروفون
microphone-silent = الميكروفون صامت
microphone-silent-long = تأكد من أنه غير مكتوم، أو اختر ميكروفونًا آخر.
camera-lost = فُصلت الكاميرا
camera-lost-long = صوتك ما زال مسموعًا. أعد توصيل الكاميرا أو اختر كاميرا أخرى.
door-speaker = أنت مدعو لإلقاء كلمة.
door-named-speaker = أنت مدعو لإلقاء كلمة، { $name }.
door-hall = أنت مدعو للمشاهدة والاستماع.
door-named-hall = أنت مدعو للمشاهدة والاستماع، { $name }.
door-enter-speaker = الذهاب إلى مكانك
door-enter-hall = دخول القاعة
door-closed = أهلًا بك
door-closed-long = لدخول إحدى القاعات، افتح الرابط الذي أرسله إليك المنظِّم. ويمكنك فحص أجهزتك هنا في أي وقت.
door-checks = قبل الدخول
door-checks-long = دقيقة واحدة الآن تجنّبك المتاعب لاحقًا. لا أحد يراك أو يسمعك هنا.
check-line = الاتصال بالقاعة
check-line-wait = جارٍ التحقق من وصول الصورة والصوت إليك …
check-line-good = الاتصال جيد: { $ms } ملي ثانية ذهابًا وإيابًا.
check-line-weak = الاتصال ضعيف ({ $ms } ملي ثانية ذهابًا وإيابًا). استخدم كابلًا، أو اقترب من الموجِّه، أو أغلق البرامج الأخرى التي تستخدم الشبكة.
check-line-blocked = تصلك هذه الصفحة ولا تصلك الصورة ولا الصوت: شبكتك تحجب UDP. جرّب شبكة أخرى، أو اطلب من الفني السماح بـ UDP إلى { $host }.
check-sound = مكبر الصوت
check-sound-long = نعزف ثلاث نغمات قصيرة.
check-sound-play = تشغيل النغمات
check-sound-ask = هل سمعت ثلاث نغمات؟
check-sound-good = ستسمع القاعة.
check-sound-none = ارفع مستوى الصوت، وتحقق من مكبر الصوت أو السماعات التي يستخدمها النظام، ثم شغّل النغمات مرة أخرى.
check-devices = الكاميرا والميكروفون
check-devices-long = شاهد نفسك كما ستراك القاعة. لا تغادر الصورة هذا الجهاز.
check-devices-start = بدء الفحص
check-devices-speak = قل بضع كلمات: يتحرك الشريط أدناه عندما نسمعك.
check-devices-good = الكاميرا والميكروفون يعملان.
yes = نعم
no = لا

## Sign-in, wall and booth
refused-no-session = افتح دعوتك أولًا
refused-no-session-long = هذا المتصفح لا يعرفك (أو لم يعد يعرفك). افتح الرابط الذي أُرسل إليك، أو اطلب من المنظِّم رابطًا جديدًا.
refused-over = لم تعد مسجّل الدخول إلى هذه القمة
refused-over-long = افتح آخر رابط أُرسل إليك، أو اطلب من المنظِّم رابطًا جديدًا.
refused-entry = لا يمكنك دخول هذه القاعة الآن
refused-entry-long = تقول القمة: { $detail }
booth-heading = مقصورة المترجمين
booth-later = الترجمة الصوتية تأتي في إصدار لاحق.
booth-not = يكتب التعليقات النصية المترجمون والمشرفون والمديرون. ترى هنا المنصة وتسمعها؛ وللمشاركة انتقل إلى القاعة.
booth-language = تكتب باللغة
booth-write = اكتب ما يقال، باللغة: { $language }
booth-send = إرسال هذا السطر
booth-reads = ما تقرؤه القاعة
booth-nothing = لم يكتب أحد بهذه اللغة بعد.
booth-keys = مفتاح الإدخال يرسل السطر. ما لم يكتمل يظهر وأنت تكتبه، والسطر الطويل يُرسل حتى آخر كلمة فيه.
booth-lost = لا يوجد اتصال: يبقى نصك هنا. اضغط مفتاح الإدخال مرة أخرى حين يعود.
captions = التعليقات النصية
captions-off = بلا تعليقات
captions-language = اللغة
captions-written = { $language } (تُكتب الآن)
captions-none = لا يكتب أحد تعليقات نصية بعد. وستظهر من تلقاء نفسها.
captions-none-in = لا يكتب أحد الآن باللغة: { $language }. توجد تعليقات باللغات: { $languages }
captions-size = حجم النص
captions-size-small = صغير
captions-size-medium = متوسط
captions-size-large = كبير
captions-aloud = ليقرأها لي قارئ الشاشة
to-door = إلى المدخل
to-hall = إلى القاعة

## The stage

stage-hold = تُستأنف الجلسة بعد قليل
stage-muted = كُتم الميكروفون
## Hall
hall-tabs = ما يجري في القاعة
hall-tab-stage = المنصة
hall-tab-programme = البرنامج
hall-tab-hands = الكلمة
hall-tab-questions = الأسئلة
hall-tab-chat = المحادثة
hall-tab-votes = التصويت
hall-tab-people = الحضور
hall-badge-chat = رسائل جديدة
hall-badge-votes = أصوات لم تُدلِ بها
hall-badge-hands = ترتيبك في الدور
hall-close = إغلاق
hall-now = الآن
hall-next = التالي
hall-over = انتهى
hall-late = { $count ->
    [zero] بلا تأخير
    [one] تأخير نحو دقيقة واحدة
    [two] تأخير نحو دقيقتين
    [few] تأخير نحو { $count } دقائق
    [many] تأخير نحو { $count } دقيقة
   *[other] تأخير نحو { $count } دقيقة
}
hall-days = الأيام
hall-zone = الأوقات بتوقيتك: { $own }
hall-zones = الأوقات بتوقيتك ({ $own })، وتحتها توقيت المضيف ({ $host })
hall-programme-empty = لا يوجد برنامج بعد.
hall-hands = { $count ->
    [zero] الدور
    [one] الدور: يد واحدة
    [two] الدور: يدان
    [few] الدور: { $count } أيدٍ
    [many] الدور: { $count } يدًا
   *[other] الدور: { $count } يد
}
hall-hands-none = لا توجد يد مرفوعة.
hall-hands-more = { $count ->
    [zero] ولا أحد غيرهم
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $count } آخرون
    [many] و{ $count } آخرون
   *[other] و{ $count } آخرون
}
hall-hand-mode-arrival = بحسب ترتيب رفع الأيدي
hall-hand-mode-fair = الأولوية لمن لم يتكلم بعد
hall-hand-called = أُعطيت له الكلمة
hall-hand-up = يدك مرفوعة. ترتيبك في الدور:
hall-hand-place = { $count ->
    [zero] من { $count }
    [one] من واحد
    [two] من اثنين
    [few] من { $count }
    [many] من { $count }
   *[other] من { $count }
}
hall-hand-is-up = اليد مرفوعة: { $place }
hall-hand-lower = إنزال يدي
hall-hand-raise = رفع اليد
hall-hand-topic = ما تود التحدث عنه
hall-hand-topic-hint = كلمة أو كلمتان، إن شئت
hall-hand-language = اللغة التي ستتحدث بها
hall-question = سؤالك
hall-question-hint = سؤال واحد، بلغتك
hall-question-anonymous = السؤال دون ذكر اسمي
hall-question-ask = إرسال السؤال
hall-question-nobody = سُئل دون ذكر الاسم
hall-question-own = سؤالك
hall-question-support = { $count ->
    [zero] أريد معرفة ذلك أيضًا (لا أحد حتى الآن)
    [one] أريد معرفة ذلك أيضًا (واحد حتى الآن)
    [two] أريد معرفة ذلك أيضًا (اثنان حتى الآن)
    [few] أريد معرفة ذلك أيضًا ({ $count } حتى الآن)
    [many] أريد معرفة ذلك أيضًا ({ $count } حتى الآن)
   *[other] أريد معرفة ذلك أيضًا ({ $count } حتى الآن)
}
hall-question-supported = { $count ->
    [zero] لا أحد غيرك يريد معرفة ذلك
    [one] واحد يريد معرفة ذلك، وأنت أيضًا
    [two] اثنان يريدان معرفة ذلك، وأنت أيضًا
    [few] { $count } يريدون معرفة ذلك، وأنت أيضًا
    [many] { $count } يريدون معرفة ذلك، وأنت أيضًا
   *[other] { $count } يريدون معرفة ذلك، وأنت أيضًا
}
hall-questions-waiting = { $count ->
    [zero] لا ينتظر أي سؤال لك المشرف.
    [one] سؤال واحد لك ينتظر المشرف.
    [two] سؤالان لك ينتظران المشرف.
    [few] { $count } أسئلة لك تنتظر المشرف.
    [many] { $count } سؤالًا لك تنتظر المشرف.
   *[other] { $count } سؤال لك تنتظر المشرف.
}
hall-questions-none = لم يُطرح أي سؤال بعد.
hall-answered-live = أُجيب عنه في الجلسة
hall-answer = الجواب
hall-chat-of = محادثة مَن
hall-chat-room = القاعة
hall-chat-pinned = مثبَّتة
hall-chat-none = لم يكتب أحد هنا بعد.
hall-chat-newer = رسائل أحدث
hall-chat-write = اكتب رسالة
hall-chat-send = إرسال
hall-chat-reading = يمكنك القراءة فقط؛ الكتابة غير متاحة لك.
hall-chat-off = المحادثة مغلقة الآن.
hall-chat-banned = طلب منك المشرف ألا تكتب قبل { $time }.
hall-chat-slow = { $count ->
    [zero] الوضع البطيء: رسالة واحدة في كل مرة
    [one] الوضع البطيء: رسالة واحدة كل ثانية
    [two] الوضع البطيء: رسالة واحدة كل ثانيتين
    [few] الوضع البطيء: رسالة واحدة كل { $count } ثوانٍ
    [many] الوضع البطيء: رسالة واحدة كل { $count } ثانية
   *[other] الوضع البطيء: رسالة واحدة كل { $count } ثانية
}
hall-chat-wait = { $count ->
    [zero] الوضع البطيء: يمكنك الكتابة الآن.
    [one] الوضع البطيء: يمكنك الكتابة بعد ثانية واحدة.
    [two] الوضع البطيء: يمكنك الكتابة بعد ثانيتين.
    [few] الوضع البطيء: يمكنك الكتابة بعد { $count } ثوانٍ.
    [many] الوضع البطيء: يمكنك الكتابة بعد { $count } ثانية.
   *[other] الوضع البطيء: يمكنك الكتابة بعد { $count } ثانية.
}
hall-yes = نعم
hall-no = لا
hall-abstain = امتناع
hall-votes-none = لم يُطرح شيء للتصويت بعد.
hall-motion-draft = لاحقًا
hall-motion-open = التصويت مفتوح
hall-motion-closed = حُسم
hall-mode-open = تصويت علني بنداء الأسماء
hall-mode-secret = تصويت سري
hall-majority-simple = أغلبية بسيطة
hall-majority-absolute = أغلبية مطلقة
hall-majority-two_thirds = ثلثان
hall-majority-three_quarters = ثلاثة أرباع
hall-vote-called = فُتح تصويت: { $title }. اضغط V للانتقال إليه.
hall-vote-none = ليس لك صوت في هذا.
hall-vote-for = تصوّت عن:
hall-vote-choices = اختيارك
hall-vote-open = سيرى الجميع كيف صوّتّ. لا يمكن تغيير صوت أُدلي به.
hall-vote-secret = لن يرى أحد كيف صوّتّ. لا يمكن تغيير صوت أُدلي به.
hall-vote-cast = { $count ->
    [zero] الإدلاء بالصوت
    [one] الإدلاء بالصوت
    [two] الإدلاء بصوتين
    [few] الإدلاء بـ{ $count } أصوات
    [many] الإدلاء بـ{ $count } صوتًا
   *[other] الإدلاء بـ{ $count } صوت
}
hall-vote-casting = يُختم صوتك الآن…
hall-vote-done = احتُسب صوتك
hall-vote-secret-done = احتُسب صوتك السري
hall-vote-final = هو نهائي: لا يمكن تغيير صوت أُدلي به.
hall-proxy = صوت وفدك
hall-proxy-long = يمكن لوفد آخر أن يصوّت عن وفدك في غيابك.
hall-proxy-begin = منح تفويض
hall-proxy-whom = أي وفد
hall-proxy-give = تفويضه بالتصويت عنا
hall-proxy-cancel = إلغاء
hall-proxy-lacks = اختر وفدًا من القائمة.
hall-proxy-given = يصوّت عنه
hall-proxy-revoke = استرجاعه
hall-outcome-carried = اعتُمد
hall-outcome-rejected = رُفض
hall-outcome-no_quorum = لم يكتمل النصاب: لم يُحسم شيء
hall-turnout = { $count ->
    [zero] المشاركة، من { $count } صوت
    [one] المشاركة، من صوت واحد
    [two] المشاركة، من صوتين
    [few] المشاركة، من { $count } أصوات
    [many] المشاركة، من { $count } صوتًا
   *[other] المشاركة، من { $count } صوت
}
hall-quorum = الحاضرون: { $present }؛ المطلوب: { $quorum }
hall-result-csv = النتيجة في جدول (CSV)
hall-people-watching = { $count ->
    [zero] يتابعون
    [one] يتابع
    [two] يتابعان
    [few] يتابعون
    [many] يتابعون
   *[other] يتابعون
}
hall-people-locations = { $count ->
    [zero] وفود
    [one] وفد
    [two] وفدان
    [few] وفود
    [many] وفدًا
   *[other] وفد
}
hall-people-countries = { $count ->
    [zero] دول
    [one] دولة
    [two] دولتان
    [few] دول
    [many] دولة
   *[other] دولة
}
hall-people-heads = { $count ->
    [zero] أشخاص هناك
    [one] شخص هناك
    [two] شخصان هناك
    [few] أشخاص هناك
    [many] شخصًا هناك
   *[other] شخص هناك
}
hall-people-present = { $count ->
    [zero] لا يوجد أي وفد هنا الآن.
    [one] وفد واحد هنا الآن.
    [two] وفدان هنا الآن.
    [few] { $count } وفود هنا الآن.
    [many] { $count } وفدًا هنا الآن.
   *[other] { $count } وفد هنا الآن.
}
hall-people-search = ابحث عن وفد أو دولة
hall-people-list = { $count ->
    [zero] الوفود: لا أسطر
    [one] الوفود: سطر واحد
    [two] الوفود: سطران
    [few] الوفود: { $count } أسطر
    [many] الوفود: { $count } سطرًا
   *[other] الوفود: { $count } سطر
}
hall-people-none = لا شيء بهذا الاسم.
hall-people-here = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
hall-react-applause = تصفيق
hall-react-heart = قلب
hall-react-laughter = ضحك
hall-react-surprise = دهشة
hall-clock = وقت الكلام المتبقي
hall-quality = جودة الصورة
hall-quality-auto = تلقائية
hall-quality-low = توفير البيانات
hall-quality-audio = صوت فقط
hall-sound-alone = تسمع القاعة دون صورة.
hall-show-pictures = إظهار الصورة
entry-lobby = أنت في الردهة
entry-lobby-long = يرى المشرف أنك تنتظر، وسيُدخلك.
entry-locked = القاعة مقفلة
entry-locked-long = لا يمكن لأحد جديد الدخول حاليًا.
entry-sent_out = أُخرجت من هذه القاعة
entry-sent_out-long = لا يمكن أن يعيدك إليها إلا مشرف.
entry-banned = لم يعد بإمكانك المشاركة في هذه القمة
entry-banned-long = إذا كنت ترى أن هذا خطأ، فاكتب إلى المنظِّم.
entry-reason = السبب المذكور:
entry-by-itself = اترك هذه الصفحة مفتوحة: ستتابع من تلقاء نفسها.
said-offline = لا يمكن الوصول إلى الخادم. لم يُنفَّذ شيء: حاول مجددًا بعد لحظة.
said-no_session = لم يعد هذا المتصفح مسجَّلًا. افتح دعوتك من جديد.
said-not_allowed = هذا غير متاح لك.
said-not_found = لم يعد موجودًا.
said-conflict = هذا غير ممكن الآن: تغيّرت الأمور في هذه الأثناء.
said-gone = انتهى ذلك.
said-too_fast = كان ذلك سريعًا جدًا. انتظر قليلًا ثم حاول مجددًا.
said-full = العدد كبير بالفعل. انتظر قليلًا ثم حاول مجددًا.
said-invalid = فيه شيء ناقص أو أطول مما ينبغي.
said-banned = لم يعد بإمكانك المشاركة.
said-other = لم يتمكن الخادم من ذلك. حاول مجددًا بعد لحظة.

## The desk
desk-title = منصة التحكم · { $room }
desk-attention = يحتاج إلى انتباه
desk-calm = كل شيء هادئ
desk-listen = الاستماع إلى القاعة
desk-keys = اختصارات لوحة المفاتيح
desk-keys-on = استخدام المفاتيح المفردة كاختصارات
desk-key-next = بدء البند التالي
desk-key-take = نقل المعاينة إلى البث
desk-key-layout = اختيار تخطيط للمعاينة
desk-key-hold = إظهار لوحة الانتظار أو إزالتها
desk-key-clock = بدء وقت الكلام أو إيقافه
desk-key-search = البحث عن الأشخاص
desk-key-help = إظهار هذه الصفحة
desk-close = إغلاق
desk-cancel = إلغاء
desk-save = حفظ
desk-edit = تعديل
desk-reason = السبب (سيراه الشخص)
pick-hint = اكتب للبحث
pick-none = لا نتائج
pick-drop = إزالة { $name }
desk-form-needed = هذا الحقل مطلوب.
desk-form-long = هذا أطول مما ينبغي.
desk-form-range = عدد صحيح من { $min } إلى { $max }.
desk-form-title = اكتب عنوانًا بلغة واحدة على الأقل.
desk-form-end = يجب أن تأتي النهاية بعد البداية.
desk-form-stale = عدّله شخص آخر في هذه الأثناء. احفظ مرة أخرى لتضع نسختك مكانه.
desk-earlier = تقديم
desk-later = تأخير
desk-drag = السحب إلى مكان آخر
desk-tab-show = البرنامج
desk-tab-stage = المنصة
desk-tab-hands = الأيدي
desk-tab-questions = الأسئلة
desk-tab-chat = الدردشة
desk-tab-motions = التصويت
desk-tab-lobby = الردهة
desk-tab-people = الأشخاص
desk-show = سير البرنامج
desk-show-empty = لا شيء مقرر لهذا اليوم.
desk-day = اليوم
desk-on-time = في الموعد
desk-late = متأخر { $count } د
desk-next = التالي
desk-finish-last = إنهاء البند الأخير
desk-item-start = بدء هذا البند
desk-item-finish = إنهاء هذا البند
desk-item-new = بند جديد
desk-item-edit = تعديل البند
desk-item-remove = حذف البند
desk-item-kind = النوع
desk-item-begins = البداية
desk-item-length = المدة بالدقائق
desk-item-speakers = المتحدثون
desk-item-media = ملف الفيلم
desk-item-languages = اللغات المستعملة؛ بلا اختيار: لغات القاعة
desk-item-about = موضوعه
desk-item-no-day = بلا يوم
desk-day-new = يوم جديد
desk-day-edit = تعديل اليوم
desk-day-remove = حذف اليوم
desk-day-ends = النهاية
desk-began = بدأ في
desk-left = بقي { $time }
desk-over = تجاوز بـ { $count } د
desk-finished = انتهى { $time }
desk-expected = نحو { $time }
desk-kind-speech = كلمة
desk-kind-panel = حلقة نقاش
desk-kind-vote = تصويت
desk-kind-playout = فيلم
desk-kind-break = استراحة
desk-preview = معاينة
desk-on-air = على الهواء
desk-take = بث
desk-layouts = تخطيط المعاينة
desk-layout-solo = فردي
desk-layout-pair = ثنائي
desk-layout-panel = حلقة
desk-layout-slides_speaker = شرائح ومتحدث
desk-layout-slides = شرائح فقط
desk-preview-all = تُظهر جميع من على المنصة بترتيبهم
desk-preview-first = تُظهر أول الجالسين على المنصة
desk-preview-order = المقاعد في المعاينة، الرئيسي أولاً
desk-preview-drop = إخراج من المعاينة
desk-hold-on = لوحة الانتظار
desk-hold-off = إزالة اللوحة
desk-hold-put-up = إظهار
desk-hold-long = ترى القاعة هذه الكلمات بدل المنصة حتى تُزال اللوحة.
desk-hold-text = كلمات اللوحة
desk-hold-shown = يُرجى الانتظار
desk-on-stage = على المنصة ({ $count })
desk-green-room = غرفة الانتظار ({ $count })
desk-stage-empty = لا أحد على المنصة. ادعُ أحداً من «الأشخاص» أو «الأيدي».
desk-green-room-empty = لا أحد في طريقه إلى المنصة.
desk-screen = شاشة
desk-signal = صورة وصوت
desk-signal-sound = صوت فقط
desk-no-signal = لا إشارة
desk-line = { $rate } كيلوبت/ث · فُقد { $loss }٪
desk-line-weak = اتصال ضعيف
desk-line-frozen = صورة جامدة
desk-to-preview = إظهار في المعاينة
desk-mute-audio = كتم الميكروفون
desk-unmute-audio = إعادة الميكروفون
desk-mute-video = إخفاء الكاميرا
desk-unmute-video = إظهار الكاميرا
desk-mute-reason = لماذا؟ سيراه الشخص
desk-seat = إلى المنصة
desk-unseat = إنزال عن المنصة
desk-uninvite = سحب الدعوة إلى المنصة
desk-invite = دعوة إلى المنصة
desk-floor-invited = مدعو
desk-floor-accepted = في غرفة الانتظار
desk-floor-ready = جاهز
desk-floor-seated = على المنصة
desk-clock = وقت الكلام
desk-clock-idle = لا وقت يجري الآن
desk-clock-nobody = بلا اسم
desk-clock-length = المدة
desk-clock-start = بدء الوقت
desk-clock-stop = إيقاف
desk-clock-over = انتهى الوقت
desk-clock-give = بدء وقت كلامه
desk-minutes = { $count } د
desk-hands = الأيدي المرفوعة
desk-hands-up = الأيدي ({ $count })
desk-hands-none = لا يد مرفوعة.
desk-hand-called = له الكلمة
desk-hand-call = إعطاء الكلمة
desk-hand-skip = تخطٍّ
desk-hand-done = تم
desk-waits = { $count } د
desk-fair = ترتيب منصف
desk-fair-long = من تكلّم أقل يأتي أولاً
desk-questions-new = جديدة ({ $count })
desk-questions-accepted = مقبولة ({ $count })
desk-questions-done = مُجاب عنها ({ $count })
desk-questions-none = لا سؤال هنا.
desk-anonymous = مجهول
desk-upvotes = يريده { $count }
desk-accept = قبول
desk-reject = رفض
desk-answered-live = أُجيب مباشرةً
desk-answer = إجابة مكتوبة
desk-answer-send = نشر الإجابة
desk-question-answered_live = أُجيب مباشرةً
desk-question-answered_in_writing = أُجيب كتابةً
desk-chat = الدردشة
desk-chat-mode = من يمكنه الكتابة
desk-chat-open = مفتوحة
desk-chat-slow = بطيئة
desk-chat-off = مغلقة
desk-chat-none = لم يكتب أحد بعد.
desk-chat-write = اكتب إلى القاعة
desk-chat-send = إرسال
desk-pin = تثبيت فوق الدردشة
desk-unpin = إلغاء التثبيت
desk-silence = إسكات في الدردشة لمدة ١٥ دقيقة
desk-delete = حذف
desk-motions = المقترحات
desk-motion-new = مقترح جديد
desk-motion-edit = تعديل المقترح
desk-motion-title = العنوان
desk-motion-text = النص
desk-motions-none = لا مقترحات في هذه القاعة.
desk-motion-draft = مسودة
desk-motion-open = التصويت مفتوح
desk-motion-closed = مغلق
desk-motion-withdrawn = مسحوب
desk-options = الخيارات
desk-options-yes_no_abstain = نعم، لا، امتناع
desk-options-choice = قائمة خيارات
desk-choice = الخيار { $number }
desk-choice-add = إضافة خيار
desk-choice-drop = حذف هذا الخيار
desk-mode = الاقتراع
desk-mode-roll_call = بالاسم
desk-mode-secret = سري
desk-majority = الأغلبية
desk-majority-simple = بسيطة
desk-majority-absolute = مطلقة
desk-majority-two_thirds = الثلثان
desk-majority-three_quarters = ثلاثة أرباع
desk-quorum-percent = النصاب، بالمئة
desk-quorum = النصاب { $percent }٪
desk-quorum-there = اكتمل النصاب
desk-quorum-here = الوفود الحاضرة تكفي للنصاب
desk-quorum-lacks = لم يكتمل النصاب بعد
desk-quorum-missed = لا نصاب
desk-secret-note = تُعدّ أصوات الاقتراع السري عند الإغلاق.
desk-here = الحاضرة
desk-here-of = { $here } من { $entitled }
desk-turnout = المشاركة
desk-turnout-of = { $cast } من { $entitled }
desk-vote-yes = نعم
desk-vote-no = لا
desk-vote-abstain = امتناع
desk-vote-open = فتح التصويت
desk-vote-close = إغلاق التصويت
desk-withdraw = سحب
desk-outcome-none = لا قرار
desk-outcome-carried = اعتُمد
desk-outcome-rejected = رُفض
desk-outcome-no_quorum = لا نصاب
desk-result-csv = النتيجة كجدول (CSV)
desk-lobby = المنتظرون في الردهة
desk-lobby-on = الردهة مفعّلة
desk-lobby-off = الردهة معطّلة
desk-lobby-long = حين تُفعَّل الردهة يُدخل المشرف كل قادم جديد
desk-lobby-none = لا أحد ينتظر عند الباب.
desk-lobby-closed = الباب مفتوح: لا أحد يحتاج إلى الانتظار.
desk-lock = قفل القاعة
desk-locked = القاعة مقفلة
desk-lock-long = لا يدخل أحد جديد قاعةً مقفلة
desk-admit = إدخال
desk-admit-all = إدخال الجميع
desk-refuse = رفض الدخول
desk-people = الأشخاص
desk-people-search = ابحث بالاسم أو المنصب أو الوفد أو البلد
desk-people-loading = يجري تحميل الأشخاص …
desk-people-found = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصاً
   *[other] { $count } شخص
}
desk-role = الدور
desk-role-all = كل الأدوار
desk-role-director = مخرج
desk-role-moderator = مشرف
desk-role-speaker = متحدث
desk-role-interpreter = مترجم فوري
desk-role-delegate = مندوب
desk-role-press = صحافة
desk-role-viewer = مشاهد
desk-role-banned = محظور
desk-person-gone = لم يعد هذا الشخص في القمة.
desk-person-title = المنصب
desk-person-location = الوفد
desk-person-spoken = أُعطي الكلمة
desk-name = الاسم
desk-language = اللغة
desk-language-none = غير معروفة
desk-room = القاعة
desk-room-all = كل القاعات
desk-room-edit = تعديل القاعة
desk-room-edit-label = تعديل { $room }
desk-room-languages = لغات الترجمة الفورية؛ بلا اختيار: لغات القمة
desk-room-plenary = قاعة الجلسات العامة
desk-room-commission = لجنة
desk-room-booth = مقصورة المترجمين
desk-room-here = أنت هنا
desk-room-go = إلى غرفة تحكمها
desk-rooms = القاعات
desk-summit-edit = تعديل القمة
desk-summit-languages = اللغات، وأولاها هي المفترضة
desk-summit-anonymous = يجوز طرح الأسئلة بلا اسم
desk-person-new = شخص جديد
desk-person-edit = تعديل بيانات الشخص
desk-person-email = البريد الإلكتروني
desk-places = الوفود
desk-places-search = ابحث بالوفد أو البلد
desk-places-found = { $count ->
    [zero] لا وفود
    [one] وفد واحد
    [two] وفدان
    [few] { $count } وفود
    [many] { $count } وفدًا
   *[other] { $count } وفد
}
desk-places-proxies = التفويضات فقط
desk-place-new = وفد جديد
desk-place-edit = تعديل الوفد
desk-place-country = البلد
desk-place-zone = المنطقة الزمنية
desk-place-heads = عدد الحاضرين
desk-place-vote = وزن صوته؛ ٠: مراقب
desk-place-weight = الصوت: { $count }
desk-place-observer = مراقب
desk-place-proxy = يصوّت عنه { $name }
desk-place-votes-for = يصوّت عن { $count }
desk-proxies = من يصوّت عن من
desk-proxy-by = يصوّت عنه
desk-proxy-for = ويصوّت أيضًا عن
desk-proxy-revoke = إلغاء التفويض
desk-proxy-revoked = أُلغي التفويض.
desk-times = { $count }×
desk-invitation = الدعوة إلى القمة
desk-invitation-issued = لم تُفتح بعد
desk-invitation-opened = فُتحت
desk-invitation-revoked = أُلغيت
desk-invitation-until = حتى { $time }
desk-invitation-misused = جُرّبت على جهاز آخر: { $count }×
desk-issue = إصدار دعوة
desk-issue-days = صالحة لمدة
desk-days = { $count ->
    [zero] لا أيام
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوماً
   *[other] { $count } يوم
}
desk-revoke = إلغاء الدعوة
desk-link-once = يظهر هذا الرابط الآن فقط. انسخه وأرسله بطريق آمن؛ لن يستطيع أحد قراءته هنا مرة أخرى.
desk-copy = نسخ الرابط
desk-copied = نُسخ
desk-card = بطاقة للطباعة
desk-invitations = دعوات لكثيرين
desk-invitations-whom = لمن
desk-invitations-for = { $count ->
    [zero] لم يُستورد أحد
    [one] للشخص الذي استُورد
    [two] للشخصين اللذين استُوردا
    [few] لـ { $count } أشخاص استُوردوا
    [many] لـ { $count } شخصًا استُوردوا
   *[other] لـ { $count } شخص استُوردوا
}
desk-invitations-as = على شكل
desk-invitations-html = بطاقات للطباعة
desk-invitations-csv = جدول للمراسلة (CSV)
desk-invitations-again = وكذلك من لديه دعوة صالحة
desk-invitations-go = إصدارها
desk-invitations-once = الروابط في هذه الملفات وحدها. نزّلها الآن واحفظها في مكان آمن.
desk-invitations-file = تنزيل الملف { $number }
desk-invitations-lose = إغلاق دون الملفات
desk-invitations-lose-long = صدرت هذه الدعوات ولم تُنزَّل روابطها. لن يستطيع أحد قراءتها لاحقًا.
desk-import = استيراد قائمة
desk-import-long = جدول للوفود والأشخاص محفوظ بصيغة CSV. يسمّي صفه الأول الأعمدة بأي ترتيب، ويمكن ترك ما لا يلزم. يُجرَّب أولًا: لا يُضاف شيء قبل موافقتك.
desk-import-template = جدول للبدء
desk-import-file = القائمة (CSV)
desk-import-reading = يجري التحقق …
desk-import-good = كل الصفوف صحيحة. سيُضاف:
desk-import-bad = صفوف يجب تصحيحها
desk-import-more = و{ $count } أخرى
desk-import-line = السطر { $number }
desk-import-done = أُضيف:
desk-import-invite = دعوة هؤلاء
desk-import-go = استيراد
desk-import-large = هذه القائمة أكبر من ٨ ميبيبايت. اقسمها إلى اثنتين.
desk-import-unread = تعذّرت قراءة هذا الملف. اختره مرة أخرى.
desk-order = النظام
desk-eject = إخراج من القاعة
desk-ban = حظر
desk-unban = رفع الحظر
desk-remove = إزالة من القمة
desk-dismiss = تجاهل
desk-concern-lost = فقدت المنصة الخادم: قد يكون ما تراه قديماً
desk-concern-line = صورة القاعة تصل إلى هذه المنصة بصعوبة
desk-concern-gone = { $name } على المنصة بلا إشارة
desk-concern-weak = اتصال { $name } ضعيف: يضيع { $percent }٪
desk-concern-frozen = صورة { $name } جامدة
desk-concern-silent = { $name } على المنصة بلا صوت
desk-concern-over = تجاوز البند الجاري وقته بـ { $count } د
desk-concern-late = كان ينبغي أن يبدأ البند التالي قبل { $count } د
desk-concern-absent = الدور التالي لـ { $name } وليس في غرفة الانتظار
desk-concern-clock = تجاوز وقت الكلام بـ { $count } د
desk-concern-hold = لوحة الانتظار ظاهرة
desk-concern-hand = يد مرفوعة منذ { $count } د
desk-concern-lobby = { $count ->
    [zero] لا أحد ينتظر في الردهة
    [one] شخص واحد ينتظر في الردهة
    [two] شخصان ينتظران في الردهة
    [few] { $count } أشخاص ينتظرون في الردهة
    [many] { $count } شخصاً ينتظرون في الردهة
   *[other] { $count } شخص ينتظرون في الردهة
}
desk-concern-alert = جُرّبت دعوة { $name } على جهاز ثانٍ
refused-desk = هذه المنصة للمخرجين والمشرفين
refused-desk-long = دعوتك تقود إلى صفحة أخرى: افتح الرابط الذي أُرسل إليك مرة أخرى أو اسأل المنظِّم.

## Door
door-opening = جارٍ فتح دعوتك …
door-programme = البرنامج
door-now = الآن
door-next = التالي
door-host-time = { $time } عند المضيف
door-one-zone = الأوقات هي أوقاتك وأوقات المضيف: { $own }.
door-two-zones = الأوقات هي أوقاتك ({ $own })، وبجانبها أوقات المضيف ({ $host }).
door-no-programme = لم يُنشر البرنامج بعد.
door-over = انتهى البرنامج. شكرًا لحضوركم.
door-welcome = مرحبًا،
door-role-viewer = أنت هنا بصفة مشاهد
door-role-press = أنت هنا ممثلًا للصحافة
door-role-delegate = أنت هنا بصفة مندوب
door-role-interpreter = أنت هنا بصفة مترجم فوري
door-role-speaker = أنت هنا بصفة متحدث
door-role-moderator = أنت هنا بصفة مدير جلسة
door-role-director = أنت هنا بصفة مخرج
door-enter-desk = إلى غرفة التحكم
door-enter-booth = إلى مقصورتك
door-enter-room = ادخل
door-enter-room-label = ادخل: { $room }
door-rooms = القاعات
door-lobby-room = يُدخلك أحد مديري الجلسة: ادخل وانتظر لحظة.
door-closed-room = لا يمكنك دخول هذه القاعة الآن. راجع المنظِّم.
door-refused-other_device = فُتحت هذه الدعوة على جهاز آخر
door-refused-other_device-long = لا تعمل إلا هناك، وقد أُبلغ المنظِّمون بأن أحدًا حاول مرة أخرى. استخدم ذلك الجهاز، أو اطلب من المنظِّم دعوة جديدة.
door-refused-revoked = سُحبت هذه الدعوة
door-refused-revoked-long = ألغاها المنظِّمون. اطلب منهم دعوة جديدة.
door-refused-expired = انتهت مدة هذه الدعوة
door-refused-expired-long = كان يمكن فتحها حتى وقت معيَّن فقط. اطلب من المنظِّم دعوة جديدة.
door-refused-banned = لا يمكنك العودة إلى هذه القمة
door-refused-banned-long = هذا قرار المنظِّمين، وهم وحدهم من يمكنه تغييره.
door-refused-not_found = هذه الدعوة غير معروفة
door-refused-not_found-long = ربما قُطع الرابط. افتح الرابط كاملًا كما أُرسل إليك، أو اطلب من المنظِّم رابطًا جديدًا.
door-refused-offline = تعذّر الوصول إلى الخادم
door-refused-offline-long = لم تُستهلك دعوتك. تأكد من اتصالك بالشبكة، ثم حاول مجددًا.
door-refused-busy = الخادم مشغول جدًا
door-refused-busy-long = لم تُستهلك دعوتك. انتظر دقيقة، ثم حاول مجددًا.
door-refused-other = لا يستطيع الخادم فتح هذه الدعوة
door-refused-other-long = يقول ما يلي. راجع المنظِّم إن لم تعرف ما العمل.
check-line-closed = يُفحص الخط حالما يُسمح لك بالدخول.
check-line-speed = التنزيل: { $mbps } ميغابت في الثانية.

## Green room
preview-seen = أنت كما يراك الجمهور
media-sound-alone = المتابعة بلا كاميرا
microphone-lost = فُصل الميكروفون
microphone-lost-long = لا أحد يسمعك. صِله من جديد، أو اختر غيره.
green-heading = غرفة الانتظار
green-none = لست في طريقك إلى المنصة
green-none-long = ابقَ هنا: حين تدعوك غرفة التحكم تقرأ ذلك في هذا الموضع. ويمكنك في الأثناء فحص الكاميرا والميكروفون.
green-ended = لم تعد في طريقك إلى المنصة. لا أحد في القاعة يراك أو يسمعك.
green-invited = أنت مدعو إلى المنصة
green-invited-long = اقبل، فتُفحص الكاميرا والميكروفون أولًا. لا أحد في القاعة يراك أو يسمعك قبل أن تُدخلك غرفة التحكم.
green-accepted = أنت في غرفة الانتظار
green-accepted-long = تأكد من جودة صورتك وصوتك، ثم قل إنك جاهز. القاعة لا تراك ولا تسمعك بعد.
green-ready = أنت جاهز
green-ready-long = ستُدخلك غرفة التحكم. ابقَ في الصورة؛ القاعة لا تراك ولا تسمعك بعد.
green-seated = أنت على المنصة
green-seated-long = القاعة تراك وتسمعك.
green-next-now = يأتي دورك بعد لحظة.
green-next-in = { $count ->
    [zero] يأتي دورك بعد لحظة.
    [one] يأتي دورك بعد دقيقة واحدة تقريبًا.
    [two] يأتي دورك بعد دقيقتين تقريبًا.
    [few] يأتي دورك بعد { $count } دقائق تقريبًا.
    [many] يأتي دورك بعد { $count } دقيقة تقريبًا.
   *[other] يأتي دورك بعد { $count } دقيقة تقريبًا.
}
green-before = { $count ->
    [zero] لا أحد قبلك.
    [one] قبلك دور واحد.
    [two] قبلك دوران.
    [few] قبلك { $count } أدوار.
    [many] قبلك { $count } دورًا.
   *[other] قبلك { $count } دور.
}
green-time-good = وقتك
green-time-warn = يُرجى الختام
green-time-over = انتهى وقتك
green-muted-audio = كتمت غرفة التحكم ميكروفونك
green-muted-video = أوقفت غرفة التحكم صورتك
green-muted-both = أوقفت غرفة التحكم صورتك وصوتك
green-mute-reason = وتقول:
green-line-weak = خطك ضعيف: قد ترى القاعة صورة خشنة
green-line-reconnecting = انقطع خطك. نعيد الاتصال تلقائيًا.
green-line-refused = لا يستقبل الخادم صورتك (أو لم يعد يستقبلها)
green-elsewhere = صورتك وصوتك يأتيان من علامة تبويب أخرى أو من جهاز آخر
green-here = المتابعة من هنا
green-not-done = لم يكن ذلك ممكنًا
green-clock-wrong = ساعة هذا الجهاز غير مضبوطة
green-clock-wrong-long = تتبع الأوقات في هذه الصفحة ساعة القمة. اضبط ساعتك في إعدادات النظام.
green-seen = كما يراني الجمهور
green-others = في غرفة الانتظار
green-is-ready = جاهز
green-gets-ready = يستعد
green-accept = قبول
green-decline = اعتذار
green-say-ready = أنا جاهز
green-not-sent = جارٍ توصيل صورتك …
green-leave = مغادرة غرفة الانتظار
green-share = مشاركة شاشة
green-share-stop = إيقاف المشاركة
