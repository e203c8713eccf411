"""The staff's screens of what is told of products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.languages import LANGUAGES
from bot.shop.catalogue.catalogue import Category, Product
from bot.shop.catalogue.known_brands import Brand
from bot.shop.guides.guides import FieldKey, Guide, OwnWords
from bot.shop.guides.wording import (
    BY_LANGUAGE,
    LONGEST,
    MOST_ALIASES,
    MOST_STEPS,
    BadGuideError,
    GuideField,
    GuideTrouble,
)
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.prices.callbacks import Prices
from handlers.admin.products.callbacks import (
    EmptyField,
    PreviewProduct,
    ProductField,
    ProductShelf,
    ProductShelves,
    SendPicture,
    StaffProduct,
    UsualField,
    WriteField,
)
from handlers.customer.guides.screens import guide_screen
from handlers.ui.keyboards import (
    LONGEST_LABEL,
    Row,
    button,
    in_pairs,
    in_rows,
    keyboard,
    page_line,
    page_of,
    pages_row,
)
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Phrase, Texts, cut, escape, isolated, tidy
from handlers.words.goods import category_name, flagged_product, product_name

_SHELVES_ON_A_SCREEN = 20
_MOST_FOUND = 10
_START: Final = Code("https://")
_SHOWN = 60  # characters of a value in the list of fields


@dataclass(frozen=True, slots=True)
class Told:
    """A product with what is told of it: by the merchant, and by what is known of its brand."""

    product: Product
    category_key: str
    brand: Brand | None
    own: Mapping[FieldKey, OwnWords]


def packed(key: FieldKey) -> str:
    """A field as it stands in a button."""
    field, language = key
    return f"{field}.{language}" if language else str(field)


def unpacked(said: str) -> FieldKey | None:
    """The field of a button; None for one that there is not."""
    name, _, language = said.partition(".")
    if name not in set(GuideField):
        return None
    field = GuideField(name)
    return (field, language) if language in (LANGUAGES if field in BY_LANGUAGE else {""}) else None


def shelves_screen(texts: Texts, categories: Sequence[Category], page: int) -> Screen:
    """All categories, hidden ones too."""
    shown, page, pages = page_of(categories, page, _SHELVES_ON_A_SCREEN)
    buttons = [button(category_name(texts, each.title), ProductShelf(each.key, 1)) for each in shown]
    rows = [
        *in_pairs(buttons),
        pages_row(texts, ProductShelves, page, pages),
        [panel_button(texts)],
    ]
    return Screen(texts.html("products-shelves") + page_line(texts, page, pages), keyboard(rows))


def shelf_screen(texts: Texts, category: Category, told_of: frozenset[str], page: int) -> Screen:
    """A category's products; ✏️ stands at those of which the merchant says something."""
    shown, page, pages = page_of(category.products, page)
    rows: list[Row] = [
        [button(_marked(texts, product, own=product.key in told_of), StaffProduct(product.key))]
        for product in shown
    ]
    rows.append(pages_row(texts, lambda to: ProductShelf(category.key, to), page, pages))
    rows.append([button(texts.plain("button-products"), ProductShelves(1))])
    text = texts.html("products-shelf", category=category_name(texts, category.title))
    return Screen(text + page_line(texts, page, pages), keyboard(rows))


def found_screen(texts: Texts, products: Sequence[Product]) -> Screen:
    """Which of these is meant? The first few; more words leave fewer."""
    shown, parts = products[:_MOST_FOUND], [texts.html("place-which")]
    if len(products) > len(shown):
        parts.append(texts.html("place-more", count=len(products) - len(shown)))
    rows: list[Row] = [[button(_marked(texts, each, own=False), StaffProduct(each.key))] for each in shown]
    rows.append([button(texts.plain("button-products"), ProductShelves(1))])
    return Screen("\n\n".join(parts), keyboard(rows))


def not_found_screen(texts: Texts, words: str) -> Screen:
    """Nothing is called so."""
    shelves = button(texts.plain("button-products"), ProductShelves(1))
    return Screen(texts.html("products-not-found", words=words), keyboard([[shelves]]))


def product_screen(texts: Texts, told: Told) -> Screen:
    """All fields with what stands in them; ✏️ stands at the merchant's own words."""
    product = told.product
    head = texts.html(
        "staff-product", product=product_name(texts, product.title), region=texts.region(product.region)
    )
    brand = (
        texts.html("staff-product-no-brand")
        if told.brand is None
        else texts.html("staff-product-brand", brand=told.brand.latin)
    )
    fields = [
        button(texts.word("guidefield", field), ProductField(product.key, field)) for field in GuideField
    ]
    previews = [
        button(texts.plain("button-preview-in", language=language.name), PreviewProduct(product.key, code))
        for code, language in LANGUAGES.items()
    ]
    rows: list[Row] = [
        *in_rows(fields, 2),
        previews,
        [button(texts.plain("button-prices"), Prices(f"p.{product.key}", 1))],
        [button(texts.plain("button-back"), ProductShelf(told.category_key, 1))],
    ]
    lines = [_line(texts, told, field) for field in GuideField]
    return Screen("\n".join([head, brand, "", *lines]), keyboard(rows))


def languages_screen(texts: Texts, told: Told, field: GuideField) -> Screen:
    """One thing that is said in each language."""
    product = told.product
    parts = [_title(texts, product, texts.word("guidefield", field))]
    for code, language in LANGUAGES.items():
        own = told.own.get((field, code))
        parts.append(
            f"{'•' if own is None else '✏️'} <b>{language.name}</b>\n{_quoted(texts, told, (field, code))}"
        )
    rows: list[Row] = [
        [button(each.name, ProductField(product.key, f"{field}.{code}")) for code, each in LANGUAGES.items()],
        [button(texts.plain("button-back"), StaffProduct(product.key))],
    ]
    return Screen("\n\n".join(parts), keyboard(rows))


def field_screen(texts: Texts, told: Told, key: FieldKey, who: str | None) -> Screen:
    """One thing that is told: in which words, whose they are, and what can be done. `who` has written it."""
    (field, language), product = key, told.product
    own, place = told.own.get(key), packed(key)
    parts = [_title(texts, product, _name(texts, key)), _quoted(texts, told, key)]
    if own is not None:
        parts.append(texts.html("setting-from-chat", who=who or str(own.staff_id), at=own.at))
    if field is GuideField.PICTURE:
        write = button(texts.plain("button-send-picture"), SendPicture(product.key))
    else:
        write = button(texts.plain("button-change-setting"), WriteField(product.key, place))
    rows: list[Row] = [[write]]
    # The merchant's names are looked for beside the brand's: none takes another one's place.
    usual = "" if field is GuideField.ALIASES else _usual(told, key)
    if own is not None:
        label = "button-usual-words" if usual else "button-remove-own"
        rows.append([button(texts.plain(label), UsualField(product.key, place))])
    if usual and (own is None or own.value):
        rows.append([button(texts.plain("button-show-nothing"), EmptyField(product.key, place))])
    back = ProductField(product.key, field) if language else StaffProduct(product.key)
    rows.append([button(texts.plain("button-back"), back)])
    return Screen("\n\n".join(parts), keyboard(rows))


def question_screen(texts: Texts, product: Product, key: FieldKey) -> Screen:
    """What shall be told? With how it has to look."""
    field, language = key
    name = product_name(texts, product.title)
    most = LONGEST[field]
    match field:
        case GuideField.STEPS:
            text = texts.html(
                "ask-guide-steps",
                product=name,
                language=LANGUAGES[language].name,
                steps=MOST_STEPS,
                most=most,
            )
        case GuideField.REGION | GuideField.NOTE:
            text = texts.html(
                f"ask-guide-{field}", product=name, language=LANGUAGES[language].name, most=most
            )
        case GuideField.ALIASES:
            text = texts.html("ask-guide-aliases", product=name, count=MOST_ALIASES)
        case GuideField.LINK:
            text = texts.html("ask-guide-link", product=name, start=_START)
        case GuideField.PICTURE:
            text = texts.html("ask-guide-picture", product=name)
    leave = button(texts.plain("button-leave-setting"), ProductField(product.key, packed(key)))
    return Screen(text, keyboard([[leave]]))


def refusal(texts: Texts, error: BadGuideError) -> str:
    """Why it cannot be told."""
    if error.why is GuideTrouble.NO_LINK:
        return texts.html("guiderefused-no_link", start=_START, example=Code(f"{_START}example.com/redeem"))
    return texts.html(f"guiderefused-{error.why}", most=error.most)


def preview_screen(texts: Texts, theirs: Texts, told: Told, guide: Guide) -> Screen:
    """As customers who read `theirs` see it."""
    product = told.product
    screen = guide_screen(
        theirs,
        product.title,
        product.region,
        guide,
        [[button(texts.plain("button-back"), StaffProduct(product.key))]],
    )
    return screen.headed(texts.html("guide-preview"))


def _title(texts: Texts, product: Product, name: str) -> str:
    return f"<b>{escape(name)}</b>\n{escape(product_name(texts, product.title))}"


def _name(texts: Texts, key: FieldKey) -> str:
    field, language = key
    name = texts.word("guidefield", field)
    return name if not language else Phrase.of([name, LANGUAGES[language].name])


def _usual(told: Told, key: FieldKey) -> str:
    """What the shop knows of the brand."""
    field, language = key
    if told.brand is None:
        return ""
    match field:
        case GuideField.STEPS:
            return "\n".join(told.brand.steps[language])
        case GuideField.REGION:
            return told.brand.region[language]
        case GuideField.LINK:
            return told.brand.link or ""
        case GuideField.ALIASES:
            return ", ".join(told.brand.names)
        case _:
            return ""


def _quoted(texts: Texts, told: Told, key: FieldKey) -> str:
    """What stands there now, in full."""
    own, usual = told.own.get(key), _usual(told, key)
    if key[0] is GuideField.ALIASES:
        names = [*([usual] if usual else []), *([own.value] if own is not None and own.value else [])]
        return _quote("\n".join(names)) if names else texts.html("guide-nothing")
    if own is not None and not own.value:
        return texts.html("guide-hidden")
    value = usual if own is None else own.value
    if not value:
        return texts.html("guide-nothing")
    match key[0]:
        case GuideField.PICTURE:
            return texts.html("guide-has-picture")
        case GuideField.LINK:
            return _address(value)
        case _:
            return _quote(value)


def _address(value: str) -> str:
    """To be copied: as a link it would be shown with a preview of its page."""
    return f"<code>{escape(value)}</code>"


def _quote(words: str) -> str:
    return "<blockquote>" + "\n".join(escape(isolated(line)) for line in words.splitlines()) + "</blockquote>"


def _line(texts: Texts, told: Told, field: GuideField) -> str:
    codes = list(LANGUAGES) if field in BY_LANGUAGE else [""]
    own = {code: told.own[field, code] for code in codes if (field, code) in told.own}
    name = f"{'✏️' if own else '•'} {escape(texts.word('guidefield', field))}"
    if field in BY_LANGUAGE and own:
        value: str = Phrase.of([LANGUAGES[code].name for code in own])
    elif field in BY_LANGUAGE:
        value = (
            texts.plain("setting-usual") if _usual(told, (field, codes[0])) else texts.plain("guide-nothing")
        )
    elif field is GuideField.ALIASES and not own and told.brand is not None:
        value = texts.plain("setting-usual")
    elif not own and not _usual(told, (field, "")):
        value = texts.plain("guide-nothing")
    elif own and not own[""].value:
        value = texts.plain("guide-hidden")
    elif field is GuideField.PICTURE:
        value = texts.plain("guide-has-picture")
    elif field is GuideField.LINK:
        return f"{name}: {_address(own[''].value if own else _usual(told, (field, '')))}"
    else:
        value = isolated(cut(tidy(own[""].value), _SHOWN))
    return f"{name}: {escape(value)}"


def _marked(texts: Texts, product: Product, *, own: bool) -> str:
    name = flagged_product(texts, product.title, product.region, LONGEST_LABEL - 3, beside=3)
    return f"{name} ✏️" if own else name
