## What customers write to the shop, and what it answers.

paysupport =
    🛟 <b>Need help?</b>

    Write your message to the shop now, or send a photo, a file or a voice message. The answer comes here.

    Telegram’s support cannot help with purchases made here; we can. To cancel: /cancel
paysupport-sent = 🛟 Thank you. The shop has your message and will answer you here.
support-cancelled = Cancelled. Nothing was sent to the shop.
support-gathered = 🛟 We have kept your message. You have written a lot in a short time, so the shop will get your new messages together from { $at }.
error-too-much-written = You have many messages waiting to be read. You can write again from { $until }.
unknown-words = I did not understand that. Press a button, or send it to the shop and a person will answer you.
unknown-thing = I cannot read photos, files or recordings. Would you like to send it to the shop?
unknown-kind = I do not understand this, and it cannot be sent to the shop. Please send text, a photo, a file or a voice message.
button-send-to-shop = 🛟 Send it to the shop
button-write-back = ✍️ Write to the shop
toast-sent-before = The shop already has this message.
support-answer = 💬 <b>Answer from { $shop }</b>

support-from =
    🛟 <b>Message from { $name }</b> ({ $customer })
    To answer, reply to this message.
support-answer-by = 💬 { $staff } answered { $name } ({ $customer }):
support-answered = ✅ Your answer is on its way to { $name }.
support-answered-before = { $staff } had already answered ({ $at }). The customer gets both answers.
support-file-lost = ⚠️ There was a file with it that Telegram refuses: { $why }
staff-not-understood = I did not understand that. To answer a customer, reply to their message, which begins with 🛟. For everything else: /admin
staff-reply-to-none = That is not a message from a customer, so your reply has not reached anybody. To answer, reply to a message that begins with 🛟.
