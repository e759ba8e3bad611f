hall-title = { $room } · Plenary
speaker-title = سخنران · { $room }
clock = { DATETIME($now, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit") }
language = زبان
appearance-dark = نمای تیره
appearance-light = نمای روشن
viewers = { $count ->
    [one] { $count } بیننده
   *[other] { $count } بیننده
}
state-connecting = در حال اتصال
state-live = زنده
state-weak = شبکه ضعیف است
state-reconnecting = در حال اتصال دوباره
state-connecting-long = در حال اتصال به تالار …
state-reconnecting-long = ارتباط قطع شد و خودبه‌خود دوباره برقرار می‌شود.
state-weak-long = ارتباط شما ضعیف است: ممکن است تصویر مدتی کم‌کیفیت باشد.
state-weak-choose = ارتباط شما ضعیف است: ممکن است تصویر مدتی کم‌کیفیت باشد. «کم‌مصرف» یا «فقط صدا» در پایین، خط کمتری می‌خواهد.
stage-empty = جایگاه خالی است
stage-empty-long = همین که کسی به جایگاه بیاید، تصویر خودبه‌خود نمایش داده می‌شود.
stage-shows = در جایگاه: { $names }
stage-now = در جایگاه
stage-nobody = کسی در جایگاه نیست.
stage-label = جایگاه
seat-unnamed = سخنران
seat-standby = تصویر آزمایشی
sound-on = پخش صدا
sound-on-long = مرورگر شما برای پخش صدا منتظر اجازهٔ شماست.
mute = قطع صدا
unmute = وصل صدا
volume = بلندی صدا
fullscreen = تمام‌صفحه
fullscreen-leave = خروج از تمام‌صفحه
picture-in-picture = پنجرهٔ کوچک
refused-no-token = این پیوند دعوت‌نامه ندارد
refused-no-token-long = پیوندی را که برایتان فرستاده شده است کامل باز کنید: در پایان آن ‎#token=…‎ و یک واژهٔ بلند آمده است. اگر آن را گم کرده‌اید، از برگزارکننده پیوند تازه‌ای بخواهید.
refused-401 = این دعوت‌نامه معتبر نیست یا دیگر معتبر نیست
refused-401-long = شاید مهلت آن گذشته باشد. از برگزارکننده پیوند تازه‌ای بخواهید.
refused-403 = این دعوت‌نامه برای کار دیگری است
refused-403-long = شاید برای تالار دیگری باشد، یا تنها برای تماشا. پیوند درست را از برگزارکننده بخواهید.
refused-404 = چنین تالاری وجود ندارد
refused-404-long = پیوند را بررسی کنید یا از برگزارکننده پیوند تازه‌ای بخواهید.
refused-other = کارساز نمی‌تواند شما را راه دهد
refused-other-long = پاسخ آن: { $detail }
refused-blocked = شبکهٔ شما بخشی از این صفحه را می‌بندد
refused-blocked-long = چیزی در شبکهٔ شما WebSocket را می‌بندد و آنچه اینجا می‌گذرد به شما نمی‌رسد. شبکهٔ دیگری را بیازمایید یا از کارشناس فنی بخواهید WebSocket را به { $detail } باز کند. ما همچنان می‌کوشیم.
refused-elsewhere = در زبانهٔ دیگر یا با دستگاه دیگری ادامه می‌دهید
refused-elsewhere-long = تصویر و صدای شما از آنجا می‌آید. برای فرستادن از همین‌جا، «تلاش دوباره» را بزنید.
try-again = تلاش دوباره
speaker-heading = سخنران
preview-label = دوربین شما، آن‌گونه که خود را می‌بینید
return-label = آنچه تالار می‌بیند
return-note = تصویر تالار، بدون صدا
camera = دوربین
microphone = میکروفون
device-unnamed = دستگاه { $number }
level = سطح صدای میکروفون
take-stage = رفتن به جایگاه
leave-stage = ترک جایگاه
camera-off = خاموش کردن دوربین
camera-on = روشن کردن دوربین
microphone-off = قطع میکروفون
microphone-on = وصل میکروفون
speaker-asking = مرورگر اجازهٔ استفاده از دوربین و میکروفون را می‌خواهد: لطفاً هر دو را بپذیرید.
speaker-ready = آماده‌اید. هنوز کسی شما را نمی‌بیند.
speaker-connecting = در حال رفتن به جایگاه …
speaker-waiting = ارتباط برقرار شد: در انتظار جایی در جایگاه.
speaker-live = شما روی آنتن هستید
speaker-weak = شما روی آنتن هستید، اما ارتباطتان ضعیف است
speaker-reconnecting = ارتباط قطع شد و خودبه‌خود دوباره برقرار می‌شود.
speaker-left = جایگاه را ترک کردید
media-denied = مرورگر اجازه ندارد از دوربین و میکروفون شما استفاده کند
media-denied-long = هر دو را کنار نوار نشانی (یا در تنظیمات دستگاه) مجاز کنید و سپس «تلاش دوباره» را بزنید.
media-missing = دوربین یا میکروفونی پیدا نشد
media-missing-long = یکی وصل کنید و سپس «تلاش دوباره» را بزنید.
media-busy = دوربین یا میکروفون در حال استفاده است
media-busy-long = برنامهٔ دیگری را که از آن استفاده می‌کند ببندید و سپس «تلاش دوباره» را بزنید.
media-other = استفاده از دوربین یا میکروفون ممکن نیست
microphone-silent = میکروفون شما ساکت است
microphone-silent-long = بررسی کنید که قطع نباشد، یا میکروفون دیگری برگزینید.
camera-lost = دوربین جدا شد
camera-lost-long = صدای شما همچنان می‌رسد. دوربین را دوباره وصل کنید یا دوربین دیگری برگزینید.
door-speaker = شما برای سخنرانی دعوت شده‌اید.
door-named-speaker = { $name }، شما برای سخنرانی دعوت شده‌اید.
door-hall = شما برای تماشا و شنیدن دعوت شده‌اید.
door-named-hall = { $name }، شما برای تماشا و شنیدن دعوت شده‌اید.
door-enter-speaker = رفتن به جای خود
door-enter-hall = ورود به تالار
door-closed = خوش آمدید
door-closed-long = برای ورود به تالار، پیوندی را که برگزارکننده برایتان فرستاده است باز کنید. تجهیزات خود را هر زمان می‌توانید همین‌جا بیازمایید.
door-checks = پیش از ورود
door-checks-long = یک دقیقه وقت اکنون شما را از دردسر بعدی دور می‌دارد. این‌جا کسی شما را نمی‌بیند و صدایتان را نمی‌شنود.
check-line = ارتباط با تالار
check-line-wait = بررسی رسیدن تصویر و صدا به شما …
check-line-good = ارتباط خوب است: { $ms } میلی‌ثانیه رفت و برگشت تا تالار.
check-line-weak = ارتباط ضعیف است ({ $ms } میلی‌ثانیه رفت و برگشت). از کابل استفاده کنید، به مسیریاب نزدیک‌تر شوید یا برنامه‌های دیگری را که از شبکه استفاده می‌کنند ببندید.
check-line-blocked = این صفحه به شما می‌رسد، اما تصویر و صدا نه: شبکهٔ شما UDP را می‌بندد. شبکهٔ دیگری را بیازمایید یا از کارشناس فنی بخواهید UDP را به { $host } باز کند.
check-sound = بلندگو
check-sound-long = سه نُت کوتاه می‌نوازیم.
check-sound-play = پخش نُت‌ها
check-sound-ask = آیا سه نُت را شنیدید؟
check-sound-good = صدای تالار را خواهید شنید.
check-sound-none = صدا را بلندتر کنید، ببینید سیستم از کدام بلندگو یا گوشی استفاده می‌کند، سپس نُت‌ها را دوباره پخش کنید.
check-devices = دوربین و میکروفون
check-devices-long = خود را چنان ببینید که تالار شما را خواهد دید. تصویر از این دستگاه بیرون نمی‌رود.
check-devices-start = آغاز آزمایش
check-devices-speak = چند کلمه بگویید: نوار زیر، هنگامی که صدای شما را بشنویم، حرکت می‌کند.
check-devices-good = دوربین و میکروفون کار می‌کنند.
yes = بله
no = خیر

## Sign-in, wall and booth
refused-no-session = ابتدا دعوت‌نامهٔ خود را باز کنید
refused-no-session-long = این مرورگر شما را (دیگر) نمی‌شناسد. پیوندی را که برایتان فرستاده‌اند باز کنید، یا از برگزارکننده پیوند تازه‌ای بخواهید.
refused-over = دیگر وارد این اجلاس نیستید
refused-over-long = آخرین پیوندی را که گرفته‌اید باز کنید، یا از برگزارکننده پیوند تازه‌ای بخواهید.
refused-entry = اکنون نمی‌توانید وارد این تالار شوید
refused-entry-long = اجلاس می‌گوید: { $detail }
booth-heading = اتاقک مترجمان
booth-later = ترجمهٔ همزمان گفتاری در نسخه‌ای بعدی می‌آید.
booth-not = زیرنویس را مترجمان، گردانندگان و مدیران می‌نویسند. اینجا صحنه را می‌بینید و می‌شنوید؛ برای شرکت کردن به تالار بروید.
booth-language = زبان نوشتن شما
booth-write = آنچه گفته می‌شود را به { $language } بنویسید
booth-send = فرستادن این سطر
booth-reads = آنچه تالار می‌خواند
booth-nothing = هنوز کسی به این زبان ننوشته است.
booth-keys = کلید Enter سطر را می‌فرستد. نوشتهٔ ناتمام هم‌زمان با نوشتن دیده می‌شود؛ سطر بلند تا واژهٔ آخرش فرستاده می‌شود.
booth-lost = اتصال برقرار نیست: نوشتهٔ شما اینجا می‌ماند. پس از برقراری دوباره Enter را بزنید.
captions = زیرنویس
captions-off = خاموش
captions-language = زبان
captions-written = { $language } (در حال نوشتن)
captions-none = هنوز کسی زیرنویس نمی‌نویسد. خودش پدیدار می‌شود.
captions-none-in = اکنون کسی به { $language } نمی‌نویسد. زیرنویس به این زبان‌ها هست: { $languages }
captions-size = اندازهٔ نوشته
captions-size-small = کوچک
captions-size-medium = متوسط
captions-size-large = بزرگ
captions-aloud = صفحه‌خوان آن را برایم بخواند
to-door = به ورودی
to-hall = به تالار

## The stage

stage-hold = جلسه به‌زودی ادامه می‌یابد
stage-muted = میکروفون بسته است
## Hall
hall-tabs = آنچه در تالار می‌گذرد
hall-tab-stage = جایگاه
hall-tab-programme = برنامه
hall-tab-hands = نوبت
hall-tab-questions = پرسش‌ها
hall-tab-chat = گفت‌وگو
hall-tab-votes = رأی‌گیری
hall-tab-people = حاضران
hall-badge-chat = پیام تازه
hall-badge-votes = رأی داده‌نشده
hall-badge-hands = جایگاه شما در صف
hall-close = بستن
hall-now = اکنون
hall-next = بعدی
hall-over = پایان یافت
hall-late = { $count ->
    [one] حدود { $count } دقیقه دیرتر
   *[other] حدود { $count } دقیقه دیرتر
}
hall-days = روزها
hall-zone = ساعت‌ها به وقت شماست: { $own }
hall-zones = ساعت‌ها به وقت شماست ({ $own })؛ زیر آن‌ها وقت میزبان ({ $host })
hall-programme-empty = هنوز برنامه‌ای نیست.
hall-hands = { $count ->
    [0] صف
    [one] صف: { $count } دست
   *[other] صف: { $count } دست
}
hall-hands-none = دستی بلند نیست.
hall-hands-more = { $count ->
    [one] و { $count } نفر دیگر
   *[other] و { $count } نفر دیگر
}
hall-hand-mode-arrival = به ترتیب بلند کردن دست
hall-hand-mode-fair = اول کسانی که هنوز سخن نگفته‌اند
hall-hand-called = نوبت سخن با
hall-hand-up = دست شما بلند است. جایگاه شما در صف:
hall-hand-place = { $count ->
    [one] از { $count }
   *[other] از { $count }
}
hall-hand-is-up = دست بلند: { $place }
hall-hand-lower = پایین آوردن دست
hall-hand-raise = درخواست نوبت
hall-hand-topic = دربارهٔ چه سخن می‌گویید
hall-hand-topic-hint = اگر بخواهید، یکی دو کلمه
hall-hand-language = به چه زبانی سخن می‌گویید
hall-question = پرسش شما
hall-question-hint = یک پرسش، به زبان خودتان
hall-question-anonymous = بدون نام من پرسیده شود
hall-question-ask = پرسیدن
hall-question-nobody = بدون نام پرسیده شده
hall-question-own = پرسش شما
hall-question-support = { $count ->
    [one] من هم می‌خواهم بدانم (تاکنون { $count } نفر)
   *[other] من هم می‌خواهم بدانم (تاکنون { $count } نفر)
}
hall-question-supported = { $count ->
    [one] { $count } نفر می‌خواهد بداند، شما هم
   *[other] { $count } نفر می‌خواهند بدانند، شما هم
}
hall-questions-waiting = { $count ->
    [one] { $count } پرسش شما در انتظار گرداننده است.
   *[other] { $count } پرسش شما در انتظار گرداننده است.
}
hall-questions-none = هنوز پرسشی نشده است.
hall-answered-live = در جلسه پاسخ داده شد
hall-answer = پاسخ
hall-chat-of = گفت‌وگوی که
hall-chat-room = تالار
hall-chat-pinned = سنجاق‌شده
hall-chat-none = هنوز کسی اینجا چیزی ننوشته است.
hall-chat-newer = پیام‌های تازه‌تر
hall-chat-write = پیامی بنویسید
hall-chat-send = فرستادن
hall-chat-reading = شما می‌توانید بخوانید؛ نوشتن برای شما باز نیست.
hall-chat-off = گفت‌وگو فعلاً بسته است.
hall-chat-banned = گرداننده از شما خواسته است پیش از { $time } ننویسید.
hall-chat-slow = { $count ->
    [one] حالت کند: هر ثانیه یک پیام
   *[other] حالت کند: هر { $count } ثانیه یک پیام
}
hall-chat-wait = { $count ->
    [one] حالت کند: { $count } ثانیهٔ دیگر می‌توانید بنویسید.
   *[other] حالت کند: { $count } ثانیهٔ دیگر می‌توانید بنویسید.
}
hall-yes = موافق
hall-no = مخالف
hall-abstain = ممتنع
hall-votes-none = هنوز چیزی به رأی گذاشته نشده است.
hall-motion-draft = در پیش
hall-motion-open = رأی‌گیری باز است
hall-motion-closed = تصمیم گرفته شد
hall-mode-open = رأی آشکار، با خواندن نام‌ها
hall-mode-secret = رأی مخفی
hall-majority-simple = اکثریت ساده
hall-majority-absolute = اکثریت مطلق
hall-majority-two_thirds = دو سوم
hall-majority-three_quarters = سه چهارم
hall-vote-called = رأی‌گیری آغاز شد: { $title }. برای رفتن به آن V را بزنید.
hall-vote-none = شما در این رأی‌گیری رأی ندارید.
hall-vote-for = شما رأی می‌دهید از سوی:
hall-vote-choices = انتخاب شما
hall-vote-open = همه می‌بینند چه رأیی داده‌اید. رأی داده‌شده را نمی‌توان تغییر داد.
hall-vote-secret = هیچ‌کس نمی‌بیند چه رأیی داده‌اید. رأی داده‌شده را نمی‌توان تغییر داد.
hall-vote-cast = { $count ->
    [one] رأی دادن
   *[other] دادن { $count } رأی
}
hall-vote-casting = رأی شما مهر و موم می‌شود…
hall-vote-done = رأی شما شمرده شد
hall-vote-secret-done = رأی مخفی شما شمرده شد
hall-vote-final = قطعی است: رأی داده‌شده را نمی‌توان تغییر داد.
hall-proxy = رأی هیئت شما
hall-proxy-long = هیئت دیگری می‌تواند در نبود شما به جای هیئت شما رأی دهد.
hall-proxy-begin = دادن نمایندگی
hall-proxy-whom = کدام هیئت
hall-proxy-give = به جای ما رأی دهد
hall-proxy-cancel = انصراف
hall-proxy-lacks = هیئتی را از فهرست برگزینید.
hall-proxy-given = رأی شما را می‌دهد:
hall-proxy-revoke = پس گرفتن
hall-outcome-carried = تصویب شد
hall-outcome-rejected = رد شد
hall-outcome-no_quorum = حد نصاب نبود: چیزی تصمیم گرفته نشد
hall-turnout = { $count ->
    [one] مشارکت، از { $count } رأی
   *[other] مشارکت، از { $count } رأی
}
hall-quorum = حاضر: { $present }؛ لازم: { $quorum }
hall-result-csv = نتیجه به صورت جدول (CSV)
hall-people-watching = { $count ->
    [one] بیننده
   *[other] بیننده
}
hall-people-locations = { $count ->
    [one] هیئت
   *[other] هیئت
}
hall-people-countries = { $count ->
    [one] کشور
   *[other] کشور
}
hall-people-heads = { $count ->
    [one] نفر در محل
   *[other] نفر در محل
}
hall-people-present = { $count ->
    [one] { $count } هیئت اکنون اینجاست.
   *[other] { $count } هیئت اکنون اینجا هستند.
}
hall-people-search = جست‌وجوی هیئت یا کشور
hall-people-list = { $count ->
    [one] هیئت‌ها: { $count } سطر
   *[other] هیئت‌ها: { $count } سطر
}
hall-people-none = چیزی با این نام نیست.
hall-people-here = { $count ->
    [one] { $count } نفر
   *[other] { $count } نفر
}
hall-react-applause = تشویق
hall-react-heart = قلب
hall-react-laughter = خنده
hall-react-surprise = شگفتی
hall-clock = زمان باقی‌ماندهٔ سخن
hall-quality = کیفیت تصویر
hall-quality-auto = خودکار
hall-quality-low = کم‌مصرف
hall-quality-audio = فقط صدا
hall-sound-alone = صدای تالار را بدون تصویر می‌شنوید.
hall-show-pictures = نمایش تصویر
entry-lobby = شما در سرسرا هستید
entry-lobby-long = گرداننده می‌بیند که منتظرید و شما را راه می‌دهد.
entry-locked = تالار قفل است
entry-locked-long = فعلاً کسی نمی‌تواند تازه وارد شود.
entry-sent_out = شما از این تالار بیرون فرستاده شدید
entry-sent_out-long = تنها گرداننده می‌تواند دوباره شما را راه دهد.
entry-banned = دیگر نمی‌توانید در این نشست شرکت کنید
entry-banned-long = اگر گمان می‌کنید اشتباهی شده است، به برگزارکننده بنویسید.
entry-reason = دلیلی که گفته شده:
entry-by-itself = این صفحه را باز بگذارید: خودش ادامه می‌دهد.
said-offline = به سرور دسترسی نیست. کاری انجام نشد: لحظه‌ای دیگر دوباره بکوشید.
said-no_session = این مرورگر دیگر وارد نشده است. دعوت‌نامهٔ خود را دوباره باز کنید.
said-not_allowed = این کار برای شما باز نیست.
said-not_found = دیگر وجود ندارد.
said-conflict = اکنون ممکن نیست: در این میان وضع تغییر کرده است.
said-gone = تمام شده است.
said-too_fast = خیلی سریع بود. کمی صبر کنید و دوباره بکوشید.
said-full = شمار آن‌ها زیاد است. کمی صبر کنید و دوباره بکوشید.
said-invalid = چیزی در آن کم است یا بیش از اندازه بلند است.
said-banned = دیگر نمی‌توانید شرکت کنید.
said-other = سرور نتوانست این کار را انجام دهد. لحظه‌ای دیگر دوباره بکوشید.

## The desk
desk-title = میز فرمان · { $room }
desk-attention = نیازمند توجه
desk-calm = همه چیز آرام است
desk-listen = شنیدن صدای تالار
desk-keys = میان‌برهای صفحه‌کلید
desk-keys-on = استفاده از تک‌کلیدها به‌عنوان میان‌بر
desk-key-next = آغاز برنامهٔ بعدی
desk-key-take = برش: پیش‌نمایش روی آنتن می‌رود
desk-key-layout = گزینش چیدمان پیش‌نمایش
desk-key-hold = نمایش یا برداشتن لوح انتظار
desk-key-clock = آغاز یا پایان زمان سخن
desk-key-search = جست‌وجوی افراد
desk-key-help = نمایش همین صفحه
desk-close = بستن
desk-cancel = انصراف
desk-save = ذخیره
desk-edit = ویرایش
desk-reason = دلیل (آن شخص آن را می‌بیند)
pick-hint = برای جست‌وجو بنویسید
pick-none = چیزی یافت نشد
pick-drop = برداشتن { $name }
desk-form-needed = این لازم است.
desk-form-long = این بیش از اندازه بلند است.
desk-form-range = یک عدد درست از { $min } تا { $max }.
desk-form-title = عنوان را دست‌کم به یک زبان بنویسید.
desk-form-end = پایان باید پس از آغاز باشد.
desk-form-stale = در این میان کس دیگری این را تغییر داده است. دوباره ذخیره کنید تا نسخهٔ شما جای آن را بگیرد.
desk-earlier = جلوتر بردن
desk-later = عقب‌تر بردن
desk-drag = کشیدن به جای دیگر
desk-tab-show = برنامه
desk-tab-stage = جایگاه
desk-tab-hands = دست‌ها
desk-tab-questions = پرسش‌ها
desk-tab-chat = گفت‌وگو
desk-tab-motions = رأی‌ها
desk-tab-lobby = سرسرا
desk-tab-people = افراد
desk-show = روند برنامه
desk-show-empty = برای این روز چیزی برنامه‌ریزی نشده است.
desk-day = روز
desk-on-time = سر وقت
desk-late = { $count } دقیقه دیر
desk-next = بعدی
desk-finish-last = پایان آخرین برنامه
desk-item-start = آغاز این برنامه
desk-item-finish = پایان این برنامه
desk-item-new = برنامهٔ تازه
desk-item-edit = ویرایش برنامه
desk-item-remove = حذف برنامه
desk-item-kind = نوع
desk-item-begins = آغاز
desk-item-length = مدت به دقیقه
desk-item-speakers = سخنرانان
desk-item-media = پروندهٔ فیلم
desk-item-languages = زبان‌های سخن؛ هیچ‌کدام: زبان‌های تالار
desk-item-about = دربارهٔ آن
desk-item-no-day = بدون روز
desk-day-new = روز تازه
desk-day-edit = ویرایش روز
desk-day-remove = حذف روز
desk-day-ends = پایان
desk-began = آغاز شد
desk-left = { $time } مانده
desk-over = { $count } دقیقه گذشته
desk-finished = پایان { $time }
desk-expected = حدود { $time }
desk-kind-speech = سخنرانی
desk-kind-panel = میزگرد
desk-kind-vote = رأی‌گیری
desk-kind-playout = فیلم
desk-kind-break = تنفس
desk-preview = پیش‌نمایش
desk-on-air = روی آنتن
desk-take = برش
desk-layouts = چیدمان پیش‌نمایش
desk-layout-solo = تکی
desk-layout-pair = دونفره
desk-layout-panel = میزگرد
desk-layout-slides_speaker = اسلاید و سخنران
desk-layout-slides = تنها اسلاید
desk-preview-all = همهٔ حاضران در جایگاه را به ترتیب نشان می‌دهد
desk-preview-first = نخستین نفر جایگاه را نشان می‌دهد
desk-preview-order = جاهای پیش‌نمایش، نخست جای اصلی
desk-preview-drop = برداشتن از پیش‌نمایش
desk-hold-on = لوح انتظار
desk-hold-off = برداشتن لوح
desk-hold-put-up = نمایش
desk-hold-long = تا زمانی که لوح برداشته شود، تالار به جای جایگاه این نوشته را می‌بیند.
desk-hold-text = نوشتهٔ لوح
desk-hold-shown = لطفاً شکیبا باشید
desk-on-stage = در جایگاه ({ $count })
desk-green-room = اتاق انتظار ({ $count })
desk-stage-empty = کسی در جایگاه نیست. از «افراد» یا «دست‌ها» کسی را دعوت کنید.
desk-green-room-empty = کسی در راه جایگاه نیست.
desk-screen = صفحهٔ نمایش
desk-signal = تصویر و صدا
desk-signal-sound = تنها صدا
desk-no-signal = بدون سیگنال
desk-line = { $rate } کیلوبیت بر ثانیه · { $loss }٪ گم‌شده
desk-line-weak = ارتباط ضعیف
desk-line-frozen = تصویر ایستاده
desk-to-preview = نمایش در پیش‌نمایش
desk-mute-audio = قطع میکروفون
desk-unmute-audio = وصل میکروفون
desk-mute-video = پنهان کردن دوربین
desk-unmute-video = نمایش دوربین
desk-mute-reason = چرا؟ آن شخص آن را می‌بیند
desk-seat = به جایگاه
desk-unseat = پایین آوردن از جایگاه
desk-uninvite = پس گرفتن دعوت به جایگاه
desk-invite = دعوت به جایگاه
desk-floor-invited = دعوت شده
desk-floor-accepted = در اتاق انتظار
desk-floor-ready = آماده
desk-floor-seated = در جایگاه
desk-clock = زمان سخن
desk-clock-idle = زمان کسی در جریان نیست
desk-clock-nobody = بی‌نام
desk-clock-length = مدت
desk-clock-start = آغاز زمان
desk-clock-stop = توقف
desk-clock-over = زمان به پایان رسید
desk-clock-give = آغاز زمان سخن او
desk-minutes = { $count } دقیقه
desk-hands = دست‌های بالا
desk-hands-up = دست‌ها ({ $count })
desk-hands-none = دستی بالا نیست.
desk-hand-called = نوبت سخن دارد
desk-hand-call = دادن نوبت
desk-hand-skip = رد کردن
desk-hand-done = انجام شد
desk-waits = { $count } دقیقه
desk-fair = نوبت منصفانه
desk-fair-long = کسانی که کمتر سخن گفته‌اند زودتر می‌آیند
desk-questions-new = تازه ({ $count })
desk-questions-accepted = پذیرفته ({ $count })
desk-questions-done = پاسخ داده ({ $count })
desk-questions-none = این‌جا پرسشی نیست.
desk-anonymous = ناشناس
desk-upvotes = خواستهٔ { $count } نفر
desk-accept = پذیرفتن
desk-reject = نپذیرفتن
desk-answered-live = زنده پاسخ داده شد
desk-answer = پاسخ نوشتاری
desk-answer-send = انتشار پاسخ
desk-question-answered_live = زنده پاسخ داده شد
desk-question-answered_in_writing = نوشتاری پاسخ داده شد
desk-chat = گفت‌وگو
desk-chat-mode = چه کسی می‌تواند بنویسد
desk-chat-open = باز
desk-chat-slow = آهسته
desk-chat-off = بسته
desk-chat-none = هنوز کسی چیزی ننوشته است.
desk-chat-write = نوشتن برای تالار
desk-chat-send = فرستادن
desk-pin = سنجاق کردن بالای گفت‌وگو
desk-unpin = برداشتن سنجاق
desk-silence = ۱۵ دقیقه بی‌صدا در گفت‌وگو
desk-delete = پاک کردن
desk-motions = پیشنهادها
desk-motion-new = پیشنهاد تازه
desk-motion-edit = ویرایش پیشنهاد
desk-motion-title = عنوان
desk-motion-text = متن
desk-motions-none = در این تالار پیشنهادی نیست.
desk-motion-draft = پیش‌نویس
desk-motion-open = رأی‌گیری باز است
desk-motion-closed = بسته شده
desk-motion-withdrawn = پس گرفته شده
desk-options = گزینه‌ها
desk-options-yes_no_abstain = موافق، مخالف، ممتنع
desk-options-choice = فهرست گزینه‌ها
desk-choice = گزینهٔ { $number }
desk-choice-add = افزودن گزینه
desk-choice-drop = برداشتن این گزینه
desk-mode = شیوهٔ رأی
desk-mode-roll_call = با نام
desk-mode-secret = مخفی
desk-majority = اکثریت
desk-majority-simple = ساده
desk-majority-absolute = مطلق
desk-majority-two_thirds = دوسوم
desk-majority-three_quarters = سه‌چهارم
desk-quorum-percent = حد نصاب، به درصد
desk-quorum = حد نصاب { $percent }٪
desk-quorum-there = حد نصاب به دست آمد
desk-quorum-here = هیئت‌های حاضر برای حد نصاب بس‌اند
desk-quorum-lacks = هنوز به حد نصاب نرسیده است
desk-quorum-missed = بدون حد نصاب
desk-secret-note = آرای مخفی هنگام بستن رأی‌گیری شمرده می‌شوند.
desk-here = حاضر
desk-here-of = { $here } از { $entitled }
desk-turnout = مشارکت
desk-turnout-of = { $cast } از { $entitled }
desk-vote-yes = موافق
desk-vote-no = مخالف
desk-vote-abstain = ممتنع
desk-vote-open = باز کردن رأی‌گیری
desk-vote-close = بستن رأی‌گیری
desk-withdraw = پس گرفتن
desk-outcome-none = بی‌تصمیم
desk-outcome-carried = تصویب شد
desk-outcome-rejected = رد شد
desk-outcome-no_quorum = بدون حد نصاب
desk-result-csv = نتیجه به شکل جدول (CSV)
desk-lobby = منتظران در سرسرا
desk-lobby-on = سرسرا فعال است
desk-lobby-off = سرسرا غیرفعال است
desk-lobby-long = با سرسرای فعال، مدیر جلسه هر تازه‌وارد را راه می‌دهد
desk-lobby-none = کسی پشت در منتظر نیست.
desk-lobby-closed = در باز است: کسی نباید منتظر بماند.
desk-lock = قفل کردن تالار
desk-locked = تالار قفل است
desk-lock-long = به تالار قفل‌شده کس تازه‌ای راه ندارد
desk-admit = راه دادن
desk-admit-all = راه دادن همه
desk-refuse = راه ندادن
desk-people = افراد
desk-people-search = جست‌وجوی نام، سمت، هیئت، کشور
desk-people-loading = در حال بارگیری افراد …
desk-people-found = { $count ->
    [one] { $count } نفر
   *[other] { $count } نفر
}
desk-role = نقش
desk-role-all = همهٔ نقش‌ها
desk-role-director = کارگردان
desk-role-moderator = مدیر جلسه
desk-role-speaker = سخنران
desk-role-interpreter = مترجم
desk-role-delegate = نماینده
desk-role-press = خبرنگار
desk-role-viewer = بیننده
desk-role-banned = محروم
desk-person-gone = این شخص دیگر در نشست نیست.
desk-person-title = سمت
desk-person-location = هیئت
desk-person-spoken = نوبت سخن داشته
desk-name = نام
desk-language = زبان
desk-language-none = نامشخص
desk-room = تالار
desk-room-all = همهٔ تالارها
desk-room-edit = ویرایش تالار
desk-room-edit-label = ویرایش { $room }
desk-room-languages = زبان‌های ترجمهٔ همزمان؛ هیچ‌کدام: زبان‌های اجلاس
desk-room-plenary = صحن اصلی
desk-room-commission = کمیسیون
desk-room-booth = اتاقک مترجمان
desk-room-here = اینجا هستید
desk-room-go = به میز فرمان آن
desk-rooms = تالارها
desk-summit-edit = ویرایش اجلاس
desk-summit-languages = زبان‌ها؛ نخستین، زبان پیش‌فرض است
desk-summit-anonymous = پرسش بی‌نام مجاز است
desk-person-new = شخص تازه
desk-person-edit = ویرایش شخص
desk-person-email = رایانامه
desk-places = هیئت‌ها
desk-places-search = جست‌وجوی هیئت، کشور
desk-places-found = { $count ->
    [one] { $count } هیئت
   *[other] { $count } هیئت
}
desk-places-proxies = تنها نمایندگی‌ها
desk-place-new = هیئت تازه
desk-place-edit = ویرایش هیئت
desk-place-country = کشور
desk-place-zone = منطقهٔ زمانی
desk-place-heads = شمار افراد
desk-place-vote = وزن رأی؛ ۰: ناظر
desk-place-weight = رأی: { $count }
desk-place-observer = ناظر
desk-place-proxy = { $name } به جای آن رأی می‌دهد
desk-place-votes-for = رأی به جای { $count }
desk-proxies = چه کسی به جای که رأی می‌دهد
desk-proxy-by = رأی آن را می‌دهد:
desk-proxy-for = به جای این هم رأی می‌دهد:
desk-proxy-revoke = باطل کردن نمایندگی
desk-proxy-revoked = نمایندگی باطل شد.
desk-times = { $count } بار
desk-invitation = دعوت به نشست
desk-invitation-issued = هنوز باز نشده
desk-invitation-opened = باز شده
desk-invitation-revoked = باطل شده
desk-invitation-until = تا { $time }
desk-invitation-misused = آزموده در دستگاه دیگر: { $count } بار
desk-issue = صدور دعوت‌نامه
desk-issue-days = اعتبار
desk-days = { $count ->
    [one] { $count } روز
   *[other] { $count } روز
}
desk-revoke = باطل کردن
desk-link-once = این پیوند تنها اکنون نشان داده می‌شود. آن را رونوشت کنید و از راهی امن بفرستید؛ دیگر کسی نمی‌تواند آن را این‌جا بخواند.
desk-copy = رونوشت پیوند
desk-copied = رونوشت شد
desk-card = کارت چاپی
desk-invitations = دعوت‌نامه برای بسیاری
desk-invitations-whom = برای که
desk-invitations-for = { $count ->
    [one] برای { $count } نفر واردشده
   *[other] برای { $count } نفر واردشده
}
desk-invitations-as = به شکل
desk-invitations-html = کارت‌های چاپی
desk-invitations-csv = جدول برای نامه‌نگاری (CSV)
desk-invitations-again = همچنین کسانی که دعوت‌نامهٔ معتبر دارند
desk-invitations-go = صدور
desk-invitations-once = پیوندها تنها در این پرونده‌ها هستند. اکنون بارگیری کنید و در جای امن نگه دارید.
desk-invitations-file = بارگیری پروندهٔ { $number }
desk-invitations-lose = بستن بدون پرونده‌ها
desk-invitations-lose-long = این دعوت‌نامه‌ها صادر شده‌اند و پیوندهایشان بارگیری نشده است. کسی نمی‌تواند بعداً آن‌ها را بخواند.
desk-import = وارد کردن فهرست
desk-import-long = جدولی از هیئت‌ها و افراد که به شکل CSV ذخیره شده است. ردیف نخست نام ستون‌هاست، به هر ترتیب؛ ستون‌های نالازم می‌توانند نباشند. نخست آزموده می‌شود: پیش از موافقت شما چیزی افزوده نمی‌شود.
desk-import-template = جدولی برای شروع
desk-import-file = فهرست (CSV)
desk-import-reading = در حال آزمودن …
desk-import-good = همهٔ ردیف‌ها درست‌اند. افزوده می‌شود:
desk-import-bad = ردیف‌هایی که باید درست شوند
desk-import-more = { $count } ردیف دیگر
desk-import-line = سطر { $number }
desk-import-done = افزوده شد:
desk-import-invite = دعوت این افراد
desk-import-go = وارد کردن
desk-import-large = این فهرست از ۸ مبی‌بایت بزرگ‌تر است. آن را دو بخش کنید.
desk-import-unread = این پرونده خوانده نمی‌شود. آن را دوباره برگزینید.
desk-order = نظم
desk-eject = بیرون فرستادن از تالار
desk-ban = محروم کردن
desk-unban = برداشتن محرومیت
desk-remove = حذف از نشست
desk-dismiss = کنار گذاشتن
desk-concern-lost = میز فرمان کارساز را از دست داده است: آنچه می‌بینید شاید کهنه باشد
desk-concern-line = تصویر تالار به این میز خوب نمی‌رسد
desk-concern-gone = { $name } بدون سیگنال در جایگاه است
desk-concern-weak = ارتباط { $name } ضعیف است: { $percent }٪ گم می‌شود
desk-concern-frozen = تصویر { $name } ایستاده است
desk-concern-silent = { $name } بدون صدا در جایگاه است
desk-concern-over = از زمان برنامهٔ جاری { $count } دقیقه گذشته است
desk-concern-late = برنامهٔ بعدی باید { $count } دقیقه پیش آغاز می‌شد
desk-concern-absent = نوبت بعدی با { $name } است و او در اتاق انتظار نیست
desk-concern-clock = زمان سخن { $count } دقیقه گذشته است
desk-concern-hold = لوح انتظار نمایش داده می‌شود
desk-concern-hand = دستی { $count } دقیقه است که بالاست
desk-concern-lobby = { $count ->
    [one] { $count } نفر در سرسرا منتظر است
   *[other] { $count } نفر در سرسرا منتظرند
}
desk-concern-alert = دعوت‌نامهٔ { $name } در دستگاه دومی آزموده شد
refused-desk = این میز برای کارگردانان و مدیران جلسه است
refused-desk-long = دعوت‌نامهٔ شما به صفحهٔ دیگری می‌رسد: پیوندی را که فرستاده شده دوباره باز کنید یا از برگزارکننده بپرسید.

## Door
door-opening = دعوت‌نامهٔ شما باز می‌شود …
door-programme = برنامه
door-now = اکنون
door-next = بعدی
door-host-time = { $time } به وقت میزبان
door-one-zone = ساعت‌ها هم به وقت شما و هم به وقت میزبان است: { $own }.
door-two-zones = ساعت‌ها به وقت شماست ({ $own })؛ در کنار آن، وقت میزبان ({ $host }).
door-no-programme = برنامه هنوز منتشر نشده است.
door-over = برنامه پایان یافته است. از حضورتان سپاسگزاریم.
door-welcome = خوش آمدید،
door-role-viewer = شما بیننده هستید
door-role-press = شما نمایندهٔ رسانه هستید
door-role-delegate = شما نمایندهٔ هیئت هستید
door-role-interpreter = شما مترجم همزمان هستید
door-role-speaker = شما سخنران هستید
door-role-moderator = شما گردانندهٔ جلسه هستید
door-role-director = شما کارگردان اجلاس هستید
door-enter-desk = به میز فرمان
door-enter-booth = به اتاقک خود
door-enter-room = ورود
door-enter-room-label = ورود: { $room }
door-rooms = تالارها
door-lobby-room = گردانندهٔ جلسه شما را راه می‌دهد: وارد شوید و کمی صبر کنید.
door-closed-room = اکنون نمی‌توانید وارد این تالار شوید. از برگزارکننده بپرسید.
door-refused-other_device = این دعوت‌نامه روی دستگاه دیگری باز شده است
door-refused-other_device-long = تنها همان‌جا کار می‌کند و به برگزارکنندگان خبر داده شد که کسی دوباره کوشیده است. از همان دستگاه استفاده کنید، یا از برگزارکننده دعوت‌نامهٔ تازه‌ای بخواهید.
door-refused-revoked = این دعوت‌نامه پس گرفته شد
door-refused-revoked-long = برگزارکنندگان آن را باطل کرده‌اند. از آنان دعوت‌نامهٔ تازه‌ای بخواهید.
door-refused-expired = زمان این دعوت‌نامه گذشته است
door-refused-expired-long = تنها تا زمان معینی باز می‌شد. از برگزارکننده دعوت‌نامهٔ تازه‌ای بخواهید.
door-refused-banned = نمی‌توانید به این اجلاس بازگردید
door-refused-banned-long = برگزارکنندگان چنین تصمیم گرفته‌اند و تنها آنان می‌توانند آن را تغییر دهند.
door-refused-not_found = این دعوت‌نامه شناخته نشد
door-refused-not_found-long = شاید پیوند بریده شده باشد. پیوند کامل را همان‌گونه که برایتان فرستاده‌اند باز کنید، یا از برگزارکننده پیوند تازه‌ای بخواهید.
door-refused-offline = کارساز در دسترس نیست
door-refused-offline-long = دعوت‌نامهٔ شما مصرف نشده است. ببینید به شبکه وصل هستید، سپس دوباره بکوشید.
door-refused-busy = کارساز بسیار پرمشغله است
door-refused-busy-long = دعوت‌نامهٔ شما مصرف نشده است. یک دقیقه صبر کنید، سپس دوباره بکوشید.
door-refused-other = کارساز نمی‌تواند این دعوت‌نامه را باز کند
door-refused-other-long = چنین می‌گوید. اگر نمی‌دانید چه کنید، از برگزارکننده بپرسید.
check-line-closed = همین که بتوانید وارد شوید، خط آزموده می‌شود.
check-line-speed = دریافت: { $mbps } مگابیت بر ثانیه.

## Green room
preview-seen = شما، آن‌گونه که حاضران می‌بینند
media-sound-alone = ادامه بدون دوربین
microphone-lost = میکروفون جدا شد
microphone-lost-long = کسی صدای شما را نمی‌شنود. دوباره وصلش کنید، یا میکروفون دیگری برگزینید.
green-heading = اتاق انتظار
green-none = نوبت رفتن شما به صحنه نیست
green-none-long = همین‌جا بمانید: وقتی میز فرمان دعوتتان کند، همین‌جا می‌خوانید. در این میان می‌توانید دوربین و میکروفون را بیازمایید.
green-ended = دیگر در راه صحنه نیستید. کسی در تالار شما را نمی‌بیند و نمی‌شنود.
green-invited = شما به صحنه دعوت شده‌اید
green-invited-long = بپذیرید تا نخست دوربین و میکروفون آزموده شود. تا میز فرمان شما را به صحنه نبرد، کسی در تالار شما را نمی‌بیند و نمی‌شنود.
green-accepted = شما در اتاق انتظار هستید
green-accepted-long = ببینید تصویر و صدایتان خوب است، سپس بگویید که آماده‌اید. تالار هنوز شما را نمی‌بیند و نمی‌شنود.
green-ready = شما آماده‌اید
green-ready-long = میز فرمان شما را به صحنه می‌برد. در تصویر بمانید؛ تالار هنوز شما را نمی‌بیند و نمی‌شنود.
green-seated = شما روی صحنه‌اید
green-seated-long = تالار شما را می‌بیند و می‌شنود.
green-next-now = لحظه‌ای دیگر نوبت شماست.
green-next-in = { $count ->
    [one] نوبت شما تا حدود { $count } دقیقهٔ دیگر است.
   *[other] نوبت شما تا حدود { $count } دقیقهٔ دیگر است.
}
green-before = { $count ->
    [one] { $count } نوبت پیش از شماست.
   *[other] { $count } نوبت پیش از شماست.
}
green-time-good = وقت شما
green-time-warn = لطفاً جمع‌بندی کنید
green-time-over = وقت شما تمام شد
green-muted-audio = میز فرمان میکروفون شما را بسته است
green-muted-video = میز فرمان تصویر شما را بسته است
green-muted-both = میز فرمان تصویر و صدای شما را بسته است
green-mute-reason = می‌گوید:
green-line-weak = خط شما ضعیف است: شاید تالار تصویر درشتی ببیند
green-line-reconnecting = خط شما قطع شد. خودمان دوباره وصل می‌شویم.
green-line-refused = کارساز (دیگر) تصویر شما را نمی‌گیرد
green-elsewhere = تصویر و صدای شما از زبانه یا دستگاه دیگری می‌آید
green-here = ادامه در همین‌جا
green-not-done = این کار شدنی نبود
green-clock-wrong = ساعت این دستگاه درست نیست
green-clock-wrong-long = زمان‌ها در این صفحه از ساعت اجلاس پیروی می‌کنند. ساعت خود را در تنظیمات سیستم درست کنید.
green-seen = آن‌گونه که حاضران مرا می‌بینند
green-others = در اتاق انتظار
green-is-ready = آماده
green-gets-ready = آماده می‌شود
green-accept = می‌پذیرم
green-decline = نمی‌پذیرم
green-say-ready = آماده‌ام
green-not-sent = تصویر شما وصل می‌شود …
green-leave = ترک اتاق انتظار
green-share = هم‌رسانی صفحه
green-share-stop = پایان هم‌رسانی
