"""Requests for money, the money that came, and receipts of transfers"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('payment_requests',
    sa.Column('id', sa.Text(), nullable=False, comment="a token; the invoice's payload"),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=False),
    sa.Column('order_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True, comment='none: a top-up of the wallet'),
    sa.Column('amount_centimes', sa.BigInteger(), nullable=False, comment='what the wallet is credited when it is paid'),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('currency_amount', sa.BigInteger(), nullable=False, comment='whole Stars, or minor units'),
    sa.Column('state', sa.Text(), server_default='open', nullable=False),
    sa.Column('external_ref', sa.Text(), nullable=True, comment="the way's own name for it, such as OCPay's paymentRef"),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('sandbox', sa.Integer(), nullable=True, comment='1 when the way said that this is play money'),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False, comment='not asked for any more; money that comes later counts'),
    sa.Column('due_at', sa.BigInteger(), nullable=True, comment='when a worker looks at it next; none: nobody needs to'),
    sa.Column('checks', sa.Integer(), server_default='0', nullable=False),
    sa.Column('decided_by', sa.BigInteger(), nullable=True, comment='the staff member who said yes or no'),
    sa.Column('reason', sa.Text(), nullable=True, comment='why it was rejected'),
    sa.CheckConstraint("state IN ('open', 'submitted', 'paid', 'failed', 'expired', 'rejected')", name=op.f('ck_payment_requests_state')),
    sa.CheckConstraint('amount_centimes > 0 AND currency_amount > 0', name=op.f('ck_payment_requests_amounts')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_payment_requests_customer_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_payment_requests_order_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_requests')),
    sa.UniqueConstraint('way', 'external_ref', name=op.f('uq_payment_requests_way_external_ref'))
    )
    with op.batch_alter_table('payment_requests', schema=None) as batch_op:
        batch_op.create_index('ix_payment_requests_customer_id_state', ['customer_id', 'state'], unique=False)
        batch_op.create_index('ix_payment_requests_due_at', ['due_at'], unique=False)
        batch_op.create_index('ix_payment_requests_order_id', ['order_id'], unique=False)
        batch_op.create_index('ix_payment_requests_state_expires_at', ['state', 'expires_at'], unique=False)

    op.create_table('payments',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('charge_id', sa.Text(), nullable=False, comment="the payer's side's own name for this payment"),
    sa.Column('request_id', sa.Text(), nullable=True, comment='none: nothing of ours asked for it'),
    sa.Column('customer_id', sa.BigInteger(), nullable=True, comment='who paid, as far as anybody says'),
    sa.Column('amount_centimes', sa.BigInteger(), nullable=False, comment='what it was credited as; 0 while unmatched'),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('currency_amount', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('received_at', sa.BigInteger(), nullable=False),
    sa.Column('refunded_centimes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('why', sa.Text(), nullable=True, comment='why it could not be matched'),
    sa.CheckConstraint("state IN ('credited', 'unmatched', 'refund_requested', 'refunded')", name=op.f('ck_payments_state')),
    sa.CheckConstraint('refunded_centimes BETWEEN 0 AND amount_centimes', name=op.f('ck_payments_refunded')),
    sa.ForeignKeyConstraint(['request_id'], ['payment_requests.id'], name=op.f('fk_payments_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payments')),
    sa.UniqueConstraint('way', 'charge_id', name=op.f('uq_payments_way_charge_id'))
    )
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.create_index('ix_payments_customer_id', ['customer_id', 'id'], unique=False)
        batch_op.create_index('ix_payments_request_id', ['request_id'], unique=False)
        batch_op.create_index('ix_payments_state', ['state', 'id'], unique=False)

    op.create_table('receipts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('request_id', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('file_unique_id', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True, comment="the transfer's number, as the customer wrote it, tidied"),
    sa.Column('sent_at', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("kind IN ('photo', 'document')", name=op.f('ck_receipts_kind')),
    sa.ForeignKeyConstraint(['request_id'], ['payment_requests.id'], name=op.f('fk_receipts_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipts'))
    )
    with op.batch_alter_table('receipts', schema=None) as batch_op:
        batch_op.create_index('ix_receipts_file_unique_id', ['file_unique_id'], unique=False)
        batch_op.create_index('ix_receipts_number', ['number'], unique=False)
        batch_op.create_index('ix_receipts_request_id', ['request_id', 'id'], unique=False)

    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pay_by', sa.BigInteger(), nullable=True, comment='until when an unpaid order waits; none: its money is looked into or there'))
