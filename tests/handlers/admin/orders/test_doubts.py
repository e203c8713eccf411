"""Orders in doubt: the evidence on their page, the supplier's number written by staff, a loss that is written
off.
"""

from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.staff.audit import AuditWanted
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import SOFIANE, Floor, Person, text_of


async def buys_unseen(floor: Floor, person: Person) -> None:
    """An order whose answer is lost and that no list shows, until nobody looks any more."""
    await confirm(person, "2")
    await person.taps("Acheter")
    floor.books.modes = floor.books.modes.turned({"list_delay_seconds": 100_000})
    floor.lose_next_placing_answer()
    await floor.work()
    for _ in range(12):
        await floor.later(120)


async def lost(floor: Floor, sofiane: Person) -> tuple[str, str]:
    """An order whose answer is lost and that no list shows, though it was debited; its ref and the supplier's
    number.
    """
    await floor.gives(SOFIANE, 40_000)
    await buys_unseen(floor, sofiane)
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.NEEDS_REVIEW
    [theirs] = floor.books.orders
    return order.ref, theirs


async def test_a_held_order_shows_what_the_supplier_took_and_takes_its_number(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    ref, theirs = await lost(floor, sofiane)
    await karim.sends(f"/order {ref}")
    for words in ("Pris par le fournisseur", "5 296,80 DA", theirs):
        assert words in karim.screen
    await karim.taps("Écrire le numéro")
    assert "tableau de bord OneClickDz" in karim.screen
    for typed, answer in (
        ("deux mots", "n’est pas un numéro"),
        ("0" * 24, "ne connaît pas"),
    ):
        await karim.sends(typed)
        assert answer in karim.screen
    type_ = floor.type_("PlayStation Store France", "10 EUR")
    other = floor.books.buy(floor.product("PlayStation Store France").id, type_.id, 1, None)
    await karim.sends(other.id)
    assert "autre quantité" in karim.screen
    await karim.sends(f" {theirs} ")
    assert f"Prendre {theirs} comme commande pour {ref}" in karim.screen
    message_id, data = karim.button("Oui")
    for _ in range(2):
        floor.telegram.people.press(karim.account, message_id, data)
    await floor.handle()
    await floor.settle()
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.FULFILLED
    assert any(floor.books.orders[theirs].cards[0]["value"] in text_of(m) for m in sofiane.messages)
    adopted = [
        line
        for line in (await floor.services.audit_log.page(AuditWanted())).lines
        if line.action == "adopt_number"
    ]
    assert [(line.staff_id, line.subject, line.detail) for line in adopted] == [
        (2001, f"order:{ref}", theirs)
    ]


async def test_a_number_that_belongs_to_another_order_is_refused(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    await floor.settle()
    [known] = floor.books.orders
    await buys_unseen(floor, sofiane)
    ref = (await floor.orders(SOFIANE))[0].ref
    await karim.sends(f"/order {ref}")
    await karim.taps("Écrire le numéro")
    await karim.sends(known)
    assert "appartient à une autre commande" in karim.screen
    # A stranger's copy of the button does nothing.
    await sofiane.presses(sofiane.last["message_id"], f"a-numy:{ref}:{known}")
    assert (await floor.services.review.dossier(ref)).order.status is OrderStatus.NEEDS_REVIEW


async def test_a_loss_is_written_off_with_a_reason_after_being_asked(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    ref, _ = await lost(floor, sofiane)
    await karim.sends(f"/order {ref}")
    await karim.taps("Tout rembourser, à perte")
    assert "5 296,80 DA comptent comme une perte" in karim.screen
    await karim.taps("Oui")
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(40_000)
    floor.clock.tick(1)  # a day that goes on holds what came before this moment
    await karim.sends("/ledger")
    assert (
        "Pris par le fournisseur sans rien livrer (compté dans la marge) : −5 296,80 DA"
        in karim.screen.replace("-", "−")
    )
    assert f"pour la commande {ref}, et rien n’est venu" in karim.screen
    await karim.sends(f"/order {ref}")
    assert "pas encore rendu" in karim.screen
    await karim.taps("Passer en perte")
    await karim.sends("leur support refuse <de payer>")
    assert "Raison : leur support refuse <de payer>" in karim.screen
    await karim.taps("Non")
    assert "pas encore rendu" in karim.screen
    await karim.taps("Passer en perte")
    await karim.sends("x" * 201)
    assert "200 caractères au plus" in karim.screen
    await karim.sends("leur support refuse")
    message_id, data = karim.button("Oui")
    for _ in range(2):
        floor.telegram.people.press(karim.account, message_id, data)
    await floor.handle()
    assert "passé en perte par 2001 : leur support refuse" in karim.screen
    actions = [line.action for line in (await floor.services.audit_log.page(AuditWanted())).lines]
    assert actions.count("write_off") == 1
    await karim.sends("/ledger")
    assert "rien n’est venu" not in karim.screen


async def test_a_held_order_says_that_nobody_could_be_asked(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    ref, _ = await lost(floor, sofiane)
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    await karim.sends(f"/order {ref}")
    assert "n’a pas pu être interrogé" in karim.screen
    await karim.taps("Tout rembourser, sans preuve")
    assert "Il a peut-être pris de l’argent" in karim.screen
    floor.books.modes = floor.books.modes.turned({"stopped": False})
    # Meanwhile it can be asked: the question was another one than holds now.
    await karim.taps("Oui")
    assert (await floor.orders(SOFIANE))[0].status is OrderStatus.NEEDS_REVIEW
    assert "à perte" in str(karim.buttons)
