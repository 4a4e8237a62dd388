"""Read a YAML file in which every value is the text that stands there."""

from pathlib import Path

import yaml

from ecograph.errors import InputError
from ecograph.ingest.encoding import decode
from ecograph.ingest.tables import read_bytes


def read_yaml(path: Path) -> object:
    """Return texts, lists and mappings; raises InputError, with line and column, for other files.

    No key may stand twice in a mapping, and nothing is written once and referred to later.
    """
    text = decode(read_bytes(path), str(path)).text
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _value(node, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        message = f"{path}{place}: {error.problem}. Correct the mapping there."
        raise InputError(message) from error
    except yaml.YAMLError as error:
        raise InputError(f"{path} is no YAML: {error}.") from error


def _value(node: yaml.Node | None, seen: set[int]) -> object:
    if id(node) in seen and node is not None:
        problem = "this is written elsewhere; write it out here"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen) for each in node.value]
    if isinstance(node, yaml.MappingNode):
        return _pairs(node, seen)
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _pairs(node: yaml.MappingNode, seen: set[int]) -> dict[str, object]:
    pairs: dict[str, object] = {}
    for key, value in node.value:
        name = str(_value(key, seen))
        if name in pairs:
            problem = f"the key “{name}” stands twice"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
        pairs[name] = _value(value, seen)
    return pairs
