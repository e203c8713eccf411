## Backups.

menu-backup = Back up the data now
backup-soon = 💾 A backup is being taken. You will be told when it is ready.
backup-under-way = 💾 A backup is being taken already.
backup-off =
    💾 The shop takes no backups yet: it has no key to encrypt them to.
    Make one on the machine with { $command }, and put BACKUP_RECIPIENT into the settings. The README says how.
overview-backup = 🗄 Last backup: { $at }, { $size } MB
overview-backups-none = 🗄 No backup yet; the first one is on its way.
overview-backups-off = ⚠️ The shop takes no backups: BACKUP_RECIPIENT is not set.
overview-backups-fail = ⚠️ <b>No backup could be taken</b> since { $at }.
alert-backup_taken = 💾 The backup is ready: { $name }, { $size } MB.
alert-backup_failed = ⚠️ The backup failed: { $trouble }. Until it is mended, the shop tries again every hour. Its log and the command “check” say more.
alert-backup_again = 💾 Backups are being taken again (none could be since { $at }).
trouble-damaged = the database or its copy is damaged. Restore the last backup
trouble-program = the programs of PostgreSQL that it needs are missing or too old
trouble-place = the folder of backups cannot be used, or its disk is full
trouble-other = the database could not be copied
backup-whole =
    💾 Backup { $name }
    It is encrypted. Only your secret key opens it.
backup-part =
    💾 Backup { $name }: part { $number } of { $count }
    It is encrypted. Put the parts together in their order: { $command }
backup-part-gone = 💾 Part { $number } of { $count } of the backup { $name } could not be sent: the file is not on this machine any more.
kind-backup_part = a backup
reason-restored = the data was restored from a backup
alert-restored =
    🗄 The data is that of { $at } again. The supplier was asked what was ordered there since.
    { $count ->
        [0] Nothing was found that the shop does not know.
        [one] { $count } order was found that the shop does not know, for { $cost }. It was taken without a customer.
       *[other] { $count } orders were found that the shop does not know, for { $cost } in all. They were taken without a customer.
    }
    What customers paid or spent since then is not in their wallets. If somebody writes, compare with these orders and correct the wallet with /debit or /credit.
button-found-orders = 📂 Orders without a customer
button-found-orders-count = 📂 Orders without a customer ({ $count })
found-orders = 📂 <b>Orders without a known customer</b>
found-orders-none = 📂 There are no orders without a known customer.
