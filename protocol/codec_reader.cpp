// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec_reader.hpp"

#include <algorithm>

#include "protocol/codec_print.hpp"
#include "protocol/plain_text.hpp"

namespace qm::codec {

std::optional<std::int64_t> Reader::whole(std::string_view name, const json::value& value,
                                          std::int64_t low, std::int64_t high) {
    std::optional<std::int64_t> found;
    if (const auto* number = value.if_int64()) found = *number;
    if (!found) {
        fail(name, value.is_uint64() ? "is too large a number" : "must be a whole number");
        return std::nullopt;
    }
    if (*found < low || *found > high) {
        fail(name, high == kMax ? fmt::format("is {}; it must be at least {}", *found, low)
                                : fmt::format("is {}; it must be {} to {}", *found, low, high));
        return std::nullopt;
    }
    return found;
}

std::optional<double> Reader::number(std::string_view name, const json::value& value, double low,
                                     double high, std::string_view unit) {
    if (!value.is_number()) {
        fail(name, unit.empty() ? "must be a number" : fmt::format("must be a number of {}", unit));
        return std::nullopt;
    }
    const auto found = value.to_number<double>();
    if (!(found >= low && found <= high)) {
        fail(name, fmt::format("is {}; it must be {} to {}{}{}", found, low, high,
                               unit.empty() ? "" : " ", unit));
        return std::nullopt;
    }
    return found;
}

void Reader::read_seconds(std::string_view name, const json::value& value, Elapsed& out,
                          double low) {
    if (const auto found = number(name, value, low, limits::kMaxSeconds, "seconds")) {
        out = Elapsed{std::llround(*found * 1e6)};
    }
}

void Reader::read_text(std::string_view name, const json::value& value, std::string& out,
                       std::size_t limit, std::size_t least) {
    if (!value.is_string()) return fail(name, "must be a text in quotes");
    const std::string_view text{value.get_string()};
    if (text.size() < least) return fail(name, "must not be empty");
    if (text.size() > limit) {
        return fail(name,
                    fmt::format("is {} bytes long; at most {} are allowed", text.size(), limit));
    }
    if (const auto wrong = wrong_with_text(text); !wrong.empty()) {
        return fail(name, std::string(wrong));
    }
    out = std::string(text);
}

void Reader::read_file(std::string_view name, const json::value& value, std::string& out,
                       std::size_t limit) {
    if (!value.is_string()) return fail(name, "must be a text in quotes");
    const std::string_view text{value.get_string()};
    if (text.size() > limit) {
        return fail(name,
                    fmt::format("is {} bytes long; at most {} are allowed", text.size(), limit));
    }
    const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    });
    if (!is_plain) return fail(name, "holds a control character");
    out = std::string(text);
}

std::string Reader::read_name(std::string_view name, const json::value& value, std::size_t limit) {
    std::string text;
    read_text(name, value, text, limit, 1);
    const auto kept = trimmed(text);
    if (kept.empty()) fail(name, "must not be empty");
    return std::string(kept);
}

void Reader::read(std::string_view name, const json::value& value, TargetPoint& out) {
    const auto* pair = value.if_array();
    if (pair == nullptr || pair->size() != 2) return fail(name, "must be a pair [metres, seconds]");
    if (const auto metres = number(name, (*pair)[0], 0.001, limits::kMaxRunMetres, "metres")) {
        out.at = Distance::from_metres(*metres);
    }
    read_seconds(name, (*pair)[1], out.time, 0.000001);
}

void Reader::extra(Extra& text) {
    if (error_) return;
    json::object unknown;
    for (const auto& [key, value] : in_) {
        if (std::find(known_.begin(), known_.end(), std::string_view{key}) == known_.end()) {
            unknown.insert_or_assign(key, value);
        }
    }
    if (unknown.empty()) return;
    text = print_json(unknown);
    if (text.size() > limits::kExtraBytes) {
        fail("", fmt::format("unknown fields of {} bytes; at most {} are kept", text.size(),
                             limits::kExtraBytes));
    }
}

}  // namespace qm::codec
