"""Organisations among the authors: desks, agencies, outlets.

They stand among the authors, since the page names them so; the evidence of the authors says which of them they are.
"""

from dataclasses import replace

from copydesk.fields.press import is_press_name
from copydesk.folding import bare
from copydesk.model import Found, LabelledPage
from copydesk.naming.desks import read_desk
from copydesk.outlets import Registry

MARK = "; no person: "
"""What stands in the evidence of the authors before those that are organisations."""


def with_organisations_marked(
    found: Found[tuple[str, ...]] | None, page: LabelledPage, registry: Registry
) -> Found[tuple[str, ...]] | None:
    """FOUND authors, with those that are no persons named in the reason: desks, outlets, or as JSON-LD calls them."""
    if found is None:
        return None
    typed = {bare(claim.value) for claim in page.page.claims if claim.name == "organisation"}
    marked = [
        name
        for name in found.value
        if bare(name) in typed or read_desk(name) or registry.by_name(name) or is_press_name(name)
    ]
    return replace(found, reason=f"{found.reason}{MARK}{', '.join(marked)}") if marked else found
