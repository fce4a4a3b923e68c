import pytest

from engine.records import Cell, Table

TABLE = {
    "tables/pay.yaml": """
about: Rows of people with salaries and bonuses.
table: pay
row: "{person} ({office:TITLE})? {cell} ({cell}){0,3}"
cells: [MONEY, SHARES]
columns:
  - {heading: [base salary, salary], event: salary, slot: amount, tag: MONEY, last only: true}
  - {heading: [bonus], event: bonus, slot: amount, tag: MONEY, set: {kind: target}}
  - {heading: [other pay], skip: true}
  - {heading: [stock, shares], event: stock, slot: amount, tag: SHARES, value: integer}
least rows: 2
reach: 20
""",
    "frames/pay/frame.yaml": """
about: Somebody is paid.
frame: pay
slots: {amount: MONEY, person: PERSON}
""",
    "frames/pay/salary.yaml": """
about: Somebody is paid an amount.
pattern: "paid ...{0,6} {amount}"
""",
    "frames/bonus/frame.yaml": """
about: Somebody gets a bonus.
frame: bonus
slots: {amount: MONEY, person: PERSON}
""",
    "frames/bonus/bonus.yaml": """
about: A bonus of an amount.
pattern: "bonus of {amount}"
set: {kind: paid}
""",
    "events/bonus.yaml": """
about: Somebody gets a bonus.
event: bonus
from: bonus
anchor: amount
group: pay
order: 41
slots:
  person: {find: [slot person, subject of clause]}
  amount: {find: [slot amount], pick: amount}
  kind: {find: [slot kind]}
output: {amount: decimal, kind: string}
""",
    "frames/stock/frame.yaml": """
about: Somebody gets shares.
frame: stock
slots: {amount: SHARES, person: PERSON}
""",
    "frames/stock/stock.yaml": """
about: Shares of a number.
pattern: "grant of {amount}"
""",
    "events/stock.yaml": """
about: Somebody gets shares.
event: stock
from: stock
anchor: amount
group: equity
order: 42
slots:
  person: {find: [slot person]}
  amount: {find: [slot amount]}
output: {amount: integer}
""",
}


@pytest.fixture(scope="module")
def bench(rules):
    return rules(TABLE)


def rows(bench, *texts, tables=None):
    doc = bench.document(*texts, tables=tables)
    return [(e["type"], e["person"], e["amount"]) for e in doc._.events]


ROE, POE = "Ann Roe", "Robert Poe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Name Salary Ann Roe $100 Robert Poe $200",
            [("salary", ROE, 100), ("salary", POE, 200)],
            id="one column",
        ),
        pytest.param(
            "Name\nSalary\nBonus\nAnn Roe\n$100\n$10\nRobert Poe\n$200\n$20",
            [("salary", ROE, 100), ("bonus", ROE, 10), ("salary", POE, 200), ("bonus", POE, 20)],
            id="a cell a line",
        ),
        pytest.param(
            "Name Base Salary Ann Roe treasurer $100 Robert Poe $200",
            [("salary", ROE, 100), ("salary", POE, 200)],
            id="an office in the row, the longest heading",
        ),
        pytest.param(
            "Name Other Pay Bonus Ann Roe $1 $10 Robert Poe $2 $20",
            [("bonus", ROE, 10), ("bonus", POE, 20)],
            id="a column that gives no event is counted",
        ),
        pytest.param(
            "Name Salary Salary Ann Roe $1 $100 Robert Poe $2 $200",
            [("salary", ROE, 100), ("salary", POE, 200)],
            id="of old and new the last only",
        ),
        pytest.param(
            "Name Bonus Bonus Ann Roe $1 $10 Robert Poe $2 $20",
            [("bonus", ROE, 1), ("bonus", ROE, 10), ("bonus", POE, 2), ("bonus", POE, 20)],
            id="elsewhere each",
        ),
        pytest.param(
            "Name Stock Ann Roe 500 shares Robert Poe 600 shares", [("stock", ROE, 500), ("stock", POE, 600)], id="counts"
        ),
        pytest.param("Name Salary Bonus Ann Roe $100 Robert Poe $200", [("bonus", ROE, 100), ("bonus", POE, 200)], id="the last headings"),
        pytest.param("Name Salary Ann Roe $100 $10 Robert Poe $200 $20", [], id="fewer headings than cells"),
        pytest.param("Name Salary Ann Roe $100 Robert Poe $200 $20", [], id="rows of unlike length"),
        pytest.param("Name Salary Ann Roe $100", [], id="too few rows"),
        pytest.param("Name Ann Roe $100 Robert Poe $200", [], id="no heading"),
        pytest.param("Name Salary in all of the four quarters of last year and before it, as things stood at the time when it was drawn up "
                     "Ann Roe $100 Robert Poe $200", [], id="a heading too far off"),
        pytest.param("Name Salary Ann Roe 500 shares Robert Poe 600 shares", [], id="cells of another kind"),
    ],
)  # fmt: skip
def test_tables_in_the_order_of_words(bench, text, expected):
    assert rows(bench, text) == expected


def test_rows_far_apart_are_no_table(bench):
    between = "and so on and on and on and on and on and on and on"
    assert rows(bench, f"Name Salary Ann Roe $100 {between} Robert Poe $200") == []


def test_two_tables_have_their_own_headings(bench):
    text = "Name Salary Ann Roe $100 Robert Poe $200\n\nName Bonus Ann Roe $10 Robert Poe $20"
    assert rows(bench, text) == [
        ("salary", ROE, 100),
        ("salary", POE, 200),
        ("bonus", ROE, 10),
        ("bonus", POE, 20),
    ]


def test_what_touches_a_never_pattern_is_no_row(rules):
    text = "Bonus: Ann Roe $10 for Robert Poe $20 for Carl Coe"
    lists = 'never: "{MONEY} for {PERSON}"\n'
    assert rows(rules(TABLE), text) != []
    assert rows(rules({"tables/pay.yaml": TABLE["tables/pay.yaml"] + lists}), text) == []


def test_a_column_sets_values(bench):
    kinds = [e["kind"] for e in bench.events("Name Bonus Ann Roe $10 Robert Poe $20") if e["type"] == "bonus"]
    assert kinds == ["target", "target"]


def test_a_table_reads_its_own_section(bench):
    assert rows(bench, "Name Salary", "Ann Roe $100 Robert Poe $200") == []


def test_a_cell_that_a_table_explains_belongs_to_no_wording(bench):
    assert rows(bench, "They are paid a Bonus: Ann Roe $10 Robert Poe $20") == [
        ("bonus", ROE, 10),
        ("bonus", POE, 20),
    ]
    assert rows(bench, "Ann Roe is paid a sum: $10") == [("salary", ROE, 10)]


def test_rows_point_at_their_cells_and_headings(bench):
    doc = bench.document("Name Salary Ann Roe $100 Robert Poe $200")
    first = doc._.events[0]
    assert [(e["field"], e["text"]) for e in first["evidence"]][:3] == [
        ("trigger", "Salary"),
        ("person", "Ann Roe"),
        ("amount", "$100"),
    ]


# -- grids ---------------------------------------------------------------------------------------------


def grid(text, *lines):
    """The text's table: cells are found in the order given."""
    place, cells = 0, []
    for line in lines:
        row = []
        for cell in line:
            start = text.index(cell, place)
            place = start + len(cell)
            row.append(Cell(start, place, cell))
        cells.append(tuple(row))
    return {0: (Table(0, len(text), tuple(cells)),)}


def test_a_grid_says_which_words_stand_above_which_column(bench):
    text = "Base Bonus\nSalary paid\nAnn Roe $100 $10\nRobert Poe $200 $20"
    lines = ["Base", "Bonus"], ["Salary", "paid"], ["Ann Roe", "$100", "$10"], ["Robert Poe", "$200", "$20"]
    assert rows(bench, text, tables=grid(text, *lines)) == [
        ("salary", ROE, 100),
        ("bonus", ROE, 10),
        ("salary", POE, 200),
        ("bonus", POE, 20),
    ]
    assert rows(bench, text)[0] != ("salary", ROE, 100)


def test_a_grid_with_a_nameless_column_falls_back_on_the_order_of_words(bench):
    text = "Name of all Salary\nAnn Roe $100\nRobert Poe $200"
    lines = ["Name of all"], ["Ann Roe", "$100"], ["Robert Poe", "$200"]
    assert rows(bench, text, tables=grid(text, *lines)) == [("salary", ROE, 100), ("salary", POE, 200)]
