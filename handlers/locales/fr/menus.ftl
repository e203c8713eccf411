## Le menu des commandes à côté du champ de saisie.

menu-start = Démarrer
menu-shop = Parcourir et acheter
menu-search = Chercher une carte par son nom
menu-basket = Votre panier
menu-orders = Vos commandes et leurs codes
menu-wallet = Votre solde et son historique
menu-language = العربية, Français, English
menu-help = Comment fonctionne la boutique
menu-cancel = Abandonner le choix en cours
menu-admin = Tableau de bord : la boutique en un coup d’œil
menu-open = Commandes en cours
menu-order = Une commande en détail
menu-customers = Trouver un client, et tout sur lui
menu-credit = Alimenter un portefeuille
menu-debit = Retirer d’un portefeuille
menu-balance = Le solde chez le fournisseur
menu-maintenance = Fermer ou ouvrir la boutique
menu-warnings = Ce qui ne va pas
menu-support = Écrire à la boutique
menu-tickets = Ce que les clients ont écrit
menu-replies = Vos réponses prêtes
menu-undelivered = Messages qui n’arrivent pas
menu-staff = L’équipe et ses rôles
menu-settings = Les réglages de la boutique
menu-audit = Qui a fait quoi
