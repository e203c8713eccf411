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
trouble-other = la base de données n’a pas pu être copiée
backup-whole =
    💾 Sauvegarde { $name }
    Elle est chiffrée. Seule votre clé secrète l’ouvre.
backup-part =
    💾 Sauvegarde { $name } : partie { $number } sur { $count }
    Elle est chiffrée. Assemblez les parties dans l’ordre : { $command }
backup-part-gone = 💾 La partie { $number } sur { $count } de la sauvegarde { $name } n’a pas pu être envoyée : le fichier n’est plus sur cette machine.
kind-backup_part = une sauvegarde
reason-restored = les données ont été restaurées d’une sauvegarde
alert-restored =
    🗄 Les données sont de nouveau celles du { $at }. Le fournisseur a été interrogé sur ce qui y a été commandé depuis.
    { $count ->
        [0] Rien n’a été trouvé que la boutique ne connaisse pas.
        [one] { $count } commande inconnue de la boutique a été trouvée, pour { $cost }. Elle est reprise sans client.
       *[other] { $count } commandes inconnues de la boutique ont été trouvées, pour { $cost } en tout. Elles sont reprises sans client.
    }
    Ce que les clients ont payé ou dépensé depuis n’est pas dans leurs portefeuilles. Si quelqu’un écrit, comparez avec ces commandes et corrigez le portefeuille avec /debit ou /credit.
button-found-orders = 📂 Commandes sans client
button-found-orders-count = 📂 Commandes sans client ({ $count })
found-orders = 📂 <b>Commandes sans client connu</b>
found-orders-none = 📂 Il n’y a pas de commande sans client connu.
