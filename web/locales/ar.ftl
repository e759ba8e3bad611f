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
