## Sauvegardes.

menu-backup = Sauvegarder les données maintenant
backup-soon = 💾 La sauvegarde est en cours. Vous serez prévenu dès qu’elle est prête.
backup-under-way = 💾 Une sauvegarde est déjà en cours.
backup-off =
    💾 La boutique ne fait pas encore de sauvegardes : il lui manque la clé qui les chiffre.
    Créez-la sur la machine avec { $command }, puis mettez BACKUP_RECIPIENT dans les réglages. Le README explique comment.
overview-backup = 🗄 Dernière sauvegarde : { $at }, { $size } Mo
overview-backups-none = 🗄 Pas encore de sauvegarde ; la première arrive.
overview-backups-off = ⚠️ La boutique ne fait pas de sauvegardes : BACKUP_RECIPIENT n’est pas réglé.
overview-backups-fail = ⚠️ <b>Aucune sauvegarde n’a réussi</b> depuis le { $at }.
alert-backup_taken = 💾 La sauvegarde est prête : { $name }, { $size } Mo.
alert-backup_failed = ⚠️ La sauvegarde a échoué : { $trouble }. La boutique réessaie toutes les heures jusqu’à ce que ce soit réparé. Son journal et la commande « check » en disent plus.
alert-backup_again = 💾 Les sauvegardes réussissent de nouveau (aucune n’avait réussi depuis le { $at }).
trouble-damaged = la base de données ou sa copie est endommagée. Restaurez la dernière sauvegarde
trouble-program = les programmes de PostgreSQL nécessaires manquent ou sont trop anciens
trouble-place = le dossier des sauvegardes est inutilisable, ou son disque est plein
trouble-busy = une autre sauvegarde était en cours au même moment
trouble-other = la base de données n’a pas pu être copiée
backup-whole =
    💾 Sauvegarde { $name }
    Elle est chiffrée. Seule votre identité l’ouvre.
backup-part =
    💾 Sauvegarde { $name } : partie { $number } sur { $count }
    Elle est chiffrée. Assemblez les parties dans l’ordre : { $command }
backup-part-gone = 💾 La partie { $number } sur { $count } de la sauvegarde { $name } n’a pas pu être envoyée : le fichier n’est plus sur cette machine.
kind-backup_part = une sauvegarde
