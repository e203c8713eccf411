## Ce que la boutique dit d’une carte : comment l’activer, sa région, son image.

guide =
    📖 <b>{ $product }</b>
    Région : { $region }
guide-region = ⚠️ { $words }
guide-note = ℹ️ { $words }
guide-steps = 📖 <b>Comment l’activer</b>
guide-step = { $number }. { $words }
guide-works-in = Région : { $region }
button-how-to-redeem = 📖 Comment l’activer
button-redeem-page = 🔗 Page d’activation
button-picture = 🖼️ Image
button-close = ✖️ Fermer
picture-of = 🎁 <b>{ $product }</b>
picture-gone = L’image n’est pas disponible pour l’instant.
