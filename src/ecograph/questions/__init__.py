"""The ready-made questions: their catalogue, and answers that say what they rest on."""

from ecograph.questions.answers import QuestionAnswer, ask
from ecograph.questions.catalogue import Column, Parameter, Question, catalogue
from ecograph.questions.coverage import Coverage
from ecograph.questions.examples import example_text
from ecograph.questions.forms import as_csv, as_json, text, texts
from ecograph.questions.rows import Value
from ecograph.questions.values import choices

__all__ = [
    "Column",
    "Coverage",
    "Parameter",
    "Question",
    "QuestionAnswer",
    "Value",
    "as_csv",
    "as_json",
    "ask",
    "catalogue",
    "choices",
    "example_text",
    "text",
    "texts",
]
