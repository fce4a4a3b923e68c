import pytest

from engine.tagging.values.texts import text, title


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Senior Vice President,\n Sales,", "Senior Vice President, Sales"),
        ("“President”", "President"),
        ("(President)", "President"),
        ("President)", "President"),
        ("President (Europe)", "President (Europe)"),
        ("Chairman of the Board.", "Chairman of the Board"),
        ("Exec. V.P.", "Exec. V.P."),
        ("Chief Financial\u00a0Officer;", "Chief Financial Officer"),
        ("our Treasurer", "our Treasurer"),
        ("...", None),
        ("", None),
        ("Vice " * 60, None),
    ],
)
def test_a_title_stands_on_one_line_without_punctuation_around_it(words, value):
    assert title(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (" in four equal\r\n\tannual   installments. ", "in four equal annual installments."),
        ("in\u200bstall\u00adments", "installments"),
        ("year " * 100, ("year " * 100).strip()),
        (" \n\u00a0", None),
    ],
)
def test_a_text_is_the_words_on_one_line(words, value):
    assert text(words) == value
