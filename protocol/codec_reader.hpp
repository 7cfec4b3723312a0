// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "protocol/fields.hpp"
#include "protocol/names.hpp"
#include "protocol/result.hpp"

/// The visitor that turns JSON into values and checks all of it. The first thing wrong is kept in `error`
/// and the rest is skipped. Private to the codec.
namespace qm::codec {

namespace json = boost::json;

class Reader {
public:
    /// `path` is put before the names of fields in errors: "entries[2]."
    Reader(const json::object& in, std::optional<Error>& error, std::string path = {})
        : in_(in), error_(error), path_(std::move(path)) {}

    /// A command carries no `t_ns`: if it is there, it is just one more unknown field.
    void expect_no_stamp() { stamped_ = false; }
    /// Names a field that the caller has read itself, so that it is not counted as unknown.
    void known(std::string_view name) { known_.push_back(name); }

    void stamp(Instant& at) {
        if (stamped_) field("t_ns", at);
    }
    template <class T>
    void field(std::string_view name, T& value) {
        if (const auto* found = find(name, true)) read(name, *found, value);
    }
    template <class T>
    void maybe(std::string_view name, T& value) {
        if (const auto* found = find(name, false)) read(name, *found, value);
    }
    template <class T>
    void maybe(std::string_view name, std::optional<T>& value) {
        const auto* found = find(name, false);
        if (found != nullptr) read(name, *found, value.emplace());
    }
    template <class T>
    void always(std::string_view name, T& value) {
        maybe(name, value);
    }
    void maybe_seconds(std::string_view name, Elapsed& value) {
        if (const auto* found = find(name, false)) read_seconds(name, *found, value, 0.0);
    }
    void maybe_seconds(std::string_view name, std::optional<Elapsed>& value) {
        const auto* found = find(name, false);
        if (found != nullptr) read_seconds(name, *found, value.emplace(), 0.000001);
    }
    void span(std::string_view name, Elapsed& value) {
        const auto* found = find(name, true);
        if (found == nullptr) return;
        if (const auto us = whole(name, *found, 1, kMaxSpanUs)) value = Elapsed{*us};
    }
    void text(std::string_view name, std::string& value, std::size_t limit) {
        if (const auto* found = find(name, true)) read_text(name, *found, value, limit, 0);
    }
    void maybe_text(std::string_view name, std::string& value, std::size_t limit) {
        if (const auto* found = find(name, false)) read_text(name, *found, value, limit, 0);
    }
    void maybe_file(std::string_view name, std::string& value, std::size_t limit) {
        if (const auto* found = find(name, false)) read_file(name, *found, value, limit);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>& values, std::size_t limit) {
        if (const auto* found = find(name, true)) read_list(name, *found, values, limit);
    }
    template <class T>
    void maybe_list(std::string_view name, std::vector<T>& values, std::size_t limit) {
        if (const auto* found = find(name, false)) read_list(name, *found, values, limit);
    }
    void extra(Extra& text);

    void fail(std::string_view name, std::string sentence) {
        if (!error_) error_ = Error{"bad_field", std::move(sentence), path_ + std::string(name)};
    }

private:
    /// The field's value; null counts as absent.
    [[nodiscard]] const json::value* find(std::string_view name, bool required) {
        known_.push_back(name);
        if (error_) return nullptr;
        const auto* found = in_.if_contains(name);
        if (found != nullptr && !found->is_null()) return found;
        if (required) fail(name, "is missing");
        return nullptr;
    }

    [[nodiscard]] std::optional<std::int64_t> whole(std::string_view name, const json::value& value,
                                                    std::int64_t low, std::int64_t high);
    [[nodiscard]] std::optional<double> number(std::string_view name, const json::value& value,
                                               double low, double high, std::string_view unit);
    void read_seconds(std::string_view name, const json::value& value, Elapsed& out, double low);
    void read_text(std::string_view name, const json::value& value, std::string& out,
                   std::size_t limit, std::size_t least);
    void read_file(std::string_view name, const json::value& value, std::string& out,
                   std::size_t limit);
    /// Blanks at either end are no part of a name.
    [[nodiscard]] std::string read_name(std::string_view name, const json::value& value,
                                        std::size_t limit);

    template <class T>
    void read_list(std::string_view name, const json::value& value, std::vector<T>& out,
                   std::size_t limit) {
        const auto* array = value.if_array();
        if (array == nullptr) return fail(name, "must be a list [ ... ]");
        if (array->size() > limit) {
            return fail(
                name, fmt::format("has {} elements; at most {} are allowed", array->size(), limit));
        }
        out.clear();
        out.reserve(array->size());
        for (std::size_t i = 0; i < array->size() && !error_; ++i) {
            read(fmt::format("{}[{}]", name, i), (*array)[i], out.emplace_back());
        }
    }

    template <class T>
    void read_whole(std::string_view name, const json::value& value, T& out, std::int64_t low,
                    std::int64_t high) {
        if (const auto found = whole(name, value, low, high)) out = static_cast<T>(*found);
    }

    static constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    /// 146 years since boot: a day more or less never overflows.
    static constexpr std::int64_t kLatestNs = std::int64_t{1} << 62;

    void read(std::string_view name, const json::value& value, Instant& out) {
        if (const auto ns = whole(name, value, 0, kLatestNs)) out = instant_from_ns(*ns);
    }
    void read(std::string_view name, const json::value& value, Elapsed& out) {
        if (const auto us = whole(name, value, -kMax, kMax)) out = Elapsed{*us};
    }
    void read(std::string_view name, const json::value& value, Distance& out) {
        if (const auto metres = number(name, value, 0, limits::kMaxRunMetres, "metres")) {
            out = Distance::from_metres(*metres);
        }
    }
    void read(std::string_view name, const json::value& value, Lane& out) {
        read_whole(name, value, out, 1, limits::kLanes);
    }
    void read(std::string_view name, const json::value& value, Beam& out) {
        read_whole(name, value, out, 0, limits::kBeams - 1);
    }
    void read(std::string_view name, const json::value& value, Seq& out) {
        read_whole(name, value, out, 0, kMax);
    }
    void read(std::string_view name, const json::value& value, PassageId& out) {
        read_whole(name, value, out, 0, kMax);
    }
    void read(std::string_view name, const json::value& value, WallTime& out) {
        read_whole(name, value, out, -kMax, kMax);
    }
    void read(std::string_view name, const json::value& value, int& out) {
        read_whole(name, value, out, 0, 1'000'000);
    }
    void read(std::string_view name, const json::value& value, std::uint8_t& out) {
        read_whole(name, value, out, 0, std::numeric_limits<std::uint8_t>::max());
    }
    void read(std::string_view name, const json::value& value, std::uint32_t& out) {
        read_whole(name, value, out, 0, std::numeric_limits<std::uint32_t>::max());
    }
    void read(std::string_view name, const json::value& value, std::uint64_t& out) {
        read_whole(name, value, out, 0, kMax);
    }
    void read(std::string_view name, const json::value& value, std::int64_t& out) {
        read_whole(name, value, out, -kMax, kMax);
    }
    void read(std::string_view name, const json::value& value, double& out) {
        if (const auto found = number(name, value, 0, 1, "")) out = *found;
    }
    void read(std::string_view name, const json::value& value, bool& out) {
        if (!value.is_bool()) return fail(name, "must be true or false");
        out = value.get_bool();
    }
    void read(std::string_view name, const json::value& value, std::string& out) {
        read_text(name, value, out, limits::kSentenceBytes, 0);
    }
    void read(std::string_view name, const json::value& value, AthleteId& out) {
        out = AthleteId{read_name(name, value, limits::kNameBytes)};
    }
    /// A command's id may be a number, too: people type {"id":1}.
    void read(std::string_view name, const json::value& value, CommandId& out) {
        std::string text;
        if (const auto* number = value.if_int64()) {
            text = std::to_string(*number);
        } else {
            read_text(name, value, text, limits::kIdBytes, 1);
        }
        out = CommandId{std::move(text)};
    }
    template <class Tag>
    void read(std::string_view name, const json::value& value, Id<Tag>& out) {
        out = Id<Tag>{read_name(name, value, limits::kIdBytes)};
    }
    void read(std::string_view name, const json::value& value, TargetPoint& out);

    template <Named E>
    void read(std::string_view name, const json::value& value, E& out) {
        const auto found =
            value.is_string() ? from_name<E>(std::string_view{value.get_string()}) : std::nullopt;
        if (found) {
            out = *found;
            return;
        }
        std::string allowed;
        for (const auto& [one, known] : kNames<E>) {
            allowed += fmt::format("{}\"{}\"", allowed.empty() ? "" : ", ", known);
        }
        fail(name, "must be one of " + allowed);
    }

    template <class T>
    requires(std::is_class_v<T>) void read(std::string_view name, const json::value& value,
                                           T& out) {
        const auto* object = value.if_object();
        if (object == nullptr) return fail(name, "must be an object { ... }");
        Reader inner{*object, error_, path_ + std::string(name) + "."};
        fields(inner, out);
    }

    const json::object& in_;
    std::optional<Error>& error_;
    std::string path_;
    std::vector<std::string_view> known_;
    bool stamped_ = true;
};

}  // namespace qm::codec
