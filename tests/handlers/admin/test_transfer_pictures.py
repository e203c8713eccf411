"""The pictures of transfers' receipts: how they reach the staff, and what another one means."""

import pytest

from tests.handlers import shopfloor
from tests.handlers.shopfloor import Floor, Person
from tests.handlers.transfers import PNG, TAKES_TRANSFERS, sends_receipt, tops_up, uploads, waits

pytestmark = TAKES_TRANSFERS


async def test_a_picture_that_was_removed_comes_again_while_it_is_not_decided(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    karim.account.posts.clear()
    await karim.sends("/receipts")
    await karim.taps("2 790 DA")
    await floor.work()
    assert any("photo" in message for message in karim.messages)
    await karim.taps("Accepter")
    karim.account.posts.clear()
    await floor.work()
    assert not any("photo" in message for message in karim.messages)
    assert (await floor.orders(sofiane.id))[0].status != "awaiting_payment"


async def test_the_same_picture_uploaded_anew_is_known_by_its_content(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    await tops_up(amina)
    await uploads(amina, "TX 2")
    assert karim.sees("Ce même fichier a déjà été envoyé")
    first, second = (
        message["photo"][-1]["file_unique_id"] for message in karim.messages if "photo" in message
    )
    assert first != second  # to Telegram they are two


async def test_a_receipt_whose_content_cannot_be_had_reaches_the_staff_all_the_same(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    floor.api.refuse_next("getFile", 400, "Bad Request: file is temporarily unavailable")
    await uploads(sofiane, "TX 1")
    assert karim.sees("2 790 DA de Sofiane", "Numéro : TX1")


async def test_a_receipt_opened_from_the_list_comes_with_its_picture_and_its_buttons(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    before = karim.last["message_id"]
    await karim.sends("/receipts")
    listed = karim.last["message_id"]
    await karim.taps("Sofiane")
    await floor.work()
    assert karim.last["photo"]
    assert karim.last["message_id"] > listed
    # There is one copy with buttons, the new one.
    assert before not in karim.account.posts
    await karim.taps("Accepter", on=karim.last["message_id"])
    assert "Accepté" in karim.toast
    await floor.work()
    assert karim.sees("Accepté par Karim : 2 790 DA")
    await karim.taps("Tableau de bord", on=listed)
    assert "à décider : 0" in karim.screen or "à décider : 0" in shopfloor.text_of(
        karim.account.posts[listed].seen()
    )


async def test_a_better_picture_is_thanked_for_and_shown_below_the_first(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    first = karim.last["message_id"]
    await uploads(sofiane, content=PNG + b"better")
    assert "ajoutée à votre reçu de 2 790 DA" in sofiane.screen
    assert karim.last["photo"]
    assert karim.last["reply_to_message"]["message_id"] == first
    assert karim.sees("Une image de plus", "Images de ce reçu : 2")
    assert karim.buttons == ["🧾 Ouvrir le reçu · 2 790 DA"]
    await karim.taps("Ouvrir le reçu")
    await floor.work()
    assert sum("photo" in message for message in karim.messages) == 2


async def test_a_picture_after_the_decision_says_so_to_staff_and_to_whoever_sent_it(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    await karim.taps("Accepter")
    await floor.work()
    await uploads(sofiane, content=PNG + b"better")
    assert "déjà traité (accepté)" in sofiane.screen
    assert "Elle est arrivée après la décision.\n✅ Accepté par Karim : 2 790 DA" in karim.screen
    await uploads(sofiane, content=PNG + b"better")
    assert "a déjà cette image" in sofiane.screen


async def test_a_picture_after_another_amount_is_the_receipt_for_the_rest(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    await karim.taps("Autre montant")
    await karim.sends("2 000")
    await floor.work()
    await uploads(sofiane, "TX 2", content=PNG + b"the rest")
    assert sofiane.sees("votre reçu de 790 DA")
    assert karim.sees("790 DA de Sofiane", "Numéro : TX2")
    await karim.taps("Accepter · 790 DA")
    await floor.work()
    await floor.settle()
    assert [order.status for order in await floor.orders(sofiane.id)] == ["fulfilled"]


async def test_words_below_a_picture_are_no_number(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sends_receipt(sofiane, "voilà le reçu")
    assert "le numéro du virement" in sofiane.screen
    await sofiane.sends("٤٢")
    await floor.work()
    assert karim.sees("Numéro : 42")


async def test_pictures_that_nobody_asked_for_reach_nobody_unless_they_are_sent_on(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await uploads(sofiane)
    assert "Voulez-vous l’envoyer à la boutique" in sofiane.screen
    assert karim.messages == []
    assert not floor.api.asked("getFile")


async def test_a_receipt_whose_picture_is_refused_still_reaches_staff_who_can_decide(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    floor.api.refuse_next("sendPhoto", 400, "Bad Request: wrong file identifier")
    await uploads(sofiane)
    await floor.work()
    assert karim.sees("2 790 DA de Sofiane", "un fichier que Telegram refuse")
    await karim.taps("Accepter")
    # Nobody approves blind with one tap.
    assert (await floor.orders(sofiane.id))[0].status == "awaiting_payment"
    assert "ne s’affiche pas ici" in karim.screen
    await karim.taps("Accepter quand même")
    assert "Accepté" in karim.toast
    await floor.work()
    assert karim.sees("Accepté par Karim : 2 790 DA")
    with pytest.raises(AssertionError):
        karim.button("Accepter")  # no copy has one any more


async def test_a_receipt_follows_staff_to_an_upgraded_chat(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    floor.api.refuse_next("sendPhoto", 400, moved, migrate_to_chat_id=karim.id)
    await uploads(sofiane)
    await floor.work()
    assert karim.last["photo"]


async def approved(karim: Person) -> None:
    await karim.sends("/receipts")
    await karim.taps("2 790 DA")
    await karim.floor.work()
    await karim.taps("Accepter")
    await karim.floor.work()


def picture_of(person: Person) -> dict[str, object]:
    """The newest picture that somebody sent themselves."""
    posts = [post.seen() for post in person.account.posts.values()]
    return next(post for post in reversed(posts) if "photo" in post and not post["from_bot"])


async def test_the_customers_own_picture_gets_a_reaction_when_it_is_accepted(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    assert "reaction" not in picture_of(sofiane)
    await approved(karim)
    assert picture_of(sofiane)["reaction"] == "👍"
    assert len(floor.api.asked("setMessageReaction")) == 1


async def test_a_refused_receipt_gets_none(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sends_receipt(sofiane)
    [waiting] = await floor.services.transfer_proofs.waiting()
    await floor.services.transfer_proofs.reject(karim.id, waiting.request_id, "not received")
    await floor.work()
    assert "reaction" not in picture_of(sofiane)


@pytest.mark.parametrize("status", [400, 500])
async def test_a_reaction_that_telegram_does_not_take_holds_nothing_up(
    floor: Floor, sofiane: Person, karim: Person, status: int
) -> None:
    await sends_receipt(sofiane)
    floor.api.refuse_next("setMessageReaction", status, "Bad Request: REACTION_INVALID")
    await approved(karim)
    assert "reaction" not in picture_of(sofiane)
    assert (await floor.orders(sofiane.id))[0].status != "awaiting_payment"
    async with floor.db.read() as conn:
        query = "SELECT kind, state FROM messages WHERE state <> 'sent'"
        assert (await conn.exec_driver_sql(query)).all() == []
    assert len(floor.api.asked("setMessageReaction")) == 1
