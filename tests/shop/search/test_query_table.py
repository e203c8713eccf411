import re

from tests.shop.search.big_catalogue import PRODUCTS, big_catalogue
from tests.shop.search.query_table import queries


def test_the_catalogue_has_so_many_products_of_different_names_and_ids() -> None:
    products = [product for category in big_catalogue() for product in category.products]
    assert len(products) == PRODUCTS
    assert len({product.title for product in products}) == PRODUCTS
    assert len({product.id for product in products}) == PRODUCTS


def test_what_each_query_means_is_for_sale() -> None:
    products = [product for category in big_catalogue() for product in category.products]
    for expected in queries():
        assert any(
            expected.is_met_by(product.title, type_.name) for product in products for type_ in product.types
        ), expected


def test_no_query_stands_twice_in_the_table() -> None:
    asked = [expected.query for expected in queries()]
    assert len(set(asked)) == len(asked)


def test_the_table_has_queries_in_both_scripts() -> None:
    arabic = [expected for expected in queries() if re.search(r"[؀-ۿ]", expected.query)]
    assert len(queries()) / 4 < len(arabic) < len(queries()) / 2
