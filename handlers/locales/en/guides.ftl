## What the shop tells of a card: how it is redeemed, its region, its picture.

guide =
    📖 <b>{ $product }</b>
    Region: { $region }
guide-region = ⚠️ { $words }
guide-note = ℹ️ { $words }
guide-steps = 📖 <b>How to redeem</b>
guide-step = { $number }. { $words }
guide-works-in = Region: { $region }
button-how-to-redeem = 📖 How to redeem
button-redeem-page = 🔗 Redeem page
button-picture = 🖼️ Picture
button-close = ✖️ Close
picture-of = 🎁 <b>{ $product }</b>
picture-gone = The picture is not available at the moment.
