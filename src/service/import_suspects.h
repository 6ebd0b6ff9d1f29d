// Words of a column that look like misspellings of a known one ("technolgy", "Philipines"): reported, never corrected.
#pragma once
#include "service/import_report.h"

namespace wheelhouse::service {
// Counts the words of industry and place columns again from the files and adds "looks_like" warnings.
void add_suspects(const ImportPlan& plan, ImportReport& report);
}
