"""The staff's group: each request is a topic in which staff write, and nothing is lost where the group does
not take it.
"""

import json
from typing import Any

import pytest

from bot.demo.telegram.botapi.shapes import Upload
from bot.demo.telegram.rooms.groups import Group
from bot.shop.support.tickets import TicketState
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of
from tests.handlers.support_steps import newest_with, replies, uploads

GROUP_ID = -1_001_000_000_001
pytestmark = pytest.mark.settings(support_chat_id=GROUP_ID)


@pytest.fixture
async def group(floor: Floor) -> Group:
    made = floor.telegram.chats.add_group("Hanout, l'équipe")
    assert made.id == GROUP_ID
    return made


class Topic:
    """One of the group's topics as its members see it."""

    def __init__(self, floor: Floor, group: Group, number: int = 1) -> None:
        self.floor = floor
        self.group = group
        self.topic = next(one for one in group.topics.values() if one.name.startswith(f"#{number} "))

    @property
    def messages(self) -> list[dict[str, Any]]:
        posts = [post.seen() for post in self.group.posts.values()]
        return [one for one in posts if one.get("message_thread_id") == self.topic.id]

    @property
    def texts(self) -> list[str]:
        return [text for one in self.messages if (text := text_of(one))]

    async def writes(self, person: Person, text: str) -> None:
        people = self.floor.telegram.people
        people.write(person.account, text, group=self.group, topic=self.topic.id)
        await self.floor.handle()

    async def presses(self, person: Person, label: str) -> None:
        for message in reversed(self.messages):
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        press = self.floor.telegram.people.press
                        press(
                            person.account, message["message_id"], button["callback_data"], group=self.group
                        )
                        await self.floor.handle()
                        return
        raise AssertionError(f"no button {label!r} in the topic")


async def state_of(floor: Floor, customer_id: int) -> TicketState:
    return (await floor.services.ticket_desk.of_customer(customer_id))[0].state


async def test_a_request_is_answered_taken_and_closed_in_its_topic(
    floor: Floor, group: Group, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/support rien reçu")
    await floor.work()
    topic = Topic(floor, group)
    assert "Sofiane" in topic.topic.name
    assert "السطر الذي يبدأ بـ // يبقى بينكم" in topic.texts[0]
    assert topic.texts[1].endswith("rien reçu")
    assert not any("rien reçu" in text_of(message) for message in karim.messages)

    await topic.presses(karim, "أتولاه")
    assert karim.toast == "La demande #1 est à vous."
    said = len(topic.texts)
    await topic.writes(karim, "// c'est le client d'hier")
    assert len(topic.texts) == said + 1  # nobody answers to it
    await topic.writes(karim, "Je regarde.")
    await floor.work()
    assert "Réponse de Hanout\n\nJe regarde." in sofiane.screen
    assert not any("d'hier" in text_of(message) for message in sofiane.messages)
    assert await state_of(floor, SOFIANE) is TicketState.WAITING
    assert any("يتولى Karim طلب المساعدة هذا" in text for text in topic.texts)
    assert "Votre réponse part vers Sofiane" in topic.texts[-2:][0] + topic.texts[-1]

    await topic.presses(karim, "إغلاق")
    await floor.work()
    assert await state_of(floor, SOFIANE) is TicketState.CLOSED
    assert topic.topic.closed
    await sofiane.taps("Ce n’est pas réglé")
    await sofiane.sends("toujours rien")
    await floor.work()
    assert not topic.topic.closed
    assert topic.texts[-1].endswith("toujours rien")
    assert await state_of(floor, SOFIANE) is TicketState.OPEN


async def test_pictures_and_voices_go_both_ways(
    floor: Floor, group: Group, amina: Person, karim: Person
) -> None:
    await amina.sends("/support")
    await uploads(amina, caption="انظر")
    await floor.work()
    topic = Topic(floor, group)
    assert "photo" in topic.messages[-1]
    assert text_of(topic.messages[-1]).endswith("انظر")
    voice = Upload("a.ogg", b"OggS", "audio/ogg")
    floor.telegram.people.upload(karim.account, "voice", voice, group=group, topic=topic.topic.id)
    await floor.handle()
    await floor.work()
    assert "voice" in amina.last
    assert "جواب Hanout" in text_of(amina.last)


async def test_the_orders_and_a_ready_answer_are_at_hand_in_the_topic(
    floor: Floor, group: Group, amina: Person, karim: Person
) -> None:
    await floor.services.quick_replies.save(KARIM, "Délai", "ar", "دقيقة من فضلك.")
    await amina.sends("/support أين الرمز؟")
    await floor.work()
    topic = Topic(floor, group)
    await topic.presses(karim, "طلباته")
    assert "Dernières commandes de أمينة" in topic.texts[-1]
    await topic.presses(karim, "جواب جاهز")
    await topic.presses(karim, "Délai")
    await topic.presses(karim, "Envoyer")
    await floor.work()
    assert "دقيقة من فضلك." in amina.screen


async def test_who_may_not_answer_is_not_heard_in_the_group(
    floor: Floor, group: Group, sofiane: Person, amina: Person, karim: Person
) -> None:
    await sofiane.sends("/support rien reçu")
    await floor.work()
    topic, before = Topic(floor, group), len(sofiane.messages)
    await topic.writes(amina, "أنا من المتجر")
    await topic.presses(amina, "إغلاق")
    await floor.work()
    assert len(sofiane.messages) == before
    assert await state_of(floor, SOFIANE) is TicketState.OPEN
    people = floor.telegram.people
    people.write(karim.account, "hors sujet", group=group)
    people.write(karim.account, "/credit 1002 5000", group=group, topic=topic.topic.id)
    await floor.handle()
    await floor.work()
    assert len(sofiane.messages) == before
    assert (await floor.services.wallet.balance(SOFIANE)).centimes == 0


async def test_buttons_that_ask_something_do_not_work_in_the_group(
    floor: Floor, group: Group, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/support rien reçu")
    await floor.work()
    message_id = Topic(floor, group).messages[-1]["message_id"]
    for data in ("t-ans:1", "a-cust:1002", "menu", "a-all"):
        floor.telegram.people.press(karim.account, message_id, data, force=True, group=group)
        await floor.handle()
        assert "bouton" in karim.toast


@pytest.mark.parametrize("trouble", ["bot_inside", "manages_topics", "is_forum"])
async def test_a_group_that_takes_nothing_sends_requests_into_private_chats_with_a_warning(
    floor: Floor, group: Group, sofiane: Person, karim: Person, trouble: str
) -> None:
    setattr(group, trouble, False)
    await sofiane.sends("/support rien reçu")
    await floor.work()
    told = newest_with(karim, "rien reçu")
    assert karim.sees("Le groupe de l’équipe ne prend pas les demandes")
    await replies(karim, told, "Je regarde.")
    await floor.work()
    assert "Je regarde." in sofiane.screen

    setattr(group, trouble, True)
    await sofiane.sends("merci")
    await floor.work()
    assert Topic(floor, group).texts[-1].endswith("merci")
    assert karim.sees("Le groupe de l’équipe prend de nouveau les demandes")
    warned = [message for message in karim.messages if "ne prend pas les demandes" in text_of(message)]
    assert len(warned) == 1

    group.bot_inside = False
    for words in ("/support encore", "/support et encore"):
        floor.clock.tick(120)
        await sofiane.sends(words)
        await floor.work()
    warned = [message for message in karim.messages if "ne prend pas les demandes" in text_of(message)]
    assert len(warned) == 2  # one for each time, however much is written meanwhile


async def test_a_topic_that_somebody_deleted_is_made_again(
    floor: Floor, group: Group, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/support un")
    await floor.work()
    group.topics.clear()
    floor.clock.tick(120)
    await sofiane.sends("/support deux")
    await floor.work()
    assert Topic(floor, group).texts[-1].endswith("deux")
    assert not any("deux" in text_of(message) for message in karim.messages)


@pytest.mark.settings(support_remind_minutes=10, support_chat_id=GROUP_ID)
async def test_reminders_ring_in_the_topic(
    floor: Floor, group: Group, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/support personne ?")
    await floor.work()
    floor.clock.tick(601)
    await floor.worker("tickets").run_once()
    await floor.work()
    assert "ينتظر الجواب منذ 10 دقائق" in Topic(floor, group).texts[-1]


async def test_other_groups_are_turned_away(floor: Floor, group: Group, karim: Person) -> None:
    other = floor.telegram.chats.add_group("Ailleurs")
    floor.telegram.people.write(karim.account, "/tickets", group=other)
    await floor.handle()
    [word] = [post.seen() for post in other.posts.values() if post.from_bot]
    assert "privé" in text_of(word)


async def test_an_edit_a_forward_and_an_anonymous_admin_are_told_that_nothing_was_sent(
    floor: Floor, group: Group, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/support rien reçu")
    await floor.work()
    topic, before = Topic(floor, group), len(sofiane.messages)
    updates = floor.telegram.updates
    for change in (
        {"edit": True},
        {"forward_origin": {"type": "user", "sender_user": sofiane.account.user, "date": 1}},
        {"sender_chat": group.chat, "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    ):
        floor.telegram.people.write(karim.account, "de l'argent", group=group, topic=topic.topic.id)
        update_id, (who, body) = updates._pending.popitem()
        update = json.loads(body)
        if change.pop("edit", False):
            update["edited_message"] = update.pop("message") | {"edit_date": 1}
        else:
            update["message"] |= change
        updates._pending[update_id] = who, json.dumps(update)
        told = len(topic.texts)
        await floor.handle()
        assert len(topic.texts) == told + 1  # that it was not sent
    await floor.work()
    assert len(sofiane.messages) == before


async def test_a_kill_while_a_topic_is_made_is_told_in_the_next_one(
    floor: Floor, group: Group, sofiane: Person
) -> None:
    await sofiane.sends("/support un")
    [ticket] = await floor.services.ticket_desk.of_customer(SOFIANE)
    # Killed after Telegram had made the topic and before it was noted.
    await floor.services.message_data.topic_is(ticket.id, GROUP_ID, None)
    await floor.work()
    topic = Topic(floor, group)
    assert "قد يكون هناك موضوع فارغ بالاسم نفسه" in topic.texts[0]
    assert topic.texts[-1].endswith("un")
    await sofiane.sends("/support deux")
    await floor.work()
    assert sum("موضوع فارغ" in text for text in topic.texts) == 1


async def test_a_topic_that_telegram_refused_to_make_leaves_none_behind(
    floor: Floor, group: Group, sofiane: Person
) -> None:
    floor.api.refuse_next("createForumTopic", 429, "Too Many Requests: retry after 1", retry_after=1)
    await sofiane.sends("/support un")
    await floor.work()
    await floor.later(60)
    assert not any("موضوع فارغ" in text for text in Topic(floor, group).texts)
