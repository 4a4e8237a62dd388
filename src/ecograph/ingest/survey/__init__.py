"""The survey layout: a row an answering cluster, a column a question of a questionnaire."""

from ecograph.ingest.survey.layout import read_survey

__all__ = ["read_survey"]
