## Inviter des amis.

menu-invite = Inviter des amis
button-invite = 🎁 Inviter des amis
button-share-link = 📨 L’envoyer à un ami
button-copy-link = 📋 Copier le lien
invite =
    🎁 <b>Invitez vos amis</b>

    { $reward }

    Votre lien :
    { $link }
invite-amount = Quand un nouveau client arrive par votre lien, { $amount } vont dans votre portefeuille dès que sa première commande payée est livrée.
invite-percent = Quand un nouveau client arrive par votre lien, { $percent } de ce qu’il paie pour sa première commande vont dans votre portefeuille dès qu’elle est livrée, { $amount } au plus.
invite-came =
    Venus par votre lien : <b>{ $came }</b>
    Récompenses : <b>{ $rewards }</b>
    Gagné : <b>{ $earned }</b>
invite-rules = Une récompense ne dépasse jamais ce que l’ami a payé. Nombre maximal en { $days } jours : { $most }. Si cette commande est remboursée, sa récompense est reprise, dans la limite de ce que contient encore votre portefeuille, qui ne descend jamais sous zéro.
invite-off = Les invitations ne sont pas récompensées en ce moment.
invite-staff = Vous travaillez dans cette boutique : les récompenses sont pour les clients.
invite-share = Des cartes cadeaux en dinars, ici dans Telegram : { $shop }
arrival-invited = 🎁 Un ami vous a invité chez { $shop }. Il reçoit une récompense dès que votre première commande payée est livrée. Vous ne payez rien de plus, et il ne voit pas ce que vous achetez.
arrival-known = Vous connaissez déjà { $shop } : une invitation ne compte que pour les nouveaux clients.
arrival-own = C’est votre propre lien. Envoyez-le à un ami.
referral-reward = 🎁 Un ami que vous avez invité a reçu sa première commande. <b>{ $amount }</b> sont dans votre portefeuille. Solde : <b>{ $balance }</b>
referral-undone = La première commande d’un ami que vous avez invité a été remboursée. <b>{ $amount }</b> de votre récompense ont été repris. Solde : <b>{ $balance }</b>
customer-invited-by = 🎁 Invité par { $name } ({ $customer }), { $at }
customer-invited-outcome = · { $outcome } : { $reward }
customer-invited-taken-back = · repris : { $amount }
customer-invited = 🎁 Invités : { $came } · récompenses : { $rewards }, { $earned } après les reprises
referraloutcome-waiting = aucune commande payée n’est encore livrée
referraloutcome-rewarded = récompensé
referraloutcome-limit = sans récompense, la limite de 30 jours était atteinte
referraloutcome-barred = sans récompense, exclu ou de l’équipe
referraloutcome-lost = sans récompense, un paiement a été repris
referraloutcome-nothing = sans récompense, il n’y en avait pas alors
