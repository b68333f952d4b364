"""Every command of ours says what it does and what it takes."""

import argparse

import pytest
from django.core.management import get_commands, load_command_class

COMMANDS = sorted(
    name for name, app in get_commands().items() if app == "wagtail_liveconflict"
)


def find_actions(parser):
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                assert choice.help, choice.dest
            for verb in action.choices.values():
                yield from find_actions(verb)
        else:
            yield action


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(name):
    """As a whole, and each of its arguments."""
    command = load_command_class("wagtail_liveconflict", name)
    assert len(command.help.split()) > 5
    for action in find_actions(command.create_parser("manage.py", name)):
        assert action.help, action.dest
