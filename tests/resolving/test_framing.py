import pytest

EXTENTS = {
    extent: {
        "scopes/denied.yaml": f"""
about: What did not happen.
scope: denied
cue: not
extent: {extent}
"""
    }
    for extent in ("clause", "sentence", "after")
}


def found(bench, *texts):
    """The instances: frame, and the words of their slots."""
    return [
        (i.frame, {name: [node.text for node in many] for name, many in i.slots.items()})
        for i in bench.resolve(*texts).instances
    ]


def people(bench, text):
    """Of whom the frame `leaving` speaks."""
    return [slots["person"][0] for frame, slots in found(bench, text) if frame == "leaving"]


def test_an_instance_has_its_slots_trigger_and_values(bench):
    (instance,) = bench.resolve("Ann Roe resigned as our treasurer and secretary.").instances
    assert (instance.frame, instance.rule) == ("leaving", "frames.leaving.resigned")
    assert {k: [n.text for n in v] for k, v in instance.slots.items()} == {
        "person": ["Ann Roe"],
        "offices": ["treasurer and secretary"],
    }
    assert [node.text for node in instance.trigger] == ["resigned", "as", "our"]
    assert instance.set == {"how": "resigned"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe did not resign; Robert Poe resigned.", ["Robert Poe"]),
        ("Ann Roe resigned; Robert Poe did not resign.", ["Ann Roe"]),
        ("Ann Roe will not leave and resigned.", ["Ann Roe"]),
        ("Not today: Ann Roe resigned.", []),
    ],
)
def test_a_scope_over_its_clause(rules, text, expected):
    assert people(rules(EXTENTS["clause"]), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe did not resign; Robert Poe resigned.", []),
        ("Ann Roe resigned; Robert Poe did not resign.", []),
        ("Ann Roe did not resign. Robert Poe resigned.", ["Robert Poe"]),
    ],
)
def test_a_scope_over_its_sentence(rules, text, expected):
    assert people(rules(EXTENTS["sentence"]), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe did not resign; Robert Poe resigned.", []),
        ("Ann Roe resigned; Robert Poe did not resign.", ["Ann Roe"]),
        ("Not so: Ann Roe resigned; Robert Poe resigned.", []),
        ("Ann Roe resigned but not Carl Coe; Robert Poe resigned.", ["Ann Roe"]),
        (
            "Those who left: (i) Ann Roe resigned not fully (ii) Robert Poe resigned.",
            ["Ann Roe", "Robert Poe"],
        ),
        ("Not those: (i) Ann Roe resigned (ii) Robert Poe resigned.", []),
    ],
    ids=[
        "before the first word of the match's own",
        "the clause itself",
        "later clauses",
        "not what stands before",
        "items apart",
        "a stem's cue",
    ],
)
def test_a_scope_over_what_follows(rules, text, expected):
    assert people(rules(EXTENTS["after"]), text) == expected


def test_a_scope_is_silent_only_where_a_frame_or_wording_says_so(rules):
    text = "The board did not say why it appointed Ann Roe as treasurer."
    silent = {
        "frames/appointment/appointed.yaml": """
about: A board appoints somebody, for once.
pattern: "{by}? appointed {person} as {offices}"
unless: denied
"""
    }
    assert [frame for frame, _ in found(rules(), text)] == ["appointment"]
    assert found(rules(silent), text) == []


SCOPE_NEVER = {
    "scopes/denied.yaml": """
about: What did not happen, but not what happened for good measure.
scope: denied
cue: not
never: ["not only"]
"""
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was not good: Ann Roe resigned.", []),
        ("It was not only good: Ann Roe resigned.", ["Ann Roe"]),
    ],
)
def test_a_cue_beside_its_never_is_none(rules, text, expected):
    assert people(rules(SCOPE_NEVER), text) == expected


NEVER = {
    "frames/leaving/resigned.yaml": """
about: Somebody resigns, but not where somebody is replaced.
pattern: "{person} ...{0,3} (resigned|resign) (as (our)? {offices})?"
set: {how: resigned}
never: ["replacing {person:PERSON}", "who once"]
"""
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe came replacing Ann Roe.", []),
        ("She came replacing Ann Roe who resigned.", ["Ann Roe"]),
        ("Ann Roe resigned as treasurer replacing Robert Poe.", []),
        ("Ann Roe resigned as treasurer today replacing Robert Poe.", ["Ann Roe"]),
    ],
    ids=["nothing to silence", "a cut between", "touching", "one word between"],
)
def test_a_wording_is_silent_beside_its_never(rules, text, expected):
    assert people(rules(NEVER), text) == expected


# -- two wordings on the same words --------------------------------------------------------------------


def wordings(**patterns):
    changes = {
        f"frames/leaving/{name}.yaml": f"about: A wording for tests.\nset: {{how: resigned}}\n{rule}\n"
        for name, rule in patterns.items()
    }
    return {"frames/leaving/resigned.yaml": None, **changes}


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        pytest.param(
            {"short": 'pattern: "{person} resigned"', "full": 'pattern: "{person} resigned as {offices}"'},
            ["full"],
            id="the fuller one stays",
        ),
        pytest.param(
            {
                "short": 'pattern: "{person} resigned"\npriority: 1',
                "full": 'pattern: "{person} resigned as {offices}"',
            },
            ["short"],
            id="unless the other has priority",
        ),
        pytest.param(
            {"b": 'pattern: "{person} resigned"', "a": 'pattern: "{person} resigned"'},
            ["a"],
            id="the first id of equals",
        ),
        pytest.param(
            {"one": 'pattern: "{person} resigned"', "longer": 'pattern: "{person} resigned as"'},
            ["longer"],
            id="the longer of equals in slots",
        ),
    ],
)
def test_of_two_wordings_on_the_same_words_one_stays(rules, patterns, expected):
    found = rules(wordings(**patterns)).resolve("Ann Roe resigned as treasurer.").instances
    assert [i.rule.rpartition(".")[2] for i in found] == expected


def test_wordings_that_share_no_slot_both_stay(rules):
    made = rules(wordings(a='pattern: "{person} resigned"', b='pattern: "resigned as {offices}"'))
    assert len(made.resolve("Ann Roe resigned as treasurer.").instances) == 2


def test_wordings_of_two_frames_both_stay(bench):
    text = "Ann Roe signed a employment agreement, Robert Poe resigned."
    assert sorted(frame for frame, _ in found(bench, text)) == ["accord", "leaving"]


def test_instances_stand_in_the_order_of_the_text(bench):
    assert people(bench, "Robert Poe resigned, Ann Roe resigned.") == ["Robert Poe", "Ann Roe"]


# -- inherited words -----------------------------------------------------------------------------------


def test_an_item_is_matched_with_its_stem(bench):
    text = "Ann Roe gets a salary of (i) $100 (ii) $200."
    assert [slots["amount"] for _, slots in found(bench, text)] == [["$100"], ["$200"]]


def test_what_stands_in_the_stem_alone_is_found_once(bench):
    assert people(bench, "Ann Roe resigned, keeping (i) a car (ii) a house.") == ["Ann Roe"]


def test_a_frame_reads_the_items_that_it_names(rules):
    made = rules(
        {
            "frames/accord/frame.yaml": """
about: Somebody signs an agreement.
frame: accord
slots: {person: PERSON, agreement: AGREEMENT}
sections: ["1.01"]
"""
        }
    )
    assert found(made, "Ann Roe signed the employment agreement.") == []
