// SPDX-License-Identifier: Apache-2.0
#include "protocol/result.hpp"

#include <stdexcept>

#include <fmt/format.h>

namespace qm {

std::string describe(const std::string& file, const Error& error) {
    std::string text = file;
    if (error.line > 0) text += fmt::format(":{}", error.line);
    if (!text.empty()) text += ": ";
    if (!error.field.empty()) text += fmt::format("field `{}`: ", error.field);
    return text + error.sentence;
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::logic_error("value() of a failed result: " + describe("", error));
}

}  // namespace qm
