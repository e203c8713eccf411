## Tickets: what customers wrote, for the staff.

support-from =
    🛟 <b>Message from { $name }</b> ({ $customer })
    To answer, reply to this message.
support-from-ticket =
    🛟 #{ $number } · <b>Message from { $name }</b> ({ $customer })
    To answer, reply to this message.
support-from-in-topic = 🛟 <b>Message from { $name }</b> ({ $customer })
support-answer-by = 💬 { $staff } answered { $name } ({ $customer }):
support-answered = ✅ Your answer is on its way to { $name }.
support-answered-before = { $staff } had already answered ({ $at }). The customer gets both answers.
support-file-lost = ⚠️ There was a file with it that Telegram refuses: { $why }
staff-not-understood = I did not understand that. To answer a customer, reply to their message, which begins with 🛟. For everything else: /admin
staff-reply-to-none = That is not a message from a customer, so your reply has not reached anybody. To answer, reply to a message that begins with 🛟.
staff-cannot-pass = This cannot be sent to the customer. Text, photos, files, videos and voice messages can.
ticket =
    { $sign } <b>#{ $number }</b> · { $state }
    { $name } ({ $customer }), since { $at }
ticket-number = (#{ $number })
ticketstate-open = open
ticketstate-taken = taken
ticketstate-waiting = answered
ticketstate-closed = closed
ticketkind-question = question
ticketkind-order = order
ticketkind-payment = payment
ticketkind-dead_code = dead code
ticket-about-order = 🧾 Order { $ref } · { $goods }
ticket-about-code = ⚠️ Code no. { $number } of order { $ref } does not work · { $goods }
ticket-about-payment = 💳 Payment: { $amount } · { $way } · { $at } · { $state }
ticket-about-payments = 💳 About a payment
ticket-taken = ✋ { $staff }, since { $at }
ticket-taken-by = ✋ { $staff } has taken it.
ticket-asked = ⏳ Waiting for an answer since { $at }
ticket-line = <i>{ $at }</i> <b>{ $who }:</b>
written-photo = photo
written-document = file
written-voice = voice message
written-audio = audio
written-video = video
written-animation = animation
written-video_note = video message
ticket-in-group = What you write in this topic goes to the customer, as the shop’s answer. A line that begins with // stays among you.
ticketnews-taken = ✋ { $staff } has taken this request.
ticketnews-released = 👐 { $staff } has released this request.
ticketnews-closed = ✅ { $staff } has closed this request.
ticketnews-reopened = 🔴 This request is open again. { $staff }
ticket-waits =
    ⏰ <b>#{ $number } { $name }</b> has been waiting for an answer for { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }.
ticket-orders = 🧾 <b>Latest orders of { $name }</b> (#{ $number })
ticket-orders-none = No orders yet.
tickets-open = 🎫 <b>Open requests</b>, oldest first
tickets-mine = 🎫 <b>Your requests</b>, oldest first
tickets-all = 🎫 <b>All requests</b>, newest first
tickets-unanswered = ⏳ Unanswered: { $count }, the oldest since { $since }
tickets-none = There are none.
button-tickets-count = 🎫 Requests waiting ({ $count })
button-tickets = 🎫 Requests
ticketlist-open = 🔴 Open
ticketlist-mine = ✋ Mine
ticketlist-all = 📚 All
button-ticket = { $sign } #{ $number } { $name } · { $kind }
button-open-ticket = 🎫 #{ $number }
button-take-ticket = ✋ Take
button-take-over = ✋ Take over
button-release-ticket = 👐 Release
button-close-ticket = ✅ Close
button-reopen-ticket = 🔴 Open again
button-answer-ticket = ✍️ Answer
button-their-orders = 🧾 Their orders
button-ticket-order = 🧾 Order { $ref }
button-supplier-text = 📋 For the supplier’s support
button-quick-reply = ⚡ Ready answer
toast-ticket-taken = #{ $number } is yours.
toast-ticket-released = #{ $number } is released.
toast-ticket-closed = #{ $number } is closed; the customer is told.
toast-ticket-reopened = #{ $number } is open again, and yours.
toast-ticket-moved = Nothing changed: #{ $number } is { $state } (✋ { $staff }).
toast-supplier-text = The text follows below.
ask-ticket-answer =
    ✍️ <b>Your answer for #{ $number } { $name }</b>

    Write it now, or send a photo, a file or a voice message. The customer reads it as the shop’s answer. To cancel: /cancel
usage-tickets =
    { $mine } – your requests
    { $all } – all of them, closed ones too
    { $example } – one request by its number
supplier-text-head = 📋 Tap to copy, then send it to the supplier’s support:
    { $text }
supplier-text =
    This code does not work.
    Order ID: { $order }
    Request ID: { $request }
    Our ref: { $ref }
    Product: { $goods }
    Code no.: { $number }
    Serial: { $serial }
    Ordered: { $placed }
    Delivered: { $delivered }
    Reported: { $reported }
    Customer: { $words }

## Answers that staff keep ready.

replies = ⚡ <b>Ready answers</b>
    Each goes out in the customer’s language.
replies-none = There are no ready answers yet. Make one with /replies
reply = ⚡ <b>{ $name }</b>
reply-in = <b>{ $language }</b>
reply-saved = ✅ Saved.
reply-too-long = A ready answer has at most { $most } characters; this one has { $count }. Please send a shorter one.
reply-other-language = ⚠️ There is no text in the customer’s language ({ $language }).
which-reply = ⚡ Which answer for #{ $number }?
ask-reply-name = What is the answer called? Only you see the name; at most { $most } characters. To cancel: /cancel
ask-reply-text = What does “{ $name }” say in this language: { $language }? To cancel: /cancel
ask-remove-reply = Remove “{ $name }” in all languages?
ask-send-reply = ⚡ This goes to { $name } ({ $language }):
button-replies = ⚡ Ready answers
button-new-reply = ➕ New answer
button-remove-reply = 🗑 Remove
button-send-reply = ✅ Send
button-other-reply = ⚡ Another one
toast-reply-removed = “{ $name }” is removed.
error-too-many-replies = There are { $most } ready answers already. Remove one first.
topic-left-empty = ⚠️ The shop was interrupted while it made this topic. An empty one of the same name may be left: you can delete it.
