## النسخ الاحتياطية.

menu-backup = نسخ البيانات احتياطيا الآن
backup-soon = 💾 بدأ أخذ نسخة احتياطية. نخبرك حين تكتمل.
backup-under-way = 💾 تؤخذ نسخة احتياطية الآن.
backup-off =
    💾 لا يأخذ المتجر نسخا احتياطية بعد: ليس له مفتاح يشفّرها به.
    أنشئ المفتاح على الجهاز بالأمر { $command } ثم ضع BACKUP_RECIPIENT في الإعدادات. الطريقة في ملف README.
overview-backup = 🗄 آخر نسخة احتياطية: { $at }، { $size } ميغابايت
overview-backups-none = 🗄 لا توجد نسخة احتياطية بعد، والأولى في الطريق.
overview-backups-off = ⚠️ لا يأخذ المتجر نسخا احتياطية: لم يُضبط BACKUP_RECIPIENT.
overview-backups-fail = ⚠️ <b>لم تنجح أي نسخة احتياطية</b> منذ { $at }.
alert-backup_taken = 💾 اكتملت النسخة الاحتياطية: { $name }، { $size } ميغابايت.
alert-backup_failed = ⚠️ فشلت النسخة الاحتياطية: { $trouble }. يعيد المتجر المحاولة كل ساعة إلى أن يُصلَح الأمر. التفاصيل في السجل وفي الأمر check.
alert-backup_again = 💾 عادت النسخ الاحتياطية تنجح (لم تنجح أي نسخة منذ { $at }).
trouble-damaged = قاعدة البيانات أو نسختها تالفة. استرجع آخر نسخة احتياطية
trouble-program = برامج PostgreSQL اللازمة غير موجودة أو قديمة
trouble-place = لا يمكن استعمال مجلد النسخ الاحتياطية أو امتلأ قرصه
trouble-busy = كانت نسخة أخرى تؤخذ في الوقت نفسه
trouble-other = تعذّر نسخ قاعدة البيانات
backup-whole =
    💾 النسخة الاحتياطية { $name }
    هي مشفّرة، ولا تُفتح إلا بمفتاحك السرّي.
backup-part =
    💾 النسخة الاحتياطية { $name }: الجزء { $number } من { $count }
    هي مشفّرة. اجمع الأجزاء بترتيبها: { $command }
backup-part-gone = 💾 تعذّر إرسال الجزء { $number } من { $count } من النسخة { $name }: لم يعد الملف على هذا الجهاز.
kind-backup_part = نسخة احتياطية
