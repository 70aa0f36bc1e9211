"""Serve the application on this machine."""

import uvicorn

from observatory.settings import Settings, require_loopback
from observatory.web.application import create_app


def serve(settings: Settings) -> None:
    """Listen until interrupted; raise SettingError for an address beyond this machine."""
    require_loopback(settings.host)
    print(f"Observatoire des solidarités : http://{settings.host}:{settings.port}", flush=True)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
    )
