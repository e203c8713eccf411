## Gifts: an order for a friend.

button-gift = 🎁 For a friend
button-gift-change = 🎁 Change the gift
button-gift-no-greeting = Without a greeting
button-gift-not = ✖️ Not a gift
button-gift-share = 📤 Send to a friend
button-gift-copy = 📋 Copy the link
button-gift-link = 🔗 Show the link again
button-gift-take-back = ↩️ Take the gift back
button-gift-take-back-yes = ↩️ Yes, take it back
button-gift-keep = 🎁 No, it stays a gift
toast-gift-link = The link is on its way to you.
toast-gift-hidden = The file is gone from here. Open the gift’s link again whenever you like.

gift-ask =
    🎁 <b>For a friend</b>

    When the gift is ready, you get a link to pass on. Whoever opens it first gets the gift, and you can take it back until then. You do not see the code yourself.

    Write a greeting to go with it ({ $most } characters at most), or leave it out.
gift-greeting-empty = There is nothing to read in that. Write a greeting, or leave it out.
confirmation-gift = 🎁 <b>For a friend.</b> You get a link to pass on, and whoever opens it first gets the gift.
confirmation-gift-region = ⚠️ Check that it suits your friend’s account.
gift-greeting = Your greeting: { $greeting }
gift-made =
    🎁 <b>Order { $ref } is a gift now</b>
    { $product } · { $type }

    When it is ready, its link comes here.
gift-link =
    🎁 <b>Your gift is ready</b>
    { $product } · { $type } · order { $ref }

    Send this link to your friend:
    { $link }

    Whoever opens it first gets the gift, so show it to nobody else. You can take the gift back until then.
gift-share = 🎁 A gift for you. Open the link to get it.
gift-take-back-ask =
    ↩️ <b>Take this gift back?</b>
    { $product } · { $type } · order { $ref }

    Its link then opens nothing any more, and what is in it comes to you.
gift-taken-back =
    ↩️ <b>Order { $ref } is yours</b>
    { $product } · { $type }

    It is not a gift any more: its delivery comes to you.
gift-claimed =
    🎁 <b>Your gift has arrived</b>
    { $product } · { $type } · order { $ref }

    The link was opened, and what is in it was sent there.
gift-own =
    🎁 <b>This is your own gift</b>
    { $product } · { $type } · order { $ref }
gift-opened =
    🎁 <b>A gift for you!</b>
    { $product } · { $type }

    It comes in the next message.
gift-again =
    🎁 <b>This gift is yours</b>
    { $product } · { $type }

    It comes once more in the next message.
gift-for-you = 🎁 <b>A gift from a friend</b>
gift-says = 💬 { $greeting }
gift-keep = Keep it private: anyone who has a code can use it. Open the gift’s link again to see it again.
gift-hidden =
    🙈 <b>{ $product }</b> · { $type }
    Your gift is hidden. The button below shows it again at any time.

gift-preparing = ⏳ Being prepared: we have sent your order to the supplier ({ $at }).
giftstate-planned = 🎁 For a friend: its link comes here when it is ready.
giftstate-open = 🎁 The gift is ready. Nobody has opened its link yet.
giftstate-claimed = 🎁 Your friend got the gift ({ $at }).
giftstate-revoked = ↩️ You took this gift back ({ $at }).
staffgift-planned = 🎁 A gift for a friend; its link has not been made yet.
staffgift-open = 🎁 A gift that nobody has claimed yet: its codes are not for the buyer either, and its link goes on working after a refund.
staffgift-claimed = 🎁 A gift, claimed by a friend ({ $at }): its codes are not for the buyer.
staffgift-revoked = 🎁 Was a gift; the buyer took it back ({ $at }).

error-for-friend = This is a gift, and a gift is bought by itself: tap Buy, or change the gift first.
error-gift-unknown = There is no gift behind this link. Please check that it is whole, as your friend sent it.
error-gift-guesses = Too many wrong links. You can try again from { $until }.
error-gift-taken = This gift has been opened already.
error-gift-revoked = Whoever sent this gift has taken it back. Its link opens nothing any more.
error-gift-late = It is too late for that: this order has been delivered or has ended.
alert-gift_guessing = 🎁 Somebody is guessing links of gifts, most recently customer { $customer }. Each of them has to wait after a few tries; nobody else is held up. The links are far too long to be guessed.
kind-gift_link = link of a gift
kind-gift_claimed = gift opened
