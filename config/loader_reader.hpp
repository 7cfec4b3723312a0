// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "config/keys.hpp"
#include "config/nearest.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/result.hpp"

/// The visitor that fills in settings from TOML. Private to the loader.
namespace qm::config {

/// What one walk through a file shares: the first thing wrong, and where each key stood.
struct Walk {
    std::optional<Error> error = {};
    std::map<std::string, int, std::less<>> lines = {};

    /// The error, if any, with the line of the key it names.
    [[nodiscard]] std::optional<Error> placed(std::optional<Error> wrong) const {
        if (wrong && wrong->line == 0) wrong->line = line_of(wrong->field);
        return wrong;
    }

    /// The line of a key, or of the table around it.
    [[nodiscard]] int line_of(std::string key) const {
        while (!key.empty()) {
            if (const auto at = lines.find(key); at != lines.end()) return at->second;
            const auto dot = key.rfind('.');
            key.erase(dot == std::string::npos ? 0 : dot);
        }
        return 0;
    }
};

inline int line_of(const toml::node& item) { return static_cast<int>(item.source().begin.line); }

/// Of the tables that a list of tables has: how many there may be, the keys each needs, what it is called.
template <class T>
inline constexpr std::size_t kMostOf = limits::kGates;
template <class T>
inline constexpr std::array<std::string_view, 0> kNeeded{};
template <class T>
inline constexpr std::string_view kCalled = "table";

template <>
inline constexpr std::array kNeeded<Gate>{std::string_view{"id"}};
template <>
inline constexpr std::string_view kCalled<Gate> = "gate";

/// A key that only some of the tables of one kind need.
template <class T>
std::optional<std::string_view> also_needed(const T&) {
    return std::nullopt;
}
/// A gun or a starting block stands at no line.
inline std::optional<std::string_view> also_needed(const Gate& gate) {
    if (gate.place.role != GateRole::Beam) return std::nullopt;
    return "at_m";
}

/// The visitor that fills in settings from a table and checks each value.
class Reader {
public:
    Reader(const toml::table& table, std::string path, Walk& walk)
        : table_(table), path_(std::move(path)), walk_(walk) {}

    void text(std::string_view key, std::string& out) {
        if (const auto* item = find(key)) {
            if (const auto found = item->value_exact<std::string>()) {
                out = *found;
            } else {
                fail(key, *item, "must be a text in quotes");
            }
        }
    }
    template <class Tag>
    void text(std::string_view key, Id<Tag>& out) {
        constexpr auto kMost =
            std::is_same_v<Id<Tag>, AthleteId> ? limits::kNameBytes : limits::kIdBytes;
        std::string id = out.text();
        text(key, id);
        const auto name = trimmed(id);
        if (const auto* item = table_.get(key); item != nullptr) {
            if (name.empty() || name.size() > kMost) {
                fail(key, *item, fmt::format("must be a name of 1 to {} bytes", kMost));
            } else if (const auto wrong = wrong_with_text(name); !wrong.empty()) {
                fail(key, *item, std::string(wrong));
            }
        }
        out = Id<Tag>{std::string(name)};
    }
    void flag(std::string_view key, bool& out) {
        if (const auto* item = find(key)) {
            if (const auto found = item->value_exact<bool>()) {
                out = *found;
            } else {
                fail(key, *item, "must be true or false");
            }
        }
    }
    template <Named E>
    void choice(std::string_view key, E& out) {
        const auto* item = find(key);
        if (item == nullptr) return;
        const auto word = item->value_exact<std::string>();
        if (const auto found = word ? from_name<E>(*word) : std::nullopt) {
            out = *found;
            return;
        }
        std::string allowed;
        for (const auto& [one, name] : kNames<E>) {
            allowed += fmt::format("{}\"{}\"", allowed.empty() ? "" : ", ", name);
        }
        fail(key, *item, "must be one of " + allowed);
    }
    template <class T, class L, class H>
    void whole(std::string_view key, T& out, L low, H high) {
        const auto* item = find(key);
        if (item == nullptr) return;
        const auto found = whole_in(key, *item, static_cast<std::int64_t>(low),
                                    static_cast<std::int64_t>(high), "");
        if (found) out = static_cast<T>(*found);
    }
    void milliseconds(std::string_view key, Elapsed& out, int low, int high) {
        const auto* item = find(key);
        if (item == nullptr) return;
        if (const auto found = whole_in(key, *item, low, high, " of milliseconds")) {
            out = Elapsed{*found * 1000};
        }
    }
    void number(std::string_view key, double& out, double low, double high) {
        decimal(key, out, low, high, "");
    }
    void seconds(std::string_view key, Elapsed& out, double low, double high) {
        double found = static_cast<double>(out.count()) / 1e6;
        decimal(key, found, low, high, " of seconds");
        out = Elapsed{std::llround(found * 1e6)};
    }
    /// A key that may be left out: `read` is called with a value to fill in where it stands.
    template <class T, class Read>
    void maybe(std::string_view key, std::optional<T>& out, Read&& read) {
        if (!table_.contains(key)) {
            known_.emplace_back(key);
            return;
        }
        T found{};
        read(found);
        out = found;
    }
    void numbers(std::string_view key, std::vector<double>& out, double low, double high,
                 std::size_t most) {
        const auto* item = find(key);
        if (item == nullptr) return;
        const auto* array = item->as_array();
        const auto is_allowed = [low, high](const toml::node& one) {
            const auto found = one.is_number() ? one.value<double>() : std::nullopt;
            return found && *found >= low && *found <= high;
        };
        if (array == nullptr || array->size() > most ||
            !std::all_of(array->begin(), array->end(), is_allowed)) {
            return fail(
                key, *item,
                fmt::format("must be a list of at most {} numbers from {} to {}", most, low, high));
        }
        out.clear();
        for (const auto& one : *array) out.push_back(*one.value<double>());
    }
    void metres(std::string_view key, Distance& out, double low, double high) {
        double found = out.metres();
        decimal(key, found, low, high, " of metres");
        out = Distance::from_metres(found);
    }
    template <class T>
    void wholes(std::string_view key, std::vector<T>& out, int low, int high, int most) {
        const auto* item = find(key);
        if (item == nullptr) return;
        const auto* array = item->as_array();
        if (array == nullptr || array->size() > static_cast<std::size_t>(most)) {
            return fail(key, *item,
                        fmt::format("must be a list of at most {} whole numbers, like [{}]", most,
                                    low + 1));
        }
        out.clear();
        for (const auto& one : *array) {
            const auto found = whole_in(key, one, low, high, "");
            if (!found) return;
            out.push_back(static_cast<T>(*found));
        }
    }
    template <class T>
    void section(std::string_view name, T& part) {
        if (const auto* item = find(name)) {
            const auto* table = item->as_table();
            if (table == nullptr) {
                return fail(name, *item, fmt::format("must be a table: write [{}]", name));
            }
            read_part(*table, path_ + std::string(name), part);
        }
    }
    template <class T>
    void each(std::string_view name, std::vector<T>& parts) {
        const auto* item = find(name);
        if (item == nullptr) return;
        const auto* array = item->as_array();
        if (array == nullptr || !array->is_homogeneous<toml::table>()) {
            return fail(name, *item, fmt::format("must be a list of tables: write [[{}]]", name));
        }
        if (array->size() > kMostOf<T>) {
            return fail(name, *item,
                        fmt::format("stands there {} times; at most {} are allowed", array->size(),
                                    kMostOf<T>));
        }
        parts.clear();
        for (const auto& one : *array) {
            const auto path = fmt::format("{}{}[{}]", path_, name, parts.size());
            read_part(*one.as_table(), path, parts.emplace_back());
        }
    }

    void need(std::string_view key, std::string_view what) {
        if (table_.contains(key)) return;
        fail(key, table_, fmt::format("is missing: every {} needs it", what));
    }
    /// To be called when all known keys were asked for.
    void refuse_unknown() {
        for (const auto& [key, item] : table_) {
            const std::string name{key.str()};
            if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
            fail(name, item,
                 fmt::format("is not a key of this file; the nearest there is: {}",
                             nearest(name, known_)));
        }
    }

private:
    template <class T>
    void read_part(const toml::table& table, const std::string& path, T& part) {
        walk_.lines.emplace(path, line_of(table));
        Reader inner{table, path + ".", walk_};
        keys(inner, part);
        inner.refuse_unknown();
        for (const auto key : kNeeded<T>) inner.need(key, kCalled<T>);
        if (const auto key = also_needed(part)) inner.need(*key, kCalled<T>);
    }

    [[nodiscard]] const toml::node* find(std::string_view key) {
        known_.emplace_back(key);
        if (walk_.error) return nullptr;
        const auto* item = table_.get(key);
        if (item != nullptr) walk_.lines.emplace(path_ + std::string(key), line_of(*item));
        return item;
    }

    void fail(std::string_view key, const toml::node& item, std::string sentence) {
        if (walk_.error) return;
        walk_.error =
            Error{"bad_setting", std::move(sentence), path_ + std::string(key), line_of(item)};
    }

    [[nodiscard]] std::optional<std::int64_t> whole_in(std::string_view key, const toml::node& item,
                                                       std::int64_t low, std::int64_t high,
                                                       std::string_view unit) {
        const auto found = item.value_exact<std::int64_t>();
        if (found && *found >= low && *found <= high) return found;
        fail(key, item, fmt::format("must be a whole number{} from {} to {}", unit, low, high));
        return std::nullopt;
    }
    void decimal(std::string_view key, double& out, double low, double high,
                 std::string_view unit) {
        const auto* item = find(key);
        if (item == nullptr) return;
        const auto found = item->is_number() ? item->value<double>() : std::nullopt;
        if (found && *found >= low && *found <= high) {
            out = *found;
            return;
        }
        fail(key, *item, fmt::format("must be a number{} from {} to {}", unit, low, high));
    }

    const toml::table& table_;
    std::string path_;
    Walk& walk_;
    std::vector<std::string> known_;
};

/// Reads a whole text by its list of keys; nothing is checked yet that concerns two of them.
template <class T>
Walk read_into(std::string_view text, T& out) {
    Walk walk;
    const auto parsed = toml::parse(text);
    if (!parsed) {
        const auto& wrong = parsed.error();
        walk.error = Error{"bad_toml",
                           fmt::format("this is not TOML: {} (a line is: key = value, with texts "
                                       "in quotes)",
                                       wrong.description()),
                           "", static_cast<int>(wrong.source().begin.line)};
        return walk;
    }
    Reader reader{parsed.table(), "", walk};
    keys(reader, out);
    reader.refuse_unknown();
    return walk;
}

}  // namespace qm::config
