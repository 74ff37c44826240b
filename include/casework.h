/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_H
#define CASEWORK_H
/*
 * libcasework: is a child-welfare case plan what policy requires, as of any day; if not, why, and what would
 * mend it? This header includes all the others; each opens with what its noun is and how long it lives.
 */
#include <casework/status.h>
#include <casework/context.h>
#include <casework/text.h>
#include <casework/date.h>
#include <casework/diag.h>
#include <casework/record.h>
#include <casework/custom.h>
#include <casework/case.h>
#include <casework/fields.h>
#include <casework/schema.h>
#include <casework/document.h>
#include <casework/rules.h>
#include <casework/report.h>
#include <casework/rates.h>
#include <casework/stream.h>
#include <casework/tests.h>
#include <casework/names.h>
#include <casework/expression.h>
#include <casework/version.h>
#endif
