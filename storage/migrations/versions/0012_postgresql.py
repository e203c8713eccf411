"""PostgreSQL refuses what SQLite has always refused: a changed entry, a code used up"""

from alembic import op

from storage.dialects import execute

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# As in 0001 and 0002 for SQLite; wallets are guarded since 0010. Where SQLite has one writer for the whole file, here
# the code's row is locked, so that those who would use it wait for one another before they count. Each statement in a
# function sees what was committed before it.
_GUARDS = (
    """CREATE FUNCTION entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           RAISE EXCEPTION 'an entry is never %', TG_ARGV[0] USING ERRCODE = 'check_violation';
       END $$""",
    """CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
       FOR EACH ROW EXECUTE FUNCTION entries_stay('changed')""",
    """CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
       FOR EACH ROW EXECUTE FUNCTION entries_stay('deleted')""",
    """CREATE TRIGGER entries_never_go_together BEFORE TRUNCATE ON entries
       FOR EACH STATEMENT EXECUTE FUNCTION entries_stay('deleted')""",
    """CREATE FUNCTION promo_never_used_up_twice() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           PERFORM 1 FROM promos WHERE id = NEW.promo_id FOR NO KEY UPDATE;
           IF EXISTS (SELECT 1 FROM promos p WHERE p.id = NEW.promo_id AND (
               p.total_limit <= (SELECT COUNT(*) FROM promo_uses u WHERE u.promo_id = p.id AND u.released_at IS NULL)
               OR p.customer_limit <= (SELECT COUNT(*) FROM promo_uses u WHERE u.promo_id = p.id
                   AND u.released_at IS NULL AND u.customer_id = NEW.customer_id)))
           THEN
               RAISE EXCEPTION 'the promo code is used up' USING ERRCODE = 'check_violation';
           END IF;
           RETURN NEW;
       END $$""",
    """CREATE TRIGGER promo_never_used_up_twice BEFORE INSERT ON promo_uses
       FOR EACH ROW EXECUTE FUNCTION promo_never_used_up_twice()""",
    # 0008 made it partial on SQLite only.
    "DROP INDEX ix_notes_expires_at",
    "CREATE INDEX ix_notes_expires_at ON notes (expires_at) WHERE expires_at IS NOT NULL",
)


def upgrade() -> None:
    execute(op.get_bind(), postgresql=_GUARDS)
