"""All that operators can ask of one process: its figures, the shop's, and whether it is ready."""

from bot.operations.figures import Figures
from bot.operations.readiness import Part, Readiness
from bot.operations.shop_figures import ShopFigures
from bot.supplier import Budget
from bot.telegram.incoming.intake import Intake
from bot.this_process import ThisProcess
from bot.workers.supervisor import Supervisor
from storage.database import Database


class Operations:
    """Answers the pages of `bot.operations.pages`."""

    def __init__(
        self,
        figures: Figures,
        shop: ShopFigures,
        readiness: Readiness,
        *,
        db: Database,
        process: ThisProcess,
        budget: Budget,
        intake: Intake,
        supervisor: Supervisor,
    ) -> None:
        self._figures = figures
        self._readiness = readiness
        self._db = db
        self._process = process
        self._budget = budget
        self._intake = intake
        self._supervisor = supervisor
        figures.registry.register(shop)
        db.tallies.subscribe(figures.changed)

    def opened(self, *, is_open: bool) -> None:
        """The shop takes updates in from now on, or does not any more."""
        self._readiness.opened(is_open=is_open)

    async def parts(self) -> list[Part]:
        """Whether each part is in order."""
        return await self._readiness.parts()

    async def metrics(self) -> bytes:
        """All figures, as they stand now, in Prometheus's text format."""
        parts = await self.parts()  # looks at the shop, whose figures are written then
        self._figures.stands(
            updates_in_hand=self._intake.in_hand,
            silences=self._supervisor.silences(),
            late=self._supervisor.late(),
            budget_left=self._budget.left,
            budget_waiting=self._budget.waiting,
            pools=self._db.pools(),
            ready={part.name: part.is_ready for part in parts},
            leads=self._process.leading,
        )
        return self._figures.text()
