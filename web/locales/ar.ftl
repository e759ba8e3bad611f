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
refused-entry = لا يمكنك دخول هذه القاعة الآن
refused-entry-long = تقول القمة: { $detail }
booth-heading = الترجمة الفورية
booth-later = الترجمة الفورية ليست جزءًا من هذا الإصدار، وستُفتح في إصدار لاحق. وحتى ذلك الحين يمكن للمترجمين متابعة القاعة.
to-door = إلى المدخل
to-hall = إلى القاعة

## The stage

stage-hold = تُستأنف الجلسة بعد قليل
stage-muted = كُتم الميكروفون
## Hall
hall-tabs = ما يجري في القاعة
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
hall-invited = أنت مدعو إلى المنصة
hall-invited-long = إذا قبلت، تُفحص الكاميرا والميكروفون أولًا. لا يراك أحد ولا يسمعك قبل أن يضعك المخرج على المنصة.
hall-invited-accept = قبول
hall-invited-decline = ليس الآن
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
