## طرق الدفع: أسماؤها وما تقوله طلباتها.

way-ocpay = 💳 ‏CIB / الذهبية · { $price }
by-ocpay = ‏CIB / الذهبية
who-ocpay = OCPay
pay-ocpay =
    💳 <b>ادفع { $amount } ببطاقة CIB أو الذهبية</b>

    بعد الدفع عُد إلى هنا. نخبرك تلقائيًا عند وصول المبلغ.
way-stars = ⭐ نجوم تيليغرام · { $price }
by-stars = نجوم تيليغرام
way-card = 💳 بطاقة بنكية · { $price }
by-card = بطاقة بنكية
way-transfer = 🏦 تحويل · { $price }
by-transfer = تحويل
pay-transfer =
    🏦 <b>حوّل { $amount } من فضلك</b>

    قبل { $until }، إلى:
