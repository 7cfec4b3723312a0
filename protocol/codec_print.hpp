// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json.hpp>

/// JSON on one line with numbers as people write them, 84.39 and not 8.439E1: the wire and the logs are
/// read by people too. A number that had a point keeps one. Private to the codec.
namespace qm::codec {

[[nodiscard]] std::string print_json(const boost::json::value& value);

// The same at the end of a text.
void print_json(std::string& out, const boost::json::value& value);
void print_json(std::string& out, std::string_view text);
void print_json(std::string& out, double number);
void print_json(std::string& out, bool value);
void print_json(std::string& out, std::int64_t number);
void print_json(std::string& out, std::uint64_t number);

}  // namespace qm::codec
