"""What sites want to be read: robots.txt, as RFC 9309 has it, and the pause that it asks for."""

import httpx
from protego import Protego

from copydesk.model import Reason
from copydesk.reading.web.fetching import Fetcher, FetchError
from copydesk.reading.web.visits import Visits

LONGEST = 512 * 1024
"""Bytes of a robots.txt that are read; the standard asks for 500 KiB at least."""
LONGEST_PAUSE = 60.0
"""Seconds between two requests that a site may ask for."""


def _anybody(_parts: httpx.URL) -> None:
    """Whether robots.txt may be read is asked nowhere."""


class Robots:
    """The rules of the sites that were asked for them, and of those that are known to have been asked today."""

    def __init__(self, fetcher: Fetcher, visits: Visits) -> None:
        self._fetcher = fetcher
        self._visits = visits
        self._rules: dict[str, Protego] = {}

    def permit(self, parts: httpx.URL) -> None:
        """Raise FetchError if the site does not want the page to be read, or does not say whether it does."""
        site = f"{parts.scheme}://{parts.netloc.decode()}"
        rules = self._rules.get(site)
        if rules is None:
            text = self._visits.rules(site)
            rules = self._rules[site] = Protego.parse(self._ask(site) if text is None else text)
            pause = rules.crawl_delay(self._fetcher.settings.user_agent)
            self._fetcher.pauses[parts.host] = min(LONGEST_PAUSE, pause or 0.0)
        if not rules.can_fetch(str(parts), self._fetcher.settings.user_agent):
            raise FetchError(Reason.FORBIDDEN, f"{site}/robots.txt does not want {parts.path} to be read")

    def _ask(self, site: str) -> str:
        """The rules of a site: none where it has no robots.txt. Raises FetchError where nobody can say."""
        try:
            answer = self._fetcher.get(f"{site}/robots.txt", LONGEST, _anybody)
        except FetchError as error:
            detail = f"{site}/robots.txt, which must be read first, cannot be: {error.detail}"
            raise FetchError(error.reason, detail, error.wait) from error
        rules = answer.body.decode("utf-8", "replace") if answer.head.is_success else ""
        self._visits.keep_rules(site, rules)
        return rules
