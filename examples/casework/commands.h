/* SPDX-License-Identifier: MIT */
#ifndef COMMANDS_H
#define COMMANDS_H
/* The subcommands: each is given what follows its name, and returns an exit status. */

int run_audit(int argc, char **argv);
int run_explain(int argc, char **argv);
int run_check(int argc, char **argv);
int run_fmt(int argc, char **argv);
int run_rules(int argc, char **argv);
int run_impact(int argc, char **argv);
int run_rates(int argc, char **argv);
int run_test(int argc, char **argv);
int run_feel(int argc, char **argv);

/* Of the help on the subcommands that judge cases. */
#define WHAT_JUDGES \
    "  --rules NAME-OR-FILE  a built-in pack (\"us-ky\"), else a rule file; may be given several times.\n" \
    "                        Default: the built-in pack that the case's `jurisdiction` names\n" \
    "  --param NAME=VALUE    give a parameter another value (\"us-ky:most_objectives=2\"); may be given several times.\n" \
    "                        Without --rules its full name, SET:NAME\n" \
    "  --as-of DATE          judge as of this day, YYYY-MM-DD. Default: today\n" \
    "  --known-at DATE       use only what was recorded by this day. Default: all of it\n" \
    "  --holidays FILE       days that are no working days: one a line, YYYY-MM-DD; `#` begins a comment\n"
#define JUDGING_OPTIONS \
    WHAT_JUDGES \
    "  --format FORMAT       text (default), json, or jsonl: one line each\n" \
    "  --names               print members' names instead of their ids\n"

#define CASE_FILES \
    "A case file holds casework.case/1 documents: JSON objects, or JSON Lines; `-` is standard input.\n"
#endif
