// SPDX-License-Identifier: Apache-2.0
#include "gui/model/preferences.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace qm::gui {

namespace {

constexpr int kLeast = 200;
constexpr int kMost = 32'000;

std::optional<int> take_number(std::string_view& words) {
    while (words.starts_with(' ')) words.remove_prefix(1);
    int number = 0;
    const auto [end, failed] = std::from_chars(words.data(), words.data() + words.size(), number);
    if (failed != std::errc{} || number < -kMost || number > kMost) return std::nullopt;
    words.remove_prefix(static_cast<std::size_t>(end - words.data()));
    return number;
}

std::optional<WindowPlace> read_place(std::string_view words) {
    std::array<int, 4> numbers{};
    for (auto& number : numbers) {
        const auto taken = take_number(words);
        if (!taken) return std::nullopt;
        number = *taken;
    }
    const WindowPlace place{numbers[0], numbers[1], numbers[2], numbers[3]};
    if (place.width < kLeast || place.height < kLeast) return std::nullopt;
    return place;
}

std::optional<Against> read_against(std::string_view words) {
    for (int i = 0; i < kAgainst; ++i) {
        const Against one{static_cast<std::uint8_t>(i)};
        if (short_words_of(one) == words) return one;
    }
    return std::nullopt;
}

}  // namespace

Preferences Preferences::read(std::string_view text) {
    constexpr std::string_view theme = "theme ";
    constexpr std::string_view compare = "compare ";
    constexpr std::string_view window = "window ";
    constexpr std::string_view sounds = "callouts on";
    Preferences all;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line == sounds) all.callouts = true;
        if (line.starts_with(theme)) all.night = line.substr(theme.size()) == "night";
        if (line.starts_with(window)) all.window = read_place(line.substr(window.size()));
        if (line.starts_with(compare)) {
            all.against = read_against(line.substr(compare.size())).value_or(all.against);
        }
    }
    return all;
}

std::string Preferences::text() const {
    auto words =
        fmt::format("theme {}\ncompare {}\n", night ? "night" : "sun", short_words_of(against));
    if (window) {
        words += fmt::format("window {} {} {} {}\n", window->x, window->y, window->width,
                             window->height);
    }
    if (callouts) words += "callouts on\n";
    return words;
}

}  // namespace qm::gui
