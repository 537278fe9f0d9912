"""What `import copydesk` offers: every name is there, loaded when it is first asked for."""

import pytest

import copydesk


@pytest.mark.parametrize("name", copydesk.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(copydesk, name) is not None


def test_names_are_sorted() -> None:
    assert list(copydesk.__all__) == sorted(copydesk.__all__)


@pytest.mark.parametrize(
    "name", [name for name in copydesk.__all__ if name not in ("Article", "RawDocument", "Rejection")]
)
def test_every_public_function_has_an_example(name: str) -> None:
    assert ">>> " in (getattr(copydesk, name).__doc__ or "")
