## Messages to many: written and sent by the staff, left and taken up again by customers.

menu-broadcast = Write to many customers
button-broadcast = 📣 Broadcast
button-broadcast-send = 📤 Send…
button-broadcast-audience = 👥 For whom
button-broadcast-buttons = 🔗 Buttons
button-broadcast-rewrite = ✍️ Write it again
button-broadcast-no-buttons = Without buttons
button-broadcast-another = ✍️ Another message
button-broadcast-pause = ⏸ Pause
button-broadcast-resume = ▶️ Go on
button-broadcast-stop = ⏹ End
button-yes-send = ✅ Yes, send it
button-audience-bought = Those who bought a product…
ask-broadcast =
    📣 Write the message to many now, as any message: text with its formatting, or one photo with a caption.
    You see it first, and nobody gets it before you confirm.
broadcast-only-text-or-photo = That cannot be sent to many. Please send a text, or one photo with a caption.
broadcast-not-taken =
    Telegram does not take this message: { $details }
    Please change it and send it again.
broadcast-draft =
    👆 <b>This is how it will arrive.</b> Nobody has received it yet.
    For: { $audience }
    Buttons: { $count }
broadcast-whom = 👥 <b>For whom is the message?</b>
audience-all = All customers
audience-language = Readers of { $language }
audience-bought = Those who bought { $product }
audience-idle = Those without an order for { $days } days
audience-wallet = Those with money in the wallet
broadcast-which-product = Which product is it? You can also write its name more exactly.
ask-broadcast-product = Which product have they bought? Write its name, such as { $example }.
broadcast-no-product = No product is called “{ $words }”. Please write another name, or some words of it.
ask-broadcast-buttons =
    🔗 Write the buttons, a line for each: the title, a dash, and where it leads.
    Eid offers - { $example }
    To the shop - shop
    Steam cards - Steam
    After the dash comes an address, the word “shop”, or a product’s name.
broadcast-no-button =
    I do not understand this line as a button: “{ $words }”
    Like this: Eid offers - { $example }. At most { $most } lines. Nothing was changed.
broadcast-sure =
    📤 <b>Send the message?</b>
    For: { $audience }
    People: about { $count }
    It takes about { $minutes }. Answers and codes go first.
    It is { $hour } now. Quiet hours do not hold it back.
broadcast-sure-more =
    📤 <b>Send the message?</b>
    For: { $audience }
    People: more than { $count }
    It takes more than { $minutes }. Answers and codes go first.
    It is { $hour } now. Quiet hours do not hold it back.
broadcast-nobody = Nobody would get this message now. For: { $audience }
broadcast-running =
    📤 <b>The message is being sent</b>: { $done } of about { $count }, about { $minutes } left
    For: { $audience }
broadcast-paused =
    ⏸ <b>The message is paused</b>: { $done } of about { $count }, about { $minutes } left
    For: { $audience }
broadcast-stopped =
    ⏹ <b>The message was ended</b>: { $done } of about { $count }
    For: { $audience }
broadcast-done =
    ✅ <b>The message was sent</b>: { $done }
    For: { $audience }
broadcast-counts =
    Arrived: { $sent }
    Block the bot: { $blocked }
    Not taken by Telegram: { $refused }
    In doubt, not sent twice: { $doubtful }
broadcast-others = Others under way: { $count }
broadcast-sure-stop = End the message for good? Those who have not got it will not get it.
error-broadcast-moved = This was done before.
alert-broadcast_done = ✅ The message to many was sent. Arrived: { $sent }. Block the bot: { $blocked }. Not taken by Telegram: { $refused }. In doubt: { $doubtful }.
alert-broadcast_halted = ⏸ The message to many paused itself: { $count } times in a row, { $outcome ->
        [refused] Telegram did not take it
       *[other] nobody knows whether it arrived
    }. Please look at /broadcast.
act-broadcast_started = began a message to many
act-broadcast_paused = paused a message to many
act-broadcast_resumed = resumed a message to many
act-broadcast_stopped = ended a message to many
subject-broadcast = message to many
button-broadcast-leave = 🔕 No more such messages
button-broadcasts = 📣 Messages with news
button-broadcasts-leave = 🔕 Stop sending them
button-broadcasts-join = 🔔 Send them to me again
broadcasts-on = 🔔 You get the shop’s messages with news and offers.
broadcasts-off =
    🔕 You get no more messages with news and offers.
    What is about your orders and your wallet goes on coming.
