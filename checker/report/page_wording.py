"""The words of the page: every text that differs between the languages is marked, so that the page's script can switch.

A marked text stands in the language that was asked for; the script finds the others by its number."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from checker.report.labels import said, said_fields
from checker.report.triple import Triple, every_language, triple
from checker.words.texts import LANGUAGES
from checker.words.words import Words


class Wording:
    """Collects the texts of one page that is written in `lang`; `texts` are those met so far, each once."""

    def __init__(self, lang: str) -> None:
        from markupsafe import Markup, escape

        self._markup, self._escape = Markup, escape
        self.lang = lang
        self._chosen = LANGUAGES.index(lang)
        self._places: dict[Triple, int] = {}
        self._numbers: dict[float, Any] = {}

    @property
    def texts(self) -> list[Triple]:
        """Every text that differs, at the number by which the page names it."""
        return list(self._places)

    def mark(self, text: Triple) -> Any:
        """Markup of a text; without a mark where it is the same in all languages."""
        shown = self._escape(text[self._chosen])
        if len(set(text)) == 1:
            return shown
        return self._markup('<span data-t="{}">{}</span>').format(self._place(text), shown)

    def chosen(self, text: Triple) -> str:
        """A text in the page's own language."""
        return text[self._chosen]

    def option(self, key: str) -> Any:
        """The rest of an option's tag with a text of words/page.yaml, which may hold no element of its own."""
        text = triple(lambda words: words.text(f"page.{key}"))
        return self._markup('data-t="{}">{}').format(self._place(text), text[self._chosen])

    def attribute(self, name: str, text: Triple) -> Any:
        """An attribute and its mark, for the inside of a tag."""
        return self._markup('{0}="{1}" data-t-{0}="{2}"').format(name, text[self._chosen], self._place(text))

    def of(self, say: Callable[[Words], str]) -> Any:
        """What `say` makes of the words of each language, marked."""
        return self.mark(triple(say))

    def lines(self, say: Callable[[Words], Iterable[str]]) -> list[Any]:
        """Lines that every language has in the same order, marked."""
        return [self.mark(text) for text in self._beside(say)]

    def rows(self, say: Callable[[Words], Iterable[Sequence[Any]]]) -> list[list[Any]]:
        """Rows of cells that every language has in the same order: numbers stay as they are, texts are marked."""
        return [[self._cell(cells) for cells in zip(*row, strict=True)] for row in self._beside(say)]

    def text(self, key: str, **values: Any) -> Any:
        """A text of words/page.yaml."""
        return self.of(lambda words: words.text(f"page.{key}", **values))

    def attr(self, name: str, key: str) -> Any:
        """An attribute that holds a text of words/page.yaml."""
        return self.attribute(name, triple(lambda words: words.text(f"page.{key}")))

    def report(self, key: str, **values: Any) -> Any:
        """A text of words/report.yaml."""
        return self.of(lambda words: words.text(f"report.{key}", **values))

    def said(self, kind: str, code: str | None) -> Any:
        """The label of a code."""
        return self.of(lambda words: said(words, kind, code))

    def term(self, name: str) -> Any:
        """The label of a word."""
        return self.of(lambda words: words.label("term", name))

    def fields(self, names: list[str] | None) -> Any:
        """The labels of fields."""
        return self.of(lambda words: said_fields(words, names))

    def number(self, value: float) -> Any:
        """A number."""
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = self.of(lambda words: words.number(value))
        return found

    def own(self, thing: Any, name: str) -> Any:
        """What a rule, clause, escalation or reading says of itself: the method `name` asked in each language."""
        return self.of(lambda words: str(getattr(thing, name)(words.lang)))

    def _beside(self, say: Callable[[Words], Iterable[Any]]) -> list[tuple[Any, Any, Any]]:
        """Lines of all languages side by side; those of the page's own where labels made one language merge some."""
        english, russian, chinese = told = [list(say(words)) for words in every_language()]
        if not len(english) == len(russian) == len(chinese):
            english = russian = chinese = told[self._chosen]
        return list(zip(english, russian, chinese, strict=True))

    def _cell(self, cells: Sequence[Any]) -> Any:
        return self.mark((cells[0], cells[1], cells[2])) if isinstance(cells[0], str) else cells[0]

    def _place(self, text: Triple) -> int:
        return self._places.setdefault(text, len(self._places))
