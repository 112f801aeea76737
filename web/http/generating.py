"""How templates become Python: as Jinja does it, with shorter ways for what pages are full of.

A page of results writes some thousand values and calls some four hundred functions. Jinja makes an
object of every text that it has escaped, and looks at every function for wishes that ours never
have; together that took a third of the page.
"""

from typing import Any

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

#: What gives the words and addresses of a page: plain functions, which want no context of Jinja.
_PLAIN = frozenset({"labels", "search"})

#: What templates call records by: all of their attributes are there. No template names a dict so.
_RECORDS = frozenset({*_PLAIN, "hit", "period", "row"})


def written(value: Any) -> str:
    """Return a value as it is written between the marks of HTML.

    Args:
        value: escaped as by ``markupsafe.escape``, but where it is HTML already.
    """
    kind: object = type(value)
    if kind is str:
        escaped: str = (
            value.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('"', "&#34;")
            .replace("'", "&#39;")
        )
        return escaped
    if kind is Markup:
        html: str = value
        return html
    # What an ``if`` without ``else`` gives.
    return "" if kind is Undefined else escape(value)


class Generator(CodeGenerator):
    """Writes the Python of a template."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")

    def visit_Call(  # noqa: N802 - the name is Jinja's
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call, of a plain function without Jinja between."""
        extra = node.kwargs or node.dyn_args or node.dyn_kwargs
        if forward_caller or extra or not _is_plain(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - likewise
        """Write an attribute, of a record without Jinja between."""
        if isinstance(node.node, nodes.Name) and node.node.name in _RECORDS:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)


def _is_plain(called: nodes.Expr) -> bool:
    if isinstance(called, nodes.Getattr):
        return isinstance(called.node, nodes.Name) and called.node.name in _PLAIN
    return isinstance(called, nodes.Name) and called.name == "_"
