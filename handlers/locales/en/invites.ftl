## Inviting friends.

menu-invite = Invite friends
button-invite = 🎁 Invite friends
button-share-link = 📨 Send it to a friend
button-copy-link = 📋 Copy the link
invite =
    🎁 <b>Invite friends</b>

    { $reward }

    Your link:
    { $link }
invite-amount = When somebody who is new here comes by your link, { $amount } goes into your wallet once their first paid order has been delivered.
invite-percent = When somebody who is new here comes by your link, { $percent } of what they pay for their first order goes into your wallet once it has been delivered, at most { $amount }.
invite-came =
    Came by your link: <b>{ $came }</b>
    Rewards so far: <b>{ $rewards }</b>
    Earned: <b>{ $earned }</b>
invite-rules = A reward is never more than the friend paid. Most rewards in { $days } days: { $most }. If that order is refunded, its reward is taken back, as far as it is still in your wallet. Your wallet never goes below zero.
invite-off = There are no rewards for invitations at the moment.
invite-staff = You work in this shop: rewards for invitations are for customers.
invite-share = Gift cards in dinars, here in Telegram: { $shop }
arrival-invited = 🎁 A friend invited you to { $shop }. They get a reward once your first paid order has been delivered. You pay nothing extra, and they do not see what you buy.
arrival-known = You already know { $shop }: invitations count for new customers only.
arrival-own = This is your own link. Send it to a friend.
referral-reward = 🎁 A friend you invited has received their first order. <b>{ $amount }</b> is in your wallet. Balance: <b>{ $balance }</b>
referral-undone = The first order of a friend you invited was refunded. <b>{ $amount }</b> of your reward was taken back. Balance: <b>{ $balance }</b>
customer-invited-by = 🎁 Invited by { $name } ({ $customer }), { $at }
customer-invited-outcome = · { $outcome }: { $reward }
customer-invited-taken-back = · taken back: { $amount }
customer-invited = 🎁 Invited: { $came } · rewards: { $rewards }, { $earned } after what was taken back
referraloutcome-waiting = no paid order delivered yet
referraloutcome-rewarded = rewarded
referraloutcome-limit = no reward, the limit of 30 days was reached
referraloutcome-barred = no reward, not served or staff
referraloutcome-lost = no reward, a payment was taken back
referraloutcome-nothing = no reward, none was given then
