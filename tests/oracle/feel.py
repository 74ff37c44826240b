# SPDX-License-Identifier: MIT
"""The expressions of rule files, read and evaluated the slow way: a tree and a walk over it, in rule mode."""
import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal, localcontext

# ---- values: None, bool, Decimal, str, date, Term, Range, Items, Span, Unknown, records and table rows ----


class Unknown:
    """Cannot be told; carries the facts that are missing, and of a record its kind, for the names of its fields.
    `unseen`: nobody knows which record it is, so not even what is written there can be told."""

    def __init__(self, *missing, kind=None, unseen=False):
        self.missing, self.kind, self.unseen = frozenset(missing), kind, unseen

    def __repr__(self):
        return f"Unknown{sorted(map(str, self.missing))}"


class Items:
    """A list. `maybe[i]` is None for an item that is certainly there, else an Unknown that says why it is
    uncertain; `tail` is an Unknown where further items may follow that nobody can see."""

    def __init__(self, items, maybe=None, tail=None):
        self.items, self.tail = list(items), tail
        self.maybe = list(maybe) if maybe is not None else [None] * len(self.items)

    def pairs(self):
        return list(zip(self.items, self.maybe))

    def all_pairs(self):
        """With what cannot be seen as one more, uncertain item of which nothing is known."""
        return self.pairs() + ([(self.tail, self.tail)] if self.tail else [])

    def doubts(self):
        """What makes any part of it uncertain, or None."""
        return both(self.tail, *self.maybe, *[i for i in self.items if isinstance(i, Unknown)])

    def __repr__(self):
        return f"Items({self.items}, {self.maybe}, {self.tail})"


class Term:
    """30 days, 6 months, 1 calendar month: a count and a unit. A FEEL duration is a Term of days or months."""

    def __init__(self, count, unit):
        self.count, self.unit = count, unit

    def plain(self):
        """In days or in months; calendar and working units stay as they are."""
        scale = {"day": (1, "day"), "week": (7, "day"), "month": (1, "month"), "year": (12, "month")}.get(self.unit)
        return Term(self.count * scale[0], scale[1]) if scale else self

    def __eq__(self, other):
        if not isinstance(other, Term):
            return False
        a, b = self.plain(), other.plain()
        return (a.count, a.unit) == (b.count, b.unit)


class Range:
    def __init__(self, low, high, low_in, high_in):
        self.low, self.high, self.low_in, self.high_in = low, high, low_in, high_in


class Span:
    """A count that lies between two bounds; high None: no upper bound."""

    def __init__(self, low, high, why):
        self.low, self.high, self.why = low, high, why


class Failure(Exception):
    """An operation that cannot be done: unknown with the reason error."""


def both(*parts):
    """The union of what several Unknowns miss; None where none of them is one."""
    found = [p for p in parts if isinstance(p, Unknown)]
    return Unknown(*frozenset().union(*[p.missing for p in found])) if found else None


def add_months(day, months):
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise Failure("date")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_term(day, term, sign=1):
    """A day so much later. Calendar and working units are for clauses only."""
    t = term.plain()
    try:
        if t.unit == "day":
            return day + timedelta(days=int(t.count) * sign)
    except OverflowError:
        raise Failure("date")
    if t.unit == "month":
        return add_months(day, int(t.count) * sign)
    if t.unit == "working day":
        left = int(t.count)
        while left > 0:
            day += timedelta(days=sign)
            left -= day.weekday() < 5
        return day
    raise Failure("term")


# ---- reading ----

TOKEN = re.compile(r'''\s*(?:
    (?P<skip>//[^\n]*|/\*.*?\*/) | (?P<at>@"[^"]*") | (?P<str>"(?:[^"\\]|\\.)*") | (?P<num>\d+(?:\.\d+)?|\.\d+) |
    (?P<name>[A-Za-z_][A-Za-z0-9_]*) | (?P<op>\.\.|\*\*|<=|>=|!=|[-+*/=<>()\[\],.{}:])
)''', re.S | re.X)
KEYWORDS = {"and", "or", "in", "between", "if", "then", "else", "for", "return", "some", "every", "satisfies",
            "null", "true", "false", "instance"}
LONG_NAMES = ["list contains", "distinct values", "string length", "starts with", "ends with", "upper case",
              "lower case", "substring before", "substring after", "day of week", "month of year", "day of year",
              "as of", "index of", "is defined", "years and months duration", "round up", "round down"]


def tokens(text):
    for long in LONG_NAMES:
        text = re.sub(r"\b" + r"\s+".join(long.split()) + r"\s*\(", long.replace(" ", "_") + "(", text)
    out, at = [], 0
    while text[at:].strip():
        m = TOKEN.match(text, at)
        if not m:
            raise SyntaxError(f"at {text[at:at + 20]!r}")
        at = m.end()
        if m.lastgroup != "skip":
            out.append((m.lastgroup, m.group(m.lastgroup)))
    return out + [("end", "")]


def literal_at(text):
    m = re.fullmatch(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", text)
    if m and text[-1] != "P":
        sign = -1 if m[1] else 1
        if m[4] is not None:
            return Term(sign * int(m[4]), "day")
        return Term(sign * (int(m[2] or 0) * 12 + int(m[3] or 0)), "month")
    return date.fromisoformat(text)


class Reader:
    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def peek(self, *values):
        kind, value = self.tokens[self.at]
        return kind in ("op", "name") and value in values

    def take(self, *values):
        if self.peek(*values):
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def need(self, *values):
        got = self.take(*values)
        if got is None:
            raise SyntaxError(f"expected {values}, found {self.tokens[self.at:self.at + 4]}")
        return got

    def name(self):
        kind, value = self.tokens[self.at]
        if kind != "name" or value in KEYWORDS:
            raise SyntaxError(f"expected a name, found {value!r}")
        self.at += 1
        return value

    def whole(self):
        tree = self.expression()
        if self.tokens[self.at][0] != "end":
            raise SyntaxError(f"left over: {self.tokens[self.at:]}")
        return tree

    def expression(self):
        return self.chain(["or"], lambda: self.chain(["and"], self.comparison))

    def chain(self, words, part):
        left = part()
        while self.peek(*words):
            word = self.take(*words)
            left = (word, left, part())
        return left

    def comparison(self):
        left = self.sum()
        while True:
            word = self.take("=", "!=", "<=", ">=", "<", ">", "between", "in")
            if word is None:
                return left
            if word == "between":
                low = self.sum()
                self.need("and")
                left = ("between", left, low, self.sum())
            elif word == "in":
                left = ("in", left, self.sum())
            else:
                left = (word, left, self.sum())

    def sum(self):
        return self.chain(["+", "-"], lambda: self.chain(["*", "/"], self.unary))

    def unary(self):
        if self.take("-"):
            return ("negate", self.unary())
        tree = self.postfix(self.primary())
        if self.take("instance"):
            self.need("of")
            tree = ("instance", tree, self.name())
        return tree

    def postfix(self, tree):
        while True:
            if self.take("."):
                tree = ("path", tree, self.name())
            elif self.take("["):
                tree = ("filter", tree, self.expression())
                self.need("]")
            else:
                return tree

    def iterators(self):
        out = []
        while True:
            name = self.name()
            self.need("in")
            first = self.expression()
            out.append((name, ("counts", first, self.expression()) if self.take("..") else first))
            if not self.take(","):
                return out

    def primary(self):
        kind, value = self.tokens[self.at]
        self.at += 1
        if kind == "num":
            return ("value", Decimal(value))
        if kind == "str":
            return ("value", re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t", "r": "\r"}.get(m[1], m[1]), value[1:-1]))
        if kind == "at":
            return ("value", literal_at(value[2:-1]))
        if value in ("null", "true", "false"):
            return ("value", {"null": None, "true": True, "false": False}[value])
        if value == "(":
            return self.group()
        if value == "[":
            return self.brackets()
        if value == "{":
            return self.braces()
        if value == "if":
            test = self.expression()
            self.need("then")
            yes = self.expression()
            self.need("else")
            return ("if", test, yes, self.expression())
        if value in ("some", "every"):
            pairs = self.iterators()
            self.need("satisfies")
            return (value, pairs, self.expression())
        if value == "for":
            pairs = self.iterators()
            self.need("return")
            return ("for", pairs, self.expression())
        if kind == "name" and value not in KEYWORDS:
            return self.named(value)
        raise SyntaxError(f"unexpected {value!r}")

    def braces(self):
        entries = []
        while not self.take("}"):
            entries.append(self.name())
            self.need(":")
            entries[-1] = (entries[-1], self.expression())
            self.take(",")
        return ("context", entries)

    def named(self, value):
        if not self.take("("):
            return ("name", value)
        arguments = []
        while not self.peek(")"):
            arguments.append(self.expression())
            if not self.take(","):
                break
        self.need(")")
        return ("call", value, arguments)

    def group(self):
        first = self.expression()
        if self.take(".."):
            second = self.expression()
            return ("range", first, second, False, self.need("]", ")") == "]")
        if self.peek(","):
            parts = [first]
            while self.take(","):
                parts.append(self.expression())
            self.need(")")
            return ("list", parts)
        self.need(")")
        return first

    def brackets(self):
        parts = []
        while not self.peek("]"):
            parts.append(self.expression())
            if self.take(".."):
                second = self.expression()
                return ("range", parts[0], second, True, self.need("]", ")") == "]")
            if not self.take(","):
                break
        self.need("]")
        return ("list", parts)


def parse(text):
    return Reader(text).whole()


# ---- logic: False, Unknown, None, True; any other value acts as None ----


def all_of(values):
    values = list(values)
    if any(v is False for v in values):
        return False
    if both(*values):
        return both(*values)
    return True if all(v is True for v in values) else None


def negate(v):
    return v if isinstance(v, Unknown) else (not v) if isinstance(v, bool) else None


def any_of(values):
    return negate(all_of([negate(v) for v in values]))


# ---- comparing ----


def equal(a, b):
    """True, False or Unknown of any two values that the checker lets meet."""
    if isinstance(a, Items) and isinstance(b, Items):
        doubts = both(a.doubts(), b.doubts())
        if doubts:
            return doubts
        return len(a.items) == len(b.items) and all(equal(x, y) is True for x, y in zip(a.items, b.items))
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return both(a, b)
    if isinstance(a, Span) or isinstance(b, Span):
        return span_compare("=", a, b)
    if a is None or b is None:
        return a is b
    if isinstance(a, (bool, str, date, Decimal, Term)):
        return type(a) is type(b) and a == b
    return a is b


def span_compare(op, a, b):
    if a is None or b is None:
        return False if op == "=" else None
    a, b = [s if isinstance(s, Span) else Span(s, s, None) for s in (a, b)]
    below = a.high is not None and a.high < b.low          # a < b in every case
    above = b.high is not None and a.low > b.high
    not_above = a.high is not None and a.high <= b.low
    not_below = b.high is not None and a.low >= b.high
    yes = {"<": below, ">": above, "<=": not_above, ">=": not_below, "=": not_above and not_below}[op]
    no = {"<": not_below, ">": not_above, "<=": above, ">=": below, "=": below or above}[op]
    return True if yes else False if no else both(a.why, b.why)


def order(op, a, b):
    if both(a, b):
        return both(a, b)
    if isinstance(a, Span) or isinstance(b, Span):
        return span_compare(op, a, b)
    if a is None or b is None:
        return None
    if isinstance(a, Term):
        a, b = a.plain(), b.plain()
        if a.unit != b.unit:
            raise Failure("order")
        a, b = a.count, b.count
    if type(a) is not type(b) or not isinstance(a, (Decimal, str, date)):
        raise Failure("order")
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


def contains(container, item):
    """`in` and `list contains`: true on a certain match, false when nothing can match."""
    if isinstance(container, Unknown) or container is None:
        return container
    if isinstance(container, Range):
        if both(item):
            return item
        if None in (item, container.low, container.high):
            return None
        return all_of([order(">=" if container.low_in else ">", item, container.low),
                       order("<=" if container.high_in else "<", item, container.high)])
    found = []
    for other, maybe in as_list(container).pairs():
        if isinstance(other, Range):
            found.append(all_of([contains(other, item), maybe or True]))
        else:
            found.append(all_of([equal(item, other), maybe or True]))
    found.append(as_list(container).tail or False)
    return any_of(found)


def as_list(v):
    return v if isinstance(v, Items) else Items([]) if v is None else Items([v])


# ---- evaluating ----


class Env:
    """What an expression sees: the host (facts of a case on a day), declarations, and names, innermost first:
    (name, value), or (None, item) for the fields of a filter's item."""

    def __init__(self, host, day, rules, names=()):
        self.host, self.day, self.rules, self.names = host, day, rules, names

    def bind(self, name, value):
        return Env(self.host, self.day, self.rules, ((name, value),) + self.names)

    def item(self, value):
        return self.bind("item", value).bind(None, value)

    def bare(self, rules):
        """What a condition's body sees of its caller: only the period that is judged and the rule's instrument."""
        return Env(self.host, self.day, rules, tuple(n for n in self.names if n[0] in ("period", INSTRUMENT)))

    def instrument(self):
        return dict(self.names).get(INSTRUMENT)

    def owner(self, name):
        """The filter item of which a bare name is a field, if it is one."""
        for known, value in self.names:
            if known == name:
                return None
            if known is None and self.host.has_field(value, name):
                return value
        return None


INSTRUMENT = "the rule's instrument"      # no name that an expression can have


def run(tree, env):
    try:
        return globals()["eval_" + NAMES.get(tree[0], tree[0])](tree, env)
    except Failure as failure:
        return Unknown(f"error: {failure}")


NAMES = {"=": "compare", "!=": "compare", "<": "compare", "<=": "compare", ">": "compare", ">=": "compare",
         "+": "arithmetic", "-": "arithmetic", "*": "arithmetic", "/": "arithmetic", "some": "quantified",
         "every": "quantified"}


def eval_value(tree, env):
    return tree[1]


def eval_name(tree, env):
    name = tree[1]
    if env.owner(name) is not None:
        return env.host.read(env.owner(name), name, env)
    for known, value in env.names:
        if known == name:
            return value(env.day) if callable(value) else value
    rules = env.rules.where(name)
    if rules is None:
        return env.host.name(name, env.day)
    if name in rules.params:
        return rules.params[name]
    if name in rules.conditions:
        return run(rules.conditions[name][1], env.bare(rules))
    return Items(rules.tables[name])


def eval_scoped(tree, env):
    """What stands in another file than the rule: it sees the names of its own file."""
    return run(tree[2], Env(env.host, env.day, tree[1], env.names))


def eval_path(tree, env):
    return walk(run(tree[1], env), tree[2], env)


def walk(value, field, env):
    if value is None:
        return value
    if isinstance(value, dict):
        return value.get(field)
    if isinstance(value, Items):
        return Items([walk(i, field, env) for i in value.items], value.maybe, value.tail)
    return env.host.read(value, field, env)


def eval_list(tree, env):
    return Items([run(t, env) for t in tree[1]])


def eval_range(tree, env, direct=False):
    """A range as a value may not end before it begins; `in` alone has no such value, and nothing lies between."""
    low, high = run(tree[1], env), run(tree[2], env)
    if not both(low, high) and None not in (low, high) and low > high and not direct:
        raise Failure("range")
    return both(low, high) or Range(low, high, tree[3], tree[4])


def eval_filter(tree, env):
    value = run(tree[1], env)
    if isinstance(value, Unknown) or value is None:
        return value
    value = as_list(value)
    if tree[2][0] in ("value", "negate") and not isinstance(tree[2][1], bool):
        return at_index(value, run(tree[2], env))
    kept = []
    for item, doubt in value.all_pairs():
        keep = run(tree[2], env.item(item))
        if keep is True or isinstance(keep, Unknown):
            kept.append((item, both(doubt, keep)))
    tail = kept.pop()[1] if value.tail and kept and kept[-1][0] is value.tail else None
    tail = tail and Unknown(*tail.missing, kind=value.tail.kind, unseen=True)
    return Items([i for i, _ in kept], [m for _, m in kept], tail)


def at_index(value, index):
    if both(index, value.tail, *value.maybe):
        return both(index, value.tail, *value.maybe)
    n = int(index)
    n = n - 1 if n > 0 else len(value.items) + n
    return value.items[n] if index != 0 and 0 <= n < len(value.items) else None


def eval_and(tree, env):
    return all_of([run(tree[1], env), run(tree[2], env)])


def eval_or(tree, env):
    return any_of([run(tree[1], env), run(tree[2], env)])


def eval_compare(tree, env):
    op, a, b = tree[0], run(tree[1], env), run(tree[2], env)
    if op in ("=", "!="):
        return equal(a, b) if op == "=" else negate(equal(a, b))
    return order(op, a, b)


def eval_between(tree, env):
    v, low, high = [run(t, env) for t in tree[1:]]
    if both(v, low, high) or None in (v, low, high):
        return both(v, low, high)
    return all_of([order(">=", v, low), order("<=", v, high)])


def eval_in(tree, env):
    among = eval_range(tree[2], env, direct=True) if tree[2][0] == "range" else run(tree[2], env)
    return contains(among, run(tree[1], env))


def eval_if(tree, env):
    test = run(tree[1], env)
    return test if isinstance(test, Unknown) else run(tree[2] if test is True else tree[3], env)


def combinations(pairs, env):
    """Each way to bind the variables, as (env, doubt); in place of an env what stands where a list should: nothing or unknown."""
    if not pairs:
        yield env, None
        return
    (name, tree), rest = pairs[0], pairs[1:]
    value = run(tree, env)
    if isinstance(value, Unknown) or value is None:
        yield value, None
        return
    for item, doubt in as_list(value).all_pairs():
        for e, more in combinations(rest, env.bind(name, item)):
            yield e, both(doubt, more)


def settle(value):
    """A count that is not settled, where more than a comparison wants it."""
    return value.why if isinstance(value, Span) else value


def eval_counts(tree, env):
    """From a whole number to another, up or down."""
    low, high = settle(run(tree[1], env)), settle(run(tree[2], env))
    if both(low, high):
        return both(low, high)
    if low is None or high is None:
        return None
    step = 1 if low <= high else -1
    return Items([Decimal(n) for n in range(int(low), int(high) + step, step)])


def eval_context(tree, env):
    entries = {}
    for name, part in tree[1]:
        entries[name] = settle(run(part, env))
        env = env.bind(name, entries[name])
    return entries


def eval_instance(tree, env):
    """Of a date or a boolean that may be nothing, or not be known."""
    value = run(tree[1], env)
    kind = {"date": date, "boolean": bool}[tree[2]]
    return value if isinstance(value, Unknown) else isinstance(value, kind)


def eval_quantified(tree, env):
    results = []
    for e, doubt in combinations(tree[1], env):
        holds = run(tree[2], e) if isinstance(e, Env) else e
        results.append(all_of([holds, doubt or True]) if tree[0] == "some" else any_of([holds, doubt or False]))
    return any_of(results) if tree[0] == "some" else all_of(results)


def eval_for(tree, env):
    found = list(combinations(tree[1], env))
    doubts = both(*[e for e, _ in found], *[d for _, d in found])
    return doubts or None if any(e is None for e, _ in found) else doubts or Items([run(tree[2], e) for e, _ in found])


def eval_negate(tree, env):
    v = run(tree[1], env)
    return v if v is None or isinstance(v, Unknown) else Term(-v.count, v.unit) if isinstance(v, Term) else -v


def eval_arithmetic(tree, env):
    op, a, b = tree[0], run(tree[1], env), run(tree[2], env)
    spans = [s.why for s in (a, b) if isinstance(s, Span)]
    if both(a, b, *spans):
        return both(a, b, *spans)
    if a is None or b is None:
        return None
    with localcontext() as c:
        c.prec = 34
        return compute(op, a, b)


def compute(op, a, b):
    kinds = (type(a), type(b))
    if kinds == (Decimal, Decimal):
        if op == "/" and b == 0:
            raise Failure("division by zero")
        return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}[op]()
    if kinds == (str, str) and op == "+":
        return a + b
    if kinds == (date, date) and op == "-":
        return Term((a - b).days, "day")
    if kinds == (date, Term) and op in "+-":
        return add_term(a, b, 1 if op == "+" else -1)
    if kinds == (Term, date) and op == "+":
        return add_term(b, a)
    if kinds == (Term, Term) and op in "+-":
        x, y = a.plain(), b.plain()
        if x.unit == y.unit:
            return Term(x.count + (y.count if op == "+" else -y.count), x.unit)
    if op == "*" and Term in kinds and Decimal in kinds:
        term, n = (a, b) if kinds[0] is Term else (b, a)
        return Term(int(term.plain().count * n), term.plain().unit)
    raise Failure("arithmetic")


# ---- functions ----


def eval_call(tree, env):
    name, arguments = tree[1], tree[2]
    rules = env.rules.where(name)
    if rules and name in rules.conditions:
        parameters, body = rules.conditions[name]
        inner = env.bare(rules)
        for parameter, argument in zip(parameters, arguments):
            inner = inner.bind(parameter, run(argument, env))
        return run(body, inner)
    if name == "documented":
        return documented(arguments[0], env)
    if name == "as_of":
        day = run(arguments[0], env)
        if day is None or isinstance(day, Unknown):
            return day
        return run(arguments[1], Env(env.host, min(day, env.day), env.rules, env.names))
    if name in ("rating", "score"):
        return env.host.rating(name, run(arguments[0], env), rated_subject(arguments, env), env)
    return globals()["call_" + name]([run(a, env) for a in arguments], env)


def rated_subject(arguments, env):
    """Without one the case is meant."""
    return run(arguments[1], env) if len(arguments) > 1 else env.host.case.root


def documented(tree, env):
    if tree[0] == "path":
        owner = run(tree[1], env)
    elif env.owner(tree[1]) is not None:
        owner, tree = env.owner(tree[1]), ("path", None, tree[1])
    else:
        return something(run(tree, env))
    if isinstance(owner, Items):
        return any(not isinstance(i, Unknown) and i is not None and env.host.documented(i, tree[2], env)
                   for i, doubt in owner.pairs() if not doubt)
    if isinstance(owner, Unknown) and owner.unseen:
        return owner
    return owner is not None and not isinstance(owner, Unknown) and env.host.documented(owner, tree[2], env)


def something(value):
    """Whether a value is something that is written; of what nobody can tell, and of a list that may go on unseen, unknown."""
    if isinstance(value, Unknown):
        return value if value.unseen else False
    if isinstance(value, Items):
        return True if value.items else value.tail or False
    return value is not None and value != ""


def call_not(a, env):
    return negate(a[0])


def call_count(a, env):
    if isinstance(a[0], Unknown) or a[0] is None:
        return a[0]
    value = as_list(a[0])
    sure = sum(1 for m in value.maybe if m is None)
    if not both(value.tail, *value.maybe):
        return Decimal(sure)
    return Span(sure, None if value.tail else len(value.items), both(value.tail, *value.maybe))


def call_list_contains(a, env):
    return contains(a[0], a[1])


def settled(arguments):
    """The items of one list, or of the arguments; an Unknown where anything is uncertain."""
    value = arguments[0] if len(arguments) == 1 else Items(arguments)
    if isinstance(value, Unknown):
        return value
    return as_list(value).doubts() or as_list(value).items


def extreme(arguments, choose, skip):
    items = settled(arguments)
    if isinstance(items, Unknown):
        return items
    items = [i for i in items if not (skip and i is None)]
    return choose(items) if items and None not in items else None


def call_earliest(a, env):
    return extreme(a, min, True)


def call_latest(a, env):
    return extreme(a, max, True)


def call_min(a, env):
    return extreme(a, min, False)


def call_max(a, env):
    return extreme(a, max, False)


def call_sum(a, env):
    return extreme(a, sum, False)


def call_age(a, env):
    born, on = a[0], a[1] if len(a) > 1 else env.day
    if both(born, on):
        return both(born, on)
    if born is None or on is None:
        return None
    return Decimal(on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def call_distinct_values(a, env):
    items = settled(a)
    if isinstance(items, Unknown):
        return items
    out = []
    for i in items:
        if not any(equal(i, o) is True for o in out):
            out.append(i)
    return Items(out)


def call_flatten(a, env):
    if a[0] is None or isinstance(a[0], Unknown):
        return a[0]
    out = Items([], [], as_list(a[0]).tail)
    for item, doubt in as_list(a[0]).pairs():
        if isinstance(item, Unknown):
            return item
        if isinstance(item, Items):
            inner = call_flatten([item], env)
            if isinstance(inner, Unknown):
                return inner
            out.items += inner.items
            out.maybe += [both(doubt, m) for m in inner.maybe]
            out.tail = both(out.tail, inner.tail)
        else:
            out.items.append(item)
            out.maybe.append(doubt)
    return out


def call_date(a, env):
    if both(*a):
        return both(*a)
    try:
        return date.fromisoformat(a[0]) if len(a) == 1 else date(*[int(x) for x in a])
    except ValueError:
        raise Failure("date")


def of_texts(compute):
    """A function of texts, none of none and unknown of unknown."""
    return lambda a, env: both(*a) or (None if None in a else compute(*a))


call_starts_with = of_texts(str.startswith)
call_ends_with = of_texts(str.endswith)
call_contains = of_texts(lambda text, match: match in text)
call_string_length = of_texts(lambda text: Decimal(len(text)))
call_upper_case = of_texts(str.upper)
call_lower_case = of_texts(str.lower)


def call_is_defined(a, env):
    return a[0] if isinstance(a[0], Unknown) else a[0] is not None
