// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace qm::server {

/// What one HTTP request is answered.
struct Answer {
    int status = 200;
    std::string_view type = "application/json";
    std::string body;
    std::string_view more_headers = {};  ///< whole lines, each with its "\r\n"
};

/// A refusal: one JSON object, as the wire's `error` is.
[[nodiscard]] Answer refusal(int status, std::string code, std::string_view sentence);

enum class Sent { Whole, HeadersOnly };
enum class After { Stays, Closes };

/// The answer as it goes over the connection, with the headers that all answers have.
[[nodiscard]] std::string as_sent(const Answer& answer, Sent sent, After after);

}  // namespace qm::server
