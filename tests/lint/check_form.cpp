// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "tests/lint/checks.hpp"

namespace qm::lint {

Findings check_form(const File& file) {
    Findings findings;
    if (!is_code(file)) return findings;
    const auto lines = lines_of(file.text);
    const std::size_t first = file.text.starts_with("#!") ? 1 : 0;
    const std::string mark = is_cpp(file.path) ? "// " : "# ";
    if (lines.size() <= first || lines[first] != mark + "SPDX-License-Identifier: Apache-2.0") {
        findings.push_back({file.path, static_cast<int>(first) + 1, "has no SPDX line on top"});
    }
    if (file.path.ends_with(".hpp") &&
        std::find(lines.begin(), lines.end(), "#pragma once") == lines.end()) {
        findings.push_back({file.path, 0, "has no #pragma once"});
    }
    if (lines.size() > static_cast<std::size_t>(kMostLines)) {
        findings.push_back({file.path, kMostLines,
                            fmt::format("has {} lines; ask what it is two of", lines.size())});
    }
    return findings;
}

}  // namespace qm::lint
