"""Text without markup: lines in, paragraphs and tables out."""

import pytest

from engine.filings.columns import read_text


def no_heading(line):
    return line is None


def paragraphs(text, opens=no_heading):
    return [block.text for block in read_text(text, opens) if block.text]


WIDE = (
    "Acme Widgets, Inc. reported today that it has completed the sale of its plant in Springfield to a buyer"
)

LINES = [
    ("wrapped lines are joined", "The Board appointed Ann B.\nRoe as Treasurer of the\nCompany.", ["The Board appointed Ann B. Roe as Treasurer of the Company."]),
    ("a word alone on the first line", "On\nMay 4, 2009, the Board appointed Ann B. Roe as Treasurer.", ["On May 4, 2009, the Board appointed Ann B. Roe as Treasurer."]),
    ("blank lines separate", "One.\n\n\nTwo.\n \n\xa0\nThree.", ["One.", "Two.", "Three."]),
    ("blanks collapse", "a  b\xa0\xa0c\td", ["a b c d"]),
    ("invisible characters vanish", "a\u200bb\ufeff \u00adc", ["ab c"]),
    ("curly quotes stay", "the “Company’s” plan", ["the “Company’s” plan"]),
    ("a first line set in starts a paragraph", "     The first paragraph of this text, which is longer,\nends here, at the end of this.\n     The second paragraph of this text starts at\nthis line.", ["The first paragraph of this text, which is longer, ends here, at the end of this.", "The second paragraph of this text starts at this line."]),
    ("hanging lines belong to their marker", "(b)  On May 4, 2009, Ann B. Roe resigned as our\n     Treasurer.", ["(b) On May 4, 2009, Ann B. Roe resigned as our Treasurer."]),
    ("list markers start paragraphs", "The bonus is:\n(a) $100; and\n(b) $200.", ["The bonus is:", "(a) $100; and", "(b) $200."]),
    ("a marker inside a sentence does not", "subject to the covenants that stand under letters (b), (c) and\n(d) of the note that Acme Widgets has issued to the bank in May.", ["subject to the covenants that stand under letters (b), (c) and (d) of the note that Acme Widgets has issued to the bank in May."]),
    ("bullets start paragraphs", "Terms:\n• one;\n• two.", ["Terms:", "• one;", "• two."]),
    ("underlines vanish", "OTHER EVENTS\n------------\nText.", ["OTHER EVENTS", "Text."]),
    ("entities of SGML", "Roe &amp; Poe &#150; &lt;LLP&gt;", ["Roe & Poe – <LLP>"]),
    ("centred titles stand alone", "                    OTHER EVENTS\nAcme Widgets, Inc. reported that its plant burnt down.", ["OTHER EVENTS", "Acme Widgets, Inc. reported that its plant burnt down."]),
    ("after an abbreviation the line goes on", "The Company hired Mr.\nRoe.", ["The Company hired Mr. Roe."]),
    ("after a short line the next sentence starts anew", f"{WIDE}\nwho is not named.\nNothing else is known of it.", [f"{WIDE} who is not named.", "Nothing else is known of it."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_lines_to_paragraphs(text, expected):
    assert paragraphs(text) == expected


BROKEN = [
    # text, what the break becomes
    ("His compen-\nsation is the compensation of last year.", "compensation is"),
    ("It has a non-\ncompetition clause.", "non-competition clause"),
    ("Acme--\nthe buyer", "Acme-- the buyer"),
    ("until 2005-\nand later", "2005- and"),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_words_broken_at_a_line_end(text, expected):
    assert expected in paragraphs(text)[0]


LONG = (
    "The employment agreement of Ann B. Roe " + "sets her salary, her bonus and the terms of her leave, " * 4
)


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        ("and ends with this agree", "ment, which is", "agreement, which is"),
        ("and ends with this agreement", "and nothing else", "agreement and nothing"),
        ("on the notice of Mr", ". Poe", "Mr. Poe"),
        ("at the age of", "65, and", "age of 65, and"),
        ("and the notice provide", "s that it ends", "notice provides that"),
        ("and her dependents, an", "d her estate", "dependents, and her estate"),
    ],
)
def test_long_lines_that_were_cut_at_a_number_of_bytes(first, second, between):
    assert between in paragraphs(f"{LONG}{first}\n{second} of the employment agreement.")[0]


@pytest.mark.parametrize(("length", "between"), [(990, "may be rescinded in"), (600, "may be resc inded in")])
def test_a_word_that_stands_nowhere_else_is_whole_where_lines_are_cut_at_a_thousand_bytes(length, between):
    before = ("The terms of the plan are the terms of the notice and " * 30)[: length - 12] + " may be resc"
    assert between in paragraphs(f"{before}\ninded in writing.")[0]


def test_long_lines_that_end_are_paragraphs():
    assert paragraphs(f"{LONG.strip(' ,')}.\n{LONG.strip(' ,')}.") == [f"{LONG.strip(' ,')}."] * 2


def test_a_lost_border_in_a_single_line_separates_paragraphs():
    assert paragraphs(f"{LONG}ends.   Next  is this.") == [f"{LONG}ends.", "Next is this."]


def test_a_heading_stands_alone():
    text = "Acme Widgets sold its plant.\nItem 5.02 Text\nof its own"
    assert paragraphs(text, lambda line: line.startswith("Item")) == [
        "Acme Widgets sold its plant.",
        "Item 5.02 Text of its own",
    ]


def grids(text):
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in read_text(text, no_heading)
        if block.rows
    ]


MARKED = """
<TABLE>
<CAPTION>
Name             Title            Salary
- ------------   ------------   --------
<S>              <C>            <C>
Ann B. Roe       Treasurer      $100,000
Bob Poe          Secretary and  $ 90,000
                 Counsel
</TABLE>
"""

PLAIN = """The salaries are:

Ann B. Roe          Treasurer          $100,000

Bob Poe             Secretary          $90,000

They are paid monthly."""


def test_a_marked_table_has_cells():
    assert grids(MARKED) == [
        [
            ["Name", "Title", "Salary"],
            ["Ann B. Roe", "Treasurer", "$100,000"],
            ["Bob Poe", "Secretary and Counsel", "$ 90,000"],
        ]
    ]


def test_rows_under_one_another_are_a_table():
    assert grids(PLAIN) == [[["Ann B. Roe", "Treasurer", "$100,000"], ["Bob Poe", "Secretary", "$90,000"]]]
    assert paragraphs(PLAIN)[0] == "The salaries are:"
    assert paragraphs(PLAIN)[-1] == "They are paid monthly."


@pytest.mark.parametrize(
    "text",
    [
        "(a)     Not applicable.\n(b)     Not applicable.",
        "99.1      Press release of Acme Widgets",
        "The Company  sold its plant.  It is  closed.\nThe Company  sold its  plant.  It is closed.",
    ],
)
def test_what_is_no_table(text):
    assert grids(text) == []


def test_cells_spell_their_text():
    (block,) = [block for block in read_text(MARKED, no_heading) if block.rows]
    assert all(block.text[cell.start : cell.end] == cell.text for row in block.rows for cell in row)
    assert block.text.count("\n") == len(block.rows) - 1
