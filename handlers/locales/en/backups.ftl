## Backups.

menu-backup = Back up the data now
backup-soon = 💾 A backup is being taken. I will tell you when it is there.
backup-under-way = 💾 A backup is being taken already.
backup-off =
    💾 The shop takes no backups yet: it has no key to encrypt them to.
    Make one on the machine with { $command }, and put BACKUP_RECIPIENT into the settings. The README says how.
overview-backup = 🗄 Last backup: { $at }, { $size } MB
overview-backups-none = 🗄 No backup yet; the first one is on its way.
overview-backups-off = ⚠️ The shop takes no backups: BACKUP_RECIPIENT is not set.
overview-backups-fail = ⚠️ <b>No backup could be taken</b> since { $at }.
alert-backup_taken = 💾 The backup is there: { $name }, { $size } MB.
alert-backup_failed = ⚠️ The backup failed: { $trouble }. Until it is mended, the shop tries again every hour. Its log and the command “check” say more.
alert-backup_again = 💾 Backups are being taken again (none could be since { $at }).
trouble-damaged = the database or its copy is damaged. Restore the last backup
trouble-program = the programs of PostgreSQL that it needs are missing or too old
trouble-place = the folder of backups cannot be used, or its disk is full
trouble-busy = another one was being taken at the same time
trouble-other = the database could not be copied
backup-whole =
    💾 Backup { $name }
    It is encrypted. Only your identity opens it.
backup-part =
    💾 Backup { $name }: part { $number } of { $count }
    It is encrypted. Put the parts together in their order: { $command }
backup-part-gone = 💾 Part { $number } of { $count } of the backup { $name } could not be sent: the file is not on this machine any more.
kind-backup_part = a backup
