## What customers write to the shop, and what it answers.

support-ask =
    🛟 <b>Need help?</b>

    Write your message to the shop now, or send a photo, a file or a voice message. The answer will arrive here. To cancel: /cancel
support-ask-about =
    🛟 { $about }

    Write your message to the shop now, or send a photo, a file or a voice message. The answer will arrive here. To cancel: /cancel
support-open-ticket =
    { $state ->
        [waiting] 💬 The shop has answered your last message ({ $at }). What you write now continues it.
       *[other] ⏳ Your last message is waiting for an answer (since { $at }). What you write now is added to it.
    }
paysupport =
    🛟 <b>A problem with a payment?</b>

    Write your message to the shop now, or send a photo, a file or a voice message. The answer will arrive here.

    Telegram’s support cannot help with purchases made here; we can. To cancel: /cancel
paysupport-which =
    🛟 <b>A problem with a payment?</b>

    Choose the payment, or write your message to the shop now. You can also send a photo, a file or a voice message. The answer will arrive here.

    Telegram’s support cannot help with purchases made here; we can. To cancel: /cancel
about-order = Order { $ref }: { $product } · { $type }
about-payment = Payment: { $amount } · { $way } · { $at }
button-about-order = 🧾 It is about an order
button-about-payment = 💳 It is about a payment
button-this-payment = { $amount } · { $way } · { $at }
button-ask-order = 🛟 Ask about this order
button-dead-code =
    { $count ->
        [one] ⚠️ This code does not work
       *[other] ⚠️ One of the codes does not work
    }
button-code-number = No. { $number }
which-code = ⚠️ <b>Which code of order { $ref } does not work?</b>
dead-code-ask =
    { $count ->
        [one] ⚠️ <b>The code of order { $ref } does not work</b>
       *[other] ⚠️ <b>Code no. { $number } of order { $ref } does not work</b>
    }

    What message do you get? A picture of the screen, with a few words, helps most. The shop will look into it and answer here. To cancel: /cancel
support-sent = 🛟 Thank you. The shop has your message and will answer you here.
support-cancelled = Cancelled. Nothing was sent.
support-gathered = 🛟 We have kept your message. You have written a lot in a short time, so the shop will get your new messages together from { $at }.
error-too-much-written = You have many messages waiting to be read. You can write again from { $until }.
unknown-words = I did not understand that, and no card has that name. Write it differently, press a button, or send it to the shop and a person will answer you.
words-for-receipt = 🧾 We are waiting for the receipt for { $amount }: send a photo or a PDF of it here. If your message is for the shop, send it with the button below.
unknown-thing = I cannot read photos, files or recordings. Would you like to send it to the shop?
unknown-kind = I do not understand this, and it cannot be sent to the shop. Please send text, a photo, a file or a voice message.
button-send-to-shop = 🛟 Send it to the shop
button-write-back = ✍️ Write to the shop
button-not-solved = ✍️ It is not solved
toast-sent-before = The shop already has this message.
support-answer = 💬 <b>Answer from { $shop }</b>
support-message = ✉️ <b>Message from { $shop }</b>
ticket-closed-for-you = ✅ The shop considers your request settled. If it is not, press the button or reply to one of our messages.
