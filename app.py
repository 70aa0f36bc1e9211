"""The ASGI application, for any server: `uvicorn app:server`. It has no accounts: keep it on this machine."""

from observatory import settings
from observatory.web import create_app

server = create_app(settings.load())
