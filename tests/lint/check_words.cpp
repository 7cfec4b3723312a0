// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "tests/lint/checks.hpp"

namespace qm::lint {

namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_capital(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

/// The words of a line in small letters; names are taken apart at `_` and at capitals.
std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words(1);
    char last = ' ';
    for (const char c : line) {
        const bool begins =
            is_letter(c) && (!is_letter(last) || (is_capital(c) && !is_capital(last)));
        if (begins && !words.back().empty()) words.emplace_back();
        if (is_letter(c)) {
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        last = c;
    }
    return words;
}

bool is_never(const std::string& word) {
    const auto& never = never_words();
    return std::any_of(never.begin(), never.end(), [&word](auto one) {
        return word == one || word == std::string(one) + "s" || word == std::string(one) + "ed" ||
               word == std::string(one) + "ing";
    });
}

std::string without_allowed(const std::string& path, std::string line) {
    for (const auto& allowed : allowed_words()) {
        if (!path.starts_with(allowed.path)) continue;
        if (allowed.text.empty()) return {};
        for (auto at = line.find(allowed.text); at != std::string::npos;
             at = line.find(allowed.text)) {
            line.erase(at, allowed.text.size());
        }
    }
    return line;
}

}  // namespace

Findings check_words(const File& file) {
    Findings findings;
    if (!is_code(file)) return findings;
    auto lines = lines_of(file.text);
    lines.insert(lines.begin(), file.path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const auto& word : words_of(without_allowed(file.path, lines[i]))) {
            if (!is_never(word)) continue;
            findings.push_back({file.path, static_cast<int>(i),
                                fmt::format("\"{}\" is a word we never use", word)});
        }
    }
    return findings;
}

}  // namespace qm::lint
