## What customers say of products, and what the shop answers.

review-request = 💬 <b>How was it?</b>
review-request-several =
    💬 <b>How was it?</b>

    You received these a day ago. Choose what you would like to rate. Others see your rating without your name.
review-question =
    <b>{ $product }</b>
    Region: { $region }

    How would you rate it? 1 is very bad, 5 is excellent. Others see your rating without your name.
review-yours = Your rating: <b>{ $mark } out of 5</b>
review-line = “{ $words }”
review-answer = ↩️ The shop’s answer: “{ $words }”
review-hidden-from-others = The shop does not show your words to others. Your rating counts.
review-which = 💬 <b>Which one would you like to rate?</b>
review-ask-line =
    ✏️ What would you like others to know about { $product }? Write one line of at most { $most } characters, without codes, links or names.

    /cancel leaves everything as it is.
review-no-links = Please write it without links, addresses, phone numbers or @names. Nothing was saved yet: write it again.
review-asked-no-more = We will no longer ask you for ratings. You can rate any order in /orders.
review-asked-again = We may ask you for a rating a day after a delivery.
review-answered = 💬 <b>{ $shop } has answered your rating of { $product }</b>
review-by-somebody = <b>{ $mark } out of 5</b> · { $at }
reviews-of-product =
    💬 <b>{ $product }</b>
    Region: { $region }
reviews-no-lines = Nobody has written anything about it yet.
product-rating =
    ⭐ { $average } out of 5 · { $count ->
        [one] { $count } rating
       *[other] { $count } ratings
    }
button-review = 💬 Rate the product
button-review-mark = { $mark } ⭐
button-review-mark-given = ✅ { $mark }
button-review-given = ✅ { $mark } out of 5 · { $product }
button-review-write = ✏️ Add a line
button-review-rewrite = ✏️ Change your line
button-review-remove-line = 🗑 Remove your line
button-review-take-back = 🗑 Take your rating back
button-review-others = 📋 The other products
button-review-see = 💬 Your rating
button-review-ask-no-more = 🔕 Do not ask me again
button-review-ask-again = 🔔 You may ask me
button-reviews-read = 💬 What customers say
toast-review-kept = Thank you. Your rating is saved.
toast-review-line-removed = Removed. Your rating stays.
toast-review-taken-back = Your rating was taken back.
error-reviews-off = The shop is not taking ratings at the moment.
error-no-words = There is nothing to read in that. Please write it in words.
error-words-too-long = That has { $length } characters; at most { $most } fit. Nothing was saved yet: write it a little shorter.

menu-reviews = What customers say of products
staff-reviews = 💬 <b>What customers say of products</b>
staff-reviews-none = 💬 Nobody has rated anything yet.
staff-review-in-list = { $number }. <b>{ $mark } out of 5</b> · { $product } · { $day }
staff-review =
    💬 <b>{ $product }</b>
    Region: { $region }
    Rating: <b>{ $mark } out of 5</b> · { $at }
staff-review-by = By { $name } ({ $customer })
staff-review-by-buyer = By { $name } ({ $customer }), order { $ref }
staff-review-no-line = No words beside the rating.
staff-review-hidden = 🙈 Hidden from customers. The rating counts.
staff-review-hidden-before = 🙈 Hidden from customers. Its customer has changed it since it was hidden. The rating counts.
review-ask-answer =
    ↩️ What does the shop say to this rating of { $product }? Its customer is told, and others read it below the line. One line of at most { $most } characters.

    /cancel leaves everything as it is.
button-staff-reviews = 💬 Ratings
button-reviews-older = Older ▸
button-staff-review = { $number } · { $mark } ⭐ { $product }
button-review-hide = 🙈 Hide the line
button-review-show = 👁 Show the line again
button-review-answer = ↩️ Answer
button-review-answer-anew = ↩️ Change the answer
button-review-unanswer = 🗑 Remove the answer
toast-review-hidden = Hidden. The rating counts.
toast-review-shown = Customers read it again.
toast-review-unanswered = The answer is gone.
