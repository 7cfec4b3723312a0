// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec_print.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace qm::codec {

namespace json = boost::json;

namespace {

/// Whether it stands in a text as it is; all else is Boost.JSON's to write.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return static_cast<unsigned char>(letter) >= ' ' && letter != '"' && letter != '\\';
    });
}

template <class Whole>
void print_whole(std::string& out, Whole number) {
    std::array<char, 24> text{};
    out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr);
}

void print(std::string& out, const json::object& object) {
    char before = '{';
    for (const auto& [key, value] : object) {
        out += before;
        print_json(out, std::string_view{key.data(), key.size()});
        out += ':';
        print_json(out, value);
        before = ',';
    }
    out += before == '{' ? "{}" : "}";
}

void print(std::string& out, const json::array& array) {
    char before = '[';
    for (const auto& value : array) {
        out += before;
        print_json(out, value);
        before = ',';
    }
    out += before == '[' ? "[]" : "]";
}

}  // namespace

void print_json(std::string& out, std::string_view text) {
    if (!is_plain(text)) {
        out += json::serialize(json::string_view{text.data(), text.size()});
        return;
    }
    out += '"';
    out += text;
    out += '"';
}

void print_json(std::string& out, std::int64_t number) { print_whole(out, number); }

void print_json(std::string& out, std::uint64_t number) { print_whole(out, number); }

void print_json(std::string& out, bool value) { out += value ? "true" : "false"; }

void print_json(std::string& out, double number) {
    if (!std::isfinite(number)) {  // it was too large for a double, as this is when read again
        out += number < 0 ? "-1e999" : "1e999";
        return;
    }
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    const std::string_view digits{text.data(), static_cast<std::size_t>(end - text.data())};
    out += digits;
    if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void print_json(std::string& out, const json::value& value) {
    switch (value.kind()) {
        case json::kind::object:
            return print(out, value.get_object());
        case json::kind::array:
            return print(out, value.get_array());
        case json::kind::string:
            return print_json(
                out, std::string_view{value.get_string().data(), value.get_string().size()});
        case json::kind::double_:
            return print_json(out, value.get_double());
        case json::kind::int64:
            return print_json(out, value.get_int64());
        case json::kind::uint64:
            return print_json(out, value.get_uint64());
        case json::kind::bool_:
            return print_json(out, value.get_bool());
        case json::kind::null:
            out += "null";
    }
}

std::string print_json(const json::value& value) {
    std::string out;
    print_json(out, value);
    return out;
}

}  // namespace qm::codec
