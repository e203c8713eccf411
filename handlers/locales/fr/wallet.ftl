## Le portefeuille.

wallet = 👛 <b>Votre portefeuille : { $balance }</b>
wallet-none = Aucun mouvement pour l’instant.
wallet-entry = { $at } · <b>{ $amount }</b> · { $what }
entry-credit = ajouté par la boutique
entry-debit = retiré par la boutique
entry-undone-credit = retrait annulé par la boutique
entry-undone-debit = ajout annulé par la boutique
entry-purchase = commande { $ref }
entry-refund = remboursement de la commande { $ref }
entry-referral = récompense pour une invitation
entry-referral_undone = récompense reprise, la commande a été remboursée
entry-other = autre
