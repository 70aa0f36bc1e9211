"""Tokens of the texts as printed paragraphs: what prose.typ reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from observatory.atlas.blocks import Block
from observatory.atlas.html import anchor

Part = Mapping[str, Any]
LISTS = ("bullet_list", "ordered_list")


def label_of(path: str, words: str = "") -> str:
    """What a link within the document leads to: a page, or a heading of one."""
    return f"page:{path}#{anchor(words)}" if words else f"page:{path}"


class Prose:
    """`page` is the path of the page that holds the texts; `labels` are those that the document has.

    An address of a page left out of the document leads to the atlas on the web, at `address` where it has one.
    """

    def __init__(self, page: str, labels: set[str], address: str, printed: Callable[[Block], Part]) -> None:
        self.page, self.labels, self.address, self.printed = page, labels, address, printed

    def line(self, tokens: Sequence[Token]) -> list[Any]:
        """Tokens of one line, for instance a title."""
        return [self._piece(node) for node in SyntaxTreeNode(list(tokens)).children]

    def text(self, tokens: Sequence[Token]) -> list[Part]:
        """Paragraphs, headings, lists and blocks, in order."""
        return [part for node in SyntaxTreeNode(list(tokens)).children for part in self._parts(node)]

    def _parts(self, node: SyntaxTreeNode) -> Iterator[Part]:
        if node.type == "directive_block":
            yield self.printed(node.meta["answer"])
        elif node.type in LISTS:
            yield {"kind": "list", "items": [self._words(item) for item in node.children]}
        elif node.type == "heading":
            label = label_of(self.page, node.children[0].content)
            yield {"kind": "heading", "words": self._words(node), "label": label if label in self.labels else None}
        else:
            yield {"kind": "paragraph", "words": self._words(node)}

    def _words(self, node: SyntaxTreeNode) -> list[Any]:
        """The pieces of a paragraph, or of all the paragraphs of an item."""
        if node.type == "inline":
            return [self._piece(child) for child in node.children]
        return [piece for child in node.children for piece in self._words(child)]

    def _piece(self, node: SyntaxTreeNode) -> Any:
        if node.type == "directive":
            return str(node.meta["answer"])
        if node.type == "strong":
            return {"strong": self._pieces(node)}
        if node.type == "link":
            return {**self._target(str(node.attrs["href"])), "words": self._pieces(node)}
        return " " if node.type == "softbreak" else node.content

    def _pieces(self, node: SyntaxTreeNode) -> list[Any]:
        return [self._piece(child) for child in node.children]

    def _target(self, address: str) -> dict[str, str]:
        if not address.startswith("/"):
            return {"address": address}
        path, _, fragment = address[1:].partition("#")
        wanted = [f"{label_of(path)}#{fragment}", label_of(path)] if fragment else [label_of(path)]
        found = next((label for label in wanted if label in self.labels), None)
        if found:
            return {"page": found}
        return {"address": self.address + address[1:]} if self.address else {}
