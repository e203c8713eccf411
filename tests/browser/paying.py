"""What people do who pay by transfer: the way is chosen, a picture of the receipt is sent."""

from playwright.async_api import Locator, Page, expect

from tests.browser.chromium import marked
from tests.browser.people import Visitor

SLIP = """<body style="margin:0;width:300px;height:210px;font:15px/1.9 sans-serif;background:#fff;color:#223">
<div style="background:#1d6b45;color:#fff;padding:8px 16px;font-weight:700">Virement effectué ✓</div>
<div style="padding:8px 16px">Montant&nbsp;: <b>{amount} DA</b><br>Bénéficiaire&nbsp;: KARIM DEMO<br>
N°&nbsp;: <b>{number}</b><br>23/11/2026, 17:05</div>"""


async def slip(page: Page, amount: str, number: str) -> bytes:
    """A picture such as a banking app makes of a transfer."""
    paper = await page.context.new_page()
    await paper.set_viewport_size({"width": 300, "height": 210})
    await paper.set_content(SLIP.format(amount=amount, number=number))
    made = await paper.screenshot()
    await paper.close()
    return made


async def sends_slip(visitor: Visitor, content: bytes, caption: str = "") -> None:
    page = visitor.page
    file = {"name": "recu.png", "mimeType": "image/png", "buffer": content}
    await marked(page, f"file-{visitor.id}").set_input_files(file)  # type: ignore[arg-type]  # playwright's FilePayload
    dialog = marked(page, "attach")
    await dialog.get_by_label("Caption").fill(caption)
    await dialog.get_by_role("button", name="Send photo").click()
    await expect(dialog).to_have_count(0)


def way(visitor: Visitor, name: str) -> Locator:
    """The newest button of that way to pay, at a confirmation, an order or a top-up."""
    return visitor.page.locator(f'css:light=.key[data-callback$=":{name}"]').last
