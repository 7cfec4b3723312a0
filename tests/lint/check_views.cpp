// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <regex>
#include <set>

#include <fmt/format.h>

#include "tests/lint/checks.hpp"

namespace qm::lint {

namespace {

bool is_panel(const File& file) {
    return file.path.starts_with("gui/panels/") && is_cpp(file.path);
}

/// A test of the console that opens no window and draws nothing, not even into memory.
bool is_windowless_test(const File& file) {
    return file.path.starts_with("tests/gui/") && file.path.ends_with("_test.cpp") &&
           file.text.find("gui/panels/") == std::string::npos &&
           file.text.find("gui/app/frame") == std::string::npos &&
           file.text.find("tests/gui/stage") == std::string::npos;
}

}  // namespace

Findings check_views(const File& file) {
    // Of the model itself a panel may ask for a screen's own part, which answers what is shown there.
    static const std::regex asks(R"(\bmodel\.(?!(form|palette|shelf|doors)\(\))\w+)");
    static const std::regex numbers(R"(\bfmt::|\bstd::to_string\b|\bprint_\w+\()");
    Findings findings;
    if (!is_panel(file)) return findings;
    int number = 0;
    for (const auto& line : lines_of(file.text)) {
        ++number;
        if (line.starts_with("#include")) continue;
        if (std::regex_search(line, asks)) {
            findings.push_back({file.path, number, "a panel asks the model itself: " + line});
        }
        if (std::regex_search(line, numbers)) {
            findings.push_back({file.path, number, "a panel makes words of numbers: " + line});
        }
    }
    return findings;
}

Findings check_answers(const std::vector<File>& files) {
    static const std::regex answers(R"(\b([a-z]\w*)\(model\b)");
    Findings findings;
    std::set<std::string> seen;
    for (const auto& file : files) {
        if (!is_panel(file) || !file.path.ends_with(".cpp")) continue;
        const std::sregex_iterator end;
        for (std::sregex_iterator one{file.text.begin(), file.text.end(), answers}; one != end;
             ++one) {
            const auto name = (*one)[1].str();
            if (name.starts_with("draw_") || !seen.insert(name).second) continue;
            const std::regex called{"\\b" + name + "\\("};
            const bool is_tested = std::any_of(files.begin(), files.end(), [&](const File& test) {
                return is_windowless_test(test) && std::regex_search(test.text, called);
            });
            if (is_tested) continue;
            findings.push_back(
                {file.path, 0, fmt::format("{} is asked by no test without a window", name)});
        }
    }
    if (seen.empty()) findings.push_back({"gui/panels", 0, "no panel asks anything"});
    return findings;
}

}  // namespace qm::lint
