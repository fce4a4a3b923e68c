"""Pronouns: tags that refer to the subject last spoken of, where the forms of address allow it."""

from dataclasses import replace

from engine.resolving.people import People, Person
from engine.resolving.state import Sentence
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node


class Pronouns:
    """Settles pronouns sentence by sentence, in the order of the text; a section begins without a subject."""

    def __init__(self, people: People, ruleset: Ruleset) -> None:
        self.others = {tag.id for tag in ruleset.tags if tag.rule.other}
        self.never = {tag.id: frozenset(tag.rule.refers) for tag in ruleset.tags if tag.rule.refers}
        self.persons = {person.name: person for person in people.persons}
        self.section = ""
        self.recent: list[str] = []

    def settle(self, sentence: Sentence) -> Sentence:
        """The sentence with every pronoun's value the name of whom it means; without one the tag is a word again."""
        if sentence.section != self.section:
            self.section, self.recent = sentence.section, []
        named: list[str] = []
        nodes = tuple(self._settled(node, named) for node in sentence.nodes)
        # the first named of a sentence is its subject, and what later pronouns mean before anybody else
        self.recent = (
            [*reversed(named), *self.recent] if not named else [named[0], *named[:0:-1], *self.recent]
        )
        self.recent = list(dict.fromkeys(self.recent))
        return replace(sentence, nodes=nodes)

    def _settled(self, node: Node, named: list[str]) -> Node:
        if node.rule not in self.never:
            if isinstance(node.value, str) and node.value in self.persons:
                named.append(node.value)
            return node
        candidates = [*named, *self.recent]
        if node.rule in self.others and named:
            # whoever was named just before it is the one that acts
            candidates = [*(name for name in candidates if name != named[-1]), named[-1]]
        meant = next(
            (name for name in candidates if self._allows(self.never[node.rule], self.persons[name])), None
        )
        if meant is None:
            return replace(node, labels=frozenset(), value=None, rule="")
        return replace(node, value=meant)

    def _allows(self, never: frozenset[str], person: Person) -> bool:
        return person.titles.isdisjoint(never)
