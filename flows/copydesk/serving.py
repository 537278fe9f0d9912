"""`copydesk serve`: the flow on its schedule, against the configured Prefect server or one that is started here."""

import sys
from pathlib import Path

from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType

from copydesk.flow import ingest
from copydesk.server import log_path, server_for, site_of
from copydesk.settings import Settings

DEPLOYMENT = "copydesk"


def serve_flow(config: Path, settings: Settings) -> None:
    """Run the flow whenever its schedule says, until the process is interrupted. Raises ServerError."""
    schedule = settings.schedule
    if PREFECT_API_URL.value() is None:
        _say(f"Starting a Prefect server (its log: {log_path()}) ...")
    with server_for(settings.scaling, schedule.port) as url:
        _say(f'Cleaning by the schedule "{schedule.cron}" ({schedule.timezone}); Ctrl-C ends it. See {site_of(url)}')
        ingest.serve(
            name=DEPLOYMENT,
            schedule=Cron(schedule.cron, timezone=schedule.timezone),
            parameters={"config": str(config.absolute())},
            description="Cleans what is new in the sources and adds it to the store.",
            limit=1,
            print_starting_message=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
