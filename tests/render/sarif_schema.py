"""What SARIF 2.1.0 says of the objects that we write; anything else is refused."""

from typing import Any, Final

Schema = dict[str, Any]


def _object(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """Describe an object of which each property is known; the spec names those it must have."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _several(items: Schema, **limits: object) -> Schema:
    """Describe an array; GitHub refuses an empty one."""
    return {"type": "array", "items": items, "minItems": 1, **limits}


_TEXT: Final[Schema] = {"type": "string"}
_NAME: Final[Schema] = {"type": "string", "minLength": 1}
_PLACE: Final[Schema] = {"type": "integer", "minimum": 1}
_LEVEL: Final[Schema] = {"enum": ["none", "note", "warning", "error"]}
_MESSAGE: Final = _object(("text",), text=_TEXT)
# RFC 3986: a relative reference begins with neither a slash nor a scheme.
_URI: Final[Schema] = {"type": "string", "pattern": r"^(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}
_REGION: Final = _object(
    ("startLine",),
    startLine=_PLACE,
    startColumn=_PLACE,
    endColumn=_PLACE,
    snippet=_object(text=_TEXT),
)
_PHYSICAL: Final = _object(
    ("artifactLocation", "region"),
    artifactLocation=_object(("uri",), uri=_URI, uriBaseId={"const": "%SRCROOT%"}),
    region=_REGION,
    contextRegion=_REGION,
)
_LOCATION: Final = _object(
    physicalLocation=_PHYSICAL,
    logicalLocations=_several(_object(fullyQualifiedName=_TEXT)),
    message=_MESSAGE,
)
_RULE: Final = _object(
    ("id", "shortDescription", "fullDescription", "help"),
    id=_NAME,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object(level=_LEVEL),
    properties=_object(tags=_several(_NAME, uniqueItems=True, maxItems=10)),
)
_RESULT: Final = _object(
    ("ruleId", "level", "message", "locations", "partialFingerprints"),
    ruleId=_NAME,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_several(_LOCATION, maxItems=1),
    relatedLocations=_several(_LOCATION, maxItems=100, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": _NAME, "minProperties": 1},
    properties={"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
)
_NOTIFICATION: Final = _object(
    ("message",), message=_MESSAGE, level=_LEVEL, descriptor=_object(("id",), id=_NAME)
)
_RUN: Final = _object(
    ("tool", "results"),
    tool=_object(
        ("driver",),
        driver=_object(
            ("name",),
            name=_NAME,
            version=_NAME,
            informationUri={"type": "string", "pattern": "^https://"},
            rules=_several(_RULE, maxItems=25_000, uniqueItems=True),
        ),
    ),
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_several(
        _object(
            ("executionSuccessful",),
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=_several(_NOTIFICATION),
        )
    ),
    # The one array that may be empty: a run that found nothing says so.
    results={"type": "array", "items": _RESULT, "maxItems": 25_000},
)
LOG: Final = _object(
    ("version", "runs"),
    version={"const": "2.1.0"},
    runs=_several(_RUN, maxItems=1),
) | {"$schema": "https://json-schema.org/draft/2020-12/schema"}
LOG["properties"]["$schema"] = {"type": "string", "pattern": "sarif-schema-2.1.0.json$"}
