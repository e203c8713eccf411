## Le reçu d’un achat, pour qui en a besoin : une image sans codes.

button-receipt = 🧾 Reçu
purchase-receipt = 🧾 Reçu de la commande { $ref }. Il ne contient aucun code.
purchase-title = Reçu d’achat
purchase-order = Commande
purchase-date = Payée le
purchase-card = Carte
purchase-region = Région
purchase-type = Montant de la carte
purchase-quantity = Quantité × prix
purchase-amount = Sous-total
purchase-discount = Remise ({ $promo })
purchase-total = Total
purchase-paid-by = Payé par
purchase-wallet = portefeuille
purchase-nothing = rien à payer
purchase-refunded = Remboursé
purchase-net = Net payé
purchase-status = État
purchase-note = Carte cadeau numérique. Le code ne figure pas sur ce reçu.
