"""The files of the pages: style, script, pictures, and the vendored documentation viewer."""

import os

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ecograph_api.pages import FOLDER
from ecograph_viz.page import FOLDER as OF_MAP

MAP_FILES = "/map-files"
# An address names the content of its file, so a copy of it never grows old.
_FOR_A_YEAR = "public, max-age=31536000, immutable"


class _LastingFiles(StaticFiles):
    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if scope["query_string"]:
            response.headers["Cache-Control"] = _FOR_A_YEAR
        return response


def mount_files(app: FastAPI) -> None:
    """Serve the folders static and vendor of the pages and of the map."""
    for name in ("static", "vendor"):
        app.mount(f"/{name}", _LastingFiles(directory=FOLDER / name), name=name)
        of_map = _LastingFiles(directory=OF_MAP / name)
        app.mount(f"{MAP_FILES}/{name}", of_map, name=f"map-{name}")
