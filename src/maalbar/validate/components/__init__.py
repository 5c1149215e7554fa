"""The constraint components of SHACL Core: one small function for each parameter.

A function takes a `Constraint` (one value of the parameter at one shape) and gives a
`Check`.  To find a component, look its parameter up in the table below; the modules
follow sections 4.1 to 4.8 of the specification.

See Also:
    SHACL, section 4 <https://www.w3.org/TR/shacl/#core-components>.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.terms import SH
from maalbar.validate.components import (
    cardinality,
    logical,
    other,
    property_pair,
    shape_based,
    string_based,
    value_range,
    value_type,
)
from maalbar.validate.constraint import Check, Constraint

# How often a parameter may be at one shape, and at which shapes.
ONCE: Final = False
OFTEN: Final = True
AT_PROPERTY_SHAPES: Final = True


@dataclass(frozen=True)
class Component:
    """A constraint component: its parameter, what compiles it, and where it may be."""

    parameter: str
    compile: Callable[[Constraint], Check]
    repeatable: bool
    only_at_property_shapes: bool = False

    @cached_property
    def predicate(self) -> NamedNode:
        """The parameter as a property of shapes: `sh:minCount`."""
        return SH[self.parameter]

    @cached_property
    def iri(self) -> NamedNode:
        """The component's name: `sh:MinCountConstraintComponent` for `sh:minCount`."""
        return SH[f"{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent"]


COMPONENTS: Final = (
    # 4.1 value type
    Component("class", value_type.class_, OFTEN),
    Component("datatype", value_type.datatype, ONCE),
    Component("nodeKind", value_type.node_kind, ONCE),
    # 4.2 cardinality
    Component("minCount", cardinality.min_count, ONCE, AT_PROPERTY_SHAPES),
    Component("maxCount", cardinality.max_count, ONCE, AT_PROPERTY_SHAPES),
    # 4.3 value range
    Component("minExclusive", value_range.min_exclusive, ONCE),
    Component("minInclusive", value_range.min_inclusive, ONCE),
    Component("maxExclusive", value_range.max_exclusive, ONCE),
    Component("maxInclusive", value_range.max_inclusive, ONCE),
    # 4.4 strings
    Component("minLength", string_based.min_length, ONCE),
    Component("maxLength", string_based.max_length, ONCE),
    Component("pattern", string_based.pattern, ONCE),
    Component("languageIn", string_based.language_in, ONCE),
    Component("uniqueLang", string_based.unique_lang, ONCE, AT_PROPERTY_SHAPES),
    # 4.5 property pairs
    Component("equals", property_pair.equals, OFTEN),
    Component("disjoint", property_pair.disjoint, OFTEN),
    Component("lessThan", property_pair.less_than, OFTEN, AT_PROPERTY_SHAPES),
    Component("lessThanOrEquals", property_pair.less_than_or_equals, OFTEN, AT_PROPERTY_SHAPES),
    # 4.6 logic
    Component("not", logical.not_, OFTEN),
    Component("and", logical.and_, OFTEN),
    Component("or", logical.or_, OFTEN),
    Component("xone", logical.xone, OFTEN),
    # 4.7 shapes
    Component("node", shape_based.node, OFTEN),
    Component("property", shape_based.property_, OFTEN),
    Component("qualifiedMinCount", shape_based.qualified_min_count, ONCE),
    Component("qualifiedMaxCount", shape_based.qualified_max_count, ONCE),
    # 4.8 other
    Component("closed", other.closed, ONCE),
    Component("hasValue", other.has_value, OFTEN),
    Component("in", other.in_, ONCE),
)

# Parameters that another parameter's function reads; alone they ask for nothing.
COMPANIONS: Final = (
    "flags",
    "ignoredProperties",
    "qualifiedValueShape",
    "qualifiedValueShapesDisjoint",
)
