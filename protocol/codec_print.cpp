// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec_print.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace qm::codec {

namespace json = boost::json;

namespace {

void print(std::string& out, const json::value& value);

void print(std::string& out, double number) {
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

void print(std::string& out, const json::object& object) {
    char before = '{';
    for (const auto& [key, value] : object) {
        out += before;
        out += json::serialize(key);
        out += ':';
        print(out, value);
        before = ',';
    }
    out += before == '{' ? "{}" : "}";
}

void print(std::string& out, const json::array& array) {
    char before = '[';
    for (const auto& value : array) {
        out += before;
        print(out, value);
        before = ',';
    }
    out += before == '[' ? "[]" : "]";
}

void print(std::string& out, const json::value& value) {
    if (const auto* object = value.if_object()) {
        print(out, *object);
    } else if (const auto* array = value.if_array()) {
        print(out, *array);
    } else if (const auto* number = value.if_double()) {
        print(out, *number);
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

std::string print_json(const json::value& value) {
    std::string out;
    print(out, value);
    return out;
}

}  // namespace qm::codec
