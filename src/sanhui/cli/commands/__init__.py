"""Every command of the program, in the order in which `--help` lists them."""

from sanhui.cli.commands.language import LANGUAGE
from sanhui.cli.commands.members import MEMBERS
from sanhui.cli.commands.plan import PLAN
from sanhui.cli.commands.program import PROGRAM
from sanhui.cli.commands.publish import PUBLISH
from sanhui.cli.commands.record import RECORD
from sanhui.cli.commands.rules import RULES

CHAPTERS = (PLAN, MEMBERS, RECORD, RULES, PUBLISH, LANGUAGE, PROGRAM)
