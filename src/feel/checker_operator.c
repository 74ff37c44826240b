/* SPDX-License-Identifier: MIT */
/* Arithmetic and logic: which operations work on which types. */
#include "feel/checker.h"

/* Each way in which an arithmetic operation works, and what it gives. */
static const struct { uint8_t op, left, right; const feel_type *result; } ways[] = {
    {FEEL_OP_ADD, FEEL_NUMBER, FEEL_NUMBER, &feel_type_number},
    {FEEL_OP_ADD, FEEL_STRING, FEEL_STRING, &feel_type_string},
    {FEEL_OP_ADD, FEEL_DATE, FEEL_DAYS, &feel_type_date},
    {FEEL_OP_ADD, FEEL_DATE, FEEL_MONTHS, &feel_type_date},
    {FEEL_OP_ADD, FEEL_DAYS, FEEL_DATE, &feel_type_date},
    {FEEL_OP_ADD, FEEL_MONTHS, FEEL_DATE, &feel_type_date},
    {FEEL_OP_ADD, FEEL_TIME, FEEL_DAYS, &feel_type_time},
    {FEEL_OP_ADD, FEEL_DAYS, FEEL_TIME, &feel_type_time},
    {FEEL_OP_ADD, FEEL_DATE_TIME, FEEL_DAYS, &feel_type_date_time},
    {FEEL_OP_ADD, FEEL_DATE_TIME, FEEL_MONTHS, &feel_type_date_time},
    {FEEL_OP_ADD, FEEL_DAYS, FEEL_DATE_TIME, &feel_type_date_time},
    {FEEL_OP_ADD, FEEL_MONTHS, FEEL_DATE_TIME, &feel_type_date_time},
    {FEEL_OP_ADD, FEEL_DAYS, FEEL_DAYS, &feel_type_days},
    {FEEL_OP_ADD, FEEL_MONTHS, FEEL_MONTHS, &feel_type_months},
    {FEEL_OP_SUBTRACT, FEEL_NUMBER, FEEL_NUMBER, &feel_type_number},
    {FEEL_OP_SUBTRACT, FEEL_DATE, FEEL_DATE, &feel_type_days},
    {FEEL_OP_SUBTRACT, FEEL_DATE, FEEL_DAYS, &feel_type_date},
    {FEEL_OP_SUBTRACT, FEEL_DATE, FEEL_MONTHS, &feel_type_date},
    {FEEL_OP_SUBTRACT, FEEL_DATE, FEEL_DATE_TIME, &feel_type_days},
    {FEEL_OP_SUBTRACT, FEEL_DATE_TIME, FEEL_DATE, &feel_type_days},
    {FEEL_OP_SUBTRACT, FEEL_DATE_TIME, FEEL_DATE_TIME, &feel_type_days},
    {FEEL_OP_SUBTRACT, FEEL_DATE_TIME, FEEL_DAYS, &feel_type_date_time},
    {FEEL_OP_SUBTRACT, FEEL_DATE_TIME, FEEL_MONTHS, &feel_type_date_time},
    {FEEL_OP_SUBTRACT, FEEL_TIME, FEEL_TIME, &feel_type_days},
    {FEEL_OP_SUBTRACT, FEEL_TIME, FEEL_DAYS, &feel_type_time},
    {FEEL_OP_SUBTRACT, FEEL_DAYS, FEEL_DAYS, &feel_type_days},
    {FEEL_OP_SUBTRACT, FEEL_MONTHS, FEEL_MONTHS, &feel_type_months},
    {FEEL_OP_MULTIPLY, FEEL_NUMBER, FEEL_NUMBER, &feel_type_number},
    {FEEL_OP_MULTIPLY, FEEL_DAYS, FEEL_NUMBER, &feel_type_days},
    {FEEL_OP_MULTIPLY, FEEL_NUMBER, FEEL_DAYS, &feel_type_days},
    {FEEL_OP_MULTIPLY, FEEL_MONTHS, FEEL_NUMBER, &feel_type_months},
    {FEEL_OP_MULTIPLY, FEEL_NUMBER, FEEL_MONTHS, &feel_type_months},
    {FEEL_OP_DIVIDE, FEEL_NUMBER, FEEL_NUMBER, &feel_type_number},
    {FEEL_OP_DIVIDE, FEEL_DAYS, FEEL_NUMBER, &feel_type_days},
    {FEEL_OP_DIVIDE, FEEL_MONTHS, FEEL_NUMBER, &feel_type_months},
    {FEEL_OP_DIVIDE, FEEL_DAYS, FEEL_DAYS, &feel_type_number},
    {FEEL_OP_DIVIDE, FEEL_MONTHS, FEEL_MONTHS, &feel_type_number},
    {FEEL_OP_POWER, FEEL_NUMBER, FEEL_NUMBER, &feel_type_number},
};

static const char *sign_of(feel_op op)
{
    switch (op) {
    case FEEL_OP_ADD:      return "+";
    case FEEL_OP_SUBTRACT: return "-";
    case FEEL_OP_MULTIPLY: return "*";
    case FEEL_OP_DIVIDE:   return "/";
    default:               return "**";
    }
}

static bool could_be(const feel_type *type, uint8_t kind)
{
    return type->kind == kind || type->kind == FEEL_ANY || type->kind == FEEL_NULL;
}

/* What the operation gives; any where that depends on what is not known; NULL where it cannot work. */
static const feel_type *result_of(feel_op op, const feel_type *left, const feel_type *right)
{
    const feel_type *result = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (ways[i].op != op || !could_be(left, ways[i].left) || !could_be(right, ways[i].right))
            continue;
        if (feel_type_is_open(left) || feel_type_is_open(right))
            return &feel_type_open;
        if (result && result != ways[i].result)
            return &feel_type_any;
        result = ways[i].result;
    }
    return result;
}

/* A date and a number of days, or a day or a duration that is a mere text. */
static base_str help_date(feel_op op, const feel_node *left, const feel_node *right)
{
    bool sum = op == FEEL_OP_ADD || op == FEEL_OP_SUBTRACT, first = left->type->kind == FEEL_DATE;
    const feel_type *other = first ? right->type : left->type;
    if (!sum || first == (right->type->kind == FEEL_DATE))
        return (base_str){0};
    if (other->kind == FEEL_NUMBER)
        return BASE_STR("write 30 days as @\"P30D\", or as a parameter that holds `30 days`");
    return other->kind == FEEL_STRING ? BASE_STR("write a day as @\"2024-01-01\", 30 days as @\"P30D\"") : (base_str){0};
}

/* Told even where types are left to the run: it would give null for what the standard has a number for. */
static bool is_fractional_power(const feel_node *node, const feel_node *exponent)
{
    return node->op == FEEL_OP_POWER && exponent->op == FEEL_OP_LITERAL && exponent->value.kind == FEEL_NUMBER &&
           !base_decimal_is_whole(exponent->value.as.number);
}

void feel_check_arithmetic(feel_checker *checker, feel_node *node)
{
    const feel_node *a = feel_check_kid(checker, node, 0), *b = feel_check_kid(checker, node, 1);
    const feel_type *left = a->type, *right = b->type;
    const feel_type *result = result_of(node->op, left, right);
    feel_become(checker, node, node->op, result ? result : &feel_type_any);
    if (!result)
        feel_check_mismatch(checker, FEEL_DIAG_NO_ARITHMETIC, node, help_date(node->op, a, b), sign_of(node->op),
                            FEEL_TYPE_TEXT(checker, left), FEEL_TYPE_TEXT(checker, right));
    else if (is_fractional_power(node, b))
        feel_check_tell(checker, FEEL_DIAG_REFUSED_FUNCTION, node, BASE_STR("`sqrt(n)` is the square root"), FEEL_QUOTE(BASE_STR("**")),
                        "fractional exponents are outside this profile of FEEL");
}

void feel_check_negate(feel_checker *checker, feel_node *node)
{
    const feel_type *type = feel_check_kid(checker, node, 0)->type;
    bool works = could_be(type, FEEL_NUMBER) || type->kind == FEEL_DAYS || type->kind == FEEL_MONTHS;
    feel_become(checker, node, FEEL_OP_NEGATE, works ? type : &feel_type_any);
    if (!works)
        feel_check_mismatch(checker, FEEL_DIAG_NO_NEGATION, node, (base_str){0}, FEEL_TYPE_TEXT(checker, type));
}

void feel_check_logic(feel_checker *checker, feel_node *node)
{
    const char *place = node->op == FEEL_OP_AND ? "`and`" : "`or`";
    feel_want_boolean(checker, feel_check_kid(checker, node, 0), place);
    feel_want_boolean(checker, feel_check_kid(checker, node, 1), place);
    feel_become(checker, node, node->op, &feel_type_boolean);
}
