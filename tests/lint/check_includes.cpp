// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <regex>

#include <fmt/format.h>

#include "tests/lint/checks.hpp"

namespace qm::lint {

namespace {

bool begins_with_any(std::string_view text, const std::vector<std::string_view>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](auto one) { return text.starts_with(one); });
}

/// Headers of the language and the system have no folder but these, or no extension.
bool is_of_the_system(std::string_view header) {
    static const std::vector<std::string_view> folders{"sys/", "netinet/", "arpa/", "linux/",
                                                       "net/"};
    if (begins_with_any(header, folders)) return true;
    return header.find('/') == std::string_view::npos && !header.ends_with(".hpp");
}

std::string wrong_with_foreign(const Room& room, const std::string& path,
                               const std::string& header) {
    for (const auto& library : libraries()) {
        if (!begins_with_any(header, library.headers)) continue;
        if (begins_with_any(path, library.places)) return {};
        return fmt::format("<{}>: {} may not be used here", header, library.name);
    }
    if (!is_of_the_system(header)) {
        return fmt::format("<{}> is of no library in the table of the house", header);
    }
    const auto& impure = impure_headers();
    const bool is_impure =
        header.ends_with(".h") || std::find(impure.begin(), impure.end(), header) != impure.end();
    if (room.pure && is_impure) return fmt::format("<{}> in a pure folder", header);
    return {};
}

std::string wrong_with_own(const Room& room, const std::string& header) {
    const auto* other = room_of(header);
    if (other == nullptr) return fmt::format("\"{}\" is no path from the root", header);
    if (may_include(room, *other)) return {};
    return fmt::format("{} may not include {}", room.folder, other->folder);
}

}  // namespace

Findings check_includes(const File& file) {
    static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    Findings findings;
    if (!is_cpp(file.path)) return findings;
    const auto* room = room_of(file.path);
    if (room == nullptr) return {{file.path, 0, "stands in no folder of the house"}};
    int number = 0;
    for (const auto& line : lines_of(file.text)) {
        ++number;
        std::smatch match;
        if (!std::regex_search(line, match, include)) continue;
        const auto what = match[1] == "<" ? wrong_with_foreign(*room, file.path, match[2])
                                          : wrong_with_own(*room, match[2]);
        if (!what.empty()) findings.push_back({file.path, number, what});
    }
    return findings;
}

}  // namespace qm::lint
