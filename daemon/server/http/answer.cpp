// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/answer.hpp"

#include <utility>

#include <fmt/format.h>

#include "daemon/server/lines.hpp"

namespace qm::server {

namespace {

/// Nothing is fetched from elsewhere, nothing inline runs, nobody frames the page, and nothing is kept:
/// times change.
constexpr std::string_view kHeadersOfAll =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cache-Control: no-store\r\n";

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 413:
            return "Content Too Large";
        case 426:
            return "Upgrade Required";
        case 431:
            return "Request Header Fields Too Large";
        default:
            return "Service Unavailable";
    }
}

}  // namespace

Answer refusal(int status, std::string code, std::string_view sentence) {
    return {status, "application/json", std::string(make_error(std::move(code), sentence)->line())};
}

std::string as_sent(const Answer& answer, Sent sent, After after) {
    auto text = fmt::format(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}{}{}\r\n", answer.status,
        reason_of(answer.status), answer.type, answer.body.size(), kHeadersOfAll,
        answer.more_headers, after == After::Closes ? "Connection: close\r\n" : "");
    if (sent == Sent::Whole) text += answer.body;
    return text;
}

}  // namespace qm::server
