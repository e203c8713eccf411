## المحفظة.

wallet = 👛 <b>رصيد محفظتك: { $balance }</b>
wallet-none = لا توجد حركات بعد.
wallet-entry = { $at } · <b>{ $amount }</b> · { $what }
entry-credit = شحن من المتجر
entry-debit = خصم من المتجر
entry-undone-credit = تراجع المتجر عن خصم
entry-undone-debit = تراجع المتجر عن إضافة
entry-purchase = ثمن الطلب { $ref }
entry-refund = استرداد ثمن الطلب { $ref }
entry-referral = مكافأة دعوة
entry-referral_undone = استرداد مكافأة، أُعيد ثمن الطلب
entry-other = حركة أخرى
