"""The OpenAPI document, made once and put right."""

from typing import Any

from fastapi import FastAPI

NEVER = "422"
"""FastAPI announces this status everywhere; mistakes in parameters are answered with 400 here."""
UNUSED = ("HTTPValidationError", "ValidationError")


def without_validation_error(app: FastAPI) -> None:
    """Let the application describe itself as it answers."""
    original = app.openapi

    def described() -> dict[str, Any]:
        document = original()
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop(NEVER, None)
        for name in UNUSED:
            document["components"]["schemas"].pop(name, None)
        return document

    app.openapi = described  # type: ignore[method-assign]
