/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "front.h"

/* An expression in which b is a book, m a member and x a number, and its tree and type or what is told of it. */
struct row { const char *text, *gives; };

static void run(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        front front;
        assert_string_equal(front_checked(&front, rows[i].text, true), rows[i].gives);
        front_end(&front);
    }
}

#define RUN(rows) run(rows, sizeof(rows) / sizeof *(rows))

/* ---- names and paths ---- */

static const struct row name_cases[] = {
    {"m", "(slot 1) : record of member"}, {"library", "(host library) : record of library"},
    {"members", "(host members) : list record of member"},
    {"m.name", "(field name (slot 1)) : string"}, {"m.level", "(field level (slot 1)) : string of member level"},
    {"m.friend.books", "(field books (field friend (slot 1))) : list record of book"},
    {"members.name", "(map 3 (host members) (field name (slot 3))) : list string"},
    {"members.books.pages", "(map 3 (map 3 (host members) (field books (slot 3))) (map 4 (slot 3) (field pages (slot 4)))) : "
                            "list list number"},
    {"m.born.year + m.born.weekday", "(add (entry year (field born (slot 1))) (entry weekday (field born (slot 1)))) : number"},
    {"(m.born - m.friend.born).days", "(entry days (subtract (field born (slot 1)) (field born (field friend (slot 1))))) : "
                                      "number"},
    {"@\"P1Y\".years", "(entry years 12m) : number"},
    {"foo", "450 1:1 unknown name `foo`"}, {"membrs", "450 1:1 unknown name `membrs` | did you mean `members`?"},
    {"libary", "450 1:1 unknown name `libary` | did you mean `library`?"},
    {"count", "450 1:1 unknown name `count` | a function is called with parentheses: `count(...)`"},
    {"item", "450 1:1 unknown name `item`"},
    {"some fellow in members satisfies felow.active", "450 1:34 unknown name `felow` | did you mean `fellow`?"},
    {"m.frend.name", "451 1:3 a member has no field `frend` | did you mean `friend`?"},
    {"members.nam", "451 1:9 a member has no field `nam` | did you mean `name`?"},
    {"m.born.yaer", "451 1:8 a date has no field `yaer` | did you mean `year`?"},
    {"@\"P1D\".years", "451 1:8 a days duration has no field `years`"},
    {"m.name.first", "452 1:8 a string has no fields, so `first` cannot be read"},
    {"m.books.pages.x", "452 1:15 a number has no fields, so `x` cannot be read"},
    {"[m, b][1].name", "453 1:11 what kind of record this is cannot be told, so its field `name` cannot be read"},
    {"m.nam and foo and b.titel = 3",
     "451 1:3 a member has no field `nam` | did you mean `name`?\n450 1:11 unknown name `foo`\n"
     "451 1:21 a book has no field `titel` | did you mean `title`?"},
    {"foo.bar + foo.baz[quux]", "450 1:1 unknown name `foo`\n450 1:11 unknown name `foo`"},
};

static void names(void **state) { (void)state; RUN(name_cases); }

/* ---- filters, indexes, quantifiers ---- */

static const struct row filter_cases[] = {
    {"members[active]", "(filter 3 (host members) (field active (slot 3))) : list record of member"},
    {"members[item.active]", "(filter 3 (host members) (field active (slot 3))) : list record of member"},
    {"members[item = m]", "(filter 3 (host members) (equal (slot 3) (slot 1))) : list record of member"},
    {"books[title = m.name]", "(filter 3 (host books) (equal (field title (slot 3)) (field name (slot 1)))) : "
                              "list record of book"},
    {"m.books[lent]", "(filter 3 (field books (slot 1)) (field lent (slot 3))) : list record of book"},
    /* a member's books and name come before the library's */
    {"members[count(books) > 1 and name = \"a\"]",
     "(filter 3 (host members) (and (greater (builtin count (field books (slot 3))) 1) (equal (field name (slot 3)) \"a\"))) : "
     "list record of member"},
    {"members[m.books[lent and borrower = item.borrower] = []]",
     "(filter 3 (host members) (equal (filter 4 (field books (slot 1)) (and (field lent (slot 4)) (equal (field borrower (slot 4)) "
     "(field borrower (slot 4))))) (list))) : list record of member"},
    {"m[active]", "(filter 3 (slot 1) (field active (slot 3))) : list record of member"},
    {"members[1]", "(index (host members) 1) : record of member"},
    {"members[-1].name", "(field name (index (host members) -1)) : string"},
    {"members[x]", "(index (host members) (slot 2)) : record of member"},
    {"members[count(members)]", "(index (host members) (builtin count (host members))) : record of member"},
    {"[1, 2, 3][item > 1]", "(filter 3 (list 1 2 3) (greater (slot 3) 1)) : list number"},
    {"some q in members satisfies q.active", "(some 3 q (host members) (field active (slot 3))) : boolean"},
    {"every q in members, r in q.books satisfies r.lent",
     "(every 3 q (host members) (every 4 r (field books (slot 3)) (field lent (slot 4)))) : boolean"},
    {"(some q in members satisfies q.active) and (some r in books satisfies r.lent)",
     "(and (some 3 q (host members) (field active (slot 3))) (some 3 r (host books) (field lent (slot 3)))) : boolean"},
    {"some m in books satisfies m.lent", "(some 3 m (host books) (field lent (slot 3))) : boolean"},
    {"members[fines]", "477 1:9 a filter wants true or false for each item, found a number"},
    {"members[name]", "475 1:9 a filter wants true or false, found a string"},
    {"members[fins > 1]", "450 1:9 unknown name `fins` | did you mean `fines`?"},
    {"[m, b][title = \"x\"]", "453 1:8 what kind of record this is cannot be told, so its field `title` cannot be read"},
    {"some q in x satisfies true", "476 1:11 `some` goes through a list, found a number | write `[...]` for a list of one"},
    {"every q in m satisfies true", "476 1:12 `every` goes through a list, found a member | write `[...]` for a list of one"},
    {"some q in members satisfies q.name", "475 1:29 `some` wants true or false, found a string"},
    {"every q in members satisfies q.fines", "475 1:30 `every` wants true or false, found a number"},
};

static void filters(void **state) { (void)state; RUN(filter_cases); }

/* ---- arithmetic and logic ---- */

static const struct row operator_cases[] = {
    {"x + 1", "(add (slot 2) 1) : number"}, {"m.name + \"a\"", "(add (field name (slot 1)) \"a\") : string"},
    {"m.born + @\"P1M\"", "(add (field born (slot 1)) 1m) : date"}, {"@\"P1D\" + m.born", "(add 86400s (field born (slot 1))) : date"},
    {"m.born - @\"P1D\"", "(subtract (field born (slot 1)) 86400s) : date"}, {"m.born - founded", "(subtract (field born (slot 1)) (host founded)) : days"},
    {"@\"P1D\" * 2", "(multiply 86400s 2) : days"}, {"2 * @\"P1M\"", "(multiply 2 1m) : months"},
    {"@\"P1D\" / @\"PT1H\"", "(divide 86400s 3600s) : number"}, {"@\"P1Y\" / @\"P1M\"", "(divide 12m 1m) : number"}, {"@\"P1Y\" / 2", "(divide 12m 2) : months"},
    {"x ** 2", "(power (slot 2) 2) : number"}, {"-x", "(negate (slot 2)) : number"}, {"-(m.born - founded)", "(negate (subtract (field born (slot 1)) (host founded))) : days"},
    {"x + null", "(add (slot 2) null) : number"}, {"m.active and open or not(b.lent)",
     "(or (and (field active (slot 1)) (host open)) (builtin not (field lent (slot 0)))) : boolean"},
    {"null and true", "(and null true) : boolean"},
    {"if open then 1 else 2", "(if (host open) 1 2) : number"}, {"if open then b else null", "(if (host open) (slot 0) null) : record of book"},
    {"if open then 1 else \"a\"", "(if (host open) 1 \"a\") : any"}, {"if open then m.level else \"x\"", "(if (host open) (field level (slot 1)) \"x\") : string"},
    {"[]", "(list) : list any"}, {"[null, 1]", "(list null 1) : list number"}, {"[1, \"a\"]", "(list 1 \"a\") : list any"}, {"[[1], []]", "(list (list 1) (list)) : list list any"},
    {"x + \"a\"", "473 1:1 `+` does not work on a number and a string"}, {"m.name - \"a\"", "473 1:1 `-` does not work on a string and a string"},
    {"m.born * 2", "473 1:1 `*` does not work on a date and a number"}, {"m / b", "473 1:1 `/` does not work on a member and a book"},
    {"m.born ** 2", "473 1:1 `**` does not work on a date and a number"}, {"@\"P1D\" + @\"P1M\"", "473 1:1 `+` does not work on a days duration and a months duration"},
    {"-m.name", "474 1:1 `-` does not work on a string"},
    {"x and true", "475 1:1 `and` wants true or false, found a number"}, {"open or m", "475 1:9 `or` wants true or false, found a member"},
    {"if x then 1 else 2", "475 1:4 `if` wants true or false, found a number"},
    {"m.born + 30", "473 1:1 `+` does not work on a date and a number | write 30 days as @\"P30D\", or as a parameter that "
                    "holds `30 days`"},
    {"30 + m.born", "473 1:1 `+` does not work on a number and a date | write 30 days as @\"P30D\", or as a parameter that "
                    "holds `30 days`"},
    {"m.born - \"2024-01-01\"", "473 1:1 `-` does not work on a date and a string | write a day as @\"2024-01-01\", 30 days "
                                "as @\"P30D\""},
    {"x + \"a\" + 1 and m.name", "473 1:1 `+` does not work on a number and a string\n475 1:17 `and` wants true or false, found a string"},
};

static void operators(void **state) { (void)state; RUN(operator_cases); }

/* ---- comparisons, ranges, in ---- */

static const struct row compare_cases[] = {
    {"x = 1", "(equal (slot 2) 1) : boolean"}, {"x != null", "(not_equal (slot 2) null) : boolean"}, {"m = b.borrower", "(equal (slot 1) (field borrower (slot 0))) : boolean"},
    {"m.books = []", "(equal (field books (slot 1)) (list)) : boolean"}, {"m.born < founded", "(less (field born (slot 1)) (host founded)) : boolean"},
    {"x between 1 and 5", "(between (slot 2) 1 5) : boolean"},
    {"m.level = \"junior\"", "(equal (field level (slot 1)) \"junior\") : boolean"}, {"\"junior\" != m.level", "(not_equal \"junior\" (field level (slot 1))) : boolean"},
    {"m.level = if open then \"junior\" else \"senior\"", "(equal (field level (slot 1)) (if (host open) \"junior\" \"senior\")) : boolean"},
    {"\"reader\" in m.roles", "(in \"reader\" (field roles (slot 1))) : boolean"}, {"m.level in [\"junior\"]", "(in (field level (slot 1)) (list \"junior\")) : boolean"},
    {"m.level in (\"junior\", \"senior\")", "(in (field level (slot 1)) (list \"junior\" \"senior\")) : boolean"},
    {"list contains(m.roles, \"reader\")", "(builtin list contains (field roles (slot 1)) \"reader\") : boolean"},
    {"b in m.books", "(in (slot 0) (field books (slot 1))) : boolean"}, {"x in 5", "(in (slot 2) 5) : boolean"},
    {"x in [1..5]", "(in_range (slot 2) 1 5) : boolean"}, {"x in ]1..5[", "(in_range ] [ (slot 2) 1 5) : boolean"},
    {"x in [[1..5], [7..9]]", "(in (slot 2) (list (range 1 5) (range 7 9))) : boolean"},
    {"m.born in [founded..@\"2024-01-01\"]", "(in_range (field born (slot 1)) (host founded) 2024-01-01) : boolean"},
    {"[1..x]", "(range 1 (slot 2)) : range number"}, {"[null..5]", "(range null 5) : range number"},
    {"x in (< 5, [7..9], 3, > 20)", "(or (or (in (slot 2) (list (range 7 9) 3)) (less (slot 2) 5)) (greater (slot 2) 20)) : boolean"},
    {"m.fines in (< 5, 7)", "(let 3 (field fines (slot 1)) (or (in (slot 3) (list 7)) (less (slot 3) 5))) : boolean"},
    {"x + 1 in (< 5)", "(let 3 (add (slot 2) 1) (less (slot 3) 5)) : boolean"}, {"x in ([1, 2], 3)", "(or (in (slot 2) (list 3)) (in (slot 2) (list 1 2))) : boolean"},
    {"m.level in ([\"junior\"], = \"senior\")", "(let 3 (field level (slot 1)) (or (in (slot 3) (list \"junior\")) (equal (slot 3) \"senior\"))) : boolean"},
    {"m.level = \"juniorr\"", "454 1:11 `juniorr` is not a word of `member level` | did you mean `junior`?"}, {"\"x\" = m.level", "454 1:1 `x` is not a word of `member level` | the words are `junior` and `senior`"},
    {"m.level in [\"junior\", \"senor\"]", "454 1:23 `senor` is not a word of `member level` | did you mean `senior`?"},
    {"m.level in (\"junor\", = \"senor\")", "454 1:13 `junor` is not a word of `member level` | did you mean `junior`?\n454 1:24 `senor` is not a word of `member level` | did you mean `senior`?"},
    {"\"raeder\" in m.roles", "454 1:1 `raeder` is not a word of `member role` | did you mean `reader`?"},
    {"list contains(m.roles, \"raeder\")", "454 1:24 `raeder` is not a word of `member role` | did you mean `reader`?"},
    {"m.level = if open then \"junior\" else \"senor\"", "454 1:38 `senor` is not a word of `member level` | did you mean `senior`?"},
    {"m.roles = [\"raeder\"]", "454 1:12 `raeder` is not a word of `member role` | did you mean `reader`?"},
    {"x = \"a\"", "470 1:1 a number never equals a string"}, {"m.born != \"2024-01-01\"", "470 1:1 a date never equals a string | write a day as @\"2024-01-01\""},
    {"m.roles = \"reader\"", "470 1:1 a list of words of `member role` never equals a string | write `\"reader\" in m.roles`"},
    {"[1] = [\"a\"]", "470 1:1 a list of numbers never equals a list of strings"},
    {"x < \"a\"", "471 1:1 `<` cannot order a number and a string"}, {"x >= null", "471 1:1 `>=` cannot order a number and null | only `=` and `!=` compare with null"},
    {"open <= open", "471 1:1 `<=` cannot order true or false and true or false"}, {"m > b", "471 1:1 `>` cannot order a member and a book"},
    {"x between 1 and \"a\"", "471 1:1 `between` cannot order a number and a string"}, {"x < 1 < 2", "471 1:1 `<` cannot order true or false and a number"},
    {"x in [\"a\"]", "472 1:1 a number is never in a list of strings"}, {"x in [\"a\"..\"b\"]", "472 1:1 a number is never in a range of strings"},
    {"m.books in m.books", "472 1:1 a list of book records is never in a list of book records | `some x in a satisfies x in b` looks at each item"},
    {"sum(members) > x", "491 1:5 `sum` wants a number each time, found a member | it is `sum(list) or sum(a, ...)`"},
    {"all(open, x)", "491 1:11 `all` wants true or false each time, found a number | it is `all(list) or all(b, ...)`"},
    {"latest(m.born, members.born)", "(builtin latest (field born (slot 1)) (map 3 (host members) (field born (slot 3)))) : date"},
    {"date(2024, 2)", "461 1:1 `date` takes 1 or 3 arguments, found 2 | write `date(from) or date(year, month, day)`"},
    {"x in null", "472 1:1 a number is never in null | whether something is null is asked with `= null`"},
    {"x in [null..5]", "471 1:1 `in` cannot order a number and null | a range with one end is written as in `(>= 5)`"},
    {"m.level = books[1].genre", "470 1:1 a word of `member level` never equals a word of `book genre`"},
    {"m.level in books.genre", "472 1:1 a word of `member level` is never in a list of words of `book genre`"}, {"m.level = m.friend.level", "(equal (field level (slot 1)) (field level (field friend (slot 1)))) : boolean"},
    {"x in (\"a\", 1)", "472 1:7 a number is never in a string"}, {"x in (< \"a\")", "471 1:7 `<` cannot order a number and a string"},
    {"[3..1]", "479 1:1 the range ends before it begins"}, {"x in [@\"2024-02-01\"..@\"2024-01-01\"]", "479 1:6 the range ends before it begins"},
    {"[\"b\"..\"a\"]", "479 1:1 the range ends before it begins"}, {"[1..\"a\"]", "480 1:1 no range goes from a number to a string"}, {"[m..null]", "480 1:1 no range goes from a member to null"},
};

static void comparisons(void **state) { (void)state; RUN(compare_cases); }

/* ---- lists cut by a range of dates ---- */

static const struct row slice_cases[] = {
    {"some v in books satisfies v.date in [b.due..b.date]",
     "(some 3 v (slice (host books) (range (field due (slot 0)) (field date (slot 0)))) (in_range (field date (slot 3)) "
     "(field due (slot 0)) (field date (slot 0)))) : boolean"},
    {"books[lent and (date in (b.due..b.date[) and pages > x]",
     "(filter 3 (slice (host books) (range ] [ (field due (slot 0)) (field date (slot 0)))) (and (and (field lent (slot 3)) "
     "(in_range ] [ (field date (slot 3)) (field due (slot 0)) (field date (slot 0)))) (greater (field pages (slot 3)) (slot 2)))) "
     ": list record of book"},
    {"books[lent and (open and date in [b.due..b.date])].date",
     "(map 3 (filter 3 (slice (host books) (range (field due (slot 0)) (field date (slot 0)))) (and (field lent (slot 3)) (and "
     "(host open) (in_range (field date (slot 3)) (field due (slot 0)) (field date (slot 0)))))) (field date (slot 3))) : list date"},
    /* the range of another item is no hindrance, that of the item itself is */
    {"some v in books, w in books satisfies w.date in [v.date..v.due]",
     "(some 3 v (host books) (some 4 w (slice (host books) (range (field date (slot 3)) (field due (slot 3)))) (in_range "
     "(field date (slot 4)) (field date (slot 3)) (field due (slot 3))))) : boolean"},
    {"some v in books satisfies v.date in [v.due..b.due]",
     "(some 3 v (host books) (in_range (field date (slot 3)) (field due (slot 3)) (field due (slot 0)))) : boolean"},
    /* nor does it cut where the condition may be true outside, nor lists that are not the host's */
    {"some v in books satisfies v.date in [b.due..b.date] or v.lent",
     "(some 3 v (host books) (or (in_range (field date (slot 3)) (field due (slot 0)) (field date (slot 0))) (field lent (slot 3)))) "
     ": boolean"},
    {"every v in books satisfies v.date in [b.due..b.date]",
     "(every 3 v (host books) (in_range (field date (slot 3)) (field due (slot 0)) (field date (slot 0)))) : boolean"},
    {"m.books[date in [b.due..b.date]]",
     "(filter 3 (field books (slot 1)) (in_range (field date (slot 3)) (field due (slot 0)) (field date (slot 0)))) : list record of "
     "book"},
    {"books[printed in [b.due..b.date]]",
     "(filter 3 (host books) (in_range (field printed (slot 3)) (field due (slot 0)) (field date (slot 0)))) : list record of book"},
    {"books[date in [b.due, b.date]]",
     "(filter 3 (host books) (in (field date (slot 3)) (list (field due (slot 0)) (field date (slot 0))))) : list record of book"},
    /* a slice in the range of another is not shared */
    {"books[date in [earliest(books[date in [b.due..b.date]].due)..b.date]]",
     "(filter 3 (host books) (in_range (field date (slot 3)) (builtin earliest (map 4 (filter 4 (slice (host books) (range "
     "(field due (slot 0)) (field date (slot 0)))) (in_range (field date (slot 4)) (field due (slot 0)) (field date (slot 0)))) "
     "(field due (slot 4)))) (field date (slot 0)))) : list record of book"},
};

static void slices(void **state) { (void)state; RUN(slice_cases); }

/* ---- as of ---- */

static const struct row as_of_cases[] = {
    {"as of(b.due, m.fines)", "(as_of as of (field due (slot 0)) (field fines (slot 1))) : number"},
    {"as of(b.due, members)[1].fines", "(field fines (index (as_of as of (field due (slot 0)) (host members)) 1)) : number"},
    {"as of(null, b.lent) and true", "(and (as_of as of null (field lent (slot 0))) true) : boolean"},
    {"as of(m.fines, b.lent)", "462 1:7 `day` of `as of` must be a date, found a number"},
    {"as of(b.due)", "461 1:1 `as of` takes 2 arguments, found 1 | write `as of(day, expression)`"},
    {"as of(b.due, m.frend)", "451 1:16 a member has no field `frend` | did you mean `friend`?"},
    {"if as of(b.due, 1) then 1 else 2", "475 1:4 `if` wants true or false, found a number"},
};

static void as_of(void **state) { (void)state; RUN(as_of_cases); }

/* ---- built-ins and documented ---- */

static const struct row call_cases[] = {
    {"count(m.books) = 1", "(equal (builtin count (field books (slot 1))) 1) : boolean"}, {"min(1, x)", "(builtin min 1 (slot 2)) : number"},
    {"max(members.born)", "(builtin max (map 3 (host members) (field born (slot 3)))) : date"}, {"reverse(members)[1].name", "(field name (index (builtin reverse (host members)) 1)) : string"},
    {"append(m.books, b)", "(builtin append (field books (slot 1)) (slot 0)) : list record of book"}, {"append(m.books, 1)", "(builtin append (field books (slot 1)) 1) : list any"},
    {"flatten(members.books).title", "(map 3 (builtin flatten (map 3 (host members) (field books (slot 3)))) (field title (slot 3))) : list string"},
    {"date(\"2024-01-01\") + duration(\"P1M\")", "(add (builtin date \"2024-01-01\") (builtin duration \"P1M\")) : date"}, {"duration(m.name)", "(builtin duration (field name (slot 1))) : any"},
    {"documented(m.born)", "(documented born (slot 1)) : boolean"}, {"documented(m.friend.born)", "(documented born (field friend (slot 1))) : boolean"},
    {"documented(members.born)", "(documented born (host members)) : boolean"}, {"documented(best)", "(documented documented (host best)) : boolean"},
    {"members[documented(born)]", "(filter 3 (host members) (documented born (slot 3))) : list record of member"}, {"documented(m.born.year)", "(documented documented (entry year (field born (slot 1)))) : boolean"},
    {"cuont(m.books)", "455 1:1 unknown function `cuont` | did you mean `count`?"}, {"documentd(m)", "455 1:1 unknown function `documentd` | did you mean `documented`?"},
    {"frobnicate(foo)", "450 1:12 unknown name `foo`\n455 1:1 unknown function `frobnicate`"},
    {"matches(m.name, \"a\")", "456 1:1 `matches` cannot be used: regular expressions are outside this profile of FEEL"},
    {"date\n and time(\"x\")", "408 2:11 `x` is not a date, a time or a duration | write a date and time as in \"2024-03-31T09:30:00+01:00\", or without its offset"},
    {"m(1)", "460 1:1 `m` is not a function"}, {"library()", "460 1:1 `library` is not a function"}, {"some q in books satisfies q(1)", "460 1:27 `q` is not a function"},
    {"count()", "461 1:1 `count` takes 1 argument, found 0 | write `count(list)`"}, {"count(m.books, 1)", "461 1:1 `count` takes 1 argument, found 2 | write `count(list)`"},
    {"substring(\"a\")", "461 1:1 `substring` takes 2 to 3 arguments, found 1 | write `substring(text, start, [length])`"},
    {"append(m.books)", "461 1:1 `append` takes at least 2 arguments, found 1 | write `append(list, item, ...)`"},
    {"documented()", "461 1:1 `documented` takes 1 argument, found 0"},
    {"not(x)", "462 1:5 `negand` of `not` must be true or false, found a number"}, {"substring(\"a\", 1, \"b\")", "462 1:19 `length` of `substring` must be a number, found a string"},
    {"count(x)", "462 1:7 `list` of `count` must be a list, found a number | write `[...]` for a list of one"},
    {"documented(count(m.books))", "465 1:12 `documented` takes a path of names and fields or one variable"}, {"documented(m.books[1].title)", "465 1:12 `documented` takes a path of names and fields or one variable"},
    {"documented(members.books.title)", "466 1:1 `documented` takes a path through one list, and this path goes through several"}, {"documented(m.brn)", "451 1:14 a member has no field `brn` | did you mean `born`?"},
    {"date(\"2023-02-29\")", "408 1:6 `2023-02-29` is not a date, a time or a duration | write a date as in \"2024-03-31\""},
    {"duration(\"2024-01-01\")", "408 1:10 `2024-01-01` is not a date, a time or a duration | write a duration as in \"P30D\" or \"P6M\""},
};

static void calls(void **state) { (void)state; RUN(call_cases); }

/* ---- names of the rules ---- */

static const feel_node *check_in(front *front, const char *text, const feel_type *want, uint32_t *slots)
{
    front->source.text = base_str_of(text);
    feel_node *tree = feel_parse(&front->compiler, 0, (uint32_t)strlen(text));
    assert_non_null(tree);
    return feel_check(&front->compiler, tree, &front->scope, 3, want, "`when`", slots);
}

static void declared_names(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    feel_name *term = front_declare(&front, "term", FEEL_AS_GLOBAL, 7, &feel_type_months);
    feel_name *period = front_declare(&front, "period", FEEL_AS_REFUSED, 0, NULL);
    feel_name *spare = front_declare(&front, "members", FEEL_AS_SLOT, 2, &feel_type_number);
    period->refusal = "only `require` of a recurrence has a period";
    assert_string_equal(front_tree(&front, check_in(&front, "founded + term", NULL, &slots)), "(add (host founded) (global 7 term))");
    assert_string_equal(front_tree(&front, check_in(&front, "members", NULL, &slots)), "(slot 2)");
    assert_true(term->used);
    assert_true(spare->used);
    assert_false(period->used);
    assert_null(check_in(&front, "period = 1", NULL, &slots));
    assert_null(check_in(&front, "period(1)", NULL, &slots));
    assert_null(check_in(&front, "trem", NULL, &slots));
    assert_null(check_in(&front, "term(1)", NULL, &slots));
    assert_string_equal(front_told(&front),
                        "457 1:1 `period` cannot be used here: only `require` of a recurrence has a period\n"
                        "457 1:1 `period` cannot be used here: only `require` of a recurrence has a period\n"
                        "450 1:1 unknown name `trem` | did you mean `term`?\n"
                        "460 1:1 `term` is not a function");
    front_end(&front);
}

static void an_inner_scope_hides_an_outer(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    front_declare(&front, "a", FEEL_AS_SLOT, 0, &feel_type_number);
    front_declare(&front, "c", FEEL_AS_SLOT, 1, &feel_type_number);
    feel_scope outer = front.scope;
    front.scope = (feel_scope){.outer = &outer};
    base_map_init(&front.scope.names, &front.arena);
    front_declare(&front, "a", FEEL_AS_SLOT, 2, &feel_type_string);
    assert_string_equal(front_tree(&front, check_in(&front, "[a, c]", NULL, &slots)), "(list (slot 2) (slot 1))");
    front_end(&front);
}

static void a_name_is_added_once(void **state)
{
    (void)state;
    front front;
    feel_name *existing, again = {.name = BASE_STR("a")};
    front_begin(&front, "", 0);
    feel_name *first = front_declare(&front, "a", FEEL_AS_SLOT, 0, &feel_type_number);
    assert_true(feel_scope_add(&front.scope, &again, &existing));
    assert_ptr_equal(existing, first);
    assert_ptr_equal(front.scope.last, first);
    front_end(&front);
}

/* ---- places, slots, filters of their own ---- */

static void a_place_wants_a_type(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    assert_non_null(check_in(&front, "open", &feel_type_boolean, &slots));
    assert_non_null(check_in(&front, "null", &feel_type_boolean, &slots));
    assert_non_null(check_in(&front, "\"junior\"", &fake_type_level, &slots));
    assert_null(check_in(&front, "founded", &feel_type_boolean, &slots));
    assert_null(check_in(&front, "best", &feel_type_list_of_any, &slots));
    assert_null(check_in(&front, "members[1]", &fake_type_book, &slots));
    assert_null(check_in(&front, "\"junor\"", &fake_type_level, &slots));
    assert_null(check_in(&front, "foo", &feel_type_boolean, &slots));
    assert_string_equal(front_told(&front),
                        "478 1:1 `when` wants true or false, found a date\n"
                        "478 1:1 `when` wants a list, found a book\n"
                        "478 1:1 `when` wants a book, found a member\n"
                        "454 1:1 `junor` is not a word of `member level` | did you mean `junior`?\n"
                        "450 1:1 unknown name `foo`");
    front_end(&front);
}

static void words_become_the_hosts_own(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    base_str junior = fake_word(FAKE_LEVEL, 0);
    front_begin(&front, "", 0);
    const feel_node *node = check_in(&front, "best.borrower.level in (\"junior\", = \"junior\")", NULL, &slots);
    const feel_node *list = node->kids[1]->kids[0]->kids[1], *equal = node->kids[1]->kids[1];
    assert_ptr_equal(list->kids[0]->value.as.text, junior.at);
    assert_ptr_equal(equal->kids[1]->value.as.text, junior.at);
    front_end(&front);
}

static void slots_are_counted(void **state)
{
    (void)state;
    static const struct { const char *text; uint32_t slots; } cases[] = {
        {"open", 3}, {"members[active]", 4}, {"members.name", 4}, {"members[active][born = null]", 4}, {"members[books[lent] = []]", 5},
        {"some q in members satisfies some r in q.books satisfies r.lent", 5}, {"members.books.title", 5}, {"best.pages in (< 3, 4)", 4},
        {"(some q in members satisfies q.active) and (some q in members satisfies q.active)", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        front front;
        uint32_t slots = 0;
        front_begin(&front, "", 0);
        assert_non_null(check_in(&front, cases[i].text, NULL, &slots));
        assert_int_equal(slots, cases[i].slots);
        front_end(&front);
    }
}

static void a_filter_on_its_own(void **state)
{
    (void)state;
    static const char text[] = "members[active and (some n in books satisfies n.lent) and name = item.name]";
    static const char number[] = "members[fines + 1]";
    front front;
    uint32_t slots;
    feel_node *list, *filter;
    front_begin(&front, text, strlen(text));
    feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(text));
    assert_true(feel_split_filter(tree, &list, &filter));
    const feel_node *node = feel_check_filter(&front.compiler, filter, &front.scope, &fake_type_member, 2, 3, &slots);
    assert_string_equal(front_tree(&front, node),
                        "(and (and (field active (slot 2)) (some 3 n (field books (slot 2)) (field lent (slot 3)))) "
                        "(equal (field name (slot 2)) (field name (slot 2))))");
    assert_int_equal(slots, 4);
    front.source.text = base_str_of(number);
    tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(number));
    assert_null(feel_check_filter(&front.compiler, (feel_node *)tree->kids[1], &front.scope, &fake_type_member, 2, 3, &slots));
    assert_string_equal(front_told(&front), "488 1:59 this compares something with itself\n"
                                                  "475 1:9 a filter wants true or false, found a number");
    front_end(&front);
}

/* ---- standard mode ---- */

static void the_standard_leaves_types_to_the_run(void **state)
{
    (void)state;
    static const char *const texts[] = {"1 = \"a\"", "1 < \"a\"", "false and 123", "-\"a\"", "1 + \"a\"", "m.level = \"x\"", "not(0)", "count(1)", "x in \"a\"",
                                        "[1..\"a\"]", "some q in 1 satisfies q", "[m, b].name", "\"a\".b", "date(\"x\")", "if 1 then 2 else 3", "members[fines]"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        front front;
        uint32_t slots;
        front_begin(&front, texts[i], strlen(texts[i]));
        front_declare(&front, "b", FEEL_AS_SLOT, 0, &fake_type_book);
        front_declare(&front, "m", FEEL_AS_SLOT, 1, &fake_type_member);
        front_declare(&front, "x", FEEL_AS_SLOT, 2, &feel_type_number);
        for (int standard = 0; standard < 2; standard++) {
            front.compiler.standard = standard;
            feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(texts[i]));
            assert_int_equal(feel_check(&front.compiler, tree, &front.scope, 3, NULL, "", &slots) != NULL, standard);
        }
        assert_int_equal(base_diag_errors(front.diag), 1);
        front_end(&front);
    }
}

static void a_context_has_entries(void **state)
{
    (void)state;
    static const feel_type_entry columns[] = {{{"topic", 5}, &feel_type_string, false}, {{"least", 5}, &feel_type_number, false}};
    static const feel_type row = {.kind = FEEL_CONTEXT, .detail = -1, .entries = columns, .entry_count = 2}, table = {.kind = FEEL_LIST, .detail = -1, .item = &row};
    front front;
    uint32_t slots;
    front_begin(&front, "", 0);
    front_declare(&front, "topics", FEEL_AS_GLOBAL, 0, &table);
    assert_string_equal(front_tree(&front, check_in(&front, "topics[least > 1].topic", NULL, &slots)),
                        "(map 3 (filter 3 (global 0 topics) (greater (entry least (slot 3)) 1)) (entry topic (slot 3)))");
    assert_null(check_in(&front, "topics[1].topik", NULL, &slots));
    assert_string_equal(front_told(&front), "451 1:11 a context has no field `topik` | did you mean `topic`?");
    front_end(&front);
}

/* ---- memory ---- */

struct scarce { int64_t left; int64_t held; };

static void *give(void *user, size_t size)
{
    struct scarce *scarce = user;
    if (scarce->left-- <= 0)
        return NULL;
    scarce->held++;
    return malloc(size);
}

static void take_back(void *user, void *memory, size_t size)
{
    (void)size;
    ((struct scarce *)user)->held--;
    free(memory);
}

/* Parses and checks with `left` allocations to be had; false: it worked. */
static bool fails_with(int64_t left, const char *text, bool standard)
{
    struct scarce scarce = {1, 0};
    cw_context *context;
    front front;
    uint32_t slots;
    front_begin(&front, text, strlen(text));
    front_declare(&front, "m", FEEL_AS_SLOT, 1, &fake_type_member);
    assert_int_equal(base_context_new(give, take_back, &scarce, &context), CW_OK);
    base_arena arena;
    base_arena_init(&arena, base_context_use(context));
    front.compiler.arena = &arena;
    front.compiler.standard = standard;
    scarce.left = left;
    feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(text));
    const feel_node *node = tree ? feel_check(&front.compiler, tree, &front.scope, 3, NULL, "", &slots) : NULL;
    bool failed = scarce.left < 0;
    assert_int_equal(front.compiler.no_memory, failed);
    assert_true(!failed || !node);
    base_arena_finish(&arena);
    base_context_drop(context);
    base_context_drop(context);
    assert_int_equal(scarce.held, 0);
    front_end(&front);
    return failed;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "some q in members, r in q.books satisfies r.title in (\"a\\n\", < \"b\", [1]) and count(append(q.roles, \"reader\")) > 1",
        "if documented(m.born) then [1..2.5] else -m.fines + @\"P1D\".days", "members[active and friend in ]\"a\"..\"b\"]].books.titel", "as of(b.due, books[date in [b.due..b.date] and lent])", "m.levl = foo and cuont(1) and \"\\q\"",
        "list contains(m.roles, \"raeder\") and duration(1) = date and time(2)",
        "{a b: 1, c: [{x: a b}, {y: 2}][x = 1 or item = m.name]}.c", "{a: 1, a: 2}.b",
        "for i in 1..3, j in [i..9] return partial instance of list<context<q r: number>>", "if open then {a: 1} else {c: 2}",
        "sort(precedes: function(p, q) p.born < q.born, list: members)", "5 in (? > 3, (< m.fines), foo)",
        "substring(string: m.name, strat: 1) = substring(length: 1, string: m.name)", "some i in 1..m.fines satisfies i in (odd(?))",
        "[1, 2][foo] instance of nmber", "sort([1], function(a) a) = m.start  included",
    };
    for (size_t i = 0; i < 2 * (sizeof texts / sizeof *texts); i++) {
        int64_t left = 0;
        while (fails_with(left, texts[i / 2], i % 2))
            left++;
        assert_true(left > 0);
    }
}

/* ---- slips: what people write who know other languages, or none ---- */

static const struct row slip_cases[] = {
    /* terms */
    {"m.born + 30 days", "410 1:13 expected an operator or the end, found `days` | write @\"P30D\", or a parameter that holds `30 days`"},
    {"m.born + 1 week", "410 1:12 expected an operator or the end, found `week` | write @\"P7D\", or a parameter that holds `1 week`"},
    {"m.born + 6 Month", "410 1:12 expected an operator or the end, found `Month` | write @\"P6M\", or a parameter that holds `6 months`"},
    {"m.born + (2 years)", "410 1:13 expected `)`, found `years` | write @\"P2Y\", or a parameter that holds `2 years`"},
    {"m.born + 3 working days", "410 1:12 expected an operator or the end, found `working` | such a term stands only in `within`, "
                                "`every` or a parameter"},
    {"m.born + 1.5 days", "410 1:14 expected an operator or the end, found `days`"},
    {"m.born + 123456 days", "410 1:17 expected an operator or the end, found `days`"},
    {"m.born + 3 decades", "410 1:12 expected an operator or the end, found `decades`"},
    /* days */
    {"m.born < \"2024-03-31\"", "471 1:1 `<` cannot order a date and a string | write a day as @\"2024-03-31\""},
    {"2024-03-31 >= m.born", "471 1:1 `>=` cannot order a number and a date | write a day as @\"2024-03-31\""},
    {"m.born < m.name", "471 1:1 `<` cannot order a date and a string | write a day as @\"2024-01-01\""},
    {"m.born = 2024-02-29", "470 1:1 a date never equals a number | write a day as @\"2024-02-29\""},
    {"m.born = \"2024-02-30\"", "470 1:1 a date never equals a string | write a day as @\"2024-01-01\""},
    {"m.born in [2024-01-01..2025-01-01]", "472 1:1 a date is never in a range of numbers | write a day as @\"2024-01-01\""},
    {"m.born in [\"2024-01-01\"..\"2024-02-01\"]", "472 1:1 a date is never in a range of strings | write a day as @\"2024-01-01\""},
    {"[m.born..2024-02-01]", "480 1:1 no range goes from a date to a number | write a day as @\"2024-02-01\""},
    {"m.born < m.active", "471 1:1 `<` cannot order a date and true or false"},
    /* keywords */
    {"m.active AND m.lent", "410 1:10 expected an operator or the end, found `AND` | keywords are lower case: `and`"},
    {"m.active Or m.lent", "410 1:10 expected an operator or the end, found `Or` | keywords are lower case: `or`"},
    {"NOT m.active", "410 1:5 expected an operator or the end, found `m` | write `not(...)`"},
    {"not m.active", "410 1:5 expected an operator or the end, found `m` | write `not(...)`"},
    {"NOT(m.active)", "455 1:1 unknown function `NOT` | did you mean `not`?"},
    {"x not in [1, 2]", "410 1:3 expected an operator or the end, found `not` | write `not(...)` around the whole comparison"},
    {"IF m.active then 1 else 2", "410 1:4 expected an operator or the end, found `m` | keywords are lower case: `if`"},
    {"if m.active THEN 1 else 2", "410 1:13 expected `then`, found `THEN` | keywords are lower case: `then`"},
    {"m.name = NULL", "450 1:10 unknown name `NULL` | keywords are lower case: `null`"},
    {"m.active = True", "450 1:12 unknown name `True` | keywords are lower case: `true`"},
    {"m.name is null", "410 1:8 expected an operator or the end, found `is` | write `= null`"},
    {"m.name IS NOT NULL", "410 1:8 expected an operator or the end, found `IS` | write `!= null`"},
    {"m.name is \"x\"", "410 1:8 expected an operator or the end, found `is` | equality is written `=`"},
    {"m.name is not \"x\"", "410 1:8 expected an operator or the end, found `is` | inequality is written `!=`"},
    {"m.roles contains \"reader\"", "410 1:9 expected an operator or the end, found `contains` | write `item in list`"},
    {"m.name = none", "450 1:10 unknown name `none` | nothing is written `null`"},
    {"exists(m.name)", "455 1:1 unknown function `exists` | write `documented(...)` for what is written, or `!= null`"},
    /* words without quotes */
    {"m.level = junior", "450 1:11 unknown name `junior` | texts stand in double quotes: `\"junior\"`"},
    {"m.level in [junior, senior]", "450 1:13 unknown name `junior` | texts stand in double quotes: `\"junior\"`\n"
                                    "450 1:21 unknown name `senior` | texts stand in double quotes: `\"senior\"`"},
    {"m.level in (junior, = senior)", "450 1:13 unknown name `junior` | texts stand in double quotes: `\"junior\"`\n"
                                      "450 1:23 unknown name `senior` | texts stand in double quotes: `\"senior\"`"},
    {"m.roles = reader", "450 1:11 unknown name `reader` | texts stand in double quotes: `\"reader\"`"},
    {"list contains(m.roles, reader)", "450 1:24 unknown name `reader` | texts stand in double quotes: `\"reader\"`"},
    {"reader in m.roles", "450 1:1 unknown name `reader` | texts stand in double quotes: `\"reader\"`"},
    {"senior = m.level", "450 1:1 unknown name `senior` | texts stand in double quotes: `\"senior\"`"},
    {"m.level = freshman", "450 1:11 unknown name `freshman`"},
    {"m.level = \"freshman\"", "454 1:11 `freshman` is not a word of `member level` | the words are `junior` and `senior`"},
    {"b.genre = \"poetry\"", "454 1:11 `poetry` is not a word of `book genre` | the words are `fiction`, `history`, `science` and `other`"},
    {"b.genre = \"historyy\"", "454 1:11 `historyy` is not a word of `book genre` | did you mean `history`?"},
    /* quotes */
    {"m.name = \xE2\x80\x9C" "a\xE2\x80\x9D", "400 1:10 `\xE2\x80\x9C` means nothing in an expression | use straight double quotes"},
    {"m.name = \xE2\x80\x98" "a\xE2\x80\x99", "400 1:10 `\xE2\x80\x98` means nothing in an expression | use straight double quotes"},
};

static void slips(void **state) { (void)state; RUN(slip_cases); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips), cmocka_unit_test(names),
        cmocka_unit_test(slices), cmocka_unit_test(as_of), cmocka_unit_test(filters),
        cmocka_unit_test(operators),
        cmocka_unit_test(comparisons),
        cmocka_unit_test(calls),
        cmocka_unit_test(declared_names),
        cmocka_unit_test(an_inner_scope_hides_an_outer),
        cmocka_unit_test(a_name_is_added_once),
        cmocka_unit_test(a_place_wants_a_type),
        cmocka_unit_test(words_become_the_hosts_own),
        cmocka_unit_test(slots_are_counted),
        cmocka_unit_test(a_filter_on_its_own),
        cmocka_unit_test(the_standard_leaves_types_to_the_run),
        cmocka_unit_test(a_context_has_entries),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
